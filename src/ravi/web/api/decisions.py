"""``/decisions``: which claims people hold for one incident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from litestar import get, post
from litestar.params import JSONBody

from ravi.ledger.judgements.decisions import judge, list_decisions, take_back
from ravi.web.api.common import PAGE, Cursor, Items, Limit, Name, answers, known_text
from ravi.web.api.corrections import Signature
from ravi.web.desk import LONGEST_NAME, desk_of
from ravi.web.pages.common import LONGEST_NOTE
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A decision: ``same``, ``different`` or ``open`` (an earlier one taken back), about so many pairs of claims."""

    id: str
    verdict: str
    who: str
    note: str
    at: datetime
    pairs: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of two incidents or claims, ``a`` and ``b``, by their ids."""

    a: str
    b: str
    verdict: Literal["same", "different"]
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The incidents that a decision changed; some may be gone now."""

    incidents: list[str]


@get("/decisions", sync_to_thread=True, responses=answers(), tags=["decisions"])
def show_decisions(request: AnyRequest, limit: Limit = PAGE, cursor: Cursor = "") -> Items[DecisionItem]:
    """List what people decided, the latest first."""
    with desk_of(request).ledger.reading() as connection:
        rows = list_decisions(connection)
    names = [row.decision for row in rows]
    if cursor and cursor not in names:
        raise Problem(
            400, "filter", f"the cursor {cursor!r:.40} is not of this list", "take it from the page before"
        )
    start = names.index(cursor) + 1 if cursor else 0
    items = [
        DecisionItem(row.decision, row.verdict, row.who, row.note, row.at, row.pairs)
        for row in rows[start : start + limit]
    ]
    return Items(items, items[-1].id if len(rows) > start + limit else None)


@post("/decisions", sync_to_thread=True, responses=answers(404, 413), tags=["decisions"])
def decide(request: AnyRequest, data: JSONBody[Decision]) -> Changed:
    """Decide that two incidents, or a claim and an incident, are one event or are not."""
    desk = desk_of(request)
    who = desk.who(request, known_text(data.who, "who", LONGEST_NAME))
    note = known_text(data.note, "note", LONGEST_NOTE)
    a, b = known_text(data.a, "a", 100), known_text(data.b, "b", 100)
    with desk.ledger.writing() as connection:
        return Changed(sorted(judge(connection, a, b, data.verdict, who=who, note=note)))


@post("/decisions/{name:str}/undo", sync_to_thread=True, responses=answers(404), tags=["decisions"])
def undo_decision(request: AnyRequest, name: Name, data: JSONBody[Signature]) -> Changed:
    """Take a decision back."""
    desk = desk_of(request)
    who = desk.who(request, known_text(data.who, "who", LONGEST_NAME))
    with desk.ledger.writing() as connection:
        return Changed(sorted(take_back(connection, known_text(name, "id", 100), who=who)))


HANDLERS = (show_decisions, decide, undo_decision)

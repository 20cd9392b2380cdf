"""``/corrections``: what people said of claims, over the whole ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import get, post
from litestar.params import JSONBody

from ravi.ledger.judgements.additions import take_back_act
from ravi.ledger.judgements.corrections import Correction, list_corrections
from ravi.web.api.common import PAGE, Cursor, Items, Limit, Name, answers, known_text
from ravi.web.desk import LONGEST_NAME, desk_of
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """One field of a claim as a person has it; ``value`` is a verdict or the field's form in docs/format.md.

    Where ``field`` is ``claim``, the person added the claim, and ``value`` is all of it; ``{"machine": true}``
    gives back what the machine read.
    """

    id: str
    claim: str
    report: str
    field: str
    value: Any
    who: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """Who takes something back."""

    who: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done, by its id."""

    id: str


@get("/corrections", sync_to_thread=True, responses=answers(), tags=["claims"])
def show_corrections(request: AnyRequest, limit: Limit = PAGE, cursor: Cursor = "") -> Items[CorrectionItem]:
    """List what people said of claims, the latest first."""
    with desk_of(request).ledger.reading() as connection:
        found = list_corrections(connection, limit=limit + 1, before=_number(cursor))
    items = [correction_item(one) for _, one in found[:limit]]
    return Items(items, str(found[limit - 1][0]) if len(found) > limit else None)


@post("/corrections/{act:str}/undo", sync_to_thread=True, responses=answers(404), tags=["claims"])
def undo_correction(request: AnyRequest, act: Name, data: JSONBody[Signature]) -> Taken:
    """Take back what was said in one act; a claim that it added goes."""
    desk = desk_of(request)
    who = desk.who(request, known_text(data.who, "who", LONGEST_NAME))
    with desk.ledger.writing() as connection:
        return Taken(take_back_act(connection, known_text(act, "id", 100), who=who))


def correction_item(one: Correction) -> CorrectionItem:
    """Return a correction as the API gives it."""
    return CorrectionItem(one.id, one.claim, one.report, one.field, one.value, one.who, one.note, one.at)


def _number(cursor: str) -> int | None:
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):
        raise Problem(
            400, "filter", f"the cursor {cursor!r:.40} is not of this list", "take it from the page before"
        )
    return int(cursor)


HANDLERS = (show_corrections, undo_correction)

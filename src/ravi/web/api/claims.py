"""``/claims``: lists, one claim, and what people say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody
from sqlalchemy import Connection

from ravi.ledger.asking.search import find_claims
from ravi.ledger.judgements.additions import add_claim
from ravi.ledger.judgements.corrections import Review, correct_claim, corrected, judge_claim, reviews
from ravi.ledger.store.reports import find_claim, load_claims
from ravi.output.forms.jsonl import claim_to_dict
from ravi.output.json import report_to_dict
from ravi.web.api.common import PAGE, Cursor, Items, Limit, Name, answers, kept, known_text, provide_asked
from ravi.web.api.corrections import CorrectionItem, correction_item
from ravi.web.asking import Asked
from ravi.web.desk import LONGEST_NAME, desk_of
from ravi.web.pages.common import LONGEST_NOTE
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of a claim: a verdict (``confirmed``, ``rejected``, ``open``), corrected fields, or both.

    ``fields`` are in the form of docs/format.md, each whole: ``{"polarity": "denied"}``.
    """

    verdict: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim that the machine missed, to be added to a report.

    ``fields`` are in the form of docs/format.md, ``type`` and ``trigger`` at least:
    ``{"type": "shelling", "trigger": [98, 123]}``; without ``chain`` the publisher tells it. ``event_of`` is the id of
    the report's claim that tells of the same event in another voice.
    """

    fields: dict[str, Any]
    event_of: str | None = None
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """What people made of a claim: its state, the claim as corrected (null where nothing is), and all that was said.

    ``state`` is ``open``, ``added``, ``confirmed``, ``corrected`` or ``rejected``.
    """

    id: str
    state: str
    corrected: dict[str, Any] | None
    history: list[CorrectionItem]


@get(
    "/claims",
    sync_to_thread=True,
    dependencies={"asked": Provide(provide_asked, sync_to_thread=False)},
    responses=answers(404),
    tags=["claims"],
)
def list_claims(
    request: AnyRequest, asked: NamedDependency[Asked], limit: Limit = PAGE, cursor: Cursor = ""
) -> Items[dict[str, Any]]:
    """List claims, those of the latest event first, as docs/format.md has them with their report and words."""
    if asked.order != "time":
        raise Problem(
            400, "filter", f"claims have no order {asked.order!r}", "leave it out: the latest come first"
        )
    if "\x00" in cursor:
        raise Problem(400, "filter", "the cursor is not of this list", "take it from the page before")
    return kept(request, lambda: _list(request, asked, limit, cursor))


def _list(request: AnyRequest, asked: Asked, limit: int, cursor: str) -> Items[dict[str, Any]]:
    with desk_of(request).ledger.reading() as connection:
        names = find_claims(connection, asked.filters, limit=limit + 1, after=cursor or None)
        found = {claim.id: claim for claim in load_claims(connection, names[:limit])}
    items = [claim_to_dict(found[name]) for name in names[:limit]]
    return Items(items, names[limit - 1] if len(names) > limit else None)


@get("/claims/{name:str}", sync_to_thread=True, responses=answers(404), tags=["claims"])
def show_claim(request: AnyRequest, name: Name) -> dict[str, Any]:
    """Show a claim as it was read or added (``added_by``), with ``review``: what people made of it."""
    with desk_of(request).ledger.reading() as connection:
        return _claim(connection, name)


@post("/claims/{name:str}/corrections", sync_to_thread=True, responses=answers(404, 413), tags=["claims"])
def say(request: AnyRequest, name: Name, data: JSONBody[Word]) -> ClaimReview:
    """Confirm, reject or correct a claim; what was said before stays, and the latest counts."""
    desk = desk_of(request)
    who = desk.who(request, known_text(data.who, "who", LONGEST_NAME))
    note = known_text(data.note, "note", LONGEST_NOTE)
    if data.verdict is None and not data.fields:
        raise Problem(400, "request", "nothing is said of the claim", "give a verdict, or fields to correct")
    _check(data.fields)
    with desk.ledger.writing() as connection:
        find_claim(connection, name)
        if data.verdict is not None:
            judge_claim(connection, name, data.verdict, who=who, note=note)
        if data.fields:
            correct_claim(connection, name, data.fields, who=who, note=note)
        stored = find_claim(connection, name)
        review = reviews(connection, [stored.report])[name]
    return _review(name, stored, review)


@post("/reports/{name:str}/claims", sync_to_thread=True, responses=answers(404, 413), tags=["claims"])
def add(request: AnyRequest, name: Name, data: JSONBody[NewClaim]) -> dict[str, Any]:
    """Add a claim that the machine missed, and show it; POST /corrections/{act}/undo takes it back."""
    desk = desk_of(request)
    who = desk.who(request, known_text(data.who, "who", LONGEST_NAME))
    note = known_text(data.note, "note", LONGEST_NOTE)
    event_of = known_text(data.event_of, "event_of", 100) or None
    _check(data.fields)
    with desk.ledger.writing() as connection:
        claim = add_claim(connection, name, data.fields, who=who, note=note, event_of=event_of)
        return _claim(connection, claim)


def _claim(connection: Connection, name: str) -> dict[str, Any]:
    stored = find_claim(connection, name)
    review = reviews(connection, [stored.report])[name]
    return claim_to_dict(stored) | {"review": _review(name, stored, review)}


def _check(fields: dict[str, Any]) -> None:
    known_text(repr(fields), "fields", 100_000)
    if _has_nul(fields):
        raise Problem(400, "request", "fields have a NUL or half of a character in them", "send whole ones")


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return any(_has_nul(one) for pair in value.items() for one in pair)
    return isinstance(value, list) and any(map(_has_nul, value))


def _review(name: str, stored: Any, review: Review) -> ClaimReview:
    from dataclasses import replace

    told = None
    if review.fields:
        now = replace(stored.report.report, claims=(corrected(stored, review),))
        told = report_to_dict(now)["claims"][0]
    return ClaimReview(name, review.state, told, [correction_item(one) for one in review.history])


HANDLERS = (list_claims, show_claim, say, add)

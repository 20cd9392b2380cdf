"""``/reports/{id}`` and ``/claims/{id}``: a report with its claims, and what people make of them."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy import Connection, select

from ravi.errors import FormatError
from ravi.ledger.judgements.additions import add_claim, take_back_act
from ravi.ledger.judgements.corrections import correct_claim, corrected, judge_claim, reviews
from ravi.ledger.store import schema
from ravi.ledger.store.reports import find_claim, find_report, in_text_order
from ravi.web.correcting import read_fields, read_new
from ravi.web.days import with_iso
from ravi.web.desk import desk_of
from ravi.web.pages.common import Form, Id, see, signed
from ravi.web.security import AnyRequest
from ravi.web.views.editing import missed_of
from ravi.web.views.report import report_view

#: Characters of the words that a claim is added for.
LONGEST_WORDS = 300


@get("/reports/{name:str}", sync_to_thread=True, include_in_schema=False)
def report_page(request: AnyRequest, name: Id) -> Response[str]:
    """Show a report with its claims marked and a card for each; ``words`` begins to add one to them."""
    return desk_of(request).kept_page(request, lambda: _content(request, name))


def _content(request: AnyRequest, name: str) -> str:
    desk = desk_of(request)
    ui = desk.interface(request)
    with desk.ledger.reading() as connection:
        stored = find_report(connection, name)
        judged = reviews(connection, [stored])
        incidents = _incidents(connection, name)
    words, at = request.query_params.get("words", ""), request.query_params.get("at", "")
    position = int(at) if at.isascii() and at.isdigit() and len(at) < 9 else None
    asked = " ".join(words.replace("\x00", "").split())[:LONGEST_WORDS]
    missed = None if desk.settings.read_only else missed_of(ui, stored, asked, position)
    view = report_view(ui, stored, judged, incidents, missed=missed)
    return desk.content(request, "report.html", view.title or ui.label("ui", "untitled"), view=view)


@get("/claims/{name:str}", sync_to_thread=True, include_in_schema=False)
def claim_page(request: AnyRequest, name: Id) -> Redirect:
    """Lead to a claim's card in its report."""
    with desk_of(request).ledger.reading() as connection:
        return Redirect(_card(connection, name), status_code=303)


@post("/claims/{name:str}/verdict", sync_to_thread=True, include_in_schema=False)
def verdict(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Confirm or reject a claim, or leave it open again."""
    who, note = signed(request, data)
    with desk_of(request).ledger.writing() as connection:
        judge_claim(connection, name, data.get("verdict", ""), who=who, note=note)
        return see(request, _card(connection, name), who=data.get("who", ""))


@post("/claims/{name:str}/correct", sync_to_thread=True, include_in_schema=False)
def correct(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Keep what a person reads otherwise in a claim."""
    who, note = signed(request, data)
    with desk_of(request).ledger.writing() as connection:
        stored, data = find_claim(connection, name), with_iso(data, **_DAYS)
        now = corrected(stored, reviews(connection, [stored.report])[name])
        values = read_fields(stored, now, data)
        if not values:
            raise FormatError("nothing of the claim is changed; change a field, or confirm the claim")
        correct_claim(connection, name, values, who=who, note=note)
        return see(request, _card(connection, name), who=data.get("who", ""))


@post("/reports/{name:str}/claims", sync_to_thread=True, include_in_schema=False)
def add(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Add a claim that the machine missed."""
    who, note = signed(request, data)
    event_of = data.get("event_of", "") or None
    with desk_of(request).ledger.writing() as connection:
        values = read_new(find_report(connection, name), with_iso(data, **_DAYS))
        claim = add_claim(connection, name, values, who=who, note=note, event_of=event_of)
        return see(request, _card(connection, claim), who=data.get("who", ""))


@post("/corrections/{act:str}/undo", sync_to_thread=True, include_in_schema=False)
def undo(request: AnyRequest, act: Id, data: Form) -> Redirect:
    """Take back a verdict, a correction, or a claim that was added."""
    who, _ = signed(request, data)
    with desk_of(request).ledger.writing() as connection:
        take_back_act(connection, act, who=who)
        of = schema.corrections.c
        said = connection.execute(select(of.claim, of.report).where(of.id == act).limit(1)).one()
        known = connection.scalar(select(schema.claims.c.id).where(schema.claims.c.id == said.claim))
        return see(request, _card(connection, known) if known else f"/reports/{said.report}")


#: The days of a claim's form, with the keys of their words.
_DAYS = {"from_day": "time.from", "to_day": "time.to"}


def _card(connection: Connection, name: Id) -> str:
    stored = find_claim(connection, name)
    number = next(at for at, one in enumerate(in_text_order(stored.report), 1) if one.id == name)
    return f"/reports/{stored.report.id}#c{number}"


def _incidents(connection: Connection, report: str) -> dict[str, str | None]:
    of = schema.claims.c
    rows = connection.execute(select(of.id, of.incident).where(of.report == report))
    return {row.id: row.incident for row in rows}


HANDLERS = (report_page, claim_page, verdict, correct, add, undo)

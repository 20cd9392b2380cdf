"""``/reports/{id}`` and ``/claims/{id}``: a report with its claims, and what people make of them."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy import Connection, select

from ravi.errors import FormatError
from ravi.ledger import schema
from ravi.ledger.corrections import (
    correct_claim,
    corrected,
    judge_claim,
    reviews,
    take_back_correction,
)
from ravi.ledger.reports import claims_of, find_claim, find_report
from ravi.web.correcting import read_fields
from ravi.web.desk import desk_of
from ravi.web.pages.common import Form, Id, see, signed
from ravi.web.security import AnyRequest
from ravi.web.views.report import report_view


@get("/reports/{name:str}", sync_to_thread=True, include_in_schema=False)
def report_page(request: AnyRequest, name: Id) -> Response[str]:
    """Show a report with its claims marked and a card for each."""
    return desk_of(request).kept_page(request, lambda: _content(request, name))


def _content(request: AnyRequest, name: str) -> str:
    desk = desk_of(request)
    ui = desk.interface(request)
    with desk.ledger.reading() as connection:
        stored = find_report(connection, name)
        judged = reviews(connection, [stored])
        incidents = _incidents(connection, name)
    view = report_view(ui, stored, judged, incidents, editable=not desk.settings.read_only)
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
        stored = find_claim(connection, name)
        now = corrected(stored, reviews(connection, [stored.report])[name])
        values = read_fields(stored, now, data)
        if not values:
            raise FormatError("nothing of the claim is changed; change a field, or confirm the claim")
        correct_claim(connection, name, values, who=who, note=note)
        return see(request, _card(connection, name), who=data.get("who", ""))


@post("/corrections/{act:str}/undo", sync_to_thread=True, include_in_schema=False)
def undo(request: AnyRequest, act: Id, data: Form) -> Redirect:
    """Take back a verdict or a correction."""
    who, _ = signed(request, data)
    with desk_of(request).ledger.writing() as connection:
        take_back_correction(connection, act, who=who)
        of = schema.corrections.c
        claim = connection.scalar(select(of.claim).where(of.id == act))
        known = connection.scalar(select(schema.claims.c.id).where(schema.claims.c.id == claim))
        return see(request, _card(connection, known) if known else "/decisions")


def _card(connection: Connection, name: Id) -> str:
    stored = find_claim(connection, name)
    number = next(at for at, one in enumerate(claims_of(stored.report), 1) if one.id == name)
    return f"/reports/{stored.report.id}#c{number}"


def _incidents(connection: Connection, report: str) -> dict[str, str | None]:
    of = schema.claims.c
    rows = connection.execute(select(of.id, of.incident).where(of.report == report))
    return {row.id: row.incident for row in rows}


HANDLERS = (report_page, claim_page, verdict, correct, undo)

"""``/incidents/{id}``: one incident, and the forms that link and unlink."""

from __future__ import annotations

from datetime import timedelta

from litestar import Response, get, post
from litestar.response import Redirect
from sqlalchemy import Connection

from ravi.errors import FilterError
from ravi.ledger.accounts.account import Account, account
from ravi.ledger.asking.listing import load_heads
from ravi.ledger.asking.search import Filters, find_incidents
from ravi.ledger.incidents import find_incident, judgements_among, load_incidents
from ravi.ledger.judgements.corrections import reviews
from ravi.ledger.judgements.decisions import judge
from ravi.ledger.links import DIFFERENT, SAME, links_among
from ravi.web.desk import Desk, desk_of
from ravi.web.interface import Interface
from ravi.web.pages.common import Form, Id, see, signed
from ravi.web.security import AnyRequest
from ravi.web.views.head import Link
from ravi.web.views.incident import incident_view
from ravi.web.views.incidents import line

#: Incidents that the page offers to link with, and how many days round the event they may lie.
OFFERED, NEAR_DAYS = 12, 7
#: Links, and decisions, that the page gives as the reason of an incident.
REASONS = 40


@get("/incidents/{name:str}", sync_to_thread=True, include_in_schema=False)
def incident_page(request: AnyRequest, name: Id) -> Response[str] | Redirect:
    """Show an incident; an id that it had before leads to it."""
    desk = desk_of(request)
    known = desk.kept.get(("incident", name), lambda: _known(desk, name))
    if known != name:
        return Redirect(f"/incidents/{known}", status_code=303)
    return desk.kept_page(request, lambda: _content(request, name))


def _known(desk: Desk, name: str) -> str:
    with desk.ledger.reading() as connection:
        return find_incident(connection, name)


def _content(request: AnyRequest, name: str) -> str:
    desk = desk_of(request)
    ui = desk.interface(request)
    with desk.ledger.reading() as connection:
        known = find_incident(connection, name)  # the ledger may have changed since it was asked where it is
        told = account(load_incidents(connection, [known])[0])
        ids = [claim.id for claim in told.incident.claims]
        reports = {claim.report.id: claim.report for claim in told.incident.claims}
        view = incident_view(
            ui,
            told,
            reviews=reviews(connection, reports.values()),
            reasons=(links_among(connection, ids)[:REASONS], judgements_among(connection, ids)[-REASONS:]),
            others=() if desk.settings.read_only else _near(ui, connection, told),
        )
    title = ui.word("incident.title", type=view.type_label, place=view.place or ui.word("place.unknown"))
    return desk.content(request, "incident.html", title, view=view)


@post("/incidents/{name:str}/link", sync_to_thread=True, include_in_schema=False)
def link(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Join the incident with another, chosen from the list or named by its id."""
    return _decide(request, name, data.get("other_id", "").strip() or data.get("other", ""), SAME, data)


@post("/incidents/{name:str}/unlink", sync_to_thread=True, include_in_schema=False)
def unlink(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Keep a claim apart from the rest of the incident."""
    return _decide(request, name, data.get("claim", ""), DIFFERENT, data)


def _decide(request: AnyRequest, name: Id, other: str, verdict: str, form: dict[str, str]) -> Redirect:
    desk = desk_of(request)
    who, note = signed(request, form)
    other = other.rsplit("/", 1)[-1]
    if not other:
        raise FilterError("nothing is chosen; choose an incident or a claim")
    with desk.ledger.writing() as connection:
        judge(connection, name, other, verdict, who=who, note=note)
        now = find_incident(connection, name)
    return see(request, f"/incidents/{now}", who=form.get("who", ""))


def _near(ui: Interface, connection: Connection, told: Account) -> tuple[Link, ...]:
    """Return incidents of about the same days and place, which may be the same event."""
    days = [
        day for one in load_heads(connection, [told.incident.id]) for day in (one.first_day, one.last_day)
    ]
    first, last = (day or told.first.report.published for day in days)
    if first is None or last is None:
        return ()
    around = timedelta(NEAR_DAYS)
    asked = Filters(since=first - around, until=last + around)
    names = [one for one in find_incidents(connection, asked, limit=200) if one != told.incident.id]
    place = told.place
    heads = load_heads(connection, names)
    heads.sort(
        key=lambda one: (one.place != (place and place.name), one.country != (place and place.country))
    )
    lines = [line(ui, head) for head in heads[:OFFERED]]
    return tuple(
        Link(ui.word("incident.offer", type=one.type_label, place=one.place or ui.word("place.unknown"),
                     day=one.days.first.shown if one.days.first else "", number=one.claims), one.id)
        for one in lines
    )  # fmt: skip


HANDLERS = (incident_page, link, unlink)

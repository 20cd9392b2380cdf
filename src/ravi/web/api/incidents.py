"""``/incidents``: lists, and one with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from litestar import get
from litestar.di import NamedDependency, Provide

from ravi.ledger.asking.listing import IncidentHead, load_heads
from ravi.ledger.asking.search import find_incidents, locate_incident
from ravi.ledger.incidents import find_incident, load_incidents
from ravi.output.forms.jsonl import incident_to_dict
from ravi.web.api.common import PAGE, Cursor, Items, Limit, Name, answers, kept, provide_asked
from ravi.web.asking import Asked, from_cursor, to_cursor
from ravi.web.desk import desk_of
from ravi.web.security import AnyRequest


@dataclass(frozen=True, slots=True)
class IncidentItem:
    """An incident in short; ``first_day`` and ``last_day`` are the days it may have been on."""

    id: str
    type: str
    status: str
    grade: str
    first_day: date | None
    last_day: date | None
    place: str | None
    place_kind: str | None
    country: str | None
    admin: list[str]
    lat: float | None
    lon: float | None
    claims: int
    reports: int
    voices: int
    told_by: list[str]
    changed: datetime


@get(
    "/incidents",
    sync_to_thread=True,
    dependencies={"asked": Provide(provide_asked, sync_to_thread=False)},
    responses=answers(),
    tags=["incidents"],
)
def list_incidents(
    request: AnyRequest, asked: NamedDependency[Asked], limit: Limit = PAGE, cursor: Cursor = ""
) -> Items[IncidentItem]:
    """List incidents, a page at a time: the latest first, or by ``order``: ``grade``, ``change``."""
    return kept(request, lambda: _list(request, asked, limit, cursor))


def _list(request: AnyRequest, asked: Asked, limit: int, cursor: str) -> Items[IncidentItem]:
    after = from_cursor(cursor, asked.order) if cursor else None
    with desk_of(request).ledger.reading() as connection:
        names = find_incidents(connection, asked.filters, limit=limit + 1, after=after, order=asked.order)
        heads = load_heads(connection, names[:limit])
        more = len(names) > limit
        following = (
            to_cursor(locate_incident(connection, names[limit - 1], order=asked.order)) if more else None
        )
    return Items([_item(head) for head in heads], following)


@get("/incidents/{name:str}", sync_to_thread=True, responses=answers(404), tags=["incidents"])
def show_incident(request: AnyRequest, name: Name) -> dict[str, Any]:
    """Show an incident as the export ``jsonl`` has it (docs/export.md); an id that it had before finds it."""
    return kept(request, lambda: _show(request, name))


def _show(request: AnyRequest, name: str) -> dict[str, Any]:
    with desk_of(request).ledger.reading() as connection:
        [incident] = load_incidents(connection, [find_incident(connection, name)])
    return incident_to_dict(incident)


def _item(head: IncidentHead) -> IncidentItem:
    return IncidentItem(
        id=head.id,
        type=head.type,
        status=head.status,
        grade=head.grade,
        first_day=head.first_day,
        last_day=head.last_day,
        place=head.place,
        place_kind=head.place_kind or None,
        country=head.country,
        admin=list(head.admin),
        lat=head.latitude,
        lon=head.longitude,
        claims=head.claims,
        reports=head.reports,
        voices=head.voices,
        told_by=list(head.told_by),
        changed=head.changed,
    )


HANDLERS = (list_incidents, show_incident)

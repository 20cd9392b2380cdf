"""Incidents in short, for lists and maps: read from what the ledger has counted up, without their claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from ravi.ledger.records import StoredReport
from ravi.ledger.store import schema
from ravi.ledger.store.reports import HEADS, in_parts, report_of

#: Voices that a line of a list names.
NAMED = 4


@dataclass(frozen=True, slots=True)
class IncidentHead:
    """What a list shows of an incident; ``told_by`` are some of its voices, ``place_kind`` as in ``Place``.

    ``admin`` are the names from the country inward, empty where the place is not known.
    """

    id: str
    type: str
    status: str
    grade: str
    first_day: date | None
    last_day: date | None
    place: str | None
    latitude: float | None
    longitude: float | None
    claims: int
    reports: int
    voices: int
    changed: datetime
    place_kind: str = ""
    country: str | None = None
    admin: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()


def load_heads(connection: Connection, ids: Sequence[str]) -> list[IncidentHead]:
    """Return the incidents with these ids in their order; those that are not there are left out."""
    found: dict[str, IncidentHead] = {}
    for part in in_parts(ids):
        places, voices = _places(connection, part), _voices(connection, part)
        for row in connection.execute(select(schema.incidents).where(schema.incidents.c.id.in_(part))):
            place = places.get(row.id) or {}
            found[row.id] = IncidentHead(
                **row._mapping,
                place_kind=place.get("kind") or "",
                country=place.get("country"),
                admin=tuple(place.get("admin") or ()),
                told_by=tuple(voices.get(row.id, ())[:NAMED]),
            )
    return [found[name] for name in ids if name in found]


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return, by incident, its place as one of its claims has it: of that name, and there."""
    claims, incidents = schema.claims.c, schema.incidents.c
    there = claims.latitude.is_not_distinct_from(incidents.latitude)
    same = and_(claims.incident == incidents.id, claims.place == incidents.place, there)
    first = select(func.min(claims.number)).join_from(schema.claims, schema.incidents, same)
    first = first.where(incidents.id.in_(ids)).group_by(incidents.id)
    query = select(claims.incident, claims.data["place"]).where(claims.number.in_(first))
    return {name: place for name, place in connection.execute(query) if place}


def _voices(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    of = schema.standings.c
    query = (
        select(of.incident, of.name)
        .where(of.incident.in_(ids), of.name != "")
        .order_by(of.incident, of.voice)
    )
    found: dict[str, list[str]] = {}
    for incident, name in connection.execute(query):
        if name not in found.setdefault(incident, []):
            found[incident].append(name)
    return found


def list_reports(connection: Connection, *, limit: int = 100, after: str | None = None) -> list[StoredReport]:
    """Return reports without their claims, in the order of their ids; ``after`` is the last id seen."""
    of = schema.reports.c
    query = HEADS.order_by(of.id).limit(limit)
    if after:
        query = query.where(of.id > after)
    return [report_of(row) for row in connection.execute(query)]

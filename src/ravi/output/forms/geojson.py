"""Incidents as GeoJSON (RFC 7946): every one a feature, with a point where the place is known well enough.

A point is where the place is, not where the incident was: ``radius_km`` says how far around it
that can be. An incident whose place is unknown, or only a country, has no geometry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ravi.ledger.accounts.account import Account, account
from ravi.ledger.records import Incident
from ravi.output.forms.events import name
from ravi.output.forms.radius import radius
from ravi.output.precision import edtf, geo_precision, where_prec
from ravi.report import Place

Json = dict[str, Any]
#: Properties with bounds for each of these counts.
COUNTED = ("killed", "injured")


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the feature collection, one feature a line."""
    yield '{"type":"FeatureCollection","features":['
    separator = "\n"
    for incident in incidents:
        yield separator + json.dumps(feature(account(incident)), ensure_ascii=False, separators=(",", ":"))
        separator = ",\n"
    yield "\n]}\n"


def feature(found: Account) -> Json:
    """Return an incident as a feature."""
    return {
        "type": "Feature",
        "id": found.incident.id,
        "geometry": geometry(found.place),
        "properties": properties(found),
    }


def geometry(place: Place | None) -> Json | None:
    """Return the point of a place, longitude first; None where it says no more than a country.

    >>> from ravi.report import Span
    >>> geometry(Place("حمص", Span(0, 3), 34.7268, 36.7234, kind="city"))
    {'type': 'Point', 'coordinates': [36.7234, 34.7268]}
    """
    if place is None or place.latitude is None or place.longitude is None or radius(place) is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def properties(found: Account) -> Json:
    """Return what a map can show of an incident; ``jsonl`` has the rest."""
    period, place = found.period, found.place
    told: Json = {
        "incident_id": found.incident.id,
        "type": found.type,
        "status": found.status,
        "grade": found.grade.name,
        "from": period.start.isoformat() if period and period.start else None,
        "to": period.end.isoformat() if period and period.end else None,
        "edtf": edtf(period) if period else None,
        "place": place.name if place else None,
        "place_kind": place.kind if place else None,
        "country": place.country if place else None,
        "admin": list(place.admin) if place else [],
        "radius_km": radius(place) if place else None,
        "geo_precision": geo_precision(place) if place else None,
        "where_prec": where_prec(place) if place else None,
        "agents": [name(one.value) for one in found.agents],
        "targets": [name(one.value) for one in found.targets],
    }
    counts = {count.what: count for count in found.counts}
    for what in COUNTED:
        count = counts.get(what)
        told[f"{what}_low"] = count.low if count else None
        told[f"{what}_high"] = count.high if count else None
        told[f"{what}_best"] = count.best if count else None
    return told | {
        "sources": found.sources,
        "voices": [voice.name for voice in found.voices],
        "contradictions": [one.words.en for one in found.contradictions],
        "claims": [claim.id for claim in found.incident.claims],
        "first_report": _day(found.first.report.published),
        "latest_report": _day(found.latest.report.published),
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None

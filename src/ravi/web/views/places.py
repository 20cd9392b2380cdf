"""Where things are on the map, as exactly as is known and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ravi.ledger.asking.listing import IncidentHead
from ravi.output.forms.radius import radius
from ravi.report import Place, Span
from ravi.web.asking import Asked
from ravi.web.interface import Interface
from ravi.web.views.incidents import Form, Line, filter_form, line

#: Incidents that a map is given at once.
MOST = 5_000
_POINTS = frozenset({"city", "village", "quarter", "site"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map.

    ``precision`` is ``point`` (a town or site), ``area`` (a district, a lake, a mountain), ``province``
    (somewhere in this province or region) or ``country``; ``radius`` is how far it reaches in
    kilometres, None for a country.
    """

    name: str
    latitude: float
    longitude: float
    precision: str
    precision_label: str
    radius: float | None
    area: str


def spot_of(ui: Interface, place: Place) -> Spot | None:
    """Return where a place is on the map; None where that is not known."""
    if place.latitude is None or place.longitude is None:
        return None
    precision = precision_of(place)
    return Spot(
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=precision,
        precision_label=ui.word(f"precision.{precision}", place=place.name),
        radius=radius(place),
        area=ui.word("separator").join(place.admin),
    )


def precision_of(place: Place) -> str:
    """Return how exactly a place is known.

    >>> precision_of(Place("حلب", Span(0, 3), 36.2, 37.1, kind="admin", admin=("سوریه",)))
    'province'
    """
    if place.kind in _POINTS:
        return "point"
    if place.kind == "admin":
        return "area" if len(place.admin) > 1 else "province"
    return {"country": "country", "unknown": "country", "region": "province"}.get(place.kind, "area")


@dataclass(frozen=True, slots=True)
class MapView:
    """The map: ``data`` is for the script, ``lines`` the same as a table; ``nowhere`` have no place on it."""

    data: list[dict[str, Any]]
    lines: tuple[tuple[Line, str], ...]
    placed: str
    nowhere: str
    form: Form
    list: str
    is_cut: bool
    most: str


def map_view(ui: Interface, asked: Asked, heads: Sequence[IncidentHead], *, shown: int = 200) -> MapView:
    """Return the map of incidents; the table below it has the first ``shown``."""
    spots = [(head, _spot(ui, head)) for head in heads]
    rows = [_row(ui, head, spot) for head, spot in spots]
    placed = sum(spot is not None for _, spot in spots)
    return MapView(
        data=rows,
        lines=tuple(
            (line(ui, head), spot.precision_label if spot else ui.word("precision.none"))
            for head, spot in spots[:shown]
        ),
        placed=ui.word("map.placed", number=placed),
        nowhere=ui.word("map.nowhere", number=len(heads) - placed),
        form=filter_form(ui, asked),
        list=f"/?{asked.query()}",
        is_cut=len(heads) >= MOST,
        most=ui.word("map.cut", number=MOST),
    )


def _spot(ui: Interface, head: IncidentHead) -> Spot | None:
    if head.place is None:
        return None
    kind = head.place_kind or "unknown"
    place = Place(head.place, Span(0, 0), head.latitude, head.longitude, admin=head.admin, kind=kind)
    return spot_of(ui, place)


def _row(ui: Interface, head: IncidentHead, spot: Spot | None) -> dict[str, Any]:
    """Return an incident as the map's script takes it (``frontend/README.md``)."""
    day, kind = ui.day(head.first_day), ui.type(head.type)
    parts = (kind, head.place or "", day.shown if day else "")
    return {
        "id": head.id,
        "href": f"/incidents/{head.id}",
        "title": ui.word("separator").join(part for part in parts if part),
        "type": kind,
        "family": ui.family(head.type),
        "grade": head.grade,
        "status": head.status,
        "country": head.country,
        "from": _iso(head.first_day),
        "to": _iso(head.last_day or head.first_day),
        **place_data(spot, head.place, head.place_kind),
    }


def place_data(spot: Spot | None, name: str | None, kind: str) -> dict[str, Any]:
    """Return a place as the map's script takes it: no point where only the country is known."""
    pointed = spot if spot and spot.precision != "country" else None
    return {
        "place": name,
        "kind": kind or "unknown",
        "lat": pointed.latitude if pointed else None,
        "lon": pointed.longitude if pointed else None,
        "radius_km": pointed.radius if pointed else None,
        "precision": spot.precision if spot else "none",
        "precision_label": spot.precision_label if spot else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

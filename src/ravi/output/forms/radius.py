"""How far around its point a place reaches."""

from __future__ import annotations

from functools import cache

from ravi.data.tables import table
from ravi.output.precision import geo_precision
from ravi.report import Place


def radius(place: Place) -> float | None:
    """Return how far from its point a place reaches, in kilometres; None where a point would mislead."""
    if place.latitude is None or place.kind not in _radii():
        return None
    whole = _radii()[place.kind]
    is_district = place.kind == "admin" and geo_precision(place) == 2
    return whole / 2 if is_district else whole


@cache
def _radii() -> dict[str, float]:
    return {row["kind"]: float(row["km"]) for row in table("ravi.data", "place_radii")}

"""Where and when, by the voices: which places and days go together, and which exclude each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from ravi.ledger.accounts.variants import Basis, Variant, variants
from ravi.ledger.accounts.voices import independent
from ravi.ledger.records import StoredClaim
from ravi.reading.places.evidence import cues, joined
from ravi.reading.places.names import kilometres
from ravi.reading.text.normal import fold
from ravi.report import Period, Place

T = TypeVar("T")

#: Two towns or sites this far apart are not one place in two reports' words.
_APART_KM = 25
#: The same for provinces and districts, told by a point inside them.
_AREAS_APART_KM = 150
#: Kinds of place that are points, and kinds so wide or vague that they exclude nothing.
_POINTS = frozenset({"city", "village", "quarter", "site"})
_VAGUE = frozenset({"region", "water", "mountain", "unknown"})


def places_told(basis: Basis, claims: Iterable[StoredClaim] = ()) -> tuple[Variant[Place], ...]:
    """Return the places told, the incident's own first.

    That is the most specific one that fewer than half of the independent voices contradict; where
    every place is contradicted by as many, the one of most voices. Places that the gazetteer does
    not know exclude nothing and are taken only when no other is told. A place told by words that only
    point back («این شهرستان») is shown as any other of ``claims`` names it.
    """
    found = variants(basis, lambda claim: (claim.claim.place,) if claim.claim.place else (), _place_key)
    named = {
        _place_key(one.claim.place): one.claim.place
        for one in sorted(claims, key=lambda one: one.id, reverse=True)
        if one.claim.place and not _points_back(one, one.claim.place)
    }
    shown = (
        replace(one, value=named.get(_place_key(one.value), one.value))
        if _points_back(one.claims[0], one.value)
        else one
        for one in found
    )
    return _chosen_first(tuple(shown), exclude_places, _depth)


def periods_told(basis: Basis) -> tuple[Variant[Period], ...]:
    """Return the periods told, the narrowest first that fewer than half of the independent voices contradict."""
    found = variants(basis, _resolved, lambda period: (period.start, period.end))
    return _chosen_first(found, exclude_periods, lambda period: -_length(period))


def _chosen_first(
    found: Sequence[Variant[T]], exclude: Callable[[T, T], bool], specific: Callable[[T], float]
) -> tuple[Variant[T], ...]:
    """Return variants with the account's own first, the others in their order."""
    if not found:
        return ()
    total = independent(voice for one in found for voice in one.voices)
    against = {
        id(one): independent(v for other in found if exclude(one.value, other.value) for v in other.voices)
        for one in found
    }
    fit = [one for one in found if against[id(one)] * 2 < total]
    if fit:
        best = max(fit, key=lambda one: (specific(one.value), independent(one.voices), -found.index(one)))
    else:
        best = max(found, key=lambda one: (independent(one.voices), specific(one.value), -found.index(one)))
    return (best, *(one for one in found if one is not best))


def _points_back(claim: StoredClaim, place: Place) -> bool:
    """Say whether a place is told by words that point back to its name («این شهرستان», «شهر»)."""
    words = place.name.split()
    cue = cues(claim.report.report.language).get(joined(words[0])) if words else None
    return cue is not None and (cue.role == "this" or (cue.role == "type" and len(words) == 1))


def _place_key(place: Place) -> object:
    return place.geonames or (fold(place.name), place.country)


def _path(place: Place) -> tuple[str, ...]:
    """Return the names from the country inward, the place's own last."""
    path = tuple(fold(name) for name in place.admin)
    return path if path and place.kind == "country" else (*path, fold(place.name))


def _depth(place: Place) -> float:
    """Return how specific a place is: a point before an area, a longer path before a shorter one."""
    if place.latitude is None:
        return -10
    return len(_path(place)) + (10 if place.kind in _POINTS else -5 if place.kind == "country" else 0)


def exclude_places(a: Place, b: Place) -> bool:
    """Say whether an event cannot have been at both places: neither lies in the other, and they are far apart."""
    if a.latitude is None or b.latitude is None or {a.kind, b.kind} & _VAGUE:
        return False
    one, two = _path(a), _path(b)
    if one == two[: len(one)] or two == one[: len(two)] or (a.geonames and a.geonames == b.geonames):
        return False
    if "country" in (a.kind, b.kind):
        return bool(a.country and b.country and a.country != b.country)
    if _names_part_of(a, two) or _names_part_of(b, one):
        return False
    limit = _APART_KM if {a.kind, b.kind} <= _POINTS else _AREAS_APART_KM
    return kilometres(a.latitude, a.longitude or 0, b.latitude, b.longitude or 0) > limit


def _names_part_of(area: Place, path: Sequence[str]) -> bool:
    """Say whether an area is on another place's path under its own name («استان حمص»: «حمص»)."""
    return area.kind == "admin" and any(fold(area.name).endswith(step) for step in path[1:])


def _resolved(claim: StoredClaim) -> tuple[Period, ...]:
    """Return a claim's period when its days are known, one end at least."""
    period = claim.claim.time
    return (period,) if period and (period.start or period.end) else ()


def _length(period: Period) -> int:
    if period.start is None or period.end is None:
        return 1_000_000
    return (period.end - period.start).days


def exclude_periods(a: Period, b: Period) -> bool:
    """Say whether two periods exclude each other: more than a day lies between them.

    One day does not: an event of the night is dated by either day.
    """
    return _gap(a.end, b.start) > 1 or _gap(b.end, a.start) > 1


def _gap(end: date | None, start: date | None) -> int:
    return (start - end) // timedelta(1) if end and start else 0

"""Ranks the places that one name may mean, and says why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from ravi.reading.places.gazetteer import ARTICLE, CURATED, SEAT, Entry, Match, gazetteer


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean, the flags of that name for it, and how likely it is meant."""

    entry: Entry
    flags: int
    score: float

    def why(self, countries: dict[str, float]) -> str:
        """Say in words what the score was made of."""
        entry = self.entry
        reasons = [f"{entry.kind} in {', '.join(entry.admin)}" if entry.admin else entry.kind]
        if entry.population and entry.kind == "city":
            reasons.append(f"{entry.population:,} people")
        if entry.curated and self.flags & CURATED:
            reasons.append("a name known from conflict news")
        if self.flags & (ARTICLE | SEAT):
            reasons.append(
                "named after its chief town" if self.flags & SEAT else "written without or with its article"
            )
        if countries.get(entry.country or "", 0.0) > 0:
            reasons.append(f"the report names places of {entry.country}")
        return "; ".join(reasons)


def explain(name: str, *, country: str | None = None) -> list[tuple[Candidate, str]]:
    """Return every place that ``name`` may mean, the likeliest first, each with its reason in words.

    ``country`` (ISO 3166-1 alpha-2) is the country the report is about, if known.
    """
    found = gazetteer().find(name)
    countries = {country: 1.0} if country else {}
    return [(candidate, candidate.why(countries)) for candidate in rank(found, countries)] if found else []


# How much each kind speaks for itself beside a town of the same name (a town's population adds to it).
_KIND_SCORES = {
    "country": 9.0,
    "region": 3.0,
    "water": 3.0,
    "admin": 2.5,
    "island": 2.0,
    "site": 1.5,
    "mountain": 1.5,
}
_DISTRICT_SCORE = 0.5
_TOWN_FIRST = -4.0  # «حلب» is the town, unless «استان» stands before it
_CURATED_SCORE = 3.0  # a name that somebody wrote down because the news uses it
_COUNTRY_SCORE = 3.0  # all other places of the report lie in its country
_DERIVED_SCORE = -1.5  # the name was derived: its article cut off, or its chief town's


def rank(found: Match, countries: dict[str, float]) -> list[Candidate]:
    """Order the places of one name: the report's countries first, then kind and size.

    ``countries`` gives the share of the report's sure places in each country.
    """
    candidates = [
        Candidate(c.entry, c.flags, c.score + _COUNTRY_SCORE * countries.get(c.entry.country or "", 0.0))
        for c in _candidates(found)
    ]
    return sorted(candidates, key=_by_score) if len(candidates) > 1 else candidates


def _by_score(candidate: Candidate) -> tuple[float, int]:
    return (-candidate.score, candidate.entry.row)


@lru_cache(maxsize=16384)
def _candidates(found: Match) -> tuple[Candidate, ...]:
    """Return the places of a name with what can be said of them whatever the report."""
    places = [gazetteer().entry(row) for row in found.rows]
    towns = [place for place in places if place.kind == "city"]
    return tuple(
        Candidate(place, flags, _score(place, flags, towns))
        for place, flags in zip(places, found.flags, strict=True)
    )


def _score(entry: Entry, flags: int, towns: list[Entry]) -> float:
    score = _KIND_SCORES.get(entry.kind, 0.0)
    if entry.kind == "admin":
        if len(entry.admin) > 1:
            score = _DISTRICT_SCORE
        if any(_seat(town, entry) for town in towns):
            score += _TOWN_FIRST
    if entry.population and entry.kind == "city":
        score += max(0.0, math.log10(entry.population) - 2.5)
    if entry.curated and flags & CURATED:
        score += _CURATED_SCORE
    return score + (_DERIVED_SCORE if flags & (ARTICLE | SEAT) else 0.0)


def _seat(town: Entry, unit: Entry) -> bool:
    """Say whether a town gave a province its name."""
    return town.country == unit.country and (unit.name in town.admin or town.population > 20_000)

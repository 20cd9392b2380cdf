"""Says which claims are worth comparing: two claims that could be one incident share a key at least.

A key is a stretch of days and something that one incident's tellings have in common: the place's neighbourhood, the
two sides, the speaker, or a word that few reports have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import floor

from ravi.ledger.linking.actors import SPEECH
from ravi.ledger.linking.profiles import Profile, Spot

#: Days of a time at most for which there are keys; of a longer one, the last days.
_DAYS = 4
#: The heaviest words of a claim's sentences that make keys, and what such a word weighs at least.
_WORDS, _HEAVY = 7, 2.5
#: The heaviest words of its report that do so: of the first claims of a report, and of those told further on.
_LEADING, _TEXT, _TEXT_FURTHER = 2, 5, 2
#: Degrees of a cell of the grid that places fall into.
_CELL = 1.0


def blocks(profile: Profile) -> frozenset[str]:
    """Return the keys of a claim: a stretch of days, ``*`` where no day is known, and what it is about."""
    days: Iterable[int | str] = ("*",)
    if profile.start is not None and profile.end is not None:
        days = _days(profile.start, profile.end, profile.told)
    about = list(_about(profile))
    return frozenset({f"{day}|{what}" for day in days for what in about} | {f"report|{profile.group}"})


def _days(start: int, end: int, told: bool) -> Iterable[int]:
    """Return the days of a time: of a long one that is told the last, of one that looks ahead the first.

    A told day has the day before beside it: nights belong to two. Days are taken by stretches of ``_DAYS``,
    so that a claim has few keys.
    """
    first, last = (max(start, end - _DAYS + 1) - 1, end) if told else (start, min(end, start + _DAYS - 1))
    return range(first // _DAYS, last // _DAYS + 1)


def _about(profile: Profile) -> Iterator[str]:
    family = "politics" if profile.family == "politics" else "force"
    if profile.spot is not None:
        yield from (f"{family}|{cell}" for cell in _neighbourhood(profile.spot))
    if len(profile.sides) >= 2:
        yield from (f"{family}|{one}-{other}" for one, other in combinations(profile.sides, 2))
    if profile.type in SPEECH or profile.modality != "actual":
        yield from (f"voice|{key}" for key in profile.voice)
    of_report = _TEXT if profile.rank < _LEADING else _TEXT_FURTHER
    words = profile.words[:_WORDS] + profile.text[:of_report]
    yield from (f"word|{word}" for word, weight in words if weight >= _HEAVY)


def _neighbourhood(spot: Spot) -> Iterator[str]:
    """Yield the grid cells of a place and half a cell around it, or the name where only that is known."""
    if spot.is_wide or spot.latitude is None or spot.longitude is None:
        yield spot.country or spot.key
        return
    half = _CELL / 2
    for north in (-half, half):
        for east in (-half, half):
            yield f"{floor((spot.latitude + north) / _CELL)},{floor((spot.longitude + east) / _CELL)}"


def pairs(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Yield the pairs of claims that share a key, each once, in the order of their ids."""
    found: dict[str, list[Profile]] = {}
    for profile in sorted(profiles, key=lambda p: p.claim):
        near: dict[str, Profile] = {}
        for key in blocks(profile):
            others = found.setdefault(key, [])
            near.update((other.claim, other) for other in others)
            others.append(profile)
        yield from ((near[claim], profile) for claim in sorted(near))

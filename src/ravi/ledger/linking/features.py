"""Compares two claims: each feature is one question about the two, answered from 0 (no) to 1 (yes).

What a feature means and weighs stands in ``data/linking.tsv``. All are symmetric, and a feature of which
neither claim knows anything is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import asin, cos, exp, radians, sin, sqrt

from ravi.data.tables import table
from ravi.ledger.linking.profiles import Profile, Spot, Weights
from ravi.ledger.linking.weights import RAREST

#: Types whose event is that somebody speaks: who speaks tells them apart.
SPEECH = frozenset(
    {"threat", "demand", "accusation", "support", "responsibility_claim", "media_release", "sanction", "negotiation"}
)
#: Kilometres up to which two points are one place, and up to which they are neighbours.
_HERE, _NEAR = 12.0, 60.0
#: Minutes up to which two times of day are the same.
_SAME_TIME = 45
_EARTH = 6371.0


def features(a: Profile, b: Profile) -> dict[str, float]:
    """Return the features of two claims that are not 0."""
    return {name: value for name, value in _all(a, b) if value}


def _all(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    yield "base", 1.0
    yield from _what(a, b)
    yield from _where(a.spot, b.spot)
    yield from _when(a, b)
    yield from _who(a, b)
    yield from _how_many(a, b)
    yield from _words(a, b)
    yield from _standing(a, b)


@cache
def _affinities() -> dict[frozenset[str], float]:
    return {frozenset((r["one"], r["other"])): float(r["affinity"]) for r in table("ravi.data", "type_affinities")}


def affinity(one: str, other: str) -> float:
    """Return how far two event types may be names of one event, from 0 to 1.

    >>> affinity("shelling", "shelling"), affinity("trial", "shelling")
    (1.0, 0.0)
    """
    return 1.0 if one == other else _affinities().get(frozenset((one, other)), 0.0)


def _what(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    alike = affinity(a.type, b.type)
    yield "type_same", float(a.type == b.type)
    yield "type_alike", alike if a.type != b.type else 0.0
    yield "type_other", float(alike == 0.0)
    speech = [p.type in SPEECH for p in (a, b)]
    yield "speech_both", float(all(speech))
    yield "speech_one", float(any(speech) and not all(speech))
    yield "modality_other", float((a.modality == "actual") != (b.modality == "actual"))
    if a.means and b.means:
        yield "means_same", float(bool(set(a.means) & set(b.means)))


def _where(a: Spot | None, b: Spot | None) -> Iterator[tuple[str, float]]:
    if a is None or b is None:
        return
    sure = 0.5 if a.borrowed or b.borrowed else 1.0
    if a.is_wide or b.is_wide:
        if a.country and b.country:
            yield ("country_same" if a.country == b.country else "country_apart"), sure
        elif a.key == b.key:
            yield "country_same", sure
        return
    relation = _relation(a, b)
    if relation:
        yield relation, sure


def _relation(a: Spot, b: Spot) -> str | None:
    """Say how two places that are no countries lie to each other."""
    if a.key == b.key or (a.geonames is not None and a.geonames == b.geonames):
        return "place_same"
    if a.key in b.admin or b.key in a.admin:
        return "place_within"
    apart = kilometres(a, b)
    if apart is None:
        shared = min(len(a.key), len(b.key)) >= 4 and (a.key in b.key or b.key in a.key)
        return "place_same" if shared else "place_unknown"
    if apart <= _HERE:
        return "place_same"
    return "place_near" if apart <= _NEAR else "place_apart"


def kilometres(a: Spot, b: Spot) -> float | None:
    """Return how far two places lie apart; None where one is not known."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = radians(a.latitude), radians(b.latitude)
    east = radians(b.longitude - a.longitude)
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(chord)))


def _when(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    gap = days_apart(a, b)
    if gap is not None and gap > 0:
        yield ("days_apart" if a.told and b.told else "days_derived_apart"), min(gap, 3) / 3
    elif gap == 0 and a.told and b.told:
        yield "day_same", 1.0
    if a.minutes and b.minutes:
        near = min(_clock_apart(x, y) for x in a.minutes for y in b.minutes)
        yield ("clock_same" if near <= _SAME_TIME else "clock_apart"), 1.0
    if a.hour is not None and b.hour is not None:
        yield "hours_close", exp(-abs(a.hour - b.hour) / 3)
        yield "hours_far", 1 - exp(-abs(a.hour - b.hour) / 9)


def days_apart(a: Profile, b: Profile) -> int | None:
    """Return the days between two claims' times, 0 when they overlap; None where one is not known."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    return max(0, a.start - b.end, b.start - a.end)


def _clock_apart(one: int, other: int) -> int:
    """Return the minutes between two times on a dial of twelve hours: reports leave morning or evening out."""
    apart = abs(one - other) % 720
    return min(apart, 720 - apart)


def _who(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    yield from _side("agent", a.agent_sides, b.agent_sides)
    yield from _side("target", a.target_sides, b.target_sides)
    swapped = set(a.agent_sides) & set(b.target_sides) and set(a.target_sides) & set(b.agent_sides)
    straight = set(a.agent_sides) & set(b.agent_sides) or set(a.target_sides) & set(b.target_sides)
    yield "sides_swapped", float(bool(swapped) and not straight)
    if a.sides and b.sides:
        yield "dyad_same", float(len(a.sides) >= 2 and a.sides == b.sides)
        yield "sides_shared", len(set(a.sides) & set(b.sides)) / len(set(a.sides) | set(b.sides))
        yield "sides_apart", float(not set(a.sides) & set(b.sides))
    yield "agent_name", names_alike(a.agents, b.agents)
    yield "target_name", names_alike(a.targets, b.targets)
    if a.voice and b.voice:
        alike = names_alike((a.voice,), (b.voice,))
        yield "voice_same", alike
        yield "voice_other", float(alike == 0.0)
        if a.hour is not None and b.hour is not None:
            yield "voice_close", alike * exp(-abs(a.hour - b.hour) / 3)
        if a.type in SPEECH and b.type in SPEECH:
            yield "speaker_same", alike
            yield "speaker_other", float(alike == 0.0)


def _side(who: str, a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if a and b:
        yield (f"{who}_side_same" if set(a) & set(b) else f"{who}_side_other"), 1.0


def names_alike(a: Iterable[str], b: Iterable[str]) -> float:
    """Return the best likeness of two of the names: the share of the shorter one's words that both have.

    >>> names_alike(["DNLD TRMP"], ["TRMP", "KSTN"])
    1.0
    """
    b = list(b)
    return max((_alike(x, y) for x in a for y in b), default=0.0)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    left, right = ({w for w in name.split() if len(w) >= 3} for name in (one, other))
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


def _how_many(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    mine = {(what, low, high) for what, low, high in a.counts if _telling(low)}
    yours = {(what, low, high) for what, low, high in b.counts if _telling(low)}
    yield "count_same", float(bool(mine & yours))
    if not mine & yours:
        yield "count_other", float(bool({what for what, *_ in mine} & {what for what, *_ in yours}))


def _telling(low: int | None) -> bool:
    """Say whether a number is one that two incidents rarely share."""
    return low is not None and low >= 2


def _words(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    yield "words", overlap(a.words, b.words)
    if a.report != b.report:
        yield "text", overlap(a.text, b.text)
        yield "copies", float(a.group == b.group)
    yield "rare", min(_shared(a.words, b.words, RAREST), 4) / 4


def overlap(a: Weights, b: Weights) -> float:
    """Return the cosine of two bags of weighted words."""
    return _cosine(dict(a), dict(b))


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    both = sum(weight * other[word] for word, weight in one.items() if word in other)
    if not both:
        return 0.0
    length: Callable[[dict[str, float]], float] = lambda bag: sqrt(sum(w * w for w in bag.values()))  # noqa: E731
    return both / (length(one) * length(other))


def _shared(a: Weights, b: Weights, least: float) -> int:
    return len({word for word, weight in a if weight >= least} & {word for word, weight in b if weight >= least})


def _standing(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """How the claims stand in their reports: what two reports lead with is told at length, the rest in passing."""
    if a.report != b.report:
        deep = [1 - 1 / (1 + p.sentence) for p in (a, b)]
        yield "lead_both", (1 - deep[0]) * (1 - deep[1])
        yield "lead_one", abs(deep[0] - deep[1])
        yield "lead_text", overlap(a.text, b.text) * (1 - deep[0]) * (1 - deep[1])
    else:
        yield "report_same", 1.0
        yield "event_same", float(a.event == b.event)

"""Compares two claims: each feature is one question about the two, answered from 0 (no) to 1 (yes).

What a feature means and weighs stands in ``data/linking.tsv``. All are symmetric, and a feature of which
neither claim knows anything is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from math import exp, fsum

from ravi.data.tables import table
from ravi.ledger.linking.actors import SPEECH, directions, who
from ravi.ledger.linking.hours import Hours
from ravi.ledger.linking.profiles import Bag, Profile, Spot
from ravi.ledger.linking.weights import RAREST
from ravi.reading.places import names as place_names

#: Kilometres up to which two points are one place, and up to which they are neighbours.
_HERE, _NEAR = 12.0, 60.0
#: Hours before its report within which an event lies that has no time told.
_FRESH = 3.0
#: Hours that two times told lie apart at least when they have no hour in common.
_PARTED = 2.0
#: Cosine of two reports' words from which they may be one text, and from which they are.
_ONE_TEXT = (0.25, 0.75)


def features(a: Profile, b: Profile) -> dict[str, float]:
    """Return the features of two claims that are not 0."""
    text = overlap(a.text_bag, b.text_bag) if a.report != b.report else 0.0
    told = chain(
        [("base", 1.0)],
        _what(a, b, text),
        _where(a, b),
        _when(a, b),
        who(a, b),
        directions(a, b),
        _how_many(a, b),
        _words(a, b, text),
        _standing(a, b, text),
    )
    return {name: value for name, value in told if value}


@cache
def _affinities() -> dict[frozenset[str], float]:
    return {
        frozenset((r["one"], r["other"])): float(r["affinity"]) for r in table("ravi.data", "type_affinities")
    }


def affinity(one: str, other: str) -> float:
    """Return how far two event types may be names of one event, from 0 to 1.

    >>> affinity("shelling", "shelling"), affinity("trial", "shelling")
    (1.0, 0.0)
    """
    return 1.0 if one == other else _affinities().get(frozenset((one, other)), 0.0)


def _what(a: Profile, b: Profile, text: float) -> Iterator[tuple[str, float]]:
    alike = affinity(a.type, b.type)
    if a.type == b.type:
        yield "type_same", 1.0
    elif alike:
        yield "type_alike", alike
    else:
        yield "type_other", _unlike(text)
    if (a.type in SPEECH) != (b.type in SPEECH):
        yield "speech_one", 1.0
    if (a.modality == "actual") != (b.modality == "actual"):
        yield "modality_other", 1.0
    if set(a.means) & set(b.means):
        yield "means_same", 1.0


def _unlike(text: float) -> float:
    """Return how far two reports are from being one text: what they lead with was then read two ways."""
    low, high = _ONE_TEXT
    return 1 - min(max((text - low) / (high - low), 0.0), 1.0)


def _where(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    one, other = a.spot, b.spot
    if one is None or other is None:
        return
    sure = 0.5 if one.borrowed or other.borrowed else 1.0
    if one.is_wide or other.is_wide:
        if one.key == other.key or (one.country and one.country == other.country):
            yield "country_same", sure
        elif one.country and other.country and one.country not in b.sides and other.country not in a.sides:
            yield "country_apart", sure
        return
    relation = _relation(one, other)
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
    return place_names.kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def _when(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    gap = days_apart(a, b)
    if gap is not None and gap > 0:
        yield ("days_apart" if a.told and b.told else "days_derived_apart"), min(gap, 3) / 3
    elif gap == 0 and a.told and b.told:
        yield "day_same", 1.0
    yield from _hours(a, b)
    yield from _turns(a, b)


def _hours(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """How near in hours: by what is told, else by when the reports came out."""
    one, other = _window(a), _window(b)
    if one is None or other is None:
        return
    gap = max(one.begin - other.end, other.begin - one.end)
    if one.told and other.told:
        shortest = min(one.end - one.begin, other.end - other.begin)
        yield "hour_same", float(-gap >= shortest / 2)
        yield "hour_apart", min(gap + _PARTED, 6.0) / 6 if gap >= 0 else 0.0
    else:
        yield "hour_far", 1 - exp(-max(gap, 0.0) / 4)
    if a.published is not None and b.published is not None:
        yield "out_close", exp(-abs(a.published - b.published) / 3)
        yield "out_far", 1 - exp(-abs(a.published - b.published) / 9)


def _turns(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """Whether both tell of one of a numbered row, or of two: «موج ۱۴» and «موج ۱۵»."""
    rows = {turn.series for turn in a.turns} & {turn.series for turn in b.turns}
    if rows:
        same = {turn.series for turn in set(a.turns) & set(b.turns)}
        yield "turn_same", float(bool(same))
        yield "turn_other", float(not same)


def _window(claim: Profile) -> Hours | None:
    """Return the hours of a claim's event: where nothing is told, those before its report came out."""
    if claim.hours is not None or claim.published is None:
        return claim.hours
    return Hours(claim.published - _FRESH, claim.published, False)


def days_apart(a: Profile, b: Profile) -> int | None:
    """Return the days between two claims' times, 0 when they overlap; None where one is not known."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return None
    return max(0, a.start - b.end, b.start - a.end)


def _how_many(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    if not a.counts or not b.counts:
        return
    mine = {(what, low, high) for what, low, high in a.counts if _telling(low)}
    yours = {(what, low, high) for what, low, high in b.counts if _telling(low)}
    if mine & yours:
        yield "count_same", 1.0
    elif {what for what, *_ in mine} & {what for what, *_ in yours}:
        yield "count_other", 1.0


def _telling(low: int | None) -> bool:
    """Say whether a number is one that two incidents rarely share."""
    return low is not None and low >= 2


def _words(a: Profile, b: Profile, text: float) -> Iterator[tuple[str, float]]:
    shared = a.word_bag.words.keys() & b.word_bag.words.keys()
    if shared:
        yield "words", overlap(a.word_bag, b.word_bag)
        yield "rare", min(_heavy(a.word_bag, b.word_bag, shared, RAREST), 4) / 4
    if a.report != b.report:
        yield "text", text
        yield "copies", float(a.group == b.group)


def overlap(a: Bag, b: Bag) -> float:
    """Return the cosine of two bags of weighted words."""
    one, other = a.words, b.words
    shared = one.keys() & other.keys()
    if not shared:
        return 0.0
    return fsum([one[word] * other[word] for word in shared]) / (a.length * b.length)  # whatever their order


def _heavy(a: Bag, b: Bag, shared: Iterable[str], least: float) -> int:
    """Return how many of the shared words weigh at least so much in both."""
    return sum(a.words[word] >= least and b.words[word] >= least for word in shared)


def _standing(a: Profile, b: Profile, text: float) -> Iterator[tuple[str, float]]:
    """How the claims stand in their reports: what two reports lead with is told at length, the rest in passing."""
    if a.report != b.report:
        deep = [1 - 1 / (1 + p.sentence) for p in (a, b)]
        yield "lead_one", abs(deep[0] - deep[1])
        yield "lead_text", text * (1 - deep[0]) * (1 - deep[1])
    else:
        yield "report_same", 1.0
        yield "event_same", float(a.event == b.event)

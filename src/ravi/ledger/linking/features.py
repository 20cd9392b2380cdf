"""Compares two claims: each feature is one question about the two, answered from 0 (no) to 1 (yes).

What a feature means and weighs stands in ``data/linking.tsv``. All are symmetric, and a feature of which
neither claim knows anything is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from math import exp

from ravi.data.tables import table
from ravi.ledger.linking.hours import Hours
from ravi.ledger.linking.profiles import Bag, Profile, Spot
from ravi.ledger.linking.weights import RAREST
from ravi.reading import place_names

#: Types whose event is that somebody speaks: who speaks tells them apart.
SPEECH = frozenset(
    {
        "threat",
        "demand",
        "accusation",
        "support",
        "responsibility_claim",
        "media_release",
        "sanction",
        "negotiation",
    }
)
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
    return {name: value for name, value in _all(a, b) if value}


def _all(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    yield "base", 1.0
    text = overlap(a.text_bag, b.text_bag) if a.report != b.report else 0.0
    yield from _what(a, b, text)
    yield from _where(a, b)
    yield from _when(a, b)
    yield from _who(a, b)
    yield from _directions(a, b)
    yield from _how_many(a, b)
    yield from _words(a, b, text)
    yield from _standing(a, b, text)


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
    yield "type_same", float(a.type == b.type)
    yield "type_alike", alike if a.type != b.type else 0.0
    yield "type_other", _unlike(text) if alike == 0.0 else 0.0
    speech = [p.type in SPEECH for p in (a, b)]
    yield "speech_one", float(any(speech) and not all(speech))
    yield "modality_other", float((a.modality == "actual") != (b.modality == "actual"))
    if a.means and b.means:
        yield "means_same", float(bool(set(a.means) & set(b.means)))


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


def _who(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    yield from _side("agent", _actors(a), _actors(b))
    yield from _side("target", a.target_sides, b.target_sides)
    swapped = set(a.agent_sides) & set(b.target_sides) and set(a.target_sides) & set(b.agent_sides)
    straight = set(a.agent_sides) & set(b.agent_sides) or set(a.target_sides) & set(b.target_sides)
    yield "sides_swapped", float(bool(swapped) and not straight)
    if a.sides and b.sides:
        yield "dyad_same", float(len(a.sides) >= 2 and a.sides == b.sides)
        yield "sides_shared", len(set(a.sides) & set(b.sides)) / len(set(a.sides) | set(b.sides))
        yield "sides_odd", float(bool(set(a.sides) - set(b.sides)) and bool(set(b.sides) - set(a.sides)))
        yield "sides_apart", float(not set(a.sides) & set(b.sides))
    yield "agent_name", names_alike(a.agents, b.agents)
    yield "target_name", names_alike(a.targets, b.targets)
    yield from _voices(a, b)


def _actors(claim: Profile) -> tuple[str, ...]:
    """Return the agents' countries; of an event, without its voice's: a speaker is often taken for the agent."""
    if claim.type in SPEECH:
        return claim.agent_sides
    return tuple(side for side in claim.agent_sides if side not in claim.voice_sides)


def _voices(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    if not a.voice or not b.voice:
        return
    alike = names_alike(a.voice, b.voice)
    other = float(alike == 0.0 and not set(a.voice_sides) & set(b.voice_sides))
    yield "voice_same", alike
    yield "voice_side", float(alike == 0.0 and bool(set(a.voice_sides) & set(b.voice_sides)))
    yield "voice_other", other
    if a.published is not None and b.published is not None:
        yield "voice_close", alike * exp(-abs(a.published - b.published) / 3)
    if a.type in SPEECH and b.type in SPEECH:
        yield "speaker_same", alike
        yield "speaker_other", float(alike == 0.0)


def _directions(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """Whether both tell what one side did to the other, or one of them what came back."""
    one, other = direction(a), direction(b)
    if one is None or other is None:
        return
    yield "direction_same", float(one == other)
    yield "direction_back", float(one == other[::-1])


def direction(claim: Profile) -> tuple[str, str] | None:
    """Return which country acts and which suffers, where the claim is of force and speaks of two countries."""
    if claim.family == "politics" or len(claim.sides) != 2:
        return None
    one, other = claim.sides
    acts = set(_actors(claim))
    suffers = set(claim.target_sides)
    place = {claim.spot.country} if claim.spot is not None and not claim.spot.borrowed else set()
    for from_, to in ((acts, suffers), (acts, set()), (set(), suffers), (set(), place)):
        if len(from_) == 1 and from_ <= {one, other} and not to & from_:
            return (one, other) if from_ == {one} else (other, one)
        if not from_ and len(to) == 1 and to <= {one, other}:
            return (other, one) if to == {one} else (one, other)
    return None


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


def _words(a: Profile, b: Profile, text: float) -> Iterator[tuple[str, float]]:
    shared = a.word_bag.words.keys() & b.word_bag.words.keys()
    if shared:
        yield "words", overlap(a.word_bag, b.word_bag)
    if a.report != b.report:
        yield "text", text
        yield "copies", float(a.group == b.group)
    yield "rare", min(_heavy(a.word_bag, b.word_bag, shared, RAREST), 4) / 4


def overlap(a: Bag, b: Bag) -> float:
    """Return the cosine of two bags of weighted words."""
    one, other = a.words, b.words
    if one.keys().isdisjoint(other):
        return 0.0
    both = sum([weight * other[word] for word, weight in one.items() if word in other])
    return both / (a.length * b.length) if both else 0.0


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

"""Compares who acts, suffers and speaks in two claims: their names, their countries, and who did it to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp

from ravi.data.tables import types_that_are
from ravi.ledger.linking.profiles import Profile

#: Types whose event is that somebody speaks: who speaks tells them apart.
SPEECH = types_that_are("speech")


def who(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """Yield what two claims share, or do not, in agents, targets, their countries and voices."""
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


def directions(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """Yield whether both tell what one side did to the other, or one of them what came back."""
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


def _side(role: str, a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if a and b:
        yield (f"{role}_side_same" if set(a) & set(b) else f"{role}_side_other"), 1.0


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

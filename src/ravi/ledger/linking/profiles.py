"""What linking needs to know of a claim, small enough to be kept beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from math import sqrt
from typing import Any, NamedTuple

from ravi.ledger.linking.hours import Hours
from ravi.ledger.linking.series import Turn

#: Words with their weights, by word.
Weights = tuple[tuple[str, float], ...]


class Bag(NamedTuple):
    """Weighted words as comparing needs them: by word, with the length of the vector."""

    words: dict[str, float]
    length: float

    @classmethod
    def of(cls, weights: Weights) -> Bag:
        """Return the bag of some words."""
        words = dict(weights)
        return cls(words, sqrt(sum(weight * weight for weight in words.values())))


@lru_cache(maxsize=2_000)
def _shared(text: Weights) -> Bag:
    """Return the bag of a report's words, one for all of its claims."""
    return Bag.of(text)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim is said to have happened.

    ``key`` is the folded name, ``geonames``, ``latitude``, ``longitude``, ``country`` and
    ``kind`` are the place's (see ``ravi.report.Place``), ``admin`` the folded names from the country
    inward. ``borrowed`` says that the claim names no place and its report another one.
    """

    key: str
    kind: str = "unknown"
    country: str = ""
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin: tuple[str, ...] = ()
    borrowed: bool = False

    @property
    def is_wide(self) -> bool:
        """Say whether it is too wide to tell two incidents apart: a country, a sea."""
        return self.kind in _WIDE


#: Kinds of place that hold many incidents a day.
_WIDE = frozenset({"country", "region", "water"})


@dataclass(frozen=True)  # without slots, for what is derived is kept
class Profile:
    """A claim as linking sees it.

    ``claim``, ``report`` and ``event`` are ids (``event`` the label inside the report), ``group`` the id of the
    report that this report copies, else its own. ``start`` and ``end`` are days (proleptic ordinals);
    ``told`` says whether the claim tells them or they were derived from the publication day. ``hours`` are those in
    which the event lies, ``published`` is the hour when the report came out, where that is known (``hours.hour_of``).
    ``agents``, ``targets`` and ``voice`` are name keys, ``agent_sides`` and ``target_sides`` countries.
    ``counts`` are (what, low, high). ``words`` are those of the claim's sentences, ``text`` those of its
    report's first lines, heaviest first. ``sentence`` counts the report's sentences from 0, of ``sentences``;
    ``rank`` the claims before it in its report. ``turns`` are the numbered things that its sentences, else its report's
    first ones, tell of: «موج ۱۴», «دهمین شب».
    """

    claim: str
    report: str
    group: str
    event: str
    type: str
    family: str
    modality: str
    polarity: str
    start: int | None
    end: int | None
    told: bool
    spot: Spot | None
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    agent_sides: tuple[str, ...]
    target_sides: tuple[str, ...]
    sides: tuple[str, ...]
    voice: tuple[str, ...]
    voice_sides: tuple[str, ...]
    counts: tuple[tuple[str, int | None, int | None], ...]
    means: tuple[str, ...]
    words: Weights
    text: Weights
    sentence: int
    sentences: int
    rank: int
    hours: Hours | None = None
    published: float | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def mass(self) -> float:
        """Return how much the claim counts among its incident's: 1 if its report leads with it, then 1/2, 1/3 …"""
        return 1 / (1 + self.rank)

    @cached_property
    def word_bag(self) -> Bag:
        """The words of the claim's sentences, to be compared."""
        return Bag.of(self.words)

    @cached_property
    def text_bag(self) -> Bag:
        """The words of its report's first lines, to be compared."""
        return _shared(self.text)

    def to_json(self) -> str:
        """Return the profile as one line of JSON, to be read by ``from_json``."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        told["spot"] = self.spot and {
            field.name: getattr(self.spot, field.name) for field in fields(self.spot)
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Profile:
        """Return the profile that ``to_json`` wrote.

        Raises a ``FormatError`` when it did not.
        """
        from ravi.errors import FormatError

        try:
            raw: dict[str, Any] = json.loads(line)
            spot = raw.pop("spot")
            hours = raw.pop("hours")
            turns = raw.pop("turns", ())
            return cls(
                spot=_spot(spot) if spot else None,
                hours=Hours(*hours) if hours else None,
                turns=tuple(Turn(*turn) for turn in turns),
                **{name: _tuples(value) for name, value in raw.items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise FormatError(
                f"{line[:60]!r} is not the profile of a claim ({error}); make it anew with profile()"
            ) from None


def _spot(raw: dict[str, Any]) -> Spot:
    return Spot(**{name: _tuples(value) for name, value in raw.items()})


def _tuples(value: Any) -> Any:
    """Return JSON lists as tuples, to any depth."""
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value

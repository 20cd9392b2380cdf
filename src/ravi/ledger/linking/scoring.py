"""Says how likely two claims tell of one incident, and why: weights in ``data/linking.tsv``, summed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp

from ravi.data.tables import table
from ravi.ledger.linking.features import features
from ravi.ledger.linking.profiles import Profile

#: What adds or takes less than this is not told as a reason.
_TELLING = 0.15


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for or against: a feature of ``data/linking.tsv`` and the points it added (logits)."""

    feature: str
    points: float

    def label(self, language: str) -> str:
        """Return what the reason is called, ``fa`` or ``en``."""
        return _rows()[self.feature][language]

    def words(self, language: str) -> str:
        """Return the reason in words with its points, ``fa`` or ``en``.

        >>> Ground("place_apart", -2.0).words("en")
        'places far apart (-2.0)'
        """
        return f"{self.label(language)} ({self.points:+.1f})"


@dataclass(frozen=True, slots=True)
class Score:
    """How likely two claims tell of one incident, from 0 to 1, and the reasons, the weightiest first."""

    value: float
    reasons: tuple[Ground, ...]


def score(a: Profile, b: Profile, *, least: float = 0.0) -> Score:
    """Return how likely two claims tell of one incident; the order of the two does not matter.

    Of what is less likely than ``least`` no reasons are told.
    """
    if b.claim < a.claim:
        a, b = b, a
    weights = _weights()
    points = {name: weights[name] * value for name, value in features(a, b).items()}
    value = round(1 / (1 + exp(-sum(points.values()))), 4)
    if value < least:
        return Score(value, ())
    told = [Ground(n, round(p, 2)) for n, p in points.items() if n != "base" and abs(p) >= _TELLING]
    told.sort(key=lambda ground: (-abs(ground.points), ground.feature))
    return Score(value, tuple(told))


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["feature"]: row for row in table("ravi.data", "linking")}


@cache
def _weights() -> dict[str, float]:
    return {name: float(row["weight"]) for name, row in _rows().items()}

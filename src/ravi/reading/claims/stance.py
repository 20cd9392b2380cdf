"""Says how a claim is told: actual or planned or demanded …, affirmed or denied, hedged, through what channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ravi.reading.claims.denials import SURE
from ravi.reading.claims.events import Trigger
from ravi.reading.network.model import Seen
from ravi.reading.network.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is told, each value with its chance."""

    modality: tuple[str, float]
    polarity: tuple[str, float]
    certainty: tuple[str, float]
    channel: tuple[str | None, float]
    means: tuple[str, ...]


def read_stance(seen: Seen, trigger: Trigger, thresholds: Thresholds, *, denied_by: str = "") -> Stance:
    """Return how the event of a mention is told; ``denied_by`` names the grammar's sign of a denial, if any."""
    word = max(trigger.rows, key=lambda row: float(1 - seen.types[row, 0]))
    sure = 1 / (1 + np.exp(-seen.means[trigger.rows].max(0)))
    means = tuple(
        name for name, chance in zip(seen.labels.means, sure, strict=True) if chance >= thresholds.means
    )
    channels = seen.attribute("channel", word)
    channel = max(channels, key=lambda value: channels[value])
    return Stance(
        modality=_choose(seen.attribute("modality", word), "actual", thresholds.actual),
        polarity=_choose(
            seen.attribute("polarity", word), "affirmed", SURE.get(denied_by, thresholds.affirmed)
        ),
        certainty=_choose(seen.attribute("certainty", word), "stated", 0.5),
        channel=(channel, channels[channel]),
        means=means,
    )


def _choose(chances: Mapping[str | None, float], usual: str, least: float) -> tuple[str, float]:
    """Return the usual value when its chance is at least ``least``, else the likeliest other, with its chance."""
    if chances[usual] >= least:
        return usual, chances[usual]
    others = {value: chance for value, chance in chances.items() if value is not None and value != usual}
    best = max(others, key=lambda value: others[value])
    return best, others[best]

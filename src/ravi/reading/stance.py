"""Says how a claim is told: actual or planned or demanded …, affirmed or denied, hedged, through what channel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ravi.reading.events import Trigger
from ravi.reading.model import Seen
from ravi.reading.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is told, each value with its chance."""

    modality: tuple[str, float]
    polarity: tuple[str, float]
    certainty: tuple[str, float]
    channel: tuple[str | None, float]
    means: tuple[str, ...]


def read_stance(seen: Seen, trigger: Trigger, thresholds: Thresholds) -> Stance:
    """Return how the event of a mention is told."""
    word = max(trigger.rows, key=lambda row: float(1 - seen.types[row, 0]))
    sure = 1 / (1 + np.exp(-seen.means[trigger.rows].max(0)))
    means = tuple(
        name for name, chance in zip(seen.labels.means, sure, strict=True) if chance >= thresholds.means
    )
    values = {name: seen.attribute(name, word) for name in ("modality", "polarity", "certainty", "channel")}
    return Stance(
        modality=_told(values["modality"]),
        polarity=_told(values["polarity"]),
        certainty=_told(values["certainty"]),
        channel=values["channel"],
        means=means,
    )


def _told(value: tuple[str | None, float]) -> tuple[str, float]:
    name, chance = value
    assert name is not None
    return name, chance

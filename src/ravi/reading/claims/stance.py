"""Says how a claim is told: actual or planned or demanded …, affirmed or denied, hedged, through what channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ravi.reading.claims.channels import told_channel
from ravi.reading.claims.denials import ENDING, SURE
from ravi.reading.claims.events import Trigger
from ravi.reading.claims.hedging import is_hedged
from ravi.reading.claims.told import Draft, Told
from ravi.reading.network.model import Seen


@dataclass(frozen=True, slots=True)
class Stance:
    """How one event is told, each value with its chance; ``denied_by`` names the grammar's sign of a denial, if any."""

    modality: tuple[str, float]
    polarity: tuple[str, float]
    certainty: tuple[str, float]
    means: tuple[str, ...]
    denied_by: str = ""


def read_stance(told: Told, trigger: Trigger, *, denied_by: str = "") -> Stance:
    """Return how the event of a mention is told, where the grammar has a sign of a denial (``denied_by``) or none."""
    seen, thresholds = told.seen, told.thresholds
    word = _telling_row(seen, trigger)
    sure = 1 / (1 + np.exp(-seen.means[trigger.rows].max(0)))
    means = tuple(
        name for name, chance in zip(seen.labels.means, sure, strict=True) if chance >= thresholds.means
    )
    modality = _choose(seen.attribute("modality", word), "actual", thresholds.actual)
    if denied_by == ENDING and modality[0] not in ("demanded", "planned"):
        denied_by = ""
    hedged = is_hedged(told, trigger.tokens, modality[0])
    return Stance(
        modality=modality,
        polarity=_choose(
            seen.attribute("polarity", word), "affirmed", SURE.get(denied_by, thresholds.affirmed)
        ),
        certainty=("hedged", 1.0) if hedged else _choose(seen.attribute("certainty", word), "stated", 0.5),
        means=means,
        denied_by=denied_by,
    )


def give_channels(told: Told, drafts: Sequence[Draft]) -> None:
    """Give every claim with a voice the channel that words tell, else the likeliest over all that this voice says.

    Whoever is quoted more than once is hardly ever quoted from two places: in the gold reports 10 of 441 are.
    """
    by_voice: list[list[Draft]] = []
    for draft in drafts:
        if draft.origin.tokens is None:
            continue
        same = (g for g in by_voice if told.voices.named.one_voice(g[0].origin.key, draft.origin.key))
        if (group := next(same, None)) is None:
            by_voice.append(group := [])
        group.append(draft)
    for group in by_voice:
        if (by_words := told_channel(told, group[0].origin.key)) is not None:
            for draft in group:
                draft.channel, draft.channel_words = (by_words[0], 1.0), by_words[1]
            continue
        rows = [_telling_row(told.seen, draft.retort or draft.triggers[0]) for draft in group]
        chances = [told.seen.attribute("channel", row) for row in rows]
        mean = {value: sum(one[value] for one in chances) / len(chances) for value in chances[0]}
        channel = max(mean, key=lambda value: mean[value])
        for draft in group:
            draft.channel = (channel, mean[channel])


def _telling_row(seen: Seen, trigger: Trigger) -> int:
    """Return the row of a mention's word that is likeliest to be an event."""
    return max(trigger.rows, key=lambda row: float(1 - seen.types[row, 0]))


def _choose(chances: Mapping[str | None, float], usual: str, least: float) -> tuple[str, float]:
    """Return the usual value when its chance is at least ``least``, else the likeliest other, with its chance."""
    if chances[usual] >= least:
        return usual, chances[usual]
    others = {value: chance for value, chance in chances.items() if value is not None and value != usual}
    best = max(others, key=lambda value: others[value])
    return best, others[best]

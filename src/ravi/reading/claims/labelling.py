"""Which claims of a report tell of one event, whoever tells it.

The model says of each pair how surely it is one event; groups grow from the surest pairs. How alike two groups are
is halfway between their likeliest pair and the mean of all pairs: one likely pair alone joins what all others
keep apart, and the mean alone keeps apart what is named only once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ravi.reading.claims.events import affinity
from ravi.reading.claims.pointing import antecedents
from ravi.reading.claims.told import Draft, Told
from ravi.reading.claims.where_when import is_another_day, is_elsewhere, is_far

#: What two groups that are never one come to.
_NEVER = -np.inf

Matrix = NDArray[np.float64]


def label_events(told: Told, drafts: Sequence[Draft]) -> None:
    """Give claims about the same event the same label.

    One voice that puts two events of a type at different places tells of two, whatever joins them, and so do two
    voices that put them far apart, and any that put them whole days apart.
    """
    groups = grouped(_likeness(told, drafts), told.thresholds.same_event)
    labels: dict[int, str] = {}
    for draft, group in zip(drafts, groups, strict=True):
        draft.event = labels.setdefault(group, f"e{len(labels) + 1}")


def _likeness(told: Told, drafts: Sequence[Draft]) -> Matrix:
    """Return how surely each two claims tell of one event: (claims, claims)."""
    alike = np.zeros((len(drafts), len(drafts)))
    for chance, a, b in _same_events(told, drafts):
        one, other = drafts[a], drafts[b]
        if _are_two(told, one, other):
            chance = _NEVER
        alike[a, b] = alike[b, a] = chance if chance == _NEVER else max(alike[a, b], chance)
    return alike


def _are_two(told: Told, one: Draft, other: Draft) -> bool:
    """Say whether two claims tell of two events: by their days, by two places of one voice, by far ones of two."""
    if is_another_day(one.time, other.time):
        return True
    if told.voices.named.one_voice(one.origin.key, other.origin.key):
        return is_elsewhere(one.place, other.place)
    return is_far(one.place, other.place)


def grouped(alike: Matrix, least: float) -> list[int]:
    """Return the group of each claim: the likeliest two are joined as long as they are alike enough."""
    most, total = alike.copy(), alike.copy()
    sizes = np.ones(len(alike))
    group = list(range(len(alike)))
    twice = np.tri(len(alike), dtype=bool)  # each two count once, none with itself
    while len(alike):
        score = (most + total / np.outer(sizes, sizes)) / 2
        score[twice] = _NEVER
        a, b = np.unravel_index(int(score.argmax()), score.shape)
        if score[a, b] < least:
            break
        most[a] = most[:, a] = np.maximum(most[a], most[b])
        total[a] = total[:, a] = total[a] + total[b]  # never, where it is so for one of the two
        sizes[a] += sizes[b]
        total[b] = total[:, b] = _NEVER
        group = [int(a) if one == b else one for one in group]
    return group


def _same_events(told: Told, drafts: Sequence[Draft]) -> Iterator[tuple[float, int, int]]:
    """Yield pairs of claims, by number, that the words or the model say tell of one event, and how surely.

    A mention that points back («این حمله») tells of the event that it means, whoever tells it.
    """
    told_by = [(t, number) for number, draft in enumerate(drafts) for t in draft.triggers]
    told_by.sort(key=lambda one: one[0].tokens.start)
    keys = [drafts[number].origin.key for _, number in told_by]
    for later, earlier in antecedents(told.document, [trigger for trigger, _ in told_by], keys).items():
        yield 1.0, told_by[earlier][1], told_by[later][1]
    for b, draft in enumerate(drafts):
        for a in range(b):
            ones, others = drafts[a].triggers, draft.triggers
            if ones[0].type == others[0].type:
                yield max(affinity(told.seen, "event", x, y) for x in ones for y in others), a, b

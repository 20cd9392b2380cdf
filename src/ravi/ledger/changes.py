"""Compares two readings' claims: what an edited report, or a newer reader, says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ravi.ledger.records import StoredClaim

#: The fields of a claim that a change can be in, in the order in which they are told.
FIELDS = (
    "type", "origin", "chain", "polarity", "modality", "certainty", "channel",
    "agents", "targets", "place", "time", "counts", "means",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that came, went or changed: ``before`` or ``after`` is None for the first two.

    ``fields`` names what differs; it is empty where a claim came or went.
    """

    before: StoredClaim | None
    after: StoredClaim | None
    fields: tuple[str, ...] = ()


def find_changes(before: Sequence[StoredClaim], after: Sequence[StoredClaim]) -> list[Change]:
    """Return what differs between two readings, in the order of the newer text; nothing for equal ones.

    Claims are the same one when their trigger words agree and more of their fields than with
    any other; where the words around them moved does not matter.
    """
    left = list(before)
    changes = []
    for claim in after:
        old = _counterpart(claim, left)
        if old is None:
            changes.append(Change(None, claim))
            continue
        left.remove(old)
        fields = _differing(old, claim)
        if fields:
            changes.append(Change(old, claim, fields))
    return changes + [Change(old, None) for old in left]


def _counterpart(claim: StoredClaim, candidates: Sequence[StoredClaim]) -> StoredClaim | None:
    same = [one for one in candidates if one.words(one.claim.trigger) == claim.words(claim.claim.trigger)]
    return min(same, key=lambda one: len(_differing(one, claim)), default=None)


def _differing(one: StoredClaim, other: StoredClaim) -> tuple[str, ...]:
    a, b = _told(one), _told(other)
    return tuple(name for name in FIELDS if a[name] != b[name])


def _told(one: StoredClaim) -> dict[str, Any]:
    """Return what a claim says, free of where it stands."""
    claim = one.claim
    time, place = claim.time, claim.place
    return {
        "type": claim.type,
        "origin": claim.origin.name,
        "chain": [mention.name for mention in claim.chain],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "channel": claim.channel,
        "agents": {mention.name for mention in claim.agents},
        "targets": {mention.name for mention in claim.targets},
        "place": place and (place.name, place.geonames),
        "time": time and (time.start, time.end),
        "counts": {(count.what, count.low, count.high) for count in claim.counts},
        "means": set(claim.means),
    }

"""One field of an account as the voices tell it: its values, each with the voices and claims behind it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ravi.data.tables import table
from ravi.ledger.accounts.voices import VoiceGroup, independent
from ravi.ledger.records import StoredClaim
from ravi.reading.text.normal import fold
from ravi.report import Mention

T = TypeVar("T")
Basis = Sequence[tuple[VoiceGroup, Sequence[StoredClaim]]]


@dataclass(frozen=True, slots=True)
class Variant(Generic[T]):
    """A value, the voices that tell it and the claims in which they do."""

    value: T
    voices: tuple[VoiceGroup, ...]
    claims: tuple[StoredClaim, ...]


def variants(
    basis: Basis, values: Callable[[StoredClaim], Iterable[T]], key: Callable[[T], Hashable]
) -> tuple[Variant[T], ...]:
    """Return the distinct values of a field, told by most independent voices first.

    ``values`` gives the values of a claim, ``key`` what equal ones share; of these the first in the
    order of claims' ids is shown.
    """
    found: dict[Hashable, list[tuple[StoredClaim, VoiceGroup, T]]] = {}
    for voice, claims in basis:
        for claim in claims:
            for value in values(claim):
                found.setdefault(key(value), []).append((claim, voice, value))
    made = [_variant(sorted(told, key=lambda one: one[0].id)) for told in found.values()]
    return tuple(sorted(made, key=lambda one: (-independent(one.voices), -len(one.claims), one.claims[0].id)))


def _variant(told: Sequence[tuple[StoredClaim, VoiceGroup, T]]) -> Variant[T]:
    voices = {voice.key: voice for _, voice, _ in told}
    claims = {claim.id: claim for claim, _, _ in told}
    return Variant(told[0][2], tuple(voices[name] for name in sorted(voices)), tuple(claims.values()))


def types_told(basis: Basis) -> tuple[Variant[str], ...]:
    """Return the types told, the incident's own first: of most independent voices, then the most specific."""
    ranks = {row["type"]: int(row["rank"]) for row in table("ravi.data", "type_specificity")}
    found = variants(basis, lambda claim: (claim.claim.type,), str)
    return tuple(
        sorted(
            found,
            key=lambda one: (-independent(one.voices), -ranks.get(one.value, 2), -len(one.claims), one.value),
        )
    )


def actors_told(basis: Basis, field: str) -> tuple[Variant[Mention], ...]:
    """Return the ``agents`` or ``targets`` told; a known actor is one by whatever name."""

    def mentions(claim: StoredClaim) -> tuple[Mention, ...]:
        told: tuple[Mention, ...] = getattr(claim.claim, field)
        return told

    return variants(basis, mentions, lambda mention: mention.actor or fold(mention.name))

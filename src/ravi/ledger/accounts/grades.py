"""How well an incident is supported, in the terms of Airwars (``docs/ledger-grades.md``).

The rules stand in ``data/grades.tsv`` and are tried in that order; the first that holds gives the grade.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ravi.data.tables import table
from ravi.ledger.accounts.contradictions import STATE, Contradiction, exclude_agents
from ravi.ledger.accounts.phrases import Words
from ravi.ledger.accounts.stances import HAPPENED, Stance, stance_of
from ravi.ledger.accounts.variants import Variant
from ravi.ledger.accounts.voices import independent
from ravi.ledger.records import StoredClaim
from ravi.reading.text.normal import fold
from ravi.report import Mention


@dataclass(frozen=True, slots=True)
class Grade:
    """``name``: confirmed, fair, weak, contested, discounted or ungraded; ``rule`` the row of ``data/grades.tsv``.

    ``label`` is the grade in words, ``words`` the rule; ``claims`` are those by which the rule holds.
    """

    name: str
    rule: str
    label: Words
    words: Words
    claims: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at."""

    stances: Sequence[Stance]
    agents: Sequence[Variant[Mention]]
    contradictions: Sequence[Contradiction]

    def of(self, *values: str) -> list[Stance]:
        """Return the stances of these values."""
        return [stance for stance in self.stances if stance.value in values]


Rule = Callable[[Evidence], Sequence[StoredClaim] | None]


def grade(evidence: Evidence) -> Grade:
    """Return the grade by the first rule that holds."""
    for row in table("ravi.data", "grades"):
        claims = _RULES[row["rule"]](evidence)
        if claims is not None:
            label = Words(row["fa"], row["en"])
            return Grade(
                row["grade"], row["rule"], label, Words(row["fa_rule"], row["en_rule"]), tuple(claims)
            )
    raise ValueError("data/grades.tsv has no rule that always holds; its last row must")


def _claims(found: Sequence[Stance]) -> tuple[StoredClaim, ...]:
    return tuple(claim for stance in found for claim in stance.claims)


def _nobody_tells(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Nobody says that it happened, and nobody denies that it did: there is nothing to grade."""
    return None if evidence.of(*HAPPENED, "denied") else _claims(evidence.stances)


def _withdrawn(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """A voice that told it denies it now, and no other voice with a name still tells it without a hedge."""
    withdrawn = [stance for stance in evidence.of("denied") if stance.retracted]
    holding = [stance for stance in evidence.of("actual") if stance.voice.kind != "unnamed"]
    return _claims(withdrawn) if withdrawn and not holding else None


def _only_denied(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Only denials are known."""
    return _claims(evidence.of("denied")) if not evidence.of(*HAPPENED) else None


def _rival_doers(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Two actors who exclude each other both say that it was theirs."""
    own = _acknowledging(evidence)
    rivals = [(a, b) for (a, one), (b, other) in combinations(own, 2) if exclude_agents(one, other)]
    return _claims([stance for pair in rivals for stance in pair]) if rivals else None


def _acknowledged(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """An actor said to have done it says so itself, and an independent voice tells it too."""
    own = [stance for stance, _ in _acknowledging(evidence)]
    told = [stance.voice for stance in evidence.of(*HAPPENED)]
    return _claims(own) if own and independent(told) > 1 else None


def _acknowledging(evidence: Evidence) -> list[tuple[Stance, Mention]]:
    """Return the voices that say, without a hedge, that the body they speak for did it, and the doer.

    Whoever tells a claim of responsibility tells of an actor's own word.
    """
    found = []
    for stance in evidence.of("actual"):
        owned = (m for claim in stance.claims for m in claim.claim.agents if _owns(stance, claim, m))
        doer = next(owned, None)
        if doer is not None:
            found.append((stance, doer))
    return found


def _owns(stance: Stance, claim: StoredClaim, doer: Mention) -> bool:
    return claim.claim.type == "responsibility_claim" or _speaks_for(stance, claim, doer)


def _speaks_for(stance: Stance, claim: StoredClaim, doer: Mention) -> bool:
    """Say whether a voice is the doer, its spokesman, or an organ of the doer's own state."""
    if stance.voice.kind in ("unnamed", "publisher", "media") or len(claim.claim.chain) < 2:
        return False
    body, origin = stance.voice.body, claim.claim.origin
    if body and body in (fold(doer.actor), fold(doer.name)):
        return True
    if fold(origin.name) == fold(doer.name):
        return True
    return bool(origin.country and origin.country == doer.country and {origin.kind, doer.kind} <= STATE)


def _denied(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Voices tell it and voices deny it."""
    denied = evidence.of("denied")
    return _claims([*evidence.of(*HAPPENED), *denied]) if denied and evidence.of(*HAPPENED) else None


def _who(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """The voices name doers who exclude each other."""
    found = [c for c in evidence.contradictions if c.kind == "agent"]
    return [claim for c in found for side in c.sides for claim in side.claims] if found else None


def _independent(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Two or more independent voices with a name tell it without a hedge."""
    credible = [
        s for s in evidence.of("actual") if s.voice.kind != "unnamed" and (s.voice.name or s.voice.body)
    ]
    return _claims(credible) if independent(s.voice for s in credible) > 1 else None


def _otherwise(evidence: Evidence) -> Sequence[StoredClaim] | None:
    """Holds always."""
    return [claim for claim in _claims(evidence.stances) if stance_of(claim.claim) in HAPPENED]


_RULES: dict[str, Rule] = {
    "nobody_tells": _nobody_tells,
    "withdrawn": _withdrawn,
    "only_denied": _only_denied,
    "rival_doers": _rival_doers,
    "acknowledged": _acknowledged,
    "denied": _denied,
    "who": _who,
    "independent": _independent,
    "otherwise": _otherwise,
}

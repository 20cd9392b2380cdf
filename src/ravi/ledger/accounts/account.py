"""What is known of an incident: every field with the voices behind it, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ravi.ledger.accounts.contradictions import Contradiction, find_contradictions
from ravi.ledger.accounts.counts_told import CountTold, counts_told
from ravi.ledger.accounts.grades import Evidence, Grade, grade
from ravi.ledger.accounts.stances import Stance, basis, stances, status_of, told_on
from ravi.ledger.accounts.variants import Variant, actors_told, types_told
from ravi.ledger.accounts.voices import VoiceGroup, group_voices, independent
from ravi.ledger.accounts.whereabouts import periods_told, places_told
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.report import Mention, Period, Place


@dataclass(frozen=True, slots=True)
class Account:
    """An incident as its voices tell it; every value carries the claims that it rests on.

    ``status`` is ``happened``, ``alleged``, ``disputed``, ``denied``, ``planned``, ``demanded``,
    ``predicted`` or ``possible``; ``types``, ``places`` and ``periods`` hold the incident's own
    value first and the alternatives after it. ``first`` and ``latest`` are its reports by date.
    ``sources`` is the number of independent voices.
    """

    incident: Incident
    status: str
    types: tuple[Variant[str], ...]
    places: tuple[Variant[Place], ...]
    periods: tuple[Variant[Period], ...]
    agents: tuple[Variant[Mention], ...]
    targets: tuple[Variant[Mention], ...]
    counts: tuple[CountTold, ...]
    voices: tuple[VoiceGroup, ...]
    stances: tuple[Stance, ...]
    sources: int
    first: StoredReport
    latest: StoredReport
    contradictions: tuple[Contradiction, ...]
    grade: Grade

    @property
    def type(self) -> str:
        """The incident's event type."""
        return self.types[0].value

    @property
    def place(self) -> Place | None:
        """Where it was, as far as told."""
        return self.places[0].value if self.places else None

    @property
    def period(self) -> Period | None:
        """When it was, as far as told."""
        return self.periods[0].value if self.periods else None


def account(incident: Incident) -> Account:
    """Return the account of an incident; the same for its claims in any order.

    Raises ``ValueError`` for an incident with no claims, which no ledger holds.
    """
    if not incident.claims:
        raise ValueError(f"the incident {incident.id!r} has no claims; an account needs one at least")
    voices = group_voices(incident.claims)
    found = stances(voices)
    status = status_of(found)
    kept = basis(found, status)
    types, agents, places, periods = (
        types_told(kept),
        actors_told(kept, "agents"),
        places_told(kept, incident.claims),
        periods_told(kept),
    )
    counts = counts_told(kept)
    differences = find_contradictions(
        found, types[0].value, counts=counts, agents=agents, places=places, periods=periods
    )
    reports = _reports(incident.claims)
    return Account(
        incident=incident,
        status=status,
        types=types,
        places=places,
        periods=periods,
        agents=agents,
        targets=actors_told(kept, "targets"),
        counts=counts,
        voices=voices,
        stances=found,
        sources=independent(voices),
        first=reports[0],
        latest=reports[-1],
        contradictions=differences,
        grade=grade(Evidence(found, agents, differences)),
    )


def _reports(claims: Sequence[StoredClaim]) -> list[StoredReport]:
    """Return the reports by date, then id; those without a date first."""
    reports = {claim.report.id: (told_on(claim), claim.report.id, claim.report) for claim in claims}
    return [report for _, _, report in sorted(reports.values(), key=lambda one: one[:2])]

"""Says which incidents a report is about, among those that it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from ravi.ledger.linking.profiles import Profile


def leading(profiles: Iterable[Profile]) -> Profile | None:
    """Return the claim that a report leads with: the first of its first sentence; None without claims."""
    return min(profiles, key=lambda p: (p.sentence, p.rank, p.claim), default=None)


def leaders(profiles: Iterable[Profile], incident_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return which reports lead with each incident, from the claims of many reports.

    ``incident_of`` gives each claim's incident.
    """
    reports: dict[str, list[Profile]] = {}
    for profile in profiles:
        reports.setdefault(profile.report, []).append(profile)
    found: dict[str, set[str]] = {}
    for report, claims in reports.items():
        first = leading(claims)
        if first is not None:
            found.setdefault(incident_of[first.claim], set()).add(report)
    return {incident: frozenset(named) for incident, named in found.items()}


def about(
    profiles: Iterable[Profile], incident_of: Mapping[str, str], led_by: Mapping[str, Set[str]]
) -> tuple[str, ...]:
    """Return the incidents that one report is about, the main one first, then in the order of its text.

    The main one is what it leads with. Of those told in passing it is about the ones that other reports
    lead with (``led_by``, see ``leaders``): what nobody leads with is background.
    """
    claims = sorted(profiles, key=lambda p: (p.sentence, p.rank, p.claim))
    told = dict.fromkeys(incident_of[claim.claim] for claim in claims)
    return tuple(
        incident
        for place, incident in enumerate(told)
        if place == 0 or set(led_by.get(incident, ())) - {claims[0].report}
    )

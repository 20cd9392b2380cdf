"""What the forms shaped like other data sets share: which incidents enter, their actors, days and places.

Only what is told to have happened is an event of those data sets: an incident that is
planned, demanded, predicted, feared, only denied, or withdrawn by those who told it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ravi.data.tables import table
from ravi.ledger.accounts.account import Account, account
from ravi.ledger.accounts.counts_told import CountTold
from ravi.ledger.accounts.stances import HAPPENED
from ravi.ledger.accounts.variants import Variant
from ravi.ledger.accounts.voices import VoiceGroup, independent
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.output.actor_codes import inter
from ravi.report import Mention, Period, Place

TOLD = frozenset({"happened", "alleged", "disputed"})
"""The statuses of an incident that at least one voice tells as having happened."""

CIVILIANS = frozenset({6, 7})
"""ACLED's codes of actors without arms: protesters and civilians."""
ARMED = frozenset({1, 2, 3, 4, 8})
"""ACLED's codes of organised armed actors."""

Codes = dict[str, str]


def told_events(incidents: Iterable[Incident]) -> Iterator[Account]:
    """Yield the accounts of the incidents that are told to have happened, and not discounted."""
    for incident in incidents:
        found = account(incident)
        if found.status in TOLD and found.grade.name != "discounted":
            yield found


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acted on whom: the first named of each side, with those told beside them."""

    agents: tuple[Mention, ...]
    targets: tuple[Mention, ...]


def sides(found: Account) -> Sides:
    """Return the actors of an event, each side's first the one that most voices tell.

    Beside the first stand only those that a claim names together with it: what another voice says
    instead is another account, not another actor. Targets that no table knows as actors (towns,
    buildings) and the one who did it are left out. Where both sides of a fight are told as agents,
    the second is the target.
    """
    agents = _together(found.agents)
    doer = name(agents[0]) if agents else None
    targets = _together([one for one in found.targets if one.value.kind and name(one.value) != doer])
    if not targets and len(agents) > 1 and codes(found.type)["event"] == "Battles":
        return Sides(agents[:1], agents[1:])
    return Sides(agents, targets)


def _together(told: Sequence[Variant[Mention]]) -> tuple[Mention, ...]:
    if not told:
        return ()
    first = {claim.id for claim in told[0].claims}
    beside = [one.value for one in told[1:] if first & {claim.id for claim in one.claims}]
    return (told[0].value, *beside)


def name(mention: Mention) -> str:
    """Return an actor's one name, or the words that the report has for it."""
    return mention.actor or mention.name


def code(mention: Mention | None, place: Place | None) -> int | None:
    """Return ACLED's code of an actor's type."""
    return inter(mention, place) if mention else None


def killed(found: Account) -> CountTold | None:
    """Return what is told of deaths."""
    return next((count for count in found.counts if count.what == "killed"), None)


def tellers(found: Account) -> tuple[VoiceGroup, ...]:
    """Return the voices that tell the event as having happened."""
    return tuple(stance.voice for stance in found.stances if stance.value in HAPPENED)


def sources(found: Account) -> int:
    """Return how many of these are independent of each other."""
    return independent(tellers(found))


def reports(found: Account) -> list[StoredReport]:
    """Return the reports that tell the event, in the order of publication; those without a date last."""
    told = {claim.report.id: claim.report for voice in tellers(found) for claim in voice.claims}
    return sorted(told.values(), key=_published)


def _published(kept: StoredReport) -> tuple[date, str]:
    return kept.report.published or date.max, kept.id


def publishers(found: Account) -> tuple[str, ...]:
    """Return the outlets of the reports, each once, the first to publish first."""
    return tuple(dict.fromkeys(kept.report.publisher for kept in reports(found) if kept.report.publisher))


def latest_added(found: Account) -> StoredReport:
    """Return the report of the incident that came last into the ledger."""
    return max((claim.report for claim in found.incident.claims), key=_added)


def _added(kept: StoredReport) -> tuple[float, str]:
    return kept.added.timestamp(), kept.id


def middle(period: Period | None) -> date | None:
    """Return the day in the middle of a period of up to 31 days; the earlier one of two.

    >>> from ravi.report import Span
    >>> middle(Period(Span(0, 1), date(2019, 3, 4), date(2019, 3, 10))).isoformat()
    '2019-03-07'
    """
    if period is None or period.start is None or period.end is None:
        return None
    days = (period.end - period.start).days
    return period.start + timedelta(days // 2) if days < 31 else None


def units(place: Place | None) -> tuple[str, ...]:
    """Return the names of the administrative units that a place is in or is, the largest below the country first."""
    if place is None:
        return ()
    return (*place.admin[1:], place.name) if place.kind == "admin" else place.admin[1:]


def unit(place: Place | None, level: int) -> str | None:
    """Return the name of one of the units; level 1 is the largest."""
    found = units(place)
    return found[level - 1] if len(found) >= level else None


def lead_claims(found: Account) -> Iterator[tuple[VoiceGroup, StoredClaim]]:
    """Yield for each voice that tells or denies the event the claim that says so first."""
    for stance in found.stances:
        if stance.value in HAPPENED or stance.value == "denied":
            yield stance.voice, min(stance.claims, key=_told)


def _told(claim: StoredClaim) -> tuple[date, str, int]:
    return (*_published(claim.report), claim.claim.trigger.start)


def codes(kind: str) -> Codes:
    """Return the codes of an event type in ``data/export_types.tsv``; empty ones for a type that is not there."""
    return _codes().get(kind, dict.fromkeys(("event", "sub", "plover", "mode", "contexts"), ""))


@cache
def _codes() -> dict[str, Codes]:
    return {row["type"]: row for row in table("ravi.data", "export_types")}


def country(iso2: str | None) -> Codes:
    """Return the row of a country in ``data/countries.tsv``; empty cells for one that is not known."""
    return _countries().get(iso2 or "", dict.fromkeys(("iso2", "iso3", "iso", "name", "acled", "ucdp"), ""))


@cache
def _countries() -> dict[str, Codes]:
    return {row["iso2"]: row for row in table("ravi.data", "countries")}

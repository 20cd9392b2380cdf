"""Measures how much of a Persian brief the reader reads back: ``python -m bench.brief DIR``.

DIR holds reports, one JSON file each in the form of ``docs/format.md`` (their own claims are not
looked at). Each report is read; its claims of one event make an incident; one brief is written of
them all and read again. For a brief the sets of what it tells and of what is read back are
compared, summed over all briefs: event types; counts (what, low, high: of each voice the latest);
places and origins by their names, folded; who told which type; and that with the stance. Mistakes
of the first reading (a half name, say) are told in the brief, and count when they come out differently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ravi
from bench.command import run
from ravi.intake.files import load_file
from ravi.ledger.accounts.account import Account, account
from ravi.ledger.accounts.stances import stance_of
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.output.brief import brief
from ravi.output.brief_words import tidy
from ravi.reading.text.normal import fold
from ravi.report import Claim, Report

Told = set[tuple[object, ...]]


def incidents(report: Report) -> list[Account]:
    """Return an account of each event of a report."""
    kept = StoredReport(f"r-{report.id}", report, datetime(2000, 1, 1, tzinfo=UTC), "bench")
    events: dict[str, list[StoredClaim]] = {}
    for number, claim in enumerate(report.claims):
        events.setdefault(claim.event, []).append(StoredClaim(f"c-{number:04}", claim, kept))
    return [account(Incident(f"i-{event}", tuple(claims))) for event, claims in events.items()]


def told(accounts: Iterable[Account]) -> Told:
    """Return what a brief of these accounts tells."""
    found: Told = set()
    for one in accounts:
        found |= {("count", c.what, v.latest.low, v.latest.high) for c in one.counts for v in c.by_voice}
        for voice in one.voices:
            for claim in voice.claims:
                found |= facts(claim.claim, voice.name)
    return found


def read_back(report: Report) -> Told:
    """Return what the reader found in a brief."""
    found: Told = {("count", c.what, c.low, c.high) for claim in report.claims for c in claim.counts}
    return found.union(*(facts(claim, claim.origin.name) for claim in report.claims))


def facts(claim: Claim, voice: str) -> Told:
    """Return what is compared of a claim, but for its counts."""
    origin = fold(tidy(voice))
    found: Told = {("type", claim.type), ("voice and type", origin, claim.type)}
    found.add(("voice, type and stance", origin, claim.type, stance_of(claim)))
    if origin:
        found.add(("origin", origin))
    if claim.place:
        found.add(("place", fold(tidy(claim.place.name))))
    return found


def measure(path: Path) -> dict[str, Any]:
    """Measure the reports of a folder."""
    right: Counter[object] = Counter()
    given: Counter[object] = Counter()
    found: Counter[object] = Counter()
    errors: list[tuple[object, ...]] = []
    names = sorted(path.glob("*.json"))
    for name in names:
        unread = load_file(str(name))
        report = ravi.read(unread.text, publisher=unread.publisher, published=unread.published, id=name.stem)
        if not report.claims:
            continue
        accounts = incidents(report)
        back = ravi.read(brief(accounts, language="fa", form="markdown"), published=report.published)
        wanted, got = told(accounts), read_back(back)
        for counter, facts in ((right, wanted & got), (given, wanted), (found, got)):
            counter.update(fact[0] for fact in facts)
        errors += [(name.stem, "missed", *fact) for fact in sorted(wanted - got, key=repr)]
        errors += [(name.stem, "wrong", *fact) for fact in sorted(got - wanted, key=repr)]
    return {"reports": len(names)} | _figures(right, given, found) | {"errors": errors}


def _figures(right: Counter[object], given: Counter[object], found: Counter[object]) -> dict[str, Any]:
    kinds: Sequence[str] = ("type", "count", "place", "origin", "voice and type", "voice, type and stance")
    return {kind: round(2 * right[kind] / max(1, given[kind] + found[kind]), 3) for kind in kinds}


if __name__ == "__main__":
    run(__doc__, measure)

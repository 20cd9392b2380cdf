"""The incidents as JSONL: one a line, with its claims, every word they rest on and why they were read so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ravi.ledger.accounts.account import account
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.output.forms.cells import moment
from ravi.output.forms.quotes import quote
from ravi.output.forms.summary import account_to_dict
from ravi.output.json import report_to_dict
from ravi.report import Span


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield one line of JSON for each incident."""
    for incident in incidents:
        yield json.dumps(incident_to_dict(incident), ensure_ascii=False, separators=(",", ":")) + "\n"


def incident_to_dict(incident: Incident) -> dict[str, Any]:
    """Return an incident in the form that ``docs/export.md`` describes."""
    return {
        "id": incident.id,
        **account_to_dict(account(incident)),
        "claims": [claim_to_dict(stored) for stored in incident.claims],
    }


def claim_to_dict(stored: StoredClaim) -> dict[str, Any]:
    """Return a claim as ``docs/format.md`` has it, with its id, its report and the words of every span."""
    report = replace(stored.report.report, claims=(stored.claim,))
    told = report_to_dict(report, why=True)["claims"][0]
    return {
        "id": stored.id,
        "added_by": stored.added_by,
        "report": report_head(stored.report),
        "quote": _with_words({"span": list(quote(stored))}, stored),
        "trigger_words": stored.words(stored.claim.trigger),
        "also_words": [stored.words(span) for span in stored.claim.also],
        **_with_words(told, stored),
    }


def report_head(kept: StoredReport) -> dict[str, Any]:
    """Return what is known of a report, without its text and claims."""
    report = kept.report
    return {
        "id": kept.id,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "published_why": report.published_why,
        "language": report.language,
        "title": report.title,
        "url": kept.url,
        "source": kept.source,
        "added": moment(kept.added),
        "reader": kept.reader,
        "copy_of": kept.copy_of,
        "replaces": kept.replaces,
    }


def _with_words(told: Any, stored: StoredClaim) -> Any:
    """Return ``told`` with ``words`` beside every ``span`` in it."""
    if isinstance(told, list):
        return [_with_words(item, stored) for item in told]
    if not isinstance(told, dict):
        return told
    found = {name: _with_words(value, stored) for name, value in told.items()}
    if "span" in found:
        found["words"] = stored.words(Span(*found["span"])) if found["span"] else None
    return found

"""Stored claims and profiles made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ravi.ledger.linking import Profile, profile
from ravi.ledger.records import StoredClaim, StoredReport
from ravi.report import Claim, Mention, Period, Place, Report, Span

PUBLISHER = Mention("خبرگزاری کوه", None)


def find(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def place(name: str, text: str, latitude: float, longitude: float, **more: Any) -> Place:
    told = {"country": "IR", "kind": "city", "admin": ("ایران",)} | more
    return Place(name, find(name, text), latitude, longitude, **told)


def day(words: str, text: str, when: date) -> Period:
    return Period(find(words, text), when, when, "day", "published")


def stored(
    text: str,
    trigger: str,
    *,
    id: str = "r-1",
    type: str = "shelling",
    published: date | None = date(2021, 5, 4),
    copy_of: str | None = None,
    **more: Any,
) -> StoredClaim:
    claim = Claim("e1", type, find(trigger, text), **({"chain": (PUBLISHER,)} | more))
    report = Report(text, "fa", "خبرگزاری کوه", published, claims=(claim,))
    kept = StoredReport(id, report, datetime(2021, 5, 5, tzinfo=UTC), "0", copy_of=copy_of)
    return StoredClaim(f"c-{id}-{claim.trigger.start}", claim, kept)


def profiled(*args: Any, at: datetime | None = None, **more: Any) -> Profile:
    return profile(stored(*args, **more), at=at)

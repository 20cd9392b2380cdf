"""Stored claims made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from ravi.ledger.accounts.account import Account, account
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.reading.claims.actor_kinds import recognise
from ravi.report import Claim, Count, Mention, Period, Place, Report, Span

WORDS = Span(0, 4)
ADDED = datetime(2026, 1, 1, tzinfo=UTC)
_numbers = count(1)

HOMS = Place("حمص", WORDS, 34.72, 36.73, 169577, "SY", ("سوریه", "حمص"), kind="city")
HOMS_QUARTER = Place("باب السباع", WORDS, 34.72, 36.72, None, "SY", ("سوریه", "حمص", "حمص"), kind="quarter")
ALEPPO = Place("حلب", WORDS, 36.20, 37.16, 170063, "SY", ("سوریه", "حلب"), kind="city")
SYRIA = Place("سوریه", WORDS, 34.8, 39.0, 163843, "SY", ("سوریه",), kind="country")
NOWHERE = Place("میدان بازار", WORDS)


def who(name: str) -> Mention:
    """Return a mention as the reader would: with what the tables know of it."""
    known = recognise(name.split(), "fa")
    if known is None:
        return Mention(name, WORDS)
    return Mention(name, WORDS, known.kind, known.name, known.country)


def told_in(
    publisher: str | None = "ایسنا",
    day: int | None = 10,
    *,
    id: str | None = None,
    copy_of: str | None = None,
    text: str = "حمله هوایی به شهر",
) -> StoredReport:
    """Return a report of a day of March 2019."""
    published = date(2019, 3, day) if day else None
    report = Report(text, "fa", publisher, published)
    return StoredReport(id or f"r-{next(_numbers):04}", report, ADDED, "0", copy_of=copy_of)


def said(
    *voices: str, report: StoredReport | None = None, id: str | None = None, **changes: Any
) -> StoredClaim:
    """Return a claim whose chain goes from the report's publisher through ``voices`` to the last of them."""
    report = report or told_in()
    chain = (Mention(report.report.publisher or "", None), *map(who, voices))
    fields: dict[str, Any] = {"event": "e1", "type": "air_strike", "trigger": WORDS, "chain": chain}
    for field in ("agents", "targets"):
        changes[field] = tuple(who(name) for name in changes.get(field, ()))
    return StoredClaim(id or f"c-{next(_numbers):04}", Claim(**(fields | changes)), report)


def people(what: str, low: int | None, high: int | None = None, *, exact: bool = True) -> tuple[Count, ...]:
    """Return a count; ``high`` is ``low`` unless told or ``exact`` is false."""
    return (Count(what, low, low if exact and high is None else high, WORDS),)


def on(first: int, last: int | None = None) -> Period:
    """Return days of March 2019."""
    return Period(WORDS, date(2019, 3, first), date(2019, 3, last or first), anchor="published")


def account_of(*claims: StoredClaim) -> Account:
    return account(Incident("i-1", claims))

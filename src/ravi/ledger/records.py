"""What a ledger holds: reports with their claims, and incidents, the claims about one real-world event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ravi.report import Claim, Report, Span

ADDED = ("claim", "person")
"""The field and the rule of the reason that a claim has which a person added; its note says who."""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the ledger keeps it.

    ``id`` begins with ``r-`` and follows from the text and its publisher alone, so that the same
    report has the same id in every ledger. ``source`` is where it was found (a path, a row of
    a file, an address), ``url`` its own address. ``copy_of`` is the id of the report that this
    one copies, word for word or nearly (the first published), ``replaces`` the id of the earlier
    revision of the same address. ``at`` is the minute of publication on the publisher's clock, where
    it is known. ``reader`` is the version that read it; ``report`` carries the text and the claims.
    """

    id: str
    report: Report
    added: datetime
    reader: str
    url: str | None = None
    source: str = ""
    copy_of: str | None = None
    replaces: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its id (``c-`` and a hash of its report, its trigger and its voice) and its report."""

    id: str
    claim: Claim
    report: StoredReport

    def words(self, span: Span | None) -> str:
        """Return the characters of the report that ``span`` covers; none for None.

        >>> from datetime import datetime, UTC
        >>> kept = StoredReport("r-1", Report("دیروز حمله کردند", "fa"), datetime(2019, 1, 1, tzinfo=UTC), "0")
        >>> from ravi.report import Mention
        >>> claim = Claim("e1", "armed_attack", Span(6, 10), (Mention("ایسنا", None),))
        >>> StoredClaim("c-1", claim, kept).words(claim.trigger)
        'حمله'
        """
        return self.report.report.text[span.start : span.end] if span else ""

    @property
    def added_by(self) -> str | None:
        """Who added the claim by hand (``ledger.additions``); None for one that the machine read."""
        return next((one.note for one in self.claim.why if (one.field, one.by) == ADDED), None)


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims from any number of reports about the same real-world event.

    ``id`` is ``i-`` and the hash of its first claim in the order of ids: it follows from the claims alone.
    ``claims`` are in the order of publication, then of report and of place in the text.
    """

    id: str
    claims: tuple[StoredClaim, ...]

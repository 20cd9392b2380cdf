"""The sentence around a claim's words: what a person checks first."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from ravi.ledger.records import StoredClaim
from ravi.report import Span


def quote(stored: StoredClaim) -> Span:
    """Return the sentence of the report that holds the trigger; the trigger itself where none does.

    >>> from datetime import UTC, datetime
    >>> from ravi.ledger.records import StoredReport
    >>> from ravi.report import Claim, Mention, Report
    >>> report = Report("باران بارید. دیروز حمله کردند.", "fa")
    >>> kept = StoredReport("r-1", report, datetime(2019, 1, 1, tzinfo=UTC), "0")
    >>> claim = StoredClaim("c-1", Claim("e1", "armed_attack", Span(19, 23), (Mention("ایسنا", None),)), kept)
    >>> claim.words(quote(claim))
    'دیروز حمله کردند.'
    """
    report, trigger = stored.report.report, stored.claim.trigger
    sentences = _sentences(report.text, report.language)
    index = bisect_right(sentences, trigger.start, key=_start) - 1
    if index < 0 or sentences[index].end < trigger.end:
        return trigger
    return sentences[index]


def _start(span: Span) -> int:
    return span.start


@lru_cache(maxsize=256)  # the claims of a report come close together
def _sentences(text: str, language: str) -> tuple[Span, ...]:
    from ravi.reading.text.sentences import tokenise

    document = tokenise(text, language)
    return tuple(document.span(part.start, part.stop) for part in document.sentences if part)

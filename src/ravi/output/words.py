"""A claim's numbers, days and places in words, for the pages that people read."""

from __future__ import annotations

from datetime import date

from ravi.output.labels import digits, label
from ravi.report import Claim, Count, Period, Place

PLAIN = {"polarity": "affirmed", "modality": "actual", "certainty": "stated"}
"""What a claim is unless it says otherwise; pages name a stance only when it differs."""


def count_words(count: Count, language: str) -> str:
    """Return what is counted and its bounds.

    >>> from ravi.report import Span
    >>> count_words(Count("killed", 12, None, Span(0, 1)), "en")
    'killed: at least 12'
    >>> count_words(Count("fighters", 200, 900, Span(0, 1)), "en")
    'fighters: 200–900'
    """
    return f"{label('count', count.what, language)}: {range_words(count.low, count.high, language)}"


def range_words(low: int | None, high: int | None, language: str) -> str:
    """Return the bounds of a number in words.

    >>> range_words(12, None, "fa"), range_words(3, 9, "en")
    ('دست‌کم ۱۲', '3–9')
    """
    if low is None and high is not None:
        return f"{label('ui', 'at_most', language)} {digits(high, language)}"
    if low is not None and high is None:
        return f"{label('ui', 'at_least', language)} {digits(low, language)}"
    if low is None or high is None:
        return label("ui", "unknown_number", language)
    if low == high:
        return digits(low, language)
    between = f" {label('ui', 'to', language)} " if language == "fa" else "–"
    return f"{digits(low, language)}{between}{digits(high, language)}"


def period_words(period: Period, language: str) -> str:
    """Return the days that ``period`` covers, or that they are not known.

    >>> from datetime import date
    >>> from ravi.report import Span
    >>> period_words(Period(Span(0, 1), None, date(2019, 3, 12)), "en")
    'until 2019-03-12'
    """
    start, end = _day(period.start, language), _day(period.end, language)
    if not start and not end:
        return label("anchor", "none", language)
    if start == end:
        return start
    if start and end:
        between = f" {label('ui', 'to', language)} " if language == "fa" else " – "
        return start + between + end
    side = "since" if start else "until"
    return f"{label('ui', side, language)} {start or end}"


def _day(day: date | None, language: str) -> str:
    """Return ``day`` in ISO form, held left to right between Persian words, or its parts would turn round."""
    if day is None:
        return ""
    shown = digits(day.isoformat(), language)
    return shown if language == "en" else f"\N{LEFT-TO-RIGHT ISOLATE}{shown}\N{POP DIRECTIONAL ISOLATE}"


def place_words(place: Place) -> str:
    """Return the admin path and the coordinates of ``place``, as far as they are known."""
    path = " › ".join(place.admin)
    if place.latitude is None or place.longitude is None:
        return path
    return f"{path} ({place.latitude:.3f}, {place.longitude:.3f})".strip()


def stances(claim: Claim, language: str) -> list[tuple[str, str]]:
    """Return the values, with their labels, in which ``claim`` is not affirmed, actual and stated."""
    values = [(field, getattr(claim, field)) for field in PLAIN]
    return [(value, label(field, value, language)) for field, value in values if value != PLAIN[field]]


def number_claims(total: int, language: str) -> str:
    """Return how many claims there are, in words."""
    return f"{digits(total, language)} {label('ui', 'claim' if total == 1 else 'counted_claims', language)}"

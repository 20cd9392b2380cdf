"""How exactly a time or a place is known, in the codes of the field's data sets.

EDTF is the Extended Date/Time Format (ISO 8601-2, level 1). ``time_precision`` and
``geo_precision`` follow ACLED's codebook, ``date_prec`` and ``where_prec`` UCDP GED's.
A code is None where the data set would not record the event with so little known.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ravi.report import Period, Place

#: Kinds of place that are a point on a map at any scale that matters.
_POINTS = frozenset({"city", "village", "quarter", "site"})


def edtf(period: Period) -> str | None:
    """Return the days as EDTF: a day, a month or year that they fill, or an interval (``..``: open end).

    >>> from ravi.report import Span
    >>> edtf(Period(Span(0, 1), date(2019, 3, 1), date(2019, 3, 31)))
    '2019-03'
    >>> edtf(Period(Span(0, 1), None, date(2019, 3, 12)))
    '../2019-03-12'
    """
    start, end = period.start, period.end
    if start is None and end is None:
        return None
    if start is None or end is None:
        return f"{start or '..'}/{end or '..'}"
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == date(start.year, start.month, monthrange(start.year, start.month)[1]):
        return f"{start:%Y-%m}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start:%Y}"
    return f"{start}/{end}"


def _days(period: Period) -> int | None:
    if period.start is None or period.end is None:
        return None
    return (period.end - period.start).days + 1


def time_precision(period: Period) -> int | None:
    """Return ACLED's code: 1 the day is known, 2 the week, 3 the month."""
    days = _days(period)
    if days is None or days > 31:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def date_prec(period: Period) -> int | None:
    """Return UCDP's code: 1 the day, 2 two to six days, 3 the week, 4 up to a month, 5 up to a year."""
    days = _days(period)
    if days is None or days > 366:
        return None
    return next(code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)) if days <= most)


def geo_precision(place: Place) -> int | None:
    """Return ACLED's code: 1 a town or site, 2 a small area around one, 3 a larger region."""
    if place.latitude is None or place.kind == "country":
        return None
    if place.kind in _POINTS:
        return 1
    return 2 if place.kind == "admin" and len(place.admin) > 1 else 3


def where_prec(place: Place) -> int | None:
    """Return UCDP's code: 1 the place, 3 its district, 4 its province, 5 another region, 6 the country."""
    if place.kind == "country":
        return 6
    if place.latitude is None:
        return None
    if place.kind in _POINTS:
        return 1
    if place.kind == "admin":
        return 3 if len(place.admin) > 1 else 4
    return 5

"""Three calendars: Solar Hijri, lunar Hijri (as Iran kept it) and Gregorian.

Everything is answered as Gregorian ``date`` objects. A year or month that cannot
be (a 31st of Mehr, a year outside the tables) gives None rather than an error,
because the words come from news texts.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

Calendar = Literal["solar", "lunar", "gregorian"]

# The years at which the 33-year rhythm of the Solar Hijri leap years breaks, after K. M. Borkowski's
# study of the equinoxes; right for 1178-1633, which is more than news can mention.
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635)
_FIRST_SOLAR, _LAST_SOLAR = 1178, 1633
_LUNAR_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1 of the civil tabular calendar, proleptic Gregorian


@cache
def solar_new_year(year: int) -> date:
    """Return the Gregorian day of 1 Farvardin.

    >>> solar_new_year(1398)
    datetime.date(2019, 3, 21)
    """
    index = bisect_right(_BREAKS, year) - 1
    leaps = -14
    for before, after in itertools.pairwise(_BREAKS[: index + 1]):
        leaps += (after - before) // 33 * 8 + (after - before) % 33 // 4
    into = year - _BREAKS[index]
    leaps += into // 33 * 8 + (into % 33 + 3) // 4
    jump = _BREAKS[index + 1] - _BREAKS[index]
    if jump % 33 == 4 and jump - into == 4:
        leaps += 1
    western = year + 621
    western_leaps = western // 4 - (western // 100 + 1) * 3 // 4 - 150
    return date(western, 3, 20 + leaps - western_leaps)


def month_length(calendar: Calendar, year: int, month: int) -> int | None:
    """Return the number of days of a month, None when the calendar has no such month."""
    bounds = month_days(calendar, year, month)
    return None if bounds is None else (bounds[1] - bounds[0]).days + 1


def month_days(calendar: Calendar, year: int, month: int) -> tuple[date, date] | None:
    """Return the first and last Gregorian day of a month.

    >>> month_days("solar", 1397, 12)
    (datetime.date(2019, 2, 20), datetime.date(2019, 3, 20))
    >>> month_days("lunar", 1440, 7)
    (datetime.date(2019, 3, 8), datetime.date(2019, 4, 6))
    """
    if not 1 <= month <= 12 or not _has_year(calendar, year):
        return None
    first = _month_start(calendar, year, month)
    following = _month_start(calendar, year, month + 1) if month < 12 else _month_start(calendar, year + 1, 1)
    return first, following - timedelta(1)


def year_days(calendar: Calendar, year: int) -> tuple[date, date] | None:
    """Return the first and last Gregorian day of a year, None when the calendar does not reach it.

    >>> year_days("solar", 1397)
    (datetime.date(2018, 3, 21), datetime.date(2019, 3, 20))
    """
    if not _has_year(calendar, year):
        return None
    return _month_start(calendar, year, 1), _month_start(calendar, year + 1, 1) - timedelta(1)


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, None when the calendar has no such day.

    >>> to_gregorian("solar", 1397, 12, 21)
    datetime.date(2019, 3, 12)
    >>> to_gregorian("solar", 1398, 12, 30) is None
    True
    """
    bounds = month_days(calendar, year, month)
    if bounds is None or not 1 <= day <= (bounds[1] - bounds[0]).days + 1:
        return None
    return bounds[0] + timedelta(day - 1)


def from_gregorian(calendar: Calendar, day: date) -> tuple[int, int, int]:
    """Return the year, month and day of a Gregorian day in a calendar.

    >>> from_gregorian("lunar", date(2019, 3, 11))
    (1440, 7, 4)
    """
    if calendar == "gregorian":
        return day.year, day.month, day.day
    if calendar == "solar":
        year = day.year - 621
        if day < solar_new_year(year):
            year -= 1
    else:
        year = (day.toordinal() - _LUNAR_EPOCH) * 30 // 10631 + 1
        while _month_start("lunar", year, 1) > day:
            year -= 1
        while _month_start("lunar", year + 1, 1) <= day:
            year += 1
    month = 12
    while _month_start(calendar, year, month) > day:
        month -= 1
    return year, month, (day - _month_start(calendar, year, month)).days + 1


def solar_reaches(day: date) -> bool:
    """Say whether the tables of the Solar Hijri calendar reach a day.

    >>> solar_reaches(date(2026, 6, 8)), solar_reaches(date(2300, 1, 1))
    (True, False)
    """
    return solar_new_year(_FIRST_SOLAR) <= day < solar_new_year(_LAST_SOLAR + 1)


def lunar_is_listed(year: int, month: int) -> bool:
    """Say whether the month's start comes from Iran's own list; others are reckoned, a day either way."""
    return (year, month) in _listed_lunar()


def _has_year(calendar: Calendar, year: int) -> bool:
    if calendar == "solar":
        return _FIRST_SOLAR <= year <= _LAST_SOLAR
    return 1 <= year <= (2000 if calendar == "lunar" else 9998)


def _month_start(calendar: Calendar, year: int, month: int) -> date:
    if calendar == "gregorian":
        return date(year, month, 1)
    if calendar == "solar":
        return solar_new_year(year) + timedelta(31 * (month - 1) - max(0, month - 7))
    return _listed_lunar().get((year, month)) or _tabular_lunar(year, month)


def _tabular_lunar(year: int, month: int) -> date:
    """Reckon a month's start by the civil calendar: 11 leap years in 30, long and short months in turn."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_LUNAR_EPOCH + days)


@cache
def _listed_lunar() -> dict[tuple[int, int], date]:
    starts: dict[tuple[int, int], date] = {}
    for line in (files("ravi.data") / "iran-lunar-months.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.startswith("year"):
            continue
        year, start, first, lengths = line.split("\t")
        day = date.fromisoformat(start)
        for month, length in enumerate(lengths, int(first)):
            starts[int(year), month] = day
            day += timedelta(30 if length == "o" else 29)
        if month < 12:
            starts[int(year), month + 1] = day
    return starts

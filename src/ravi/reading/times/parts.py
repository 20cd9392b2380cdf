"""The days of what a calendar names: dates, months, seasons, years, decades, named periods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from ravi.reading.times.calendars import (
    Calendar,
    from_gregorian,
    lunar_is_listed,
    month_days,
    to_gregorian,
    year_days,
)
from ravi.reading.times.said import Days, Said, Setting, grain_of, part_of, piece_of, so_far, unplaced

_NEAR = 45  # days from publication within which a date is the one meant, whatever weekday is told with it
_FAR_AHEAD = 2.5  # an undated day is the coming one only when the last one is this many times as far away
_SEASONS = {1: (1, 3), 2: (4, 6), 3: (7, 9), 4: (10, 12)}  # months of the Solar Hijri year; spring begins it


def named_days(said: Said, setting: Setting, week_start: int) -> Days | None:
    """Return the days of a named day or period (دهه فجر, عاشورا)."""
    if said.named is None:
        return None
    calendar, first, last = said.named
    start, end = _numbers(first), _numbers(last or first)
    published = setting.published
    if len(start) == 3:
        day = to_gregorian(calendar, *start)
        if day is None or not _is_another(day, said, published):
            return Days(day, day, "day", "text", "a named day")
        start = end = start[1:]
    if said.year is not None:
        _, year = full_year(said.year, calendar, setting, calendar)
    elif published is None:
        return unplaced("day", "a named period")
    elif said.year_shift is not None:
        year = from_gregorian(calendar, published)[0] + said.year_shift
    else:
        near = _nearest(calendar, lambda y: _day_pair(calendar, y, start, start), said, setting)
        year = near if near is not None else from_gregorian(calendar, published)[0]
    first_day, last_day = _day_pair(calendar, year, start, end) or (None, None)
    anchor = "published" if said.year is None else "text"
    return Days(first_day, last_day, "day" if start == end else "week", anchor, "a named period")


def _is_another(day: date, said: Said, published: date | None) -> bool:
    """Say whether a famous day's name is only a date here: of a report from before it, or with another weekday."""
    return (published is not None and published < day) or said.weekday not in (None, day.weekday())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("/"))


def _day_pair(
    calendar: Calendar, year: int, start: tuple[int, ...], end: tuple[int, ...]
) -> tuple[date, date] | None:
    first, last = to_gregorian(calendar, year, *start), to_gregorian(calendar, year, *end)
    return None if first is None or last is None else (first, last)


def dated_day(said: Said, setting: Setting, week_start: int) -> Days | None:
    """A day of a month: with its year, with a relative year, or the nearest that fits."""
    if said.day is None or (said.month is None and said.month_shift is None):
        return None
    day, day_to = said.day, said.day_to or said.day
    calendar = said.calendar or setting.calendar
    month = said.month

    def pair(year: int) -> tuple[date, date] | None:
        return _day_pair(calendar, year, (month or 1, day), (month or 1, day_to))

    anchor, why = "published", "day of a month, nearest to publication"
    year: int | None
    if said.month_shift is not None and month is None:
        if setting.published is None:
            return unplaced("day", "day of a month told from publication")
        year, month = _shift_month(setting.published, calendar, said.month_shift)
        why = "day of a month told from publication"
    elif said.year is not None:
        calendar_of_year, number = full_year(said.year, calendar, setting, said.calendar)
        year = (
            number if calendar_of_year == calendar else _year_inside(calendar, calendar_of_year, number, pair)
        )
        anchor, why = "text", "date with its year"
    elif setting.published is None:
        return unplaced("day", "day of a month without year")
    elif said.year_shift is not None:
        year = from_gregorian(calendar, setting.published)[0] + said.year_shift
        why = "day of a month, year told from publication"
    else:
        year = _nearest(calendar, pair, said, setting)
    found = pair(year) if year is not None else None
    if found is None:
        return Days(None, None, "day", "none", "no such day in the calendar")
    if calendar == "lunar" and year is not None and not lunar_is_listed(year, month or 1):
        return Days(
            found[0] - timedelta(1), found[1] + timedelta(1), "day", anchor, f"{why}; lunar, a day off"
        )
    return Days(found[0], found[1], grain_of(said), anchor, why)


def _year_inside(
    calendar: Calendar, other: Calendar, year: int, pair: Callable[[int], tuple[date, date] | None]
) -> int | None:
    """Find the year of ``calendar`` whose day lies in year ``year`` of another calendar."""
    bounds = year_days(other, year)
    if bounds is None:
        return None
    first = from_gregorian(calendar, bounds[0])[0]
    for candidate in (first, first + 1):
        found = pair(candidate)
        if found and bounds[0] <= found[0] <= bounds[1]:
            return candidate
    return None


def _nearest(
    calendar: Calendar, pair: Callable[[int], tuple[date, date] | None], said: Said, setting: Setting
) -> int | None:
    """Return the year that puts something that comes every year where the report most likely means it."""
    published = setting.published
    if published is None:
        return None
    here = from_gregorian(calendar, published)[0]
    found = {year: both for year in range(here - 6, here + 2) if (both := pair(year)) is not None}
    if said.weekday is not None and not any(
        abs((both[0] - published).days) < _NEAR for both in found.values()
    ):
        fitting = [year for year, both in found.items() if both[0].weekday() == said.weekday]
        if fitting:
            return min(fitting, key=lambda year: abs((found[year][0] - published).days))
    past = max((year for year, both in found.items() if both[0] <= published), default=None)
    coming = min((year for year, both in found.items() if both[0] > published), default=None)
    if coming is None or past is None:
        return coming if past is None else past
    if said.direction < 0 and found[past][1] >= published and said.day is not None:
        return past - 1
    if said.direction:
        return past if said.direction < 0 else coming
    ahead, behind = (found[coming][0] - published).days, (published - found[past][1]).days
    return coming if ahead * (1 if said.future else _FAR_AHEAD) < behind else past


def full_year(year: int, calendar: Calendar, setting: Setting, said: Calendar | None) -> tuple[Calendar, int]:
    """Return the calendar and the whole number of a year as written, two digits or four.

    >>> full_year(97, "solar", Setting(date(2019, 3, 12), "solar"), None)
    ('solar', 1397)
    >>> full_year(96, "solar", Setting(date(2006, 3, 9), "solar"), None)
    ('gregorian', 1996)
    """
    if year >= 100:
        if said == "lunar":
            return "lunar", year
        if year >= 1700:
            return "gregorian", year
        return (said, year) if said == "gregorian" and year < 1100 else ("solar", year)
    latest = date(setting.published.year + 2, 1, 1) if setting.published else date(2030, 1, 1)
    choices: list[tuple[Calendar, int]] = [
        ("solar", 1400),
        ("solar", 1300),
        ("gregorian", 2000),
        ("gregorian", 1900),
    ]
    if setting.two_digits == "gregorian":
        choices = choices[2:] + choices[:2]
    for system, hundred in choices:
        bounds = year_days(system, hundred + year)
        if bounds and bounds[0] <= latest:
            return system, hundred + year
    return choices[-1][0], choices[-1][1] + year


def month_span(said: Said, setting: Setting, week_start: int) -> Days | None:
    """Return the days of a month, or of an early, middle or late part of it."""
    if said.month is None and said.month_shift is None:
        return None
    calendar = said.calendar or setting.calendar
    published, anchor, month = setting.published, "published", said.month
    running = False

    def pair(year: int) -> tuple[date, date] | None:
        return month_days(calendar, year, month or 1)

    year: int | None
    if said.year is not None:
        system, number = full_year(said.year, calendar, setting, said.calendar)
        year = number if system == calendar else _year_inside(calendar, system, number, pair)
        anchor = "text"
    elif published is None:
        return unplaced("month", "month without year")
    elif month is None:
        year, month = _shift_month(published, calendar, said.month_shift or 0)
        running = said.month_shift == 0
    elif said.year_shift is not None:
        year = from_gregorian(calendar, published)[0] + said.year_shift
    else:
        year = _nearest(calendar, pair, said, setting)
    found = pair(year) if year is not None else None
    if found is None:
        return Days(None, None, "month", "none", "no such month in the calendar")
    if said.piece:
        found = piece_of(found, said.piece, calendar)
    elif said.edge:
        found = _third(found, said.edge)
    elif published and (running or (found[0] <= published <= found[1] and anchor == "published")):
        found = so_far(found, said, published)
    why = "month with its year" if anchor == "text" else "month, nearest to publication"
    return Days(*found, "month", anchor, why)


def _third(pair: tuple[date, date], edge: str) -> tuple[date, date]:
    """Return the early (1-10), middle (11-20) or late (21- or the last ten) days of a month."""
    if edge == "middle":
        return pair[0] + timedelta(10), pair[0] + timedelta(19)
    if edge in ("late", "end"):
        return min(pair[0] + timedelta(20), pair[1] - timedelta(9)), pair[1]
    return part_of(pair, edge, 10)


def _shift_month(day: date, calendar: Calendar, shift: int) -> tuple[int, int]:
    year, month, _ = from_gregorian(calendar, day)
    return year + (month - 1 + shift) // 12, (month - 1 + shift) % 12 + 1


def season_span(said: Said, setting: Setting, week_start: int) -> Days | None:
    """A season of the Solar Hijri year; a Gregorian year takes the one that begins in it."""
    if said.season is None:
        return None
    first, last = _SEASONS[said.season]

    def pair(year: int) -> tuple[date, date] | None:
        start, end = month_days("solar", year, first), month_days("solar", year, last)
        return None if start is None or end is None else (start[0], end[1])

    year: int | None
    if said.year is not None:
        system, number = full_year(said.year, setting.calendar, setting, said.calendar)
        year = number if system == "solar" else _year_inside("solar", system, number, pair)
    elif setting.published is None:
        return unplaced("season", "season without year")
    elif said.year_shift is not None:
        year = from_gregorian("solar", setting.published)[0] + said.year_shift
    else:
        year = _nearest("solar", pair, said, setting)
    found = pair(year) if year is not None else None
    if found is None:
        return Days(None, None, "season", "none", "no such season in the calendar")
    if said.edge:
        found = part_of(found, said.edge, 31)
    elif said.year is None and setting.published and found[0] <= setting.published <= found[1]:
        found = so_far(found, said, setting.published)
    return Days(*found, "season", "text" if said.year is not None else "published", "season")


def year_span(said: Said, setting: Setting, week_start: int) -> Days | None:
    """A year, decade or century."""
    if said.decade is not None or said.century is not None:
        return _many_years(said, setting)
    calendar = said.calendar or setting.calendar
    anchor = "text"
    last: int | None = None
    if said.year is not None:
        system, year = full_year(said.year, calendar, setting, said.calendar)
        if said.year_to is not None:
            last = full_year(said.year_to, system, setting, said.calendar)[1]
    elif said.year_shift is None:
        return None
    elif setting.published is None:
        return unplaced("year", "year told from publication")
    else:
        if said.near and setting.year:
            return Days(
                *_not_ahead(setting.year, setting.published), "year", "report", "the year told before"
            )
        system, anchor = calendar, "published"
        year = from_gregorian(calendar, setting.published)[0] + said.year_shift
    bounds, end = year_days(system, year), year_days(system, last or year)
    if bounds is None or end is None or end[1] < bounds[0]:
        return Days(None, None, "year", "none", "no such year in the calendar")
    pair = bounds[0], end[1]
    if said.piece:
        pair = piece_of(pair, said.piece, system)
    elif said.edge:
        pair = _part_of_year(pair, said.edge, system, year)
    elif said.year_shift == 0 and said.year is None and setting.published:
        pair = so_far(pair, said, setting.published)
    return Days(*pair, "year", anchor, "year")


def _not_ahead(pair: tuple[date, date], published: date) -> tuple[date, date]:
    """Return a span, only up to publication when that lies in it."""
    return (pair[0], published) if pair[0] <= published <= pair[1] else pair


def _part_of_year(pair: tuple[date, date], edge: str, calendar: Calendar, year: int) -> tuple[date, date]:
    """Return the first or last three months, the middle four, or a half of a year."""
    first, last = {
        "early": (1, 3), "start": (1, 3), "middle": (5, 8), "late": (10, 12), "end": (10, 12),
        "first half": (1, 6), "second half": (7, 12),
    }[edge]  # fmt: skip
    start, end = month_days(calendar, year, first), month_days(calendar, year, last)
    return pair if start is None or end is None else (start[0], end[1])


def _many_years(said: Said, setting: Setting) -> Days | None:
    if said.century is not None:
        system: Calendar = said.calendar or ("gregorian" if said.century > 15 else "solar")
        first, length, grain = (said.century - 1) * 100 + 1, 100, "century"
    else:
        system, first = full_year(said.decade or 0, setting.calendar, setting, said.calendar)
        length, grain = 10, "decade"
    start, end = year_days(system, first), year_days(system, first + length - 1)
    if start is None or end is None:
        return Days(None, None, grain, "none", "out of the calendar")
    pair = start[0], end[1]
    if said.edge:
        pair = part_of(pair, said.edge, 365 * length * 3 // 10)
    return Days(*pair, grain, "text", grain)

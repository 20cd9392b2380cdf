"""From what a time expression says to the days it covers.

The grammar (``grammar``) fills a ``Said``; ``days`` turns it into a first and
last Gregorian day against the publication date and the publisher's calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

from ravi.reading.times.calendars import Calendar, from_gregorian, month_days, to_gregorian, year_days
from ravi.reading.times.parts import dated_day, month_span, named_days, season_span, year_span
from ravi.reading.times.said import Days, Said, Setting, grain_of, part_of, so_far, unplaced

WEEK_START: dict[str, int] = {"fa": 5, "ar": 6, "en": 0}
_HOUR = {"second": 3600, "minute": 60, "hour": 1}  # how many make an hour
_FORWARD = frozenset({"later", "next", "after", "following"})
_LENGTH = {"day": 1, "night": 1, "week": 7}
_MONTHS = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}


def days(said: Said, setting: Setting, week_start: int = 5) -> Days:
    """Return the days of an expression."""
    for step in (
        named_days,
        dated_day,
        _window,
        _then,
        _relative_day,
        _week,
        month_span,
        season_span,
        year_span,
        _clock,
    ):
        found = step(said, setting, week_start)
        if found is not None:
            return found
    return Days(None, None, "day", "none", "not placed")


def _window(said: Said, setting: Setting, week_start: int) -> Days | None:
    """A number of units before or after publication, or after what the report last told."""
    window = said.window
    if window is None:
        return None
    grain = {"night": "day", "second": "hour", "minute": "hour"}.get(window.unit, window.unit)
    if window.mode in ("length", "rank"):
        return Days(None, None, grain, "none", f"a {window.mode}, not placed")
    beside = window.mode in ("before", "after", "following")
    point = (setting.last if said.future else setting.past) if beside else setting.published
    if window.mode == "before" or (window.mode == "following" and said.future):
        point = point or setting.published
    if point is None:
        return Days(None, None, grain, "none", "counted from what is not known")
    anchor, forward = "report" if beside else "published", window.mode in _FORWARD
    if window.unit in _HOUR and (
        window.vague
        or ((window.low or 0) < 24 * _HOUR[window.unit] and (window.mode, window.unit) != ("past", "hour"))
    ):
        return Days(point, point, "hour", anchor, "hours away: the same day")
    if window.vague or window.low is None:
        if window.reach:
            return Days(
                _step(point, window.unit, -window.reach, setting.calendar),
                point,
                grain,
                anchor,
                "vague, since",
            )
        return (
            Days(point, None, grain, anchor, "vague, ahead")
            if forward
            else Days(None, point, grain, anchor, "vague, until")
        )
    far = _step(point, window.unit, window.low if forward else -window.low, setting.calendar)
    if window.mode == "past":
        return Days(far, point, grain, anchor, "window up to publication")
    if window.mode == "next":
        return Days(point, far, grain, anchor, "window from publication")
    return Days(*_whole(far, window.unit, setting.calendar), grain, anchor, "so many units away")


def _step(day: date, unit: str, number: float, calendar: Calendar) -> date | None:
    """Move a day by a number of units."""
    try:
        if unit in _HOUR:
            hours = abs(number) / _HOUR[unit]
            whole = -int(-hours // 24)
            return day + timedelta(whole if number > 0 else -whole)
        if unit in _LENGTH:
            return day + timedelta(round(number * _LENGTH[unit]))
        months = round(number * _MONTHS[unit])
        year, month, number_of_day = from_gregorian(calendar, day)
        year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
        return next(
            (
                found
                for less in range(4)
                if (found := to_gregorian(calendar, year, month, number_of_day - less))
            ),
            None,
        )
    except (OverflowError, ValueError):
        return None


def _whole(day: date | None, unit: str, calendar: Calendar) -> tuple[date | None, date | None]:
    """Return the unit around a day that was counted to: month and year are not told to the day."""
    if day is None or unit not in _MONTHS:
        return day, day
    year, month, _ = from_gregorian(calendar, day)
    found = month_days(calendar, year, month) if unit == "month" else year_days(calendar, year)
    return found or (day, day)


def _then(said: Said, setting: Setting, week_start: int) -> Days | None:
    """«آن روز», «روز بعد», «همان سال»: counted from the last day the report told."""
    if not said.then:
        return None
    if said.then == "year" and said.far and setting.year:
        return Days(*setting.year, "year", "report", "the year told before")
    point, anchor = (setting.last, "report") if setting.last else (setting.published, "published")
    if point is None or (said.far and setting.last is None):
        return Days(None, None, said.then, "none", "counted from what is not known")
    if said.then in _MONTHS and said.then != "season":
        shifted = _step(point, said.then, said.then_shift, setting.calendar)
        calendar: Calendar = said.calendar or setting.calendar
        return Days(
            *_whole(shifted, said.then, calendar), said.then, anchor, "counted from the day told before"
        )
    shifted = _step(point, said.then, said.then_shift, setting.calendar)
    if said.then == "week" and shifted is not None:
        first = _week_first(shifted, week_start)
        return Days(first, first + timedelta(6), "week", anchor, "counted from the day told before")
    return Days(shifted, shifted, grain_of(said), anchor, "counted from the day told before")


def _relative_day(said: Said, setting: Setting, week_start: int) -> Days | None:
    """«دیروز», «روز یکشنبه», «شامگاه دوشنبه», «پنجشنبه آینده»."""
    published = setting.published
    if said.day_shift is None and said.weekday is None:
        return None
    if published is None:
        return unplaced(grain_of(said), "day told from publication")
    if said.day_shift is not None:
        day, why = published + timedelta(said.day_shift), "day told from publication"
        if said.weekday is not None and day.weekday() != said.weekday:
            around = (day + timedelta(k) for k in (-1, 1, -2, 2, -3, 3))
            day = next(other for other in around if other.weekday() == said.weekday)
            why = "its weekday against its day told"
        return _night(day, said, why)
    weekday = said.weekday or 0
    if said.week_shift is not None:
        first = _week_first(published, week_start) + timedelta(7 * said.week_shift)
        day = first + timedelta((weekday - week_start) % 7)
        return _night(day, said, "weekday of a week told from publication")
    back = (published.weekday() - weekday) % 7
    day, why = published - timedelta(back), "weekday, the last on or before publication"
    if said.direction < 0 and back == 0:
        day, why = day - timedelta(7), "weekday, the last before publication"
    elif said.direction > 0 or (said.future and back and not said.direction):
        day, why = day + timedelta(7), "weekday, the next after publication"
    return _night(day, said, why)


def _night(day: date, said: Said, why: str) -> Days:
    """Let late nights and midnights reach into the next day; the eve of a weekday begins the day before."""
    if said.eve:
        return Days(day - timedelta(1), day, "hour", "published", f"{why}; the night before it")
    if said.part == "midnight" or (said.part == "night" and said.edge in ("late", "end")):
        return Days(day, day + timedelta(1), "hour", "published", f"{why}; past midnight")
    return Days(day, day, "hour" if said.clock or said.part else "day", "published", why)


def _week_first(day: date, week_start: int) -> date:
    return day - timedelta((day.weekday() - week_start) % 7)


def _week(said: Said, setting: Setting, week_start: int) -> Days | None:
    if said.week_shift is None:
        return None
    if setting.published is None:
        return unplaced("week", "week told from publication")
    first = _week_first(setting.published, week_start) + timedelta(7 * said.week_shift)
    pair = first, first + timedelta(6)
    if said.edge:
        pair = part_of(pair, said.edge, 3)
        if said.week_shift == 0 and pair[0] > setting.published and not (said.future or said.near):
            pair = pair[0] - timedelta(7), pair[1] - timedelta(7)
    elif said.week_shift == 0:
        pair = so_far(pair, said, setting.published)
    return Days(*pair, "week", "published", "week told from publication")


def _clock(said: Said, setting: Setting, week_start: int) -> Days | None:
    if not said.clock:
        return None
    if setting.published is None:
        return unplaced("hour", "time of the day")
    return Days(
        setting.published,
        setting.published,
        "hour",
        "published",
        "time of the day, on the day of publication",
    )

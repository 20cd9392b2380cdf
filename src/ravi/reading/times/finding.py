"""Finds time expressions and the days they cover, and estimates when a report was published.

``find_times`` walks the document once (``walking``); where a word of the time lexicons
or a number stands, the grammar (``grammar``) reads as far as it can, and
``values`` resolves what was said.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from ravi.reading.document import Document
from ravi.reading.times.calendars import from_gregorian, to_gregorian
from ravi.reading.times.ranges import Found
from ravi.reading.times.said import Days, Said, Setting
from ravi.reading.times.walking import TimeReader
from ravi.report import Period

_EARLIEST = 1979  # a report's own date is not expected before this Gregorian year


def find_times(
    document: Document, published: date | None = None, *, calendar: Literal["solar", "gregorian"] = "solar"
) -> list[Period]:
    """Return the time expressions of a document in order.

    ``published`` is what relative expressions count from; without it they are found but not
    resolved (``anchor`` none). ``calendar`` is the publisher's: whose months and years «ماه
    گذشته» and «سال ۹۷» mean. Lengths («سه ساعت») are returned too, not placed, ``why`` says so.

    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("درگیری از دوشنبه تا چهارشنبه هفته گذشته ادامه داشت.", "fa")
    >>> [period] = find_times(report, date(2019, 3, 12))
    >>> str(period.start), str(period.end), period.anchor
    ('2019-03-04', '2019-03-06', 'published')
    """
    reader = TimeReader(
        document,
        Setting(published, calendar, two_digits="solar" if document.language == "fa" else "gregorian"),
    )
    return [
        Period(reader.atoms.span(found.start, found.end), *_ordered(found.days)) for found in reader.walk()
    ]


def estimate_published(document: Document) -> tuple[date | None, str]:
    """Return a publication date read from the text's own dates, and why; None when it has none to go by.

    A date that stands with «امروز» or «دیروز» decides; failing that the latest date told with its year,
    unless the text names a later year or looks ahead to that date.

    >>> from ravi.reading.text.sentences import tokenise
    >>> day, why = estimate_published(tokenise("صبح امروز (چهارشنبه ۱۲ تیر ۱۳۹۸) انفجاری رخ داد.", "fa"))
    >>> str(day), why
    ('2019-07-03', 'date told with a day word: «صبح امروز (چهارشنبه 12 تیر 1398)»')
    """
    reader = TimeReader(document, Setting(None, "solar"))
    found = [(one, one.said) for one in reader.walk() if one.said is not None]
    years = _years_told(found, reader.setting)
    latest: tuple[date, Found] | None = None
    for one, said in found:
        day = one.days.start if one.days.anchor == "text" and one.days.start == one.days.end else None
        day = day or _by_weekday(said, years, reader)
        if day is None or not day.year >= _EARLIEST:
            continue
        if said.day_shift is not None and said.then == "":
            return day - timedelta(said.day_shift), f"date told with a day word: «{_quote(reader, one)}»"
        if said.named is None and not said.future and (latest is None or day > latest[0]):
            latest = day, one
    if latest is None:
        return None, "no date with its year in the text"
    if years and max(years) > latest[0].year + 1:
        return None, f"its latest date, «{_quote(reader, latest[1])}», is before the years it tells of"
    return latest[0], f"latest date in the text: «{_quote(reader, latest[1])}»"


def _ordered(found: Days) -> Days:
    if found.start and found.end and found.start > found.end:
        return found._replace(start=None, end=None, anchor="none", why=f"{found.why}; ends before it starts")
    return found


def _quote(reader: TimeReader, found: Found) -> str:
    tokens = reader.atoms.document
    return (
        tokens.words(reader.atoms.token[found.start], reader.atoms.token[found.end - 1] + 1)
        .replace("( ", "(")
        .replace(" )", ")")
    )


def _years_told(found: list[tuple[Found, Said]], setting: Setting) -> set[int]:
    """Return the Gregorian years in which the years that a text tells begin or end."""
    years: set[int] = set()
    for one, said in found:
        if said.year is not None and one.days.start and one.days.end and not said.future:
            years |= {one.days.start.year, one.days.end.year}
    return years


def _by_weekday(said: Said, years: set[int], reader: TimeReader) -> date | None:
    """Place «پنجشنبه ۳۰ خرداد» in the one year told elsewhere that has such a day."""
    if said.weekday is None or said.day is None or said.month is None or said.year is not None:
        return None
    calendar = said.calendar or "solar"
    firsts = {from_gregorian(calendar, date(year, 7, 1))[0] + k for year in years for k in (-1, 0, 1)}
    fitting = {
        day
        for year in firsts
        if (day := to_gregorian(calendar, year, said.month, said.day))
        and day.weekday() == said.weekday
        and day.year in years
    }
    return fitting.pop() if len(fitting) == 1 else None

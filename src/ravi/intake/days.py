"""Dates as files, pages and feeds write them → the day of publication."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from ravi.errors import DateError
from ravi.reading.accept import parse_published

# Year, month, day with slashes or dots between, the order that cannot be misread; a time may follow.
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=$|[ T])")
# The beginning of a date as mail and feeds have it: a day of the week, or a day and a month's name.
_MAIL = re.compile(r"[A-Za-z]|\d{1,2} [A-Za-z]")
# A zone by name after a time, as some tables have it.
_ZONE = re.compile(r" (?:UTC|GMT|Z)$")
# A time of day.
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DIGITS = {ord(digits[value]): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value in range(10)}


def parse_day(value: object) -> date | None:
    """Return the day that ``value`` names in its own time zone, or None where it is empty.

    Read are dates and date-times of Python, ISO 8601 with or without a time and a zone, the same with
    slashes (2024/3/9), and RFC 2822 as feeds have it. Raises a ``DateError`` for anything else and
    for years that look Hijri.

    >>> parse_day("2024-03-12T23:30:00+03:30"), parse_day("Tue, 12 Mar 2024 23:30:00 +0330")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 12))
    >>> parse_day("۲۰۲۴/۳/۱۲ 08:15"), parse_day(" ")
    (datetime.date(2024, 3, 12), None)
    """
    if value is None or isinstance(value, date):
        return parse_published(value)
    text = str(value).translate(_DIGITS).strip()
    slashed = _SLASHED.match(text)
    if slashed:
        year, month, day = slashed.groups()
        return parse_published(f"{year}-{month:0>2}-{day:0>2}")
    if _MAIL.match(text):
        return parse_published(_mail_date(text))
    return parse_published(_ZONE.sub("", text))


def find_day(*values: object) -> date | None:
    """Return the first of ``values`` that is a day; what is none is passed over (a page's metadata, say)."""
    for value in values:
        try:
            day = parse_day(value)
        except DateError:
            continue
        if day is not None:
            return day
    return None


def find_moment(*values: object) -> datetime | None:
    """Return the first of ``values`` that tells a time of day, on its own clock; what tells none is passed over.

    >>> find_moment("2024-03-12", "2024-03-12T23:30:00+03:30")
    datetime.datetime(2024, 3, 12, 23, 30)
    """
    for value in values:
        found = value if isinstance(value, datetime) else _moment(str(value or ""))
        if found is not None:
            return found.replace(tzinfo=None, microsecond=0)
    return None


def _moment(text: str) -> datetime | None:
    text = text.translate(_DIGITS).strip()
    if not _CLOCK.search(text):
        return None
    try:
        if _MAIL.match(text):
            return parsedate_to_datetime(text)
        return datetime.fromisoformat(_ZONE.sub("", text).replace("/", "-"))
    except (ValueError, IndexError, TypeError):
        return None


def _mail_date(text: str) -> date:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, TypeError):
        raise DateError(
            f"the publication date {text!r:.60} is not a date; give it as YYYY-MM-DD, as in 2019-03-12"
        ) from None

"""Days as people write them into a form: Solar Hijri or Gregorian, in any digits. Addresses and the ledger keep ISO."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ravi.reading.accept import EARLIEST_YEAR
from ravi.reading.times.calendars import Calendar, from_gregorian, month_length, solar_reaches, to_gregorian
from ravi.web.problems import Problem

if TYPE_CHECKING:
    from ravi.web.interface import Interface

#: Year, month and day, in that order, with one sign between them; ``\d`` takes the digits of every script.
_WRITTEN = re.compile(r"(\d{4})\s?([-/.\u060d])\s?(\d{1,2})\s?\2\s?(\d{1,2})")
#: Marks of direction that come along when a date is copied from a page.
_DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class DayProblem(Problem):
    """A day that cannot be read, or that no calendar has; ``told`` says so in the reader's language."""

    def __init__(self, field: str, value: str, *, month: tuple[int, int, int] | None = None) -> None:
        """Keep the field's words (a key), the value, and year, month and length of a month that is too short."""
        self.field, self.value, self.month = field, value[:40], month
        remedy = "give one such as 2026-06-08, or 1405/03/18 in the Solar Hijri calendar"
        super().__init__(400, "filter", f"{field.rpartition('.')[2]} {value!r:.40} is no day", remedy)

    def told(self, ui: Interface) -> str:
        """Return the sentence for people."""
        slots = {"field": ui.word(self.field), "value": f"\u2068{self.value}\u2069"}
        if self.month is None:
            return ui.word("day.unreadable", **slots)
        year, month, days = self.month
        named = _month_name(ui, year, month)
        return ui.word("day.no_such", month=f"{named} {ui.number(str(year))}", days=days, **slots)


def read_day(written: str, field: str) -> date | None:
    """Return the day that somebody wrote, None for nothing; ``field`` is the key of the field's words.

    Years that cannot be Gregorian are Solar Hijri. Raises ``DayProblem``.

    >>> read_day("۱۴۰۵/۰۳/۱۸", "filter.since"), read_day("1405-3-18", "filter.since")
    (datetime.date(2026, 6, 8), datetime.date(2026, 6, 8))
    >>> read_day("2026-06-08", "filter.since"), read_day(" ", "filter.since")
    (datetime.date(2026, 6, 8), None)
    """
    text = _DIRECTIONS.sub("", written).strip()
    if not text:
        return None
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise DayProblem(field, text)
    year, month, day = (int(part) for part in found.group(1, 3, 4))
    calendar: Calendar = "solar" if year < EARLIEST_YEAR else "gregorian"
    known = to_gregorian(calendar, year, month, day)
    if known is None:
        length = month_length(calendar, year, month)
        raise DayProblem(field, text, month=(year, month, length) if length else None)
    return known


def read_iso(written: str, field: str) -> str:
    """Return the day that somebody wrote as ISO 8601, empty for nothing; raise ``DayProblem``."""
    day = read_day(written, field)
    return day.isoformat() if day else ""


def with_iso(form: Mapping[str, str], **fields: str) -> dict[str, str]:
    """Return a form with the days of ``fields`` (each with the key of its words) as ISO 8601."""
    told = {name: read_iso(form[name], key) for name, key in fields.items() if name in form}
    return {**form, **told}


def write_day(ui: Interface, iso: str) -> str:
    """Return a day as a field of a form shows it: Solar Hijri in Persian, where it goes, else as it is, ISO.

    >>> from ravi.web.interface import Interface
    >>> write_day(Interface("fa"), "2026-06-08"), write_day(Interface("en"), "2026-06-08")
    ('۱۴۰۵/۰۳/۱۸', '2026-06-08')
    """
    if ui.language != "fa" or not iso or not solar_reaches(date.fromisoformat(iso)):
        return iso
    year, month, day = from_gregorian("solar", date.fromisoformat(iso))
    return ui.number(f"{year:04}/{month:02}/{day:02}")


def _month_name(ui: Interface, year: int, month: int) -> str:
    if year < EARLIEST_YEAR:
        return ui.word(f"month.solar.{month}")
    return ui.west_month(month)

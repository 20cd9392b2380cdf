"""The words, numbers and days of the pages in the reader's language."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from ravi.data.tables import table
from ravi.ledger.accounts.phrases import Words
from ravi.output.labels import LANGUAGES, digits, family, label, type_label
from ravi.output.words import range_words
from ravi.reading.times.calendars import from_gregorian, solar_reaches
from ravi.web.days import write_day

_PERSIAN_SIGNS = str.maketrans({".": "\N{ARABIC DECIMAL SEPARATOR}", "-": "\N{MINUS SIGN}"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the reader's calendar has it; ``other`` is the day in the other one, ``iso`` the Gregorian day."""

    shown: str
    other: str
    iso: str


@dataclass(frozen=True, slots=True)
class Interface:
    """One language of the pages: ``fa`` or ``en``."""

    language: str

    @property
    def direction(self) -> str:
        """The direction of the page."""
        return "rtl" if self.language == "fa" else "ltr"

    @property
    def other(self) -> Interface:
        """The other language."""
        return Interface(next(one for one in LANGUAGES if one != self.language))

    def word(self, key: str, **slots: str | int) -> str:
        """Return the words ``key`` of ``words.tsv``, their slots filled; numbers in the reader's digits.

        >>> Interface("en").word("incidents.number", number=3)
        '3 incidents'
        """
        words = _words()[key][self.language]
        if not slots:
            return words
        filled = {
            name: self.number(value) if isinstance(value, int) else value for name, value in slots.items()
        }
        return words.format(**filled)

    def has(self, key: str) -> bool:
        """Say whether ``words.tsv`` has words under ``key``."""
        return key in _words()

    def number(self, number: int | str) -> str:
        """Return a number in the reader's digits."""
        return digits(number, self.language)

    def decimal(self, number: float, places: int, *, signed: bool = False) -> str:
        """Return a number with so many places after the point, with its sign where ``signed``.

        >>> Interface("fa").decimal(-0.25, 2, signed=True), Interface("en").decimal(2, 1, signed=True)
        ('−۰٫۲۵', '+2.0')
        """
        shown = f"{number:+.{places}f}" if signed else f"{number:.{places}f}"
        return self.number(shown.translate(_PERSIAN_SIGNS) if self.language == "fa" else shown)

    def range(self, low: int | None, high: int | None) -> str:
        """Return the bounds of a number in words."""
        return range_words(low, high, self.language)

    def type(self, name: str) -> str:
        """Return the label of an event type."""
        return type_label(name, self.language)

    def family(self, name: str) -> str:
        """Return the family that an event type belongs to (a class of the page)."""
        return family(name)

    def label(self, kind: str, value: str) -> str:
        """Return the label of a value that claims carry."""
        return label(kind, value, self.language)

    def west_month(self, month: int) -> str:
        """Return the name of a Gregorian month."""
        return calendar.month_name[month] if self.language == "en" else self.word(f"month.west.{month}")

    def written(self, iso: str) -> str:
        """Return an ISO day as a field of a form shows it and takes it back (``ravi.web.days``)."""
        return write_day(self, iso)

    def of(self, words: Words) -> str:
        """Return a sentence of the ledger in the reader's language."""
        return words.of(self.language)

    def day(self, day: date | None) -> Day | None:
        """Return a day in the reader's calendar, the other calendar's day beside it; Gregorian where only that goes.

        >>> Interface("en").day(date(2019, 3, 10))
        Day(shown='10 March 2019', other='19 Esfand 1397', iso='2019-03-10')
        """
        if day is None or day == date.min:
            return None
        return _day(self, day)

    def moment(self, at: datetime) -> Day:
        """Return a point in time, UTC, to the minute."""
        known = at.astimezone(UTC)
        day = self.day(known.date())
        assert day is not None
        clock = self.number(f"{known:%H:%M}")
        return Day(f"{day.shown}، {clock}" if self.language == "fa" else f"{day.shown}, {clock}", day.other,
                   known.isoformat(timespec="minutes"))  # fmt: skip


@lru_cache(maxsize=20_000)  # a list names the same days again and again
def _day(ui: Interface, day: date) -> Day:
    gregorian = _gregorian(ui, day)
    solar = _solar(ui, day) if solar_reaches(day) else gregorian
    shown, other = (solar, gregorian) if ui.language == "fa" else (gregorian, solar)
    return Day(shown, other, day.isoformat())


def _solar(ui: Interface, day: date) -> str:
    year, month, number = from_gregorian("solar", day)
    return ui.number(f"{number} {ui.word(f'month.solar.{month}')} {year}")


def _gregorian(ui: Interface, day: date) -> str:
    return ui.number(f"{day.day} {ui.west_month(day.month)} {day.year}")


@cache
def _words() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table("ravi.web", "words")}

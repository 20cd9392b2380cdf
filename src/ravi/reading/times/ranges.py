"""Reads one time expression, or two that make a range: «۶ تا ۸ ژوئن», «دوشنبه و سه‌شنبه», «مهر تا آبان ۹۷»."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ravi.reading.counts.atoms import Atoms
from ravi.reading.counts.numbers import Numbers
from ravi.reading.document import Document
from ravi.reading.times.grammar import TimeGrammar
from ravi.reading.times.said import Days, Said, Setting
from ravi.reading.times.values import WEEK_START, days

_LOOK_BACK = 6  # atoms up to an expression's end in which «قرار است» may open its clause
#: Atoms after an expression in which a word of the same sentence may say that it lies ahead.
LOOK_AHEAD = 30
#: What is as small as a day.
DAY_GRAINS = frozenset({"hour", "day"})


class Found(NamedTuple):
    """An expression: its atoms, its days, and what it said when it is a single one.

    ``uneven``: it goes from a whole year to something smaller, which only «از» makes one range.
    """

    start: int
    end: int
    days: Days
    said: Said | None = None
    uneven: bool = False


class RangeReader:
    """Reads the expressions of one document."""

    def __init__(self, document: Document, setting: Setting) -> None:
        """Cut the document and look up every atom once."""
        self.atoms = Atoms(document)
        self.grammar = TimeGrammar(self.atoms, Numbers(self.atoms))
        self.setting = setting
        self.week_start = WEEK_START.get(document.language, 0)

    def range(self, index: int) -> Found | None:
        """Read one expression, with «تا …», «و …» (the next day) or «تاکنون» after it."""
        found = self.pair(index, "to")
        if found is not None and not found.uneven:
            return found
        first = self.expression(index)
        if first is None:
            return None
        said, end = first
        told = self.days(said, end)
        joint = self.grammar.ends(end, "and")
        if joint is not None and told.grain in DAY_GRAINS and told.end and (second := self.expression(joint)):
            next_day = self.days(*second)
            if next_day.start and 0 <= (next_day.start - told.end).days <= 1 and next_day.grain in DAY_GRAINS:
                return Found(
                    index, second[1], told._replace(end=next_day.end, why=f"{told.why}; and the day after")
                )
        return Found(index, end, told, said)

    def pair(self, index: int, *joints: str) -> Found | None:
        """Read two expressions with a word between, what only the second says holding for the first."""
        grammar = self.grammar
        first = self.expression(index)
        if first is None:
            return None
        said, end = first
        joint = grammar.ends(end, *joints)
        if joint is None or said.window:
            return None
        second = self.expression(joint) or self._bare(said, joint)
        if second is None:
            return None
        last, after = second
        _share(said, last)
        start, stop = self._in_order(said, last, after)
        if said.clock and last.clock:
            return Found(
                index, after, start._replace(end=max(filter(None, (start.end, stop.end)), default=None))
            )
        why = f"{start.why}, to {stop.why}"
        if start.start and stop.end and start.start > stop.end:
            return None
        uneven = start.grain == "year" != stop.grain
        return Found(index, after, Days(start.start, stop.end, stop.grain, start.anchor, why), uneven=uneven)

    def _in_order(self, said: Said, last: Said, end: int) -> tuple[Days, Days]:
        """Return the days of both ends of a range, over the turn of a year where only that puts them in order."""
        start, stop = self.days(said, end), self.days(last, end)
        if last.month is None or not (start.start and stop.end and start.start > stop.end):
            return start, stop
        if last.year is None:  # «از ۲۳ دسامبر تا ۵ ژانویه»: the next fifth of January
            return start, days(last, replace(self.setting, published=start.start), self.week_start)
        if said.year == last.year:  # «از ۲۳ دسامبر تا ۵ ژانویه ۲۰۱۷»: of the year before
            said.year = last.year - 1
        return self.days(said, end), stop

    def _bare(self, said: Said, index: int) -> tuple[Said, int] | None:
        """Read a bare year after a year («سال ۹۰ تا ۹۲»)."""
        number = self.grammar.cardinal(index, 10, 2200)
        if number is None or said.year is None or said.month is not None or not number.digits:
            return None
        return Said(year=int(number.value), calendar=said.calendar), number.end

    def expression(self, index: int) -> tuple[Said, int] | None:
        """Read a single expression that starts at an atom; with it, the atom after."""
        return self.grammar.expression(index)

    def days(self, said: Said, end: int) -> Days:
        """Return the days that an expression which ends before an atom covers."""
        said.future = said.future or self._looks_ahead(end)
        return days(said, self.setting, self.week_start)

    def _looks_ahead(self, end: int) -> bool:
        """Say whether the clause looks ahead («خواهد», «قرار است») before anything in it is past."""
        atoms, hits = self.atoms, self.grammar.hits
        sentence = atoms.sentence(end - 1)
        before = range(end - 1, max(-1, end - 1 - _LOOK_BACK), -1)
        after = range(end, min(len(atoms), end + LOOK_AHEAD))
        for indices in (before, after):
            for index in indices:
                here = hits[index] or {}
                if "happened" in here or atoms.sentence(index) != sentence:
                    break
                if "future" in here:
                    return True
        return False


def _share(first: Said, last: Said) -> None:
    """Give each end of a range what only the other says: «از شهریور تا آبان پارسال», «۲۰ تا ۲۵ مهر ۹۷»."""
    if first.year is None and first.year_shift is None:
        first.year, first.year_shift = last.year, last.year_shift
    if first.day is not None and first.month is None and first.month_shift is None:
        first.month, first.month_shift = last.month, last.month_shift
    if (first.month is None and first.calendar is None) or first.month == last.month:
        first.calendar = first.calendar or last.calendar
    if first.weekday is not None and first.week_shift is None:
        first.week_shift = last.week_shift
    first.direction = first.direction or last.direction
    if last.weekday is not None and last.week_shift is None and first.weekday is not None:
        last.week_shift = first.week_shift
    dated = (last.year, last.year_shift, last.month, last.month_shift, last.weekday)
    if all(part is None for part in dated):
        last.year, last.year_shift = first.year, first.year_shift

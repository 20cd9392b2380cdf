"""Components that name a date: days of months, years, decades, seasons, named days.

Each method returns the atom after the component, having filled ``said``; None when there
is no such component at the atom or its field is filled already.
"""

from __future__ import annotations

from ravi.reading.counts.numbers import Numeral
from ravi.reading.times.figures import FigureParts
from ravi.reading.times.said import Said

_FIRST_YEAR = 300  # the least a year in figures is taken to be, unless an era's name follows
_FIRST_TOLD_YEAR = 1100  # the same for one in words: «هزار نفر» after «سال» counts people
_PLAIN_YEAR = 60  # two digits from here on, after a day and month, are a year unless a listed noun follows
_AFTER_MONTH = frozenset({"month-noun", "year-noun", "yearword"})
_NOT_BEFORE_YEAR = frozenset({"approx", "few", "and", "or", "between", "within", "each", "that", "clock"})


class DateParts(FigureParts):
    """Reads the components of dates."""

    def _named(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "named")
        if not found or said.named or said.day is not None or self._follows_a_name(index):
            return None
        (calendar, first, last), after = found
        if first.count("/") == 2 and (self._year(after) or self.hit(after, "year-noun")):
            return None
        said.named, said.calendar = (calendar, first, last), calendar
        return after

    def _month_day(self, said: Said, index: int) -> int | None:
        """«۲۱ اسفند», «پنجم اسفندماه», «۶ تا ۸ ژوئن», «هجدهم و نوزدهم بهمن», «سوم این ماه»."""
        first = self.cardinal(index, 1, 31)
        if first is None or said.day is not None:
            return None
        end = first.end
        joint = self.ends(end, "to", "and", "or")
        if joint is None and end < len(self.texts) and self.texts[end] in "-–":
            joint = end + 1
        second = self.cardinal(joint, 1, 31) if joint is not None else None
        after = None
        if second and second.value > first.value:
            after = self._day_month(said, first, second, second.end)
        return after if after is not None else self._day_month(said, first, first, first.end)

    def _day_month(self, said: Said, first: Numeral, last: Numeral, end: int) -> int | None:
        """Read the month that days belong to, named or («سوم همین ماه») told from publication."""
        end = self.ends(end, "filler") or self._month_after_comma(end) or end
        noun = self.ends(end, "month-noun")
        month = self.hit(end, "month") or (self.hit(noun, "month") if noun else None)
        if month and said.month is None and self._whole_word(month[1]):
            (calendar, number, sure), after = month
            may_be_article = first.value == 1 and not (first.ordinal or first.digits or sure or noun)
            if may_be_article and not (self._closes(after) or self._kinds(after) & _AFTER_MONTH):
                return None
            said.day, said.day_to = int(first.value), int(last.value) if last is not first else None
            said.month, said.calendar = number, calendar
            return self._after_month(said, after)
        if said.month is not None or not (first.ordinal or (first.digits and self.hit(end, "that"))):
            return None  # «گروه هفت این ماه …» tells of no seventh
        running = self._running_month(said, end)
        if running is not None:
            said.day, said.day_to = int(first.value), int(last.value) if last is not first else None
        return running

    def _month_after_comma(self, index: int) -> int | None:
        """Pass a comma between a day and its month, when what follows the month says that it is one."""
        if index >= len(self.texts) or self.texts[index] != "،":
            return None
        month = self.hit(index + 1, "month")
        if month is None:
            return None
        after = month[1] + (month[1] < len(self.texts) and self.texts[month[1]] == "،")
        return index + 1 if self._kinds(after) & _AFTER_MONTH else None

    def _running_month(self, said: Said, index: int) -> int | None:
        """«این ماه», «همین ماه», «ماه جاری», «ماه گذشته» after a day."""
        index = self.ends(index, "that") or index
        noun = self.hit(index, "unit")
        if not noun or noun[0] != ("month", "one"):
            return None
        after = noun[1]
        for kind, shift in (("this", 0), ("last", -1), ("ago", -1), ("next", 1)):
            if (end := self.ends(after, kind)) is not None:
                said.month_shift = shift
                return end
        if index > 0 and self.hit(index - 1, "that"):
            said.month_shift = 0
            return after
        return None

    def _after_month(self, said: Said, index: int) -> int:
        """Read what belongs to a month: «ماه», its year, «سال گذشته», «گذشته»."""
        index = self.ends(index, "month-noun") or index
        after = index
        if after < len(self.texts) and self.texts[after] == "،":
            after += 1
        noun = self.ends(after, "year-noun")
        year = self._year(noun if noun is not None else after)
        if (
            year
            and (noun is not None or after == index or year.value >= 1000)
            and self._fits_year(said, year, noun)
        ):
            said.year = int(year.value)
            return self._era_after(said, year.end)
        return self._direction(said, index) or index

    def _fits_year(self, said: Said, year: Numeral, noun: int | None) -> bool:
        """Say whether a number after a month is its year: not a count («۱۱ سپتامبر ۳۰۰۰ نفر»)."""
        if noun is not None:
            return True
        if year.value >= 1000:
            return 1200 <= year.value <= 1500 or 1700 <= year.value <= 2100
        return year.digits and said.calendar == "solar" and self._is_short_year(year)

    def _is_short_year(self, year: Numeral) -> bool:
        """Say whether a number can be the last two digits of a year, and what follows is not counted by it."""
        return len(self.texts[year.end - 1]) == 2 and (
            self._closes(year.end) or (year.value >= _PLAIN_YEAR and not self._is_counted(year.end))
        )

    def _year(self, index: int) -> Numeral | None:
        """Return a number that can be a year: four digits, two digits, or words."""
        found = self.number(index)
        if found is None or found.ordinal or found.value != int(found.value) or found.value > 2200:
            return None
        if found.value >= 1 and (era := self.hit(found.end, "era")) and era[0]:
            return found
        if found.digits and 10 <= found.value <= 99:
            return found
        return found if found.value >= (_FIRST_YEAR if found.digits else _FIRST_TOLD_YEAR) else None

    def _year_number(self, said: Said, index: int) -> int | None:
        """«سال ۹۷», «سال‌های ۲۰۱۴ تا ۲۰۱۷», «دهه ۱۹۵۰», «قرن بیستم», «۱۲۱۰ میلادی»; a bare year."""
        if said.year is not None or said.decade is not None or said.century is not None:
            return None
        unit = self.hit(index, "unit")
        if unit and unit[0][0] in ("decade", "century"):
            number = self.number(unit[1])
            if number is None or number.value != int(number.value) or number.value > 2100:
                return None
            if unit[0][0] == "century":
                said.century = int(number.value)
            else:
                said.decade = int(number.value)
            return self._era_after(said, number.end)
        noun = self.ends(index, "year-noun")
        year = self._year(noun if noun is not None else index)
        if year is None:
            return None
        era = self.hit(year.end, "era")
        if noun is None and not (era and era[0]) and not self._bare_year(said, year, index):
            return None
        if noun is not None and self._counts_people(year):
            return None
        said.year = int(year.value)
        return self._era_after(said, self._year_to(said, year.end, noun is not None))

    def _year_to(self, said: Said, end: int, noun: bool) -> int:
        """Read «تا ۲۰۱۷», «و ۱۳۹۲» after «سال(های) …»."""
        joint = self.ends(end, "to", "and") if noun else None
        if joint is None:
            return end
        second = self._year(self.ends(joint, "year-noun") or joint)
        if second is None or second.value <= (said.year or 0) or not self._closes_year(second):
            return end
        said.year_to = int(second.value)
        return second.end

    def _closes_year(self, year: Numeral) -> bool:
        return 1200 <= year.value <= 2100 or self._closes(year.end) or year.value < 100

    def _bare_year(self, said: Said, year: Numeral, index: int) -> bool:
        """Say whether digits alone are a year: after a month or season already read, or «در ۲۰۱۴»."""
        if year.digits and self._is_dating(index):
            return _is_recent(year.value) or self._is_short_year(year)
        if not (year.digits and _is_recent(year.value)):
            return False
        if self.texts[index].isdecimal() and len(self.texts[index]) != 4:
            return False
        if said.season is not None or said.edge:
            return True
        if index == 0:
            return False
        before = self.hits[index - 1] or {}
        if "in" in before or "from" in before or "to" in before:
            return self._closes(year.end)
        return (
            self.texts[index - 1].isalpha()
            and not before.keys() & _NOT_BEFORE_YEAR
            and (not self._is_counted(year.end) or self._is_later_year(year))
        )

    def _is_later_year(self, year: Numeral) -> bool:
        """Say whether another year follows a year («جنگ جهانی دوم ۱۹۳۹ ۱۹۴۵»)."""
        after = self.number(year.end)
        return after is not None and after.digits and _is_recent(after.value) and after.value > year.value

    def _counts_people(self, year: Numeral) -> bool:
        """Say whether a number after «سال» is no year but counts those after it («هر سال ۵۰ نفر»)."""
        counted = self.hit(year.end, "counted")
        return counted is not None and counted[0] == "people" and not _is_recent(year.value)

    def _is_counted(self, index: int) -> bool:
        """Say whether a number before this atom counts it."""
        if index >= len(self.texts):
            return False
        hits = self.hits[index] or {}
        return "counted" in hits or "unit" in hits or self.numbers.at(index) is not None

    def _month(self, said: Said, index: int) -> int | None:
        """A month without a day, when it is surely one or something beside it says so."""
        start = index
        noun = self.ends(index, "month-noun")
        found = self.hit(noun, "month") if noun else self.hit(index, "month")
        if not found or said.month is not None or said.day is not None or not self._whole_word(found[1]):
            return None
        (calendar, month, sure), after = found
        rest = Said(month=month, calendar=calendar)
        end = self._after_month(rest, after)
        cause = sure or noun or end > after or said.edge or said.piece or self._has_year(end)
        if not (cause or self._has_neighbour(start, after)) or self._is_name(start, sure):
            return None
        said.month, said.calendar, said.year = (
            month,
            calendar,
            rest.year if rest.year is not None else said.year,
        )
        said.direction = rest.direction or said.direction
        return end

    def _has_neighbour(self, start: int, after: int) -> bool:
        """Say whether the month before or after stands beside a month («مهر و آبان», «تیر - مرداد»)."""
        this = self.hit(start, "month")
        before, behind = self.hit(start - 2, "month") if start > 1 else None, self.hit(after + 1, "month")
        for other, joint, step in ((before, start - 1, -1), (behind, after, 1)):
            if this is None or other is None or joint >= len(self.texts):
                continue
            (calendar, month, _), (calendar_of_other, number, _) = this[0], other[0]
            joined = self.texts[joint] in "-–" or bool(self._kinds(joint) & {"and", "to", "or"})
            if joined and calendar == calendar_of_other and (number - month - step) % 12 == 0:
                return True
        return False

    def _has_year(self, index: int) -> bool:
        """Say whether a year told from publication follows («پارسال», «سال گذشته», «همان سال»)."""
        if self.hit(index, "yearword"):
            return True
        index = self.ends(index, "that") or index
        unit = self.hit(index, "unit")
        return unit is not None and unit[0] == ("year", "one")

    def _is_name(self, index: int, sure: bool) -> bool:
        """Say whether a doubtful month follows a noun that it may name, or names joined to such (two agencies)."""
        while not sure and index > 0:
            if self._follows_a_name(index):
                return True
            if not (self.texts[index - 1] == "،" or self.hit(index - 1, "and")):
                return False
            index -= 2
        return False

    def _follows_a_name(self, index: int) -> bool:
        """Say whether a noun that a word of time may name ends right before an atom (an agency, a brigade)."""
        return any(self.ends(start, "name-before") == index for start in range(max(0, index - 3), index))

    def _season(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "season")
        if not found or said.season is not None:
            return None
        rest = Said(season=int(found[0]))
        after = found[1]
        noun = self.ends(after, "year-noun")
        year = self._year(noun if noun is not None else after)
        end = self._direction(rest, after)
        if year and (noun is not None or self._bare_year(rest, year, after)):
            rest.year, end = int(year.value), self._era_after(rest, year.end)
        elif end is None and not self._has_year(after) and not said.edge:
            return None
        said.season, said.year, said.direction = (
            rest.season,
            rest.year,
            rest.direction or (-1 if end is None else 0),
        )
        return end if end is not None else after

    def _year_word(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "yearword")
        if not found or said.year is not None or said.year_shift is not None:
            return None
        said.year_shift = int(found[0])
        return found[1]

    def _era(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "era")
        if not found or not found[0] or not (said.month or said.year or said.year_shift is not None):
            return None
        said.calendar = found[0]
        return found[1]

    def _direction(self, said: Said, index: int) -> int | None:
        """«گذشته», «آینده» after a weekday, month, season or part of the day."""
        for kind, direction in (("last", -1), ("ago", -1), ("next", 1), ("this", 0)):
            if (after := self.ends(index, kind)) is not None:
                if kind == "ago" and (said.weekday is None or self.hit(index, "before")):
                    return None
                if said.direction or not (said.weekday is not None or said.month or said.season):
                    return None
                said.direction = direction
                if kind == "this" and said.month and said.year is None:
                    said.year_shift = 0
                return after
        return None


def _is_recent(year: float) -> bool:
    """Say whether a bare number can be a year that news tells of, solar or Gregorian."""
    return 1300 <= year <= 1420 or 1900 <= year <= 2040

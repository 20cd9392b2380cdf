"""Components in figures: dates in digits and times of the day.

Each method returns the atom after the component, having filled ``said``; None when there
is no such component at the atom or its field is filled already.
"""

from __future__ import annotations

from ravi.reading.times.said import Said
from ravi.reading.times.words import DATE_MARKS, SUBDAY, TimeLooks


class FigureParts(TimeLooks):
    """Reads dates in digits and times of the day."""

    def _numeric_date(self, said: Said, index: int) -> int | None:
        """«۲۰۱۹/۳/۱۰», «17 /11 /92», «1395 . 8 . 19», «۱۳۲۳-۰۳-۲۳»."""
        texts = self.texts
        if (
            said.day is not None
            or said.year is not None
            or index + 4 >= len(texts)
            or not texts[index].isdecimal()
        ):
            return None
        mark = texts[index + 1]
        if mark not in DATE_MARKS or texts[index + 3] != mark:
            return None
        if not (texts[index + 2].isdecimal() and texts[index + 4].isdecimal()):
            return None
        if index and texts[index - 1] == mark and self.atoms.glued(index):
            return None
        if (
            index + 6 < len(texts)
            and texts[index + 5] == mark
            and texts[index + 6].isdecimal()
            and self.atoms.glued(index + 5)
        ):
            return None
        parts = [int(texts[index + k]) for k in (0, 2, 4)]
        if parts[0] > 31:
            year, month, day = parts
        elif parts[2] > 31 or len(texts[index + 4]) == 4:
            day, month, year = parts
        else:
            return None
        if month > 12 and day <= 12:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        said.day, said.month, said.year = day, month, year
        said.calendar = "gregorian" if year >= 1700 else "solar" if year >= 100 else None
        return self._era_after(said, index + 5)

    def _era_after(self, said: Said, index: int) -> int:
        found = self.hit(index, "era")
        if found is None:
            return index
        if found[0]:
            said.calendar = found[0]
        return found[1]

    def _clock_time(self, said: Said, index: int) -> int | None:
        """«ساعت ۱۵:۳۰», «ساعت ۱۱ و ۲۰ دقیقه», «ساعت ده و نیم», «۱۰:۴۶», «۸ صبح», each with «به وقت …»."""
        if said.clock:
            return None
        if (end := self._broken_hour(index)) is not None:
            return self._of_the_day(said, end)
        texts = self.texts
        start = self.ends(index, "clock")
        first = self.cardinal(start if start is not None else index, 0, 24)
        if (
            first is None
            or first.ordinal
            or (start is None and not first.digits and not self.hit(first.end, "part"))
        ):
            return None
        end = first.end
        marks = ":./" if start is not None else ":"
        if (
            end + 1 < len(texts)
            and texts[end] in marks
            and texts[end + 1].isdecimal()
            and len(texts[end + 1]) <= 2
        ):
            end += 2
            if end + 1 < len(texts) and texts[end] == ":" and texts[end + 1].isdecimal():
                end += 2
        elif start is None:
            part = self.hit(end, "part")
            if part is None or part[0] == "night" or said.part:
                return None
        if start is not None:
            end = self._minutes(end)
        return self._of_the_day(said, end)

    def _of_the_day(self, said: Said, end: int) -> int:
        """Note a time of the day, and read its part of the day and its zone."""
        said.clock = True
        if (part := self.hit(end, "part")) and not said.part:
            said.part, end = part
        return self._zone(end)

    def _broken_hour(self, index: int) -> int | None:
        """«یک ربع به هفت», «پنج و نیم عصر»: the atom after; None when no such hour stands here."""
        found = self.number(index)
        quarter = self.ends(found.end if found else index, "quarter")
        if quarter is not None and (found is None or found.value == 1):
            to = self.ends(quarter, "to-hour")
            hour = self.cardinal(to, 1, 12) if to is not None else None
            return hour.end if hour and not hour.ordinal else None
        if found is None or found.value != int(found.value) + 0.5 or not found.value < 24:
            return None
        return found.end if self.hit(found.end, "part") else None

    def _minutes(self, end: int) -> int:
        """Pass «و ۲۰ دقیقه», «و نیم», «دقیقه» after an hour."""
        while (joint := self.ends(end, "and")) is not None and joint < len(self.texts):
            if self.texts[joint] in self.numbers.words.halves:
                return joint + 1
            minutes = self.cardinal(joint, 0, 59)
            unit = self.hit(minutes.end, "unit") if minutes else None
            if unit is None or unit[0][0] not in SUBDAY:
                return end
            end = unit[1]
        unit = self.hit(end, "unit")
        return unit[1] if unit and unit[0] == ("minute", "one") else end

    def _zone(self, index: int) -> int:
        """Pass «به وقت محلی», «به وقت شرق آمریکا»."""
        if (whole := self.ends(index, "zone-whole")) is not None:
            return whole
        after = self.ends(index, "zone")
        if after is None or after >= len(self.texts):
            return index
        return min(len(self.texts), after + (2 if self.hit(after, "zone-side") else 1))

"""Walks a document and reads its times: open starts, limits, vague words, and what ``ranges`` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ravi.reading.counts.atoms import Hits
from ravi.reading.document import Document
from ravi.reading.times.ranges import DAY_GRAINS, LOOK_AHEAD, Found, RangeReader
from ravi.reading.times.said import Days, Said, Setting

_FEW_BACK = 4  # units that «از هفته‌های پیش» (since weeks ago) is taken to reach back: data/times case fa22
_OPENING = 1  # the sentence, from 0, up to which a report opens: a headline may stand before its first


class TimeReader(RangeReader):
    """One walk over a document."""

    def __init__(self, document: Document, setting: Setting) -> None:
        """Prepare to walk a document."""
        super().__init__(document, setting)
        self.starts = set(self.grammar.numbers.starts())
        #: The sentence in which a single day was told last, and that day.
        self.day_told: tuple[int, date] | None = None

    def walk(self) -> Iterator[Found]:
        """Yield what is found from left to right; later days may count from earlier ones."""
        index, hits, count = 0, self.grammar.hits, len(self.atoms)
        while index < count:
            if (hits[index] is None and index not in self.starts) or not self.grammar.can_start(index):
                index += 1
                continue
            found = self.read(index)
            if found is None:
                index = self.grammar.ends(index, "before", "after", "approx") or index + 1
                continue
            found = self._opening(found) or found
            self._remember(found.days)
            if found.days.start is not None and found.days.start == found.days.end:
                self.day_told = self.atoms.sentence(index), found.days.start
            yield found
            index = max(found.end, index + 1)

    def _remember(self, found: Days) -> None:
        """Keep the last day told, which «آن روز» and «روز بعد» count from, and the last year."""
        setting = self.setting
        if found.start not in (None, setting.published) and found.grain in DAY_GRAINS:
            setting.last = found.start
            if found.start and not (setting.published and found.start > setting.published):
                setting.past = found.start
            if found.anchor == "text":
                setting.year = None
        elif found.grain == "year" and found.anchor == "text" and found.start and found.end:
            setting.year = found.start, found.end

    def _opening(self, found: Found) -> Found | None:
        """Count back from publication how long after something a report opens: «دو روز پس از حمله …».

        Whole days and weeks, and only where the report has told no day before: what follows a day is counted from that.
        """
        is_first = self.setting.last is None and self.atoms.sentence(found.start) <= _OPENING
        if not is_first or found.days.grain not in ("day", "week"):
            return None
        return self._turned(found, "after", "ago")

    def read(self, index: int) -> Found | None:
        """Read the expression that starts at an atom, if one does."""
        return (
            self._vague(index)
            or self._between(index)
            or self._from(index)
            or self._until(index)
            or self._within(index)
            or self._beside(index)
            or self.range(index)
            or self._alone(index)
        )

    def _vague(self, index: int) -> Found | None:
        grammar, published = self.grammar, self.setting.published
        for kind, found in (
            (
                "since",
                Days(None, published, "day", "published" if published else "none", "up to publication"),
            ),
            (
                "earlier",
                Days(
                    None, published, "day", "published" if published else "none", "vague, before publication"
                ),
            ),
            (
                "soon",
                Days(
                    published, None, "day", "published" if published else "none", "vague, after publication"
                ),
            ),
        ):
            if (end := grammar.ends(index, kind)) is not None:
                return Found(index, end, found)
        return None

    def _alone(self, index: int) -> Found | None:
        """A part of the day without its day, a yearly occasion, a habit: told, not placed.

        Only a part of the day is, where its sentence told a day before: «صبح امروز … و بعدازظهر …».
        """
        if (end := self._habit(index)) is not None:
            return Found(index, end, Days(None, None, "day", "none", "time and again"))
        for kind, grain, why in (
            ("part-alone", "hour", "part of a day not told"),
            ("occasion", "day", "an occasion"),
        ):
            if (end := self.grammar.ends(index, kind)) is not None:
                if kind == "part-alone" and self.day_told and self.day_told[0] == self.atoms.sentence(index):
                    day = self.day_told[1]
                    return Found(
                        index, end, Days(day, day, grain, "report", "part of the day told before it")
                    )
                return Found(index, end, Days(None, None, grain, "none", why))
        return None

    def _habit(self, index: int) -> int | None:
        """«هر روز», «هر ساعت», «روزی دو بار»: the atom after; None when there is none."""
        grammar = self.grammar
        if (after := grammar.ends(index, "each")) is not None:
            unit = grammar.hit(after, "unit")
            return unit[1] if unit and unit[0][1] == "one" else None
        unit = grammar.hit(index, "unit")
        number = grammar.number(unit[1]) if unit and unit[0][1] == "some" else None
        return grammar.ends(number.end, "times") if number else None

    def _between(self, index: int) -> Found | None:
        """«بین سال‌های ۲۰۱۴ تا ۲۰۱۷», «بین دوشنبه و چهارشنبه»."""
        after = self.grammar.ends(index, "between")
        found = self.pair(after, "to", "and") if after is not None else None
        if found is None and after is not None and (whole := self.expression(after)):
            said, end = whole
            if said.year_to is not None or said.day_to is not None:
                found = Found(index, end, self.days(said, end), said)
        return None if found is None else found._replace(start=index)

    def _from(self, index: int) -> Found | None:
        """«از دوشنبه تا چهارشنبه», «از سال ۲۰۱۱ تاکنون», «از سال ۲۰۱۱»: open, up to publication."""
        after = self.grammar.ends(index, "from")
        if after is None:
            return None
        if found := self.pair(after, "to"):
            return found._replace(start=index)
        first = self.expression(after)
        if first is None:
            return None
        said, end = first
        if said.window and said.window.mode in ("length", "rank"):
            return None
        if said.day_to is not None or said.year_to is not None:  # «از ۶ تا ۸ ژوئن»
            return Found(index, end, self.days(said, end), said)
        since = self.grammar.ends(end, "since")
        if since is None and self._was_a_state(end):
            return Found(index, end, self.days(said, end), said)
        if said.window and said.window.vague and said.window.mode == "ago":
            said.window = said.window._replace(reach=_FEW_BACK)
        told = self.days(said, end)
        return Found(index, since or end, self._onwards(told, said, since is not None))

    def _was_a_state(self, end: int) -> bool:
        """Say whether the clause's verb tells of what lasted in the past («از سال ۲۰۱۴ … در اختیار داشت»).

        How long it lasted is then not told: nothing says that it reaches up to publication.
        """
        return end < len(self.atoms) and "state" in self._ending(end, self.atoms.sentence(end))

    def _ending(self, end: int, sentence: int) -> Hits:
        """Return what is known of the first word from an atom on that ends a clause of the sentence, else nothing."""
        for index in range(end, min(len(self.atoms), end + LOOK_AHEAD)):
            here = self.grammar.hits[index] or {}
            if self.atoms.sentence(index) != sentence:
                break
            if "happened" in here:
                return here
        return {}

    def _onwards(self, told: Days, said: Said, since: bool) -> Days:
        published = self.setting.published
        if told.start is None and told.end is None and since and published is not None:
            return told._replace(end=published, anchor="published", why=f"{told.why}; up to publication")
        if told.start is None:
            return told
        if not since and (
            published is None or told.start > published or (said.future and told.start == published)
        ):
            return told if said.clock else told._replace(end=None, why=f"{told.why}; from then on")
        if said.clock and not since:
            return told
        return told._replace(end=published, why=f"{told.why}; up to publication")

    def _until(self, index: int) -> Found | None:
        """«تا پایان سال»: an open end; a time of the day stays in its day."""
        after = self.grammar.ends(index, "to")
        first = self.expression(after) if after is not None else None
        if first is None or (first[0].window and first[0].window.mode in ("length", "rank")):
            return None
        first[0].future = True
        told = self.days(*first)
        if told.grain != "hour":
            told = told._replace(start=None, why=f"{told.why}; until then")
        return Found(index, first[1], told)

    def _within(self, index: int) -> Found | None:
        """«ظرف ۲۴ ساعت گذشته», «در چند روز اخیر»: the preposition belongs to the expression.

        «برای دو روز دیگر» lasts from now on, where «دو روز دیگر» is the day after tomorrow.
        """
        if (after := self.grammar.ends(index, "for")) is not None:
            return self._turned(self.read(after), "later", "next")
        after = self.grammar.ends(index, "within", "in", "approx", "each")
        if after is None or (found := self.read(after)) is None or not self._takes_preposition(index, found):
            return None
        if self.grammar.hit(index, "each"):
            return Found(index, found.end, Days(None, None, found.days.grain, "none", "time and again"))
        if self.grammar.hit(index, "within") and (way := self._way(found.end)):
            found = self._turned(found, "length", way) or found
        return found._replace(start=index)

    def _turned(self, found: Found | None, mode: str, other: str) -> Found | None:
        """Read an exact number of units of one mode in another; None where it is none of that mode."""
        said = found.said if found else None
        if (
            found is None
            or said is None
            or said.window is None
            or said.window.mode != mode
            or said.window.vague
        ):
            return None
        said = replace(said, window=said.window._replace(mode=other))
        return found._replace(days=self.days(said, found.end), said=said)

    def _way(self, end: int) -> str:
        """Say which way a window lies that tells no direction, by its clause's verb: «طی دو روز … آواره شدند»."""
        if self._looks_ahead(end):
            return "next"
        verb = self._ending(end, self.atoms.sentence(end - 1)).get("happened")
        return "past" if verb and verb[0] != "clause" else ""

    def _beside(self, index: int) -> Found | None:
        """«پیش از بامداد دیروز», «پس از سال ۲۰۰۱»: as much as is told is the time beside it."""
        after = self.grammar.ends(index, "before", "after")
        found = self.range(after) if after is not None else None
        return None if found is None else found._replace(start=index)

    def _takes_preposition(self, index: int, found: Found) -> bool:
        return found.start - index <= 3 and not (self.grammar.hit(index, "in") and found.days.why == "year")

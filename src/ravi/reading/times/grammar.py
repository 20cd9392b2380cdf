"""The grammar of time expressions: from atoms to a filled ``Said`` and where it ends.

An expression is a row of components in free order («عصر روز سه‌شنبه ۱۰ تیر سال ۱۴۰۵ ساعت
۱۰ شب»), each filling fields that no earlier one has filled; a component that would
fill a field twice starts another expression. Words come from the lexicons only.
"""

from __future__ import annotations

from collections.abc import Callable

from ravi.reading.counts.atoms import Atoms
from ravi.reading.counts.numbers import Numbers
from ravi.reading.times.relative import RelativeParts
from ravi.reading.times.said import Said

_MARKS = frozenset("،,-–—(:/")  # what may stand between two components
_Component = Callable[[Said, int], "int | None"]


class TimeGrammar(RelativeParts):
    """Reads the time expressions of one document's atoms."""

    def __init__(self, atoms: Atoms, numbers: Numbers) -> None:
        """Look up every atom once and lay out which component may start with what."""
        super().__init__(atoms, numbers)
        number, wanted = frozenset({"#"}), frozenset
        self._components: tuple[tuple[frozenset[str], _Component], ...] = (
            (wanted({"named"}), self._named),
            (number | {"unit", "edge"}, self._piece),
            (number, self._month_day),
            (number | {"few", "approx"}, self._window),
            (number, self._numeric_date),
            (number | {"clock"}, self._clock_time),
            (number | {"unit", "year-noun"}, self._year_number),
            (wanted({"weekday"}), self._weekday),
            (wanted({"day", "night", "now"}), self._day_word),
            (wanted({"edge"}), self._edge),
            (wanted({"unit"}), self._unit),
            (wanted({"month", "month-noun"}), self._month),
            (wanted({"part"}), self._part),
            (wanted({"season"}), self._season),
            (wanted({"that", "then"}), self._that),
            (wanted({"yearword"}), self._year_word),
            (wanted({"era"}), self._era),
            (wanted({"last", "ago", "next", "this"}), self._direction),
        )
        self._plans: dict[tuple[str, ...], tuple[_Component, ...]] = {}
        self._hopeless: set[int] = set()

    def expression(self, index: int) -> tuple[Said, int] | None:
        """Read components until one does not fit: what they say and the atom after; None when not dated."""
        if index in self._hopeless or not self.can_start(index):
            return None
        found = self._row(index)
        if found is None:
            self._hopeless.add(index)
        return found

    def _row(self, index: int) -> tuple[Said, int] | None:
        said, end, depth = Said(), index, 0
        start = index
        while True:
            after = self._component(said, end)
            skipped = end
            while after is None:
                step = self._between(said, skipped, start)
                if step is None or step - end > 3:
                    break
                depth += self.texts[skipped] == "("
                skipped = step
                after = self._component(said, skipped)
            if after is None:
                break
            end = after
            if depth and end < len(self.texts) and self.texts[end] == ")":
                end, depth = end + 1, 0
        if end == start or not said.is_dated():
            return None
        if depth and "(" in self.texts[start:end] and ")" not in self.texts[start:end]:
            close = end
            if close < len(self.texts) and self.texts[close] == ")":
                end = close + 1
        return said, end

    def _component(self, said: Said, index: int) -> int | None:
        """Try what can start here, in order; after a window only times and parts of the day go on."""
        if index >= len(self.texts):
            return None
        hits, number = self.hits[index], self.number(index)
        if hits is None and number is None:
            return None
        kinds = (*(hits or ()), *(("#",) if number else ()))
        plan = self._plans.get(kinds)
        if plan is None:
            plan = tuple(read for wanted, read in self._components if not wanted.isdisjoint(kinds))
            self._plans[kinds] = plan
        for component in plan:
            if said.window is not None and component not in (self._clock_time, self._part):
                continue
            if (after := component(said, index)) is not None:
                return after
        return None

    def _between(self, said: Said, index: int, start: int) -> int | None:
        """Pass a mark or a filler word that may stand before or between components."""
        if index >= len(self.texts):
            return None
        if index > start and self.texts[index] in _MARKS:
            return index + 1
        if (after := self.ends(index, "filler")) is not None:
            return after
        if index > start and (said.clock or said.part) and (after := self.ends(index, "in")) is not None:
            return after
        if index > start and (after := self.ends(index, "from")) is not None and self.hit(after, "clock"):
            return after
        if (after := self.ends(index, "month-noun")) is not None and self.hit(after, "month"):
            return after
        return None

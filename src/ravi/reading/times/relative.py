"""Components told from publication or from another day: windows, weekdays, day words, clock times.

Each method returns the atom after the component, having filled ``said``; None when there
is no such component at the atom or its field is filled already.
"""

from __future__ import annotations

from dataclasses import replace

from ravi.reading.times.dates import DateParts
from ravi.reading.times.said import Piece, Said, Window
from ravi.reading.times.words import SUBDAY

# Parts of a span that make a doubtful month one («اوایل مهر»); a start or an end may be of anything («پایان می یابد»).
_SURE_EDGES = frozenset({"early", "middle", "late", "first half", "second half"})
_SHIFTS = {"week": "week_shift", "month": "month_shift", "year": "year_shift"}


_PIECES = frozenset({"day", "week", "month", "decade"})
_MOST_PIECES = 31


class RelativeParts(DateParts):
    """Reads the components that are counted from somewhere."""

    def _window(self, said: Said, index: int) -> int | None:
        """«سه روز پیش», «۲۴ ساعت گذشته», «دو روز دیگر», «چند هفته اخیر», «یک روز پس از»; or a length."""
        if said.is_dated():
            return None
        start = self.ends(index, "approx") or index
        few = self.ends(start, "few")
        value: float | None = None
        ordinal = False
        if few is not None:
            end = few
        elif (found := self.number(start)) is not None:
            value, end, ordinal = found.value, found.end, found.ordinal
            joint = self.ends(end, "to", "or")
            second = self.number(joint if joint is not None else end)
            if (
                second
                and not second.ordinal
                and second.end > end
                and not ordinal
                and self.hit(second.end, "unit")
            ):
                value, end = second.value, second.end
        else:
            return None
        unit = self.hit(end, "unit")
        if unit is None or (not self._whole_word(unit[1])):
            return None
        (name, number), after = unit
        if (noun := self.hit(end, "counted")) and noun[1] > after:
            return None
        if number == "many" and few is None:
            return None
        if name == "season" and not {"ago", "last", "recent", "next", "later"} & (self._kinds(after)):
            return None
        if (half := self.ends(after, "and")) is not None and half < len(self.texts):
            extra = self.numbers.words.halves.get(self.texts[half])
            if extra is not None and value is not None:
                value, after = value + extra, half + 1
        return self._placed_window(
            said, Window(value, name, "rank" if ordinal else "length", few is not None), after
        )

    def _placed_window(self, said: Said, window: Window, after: int) -> int:
        """Read where a number of units lies."""
        for kind, mode in (
            ("before", "before"), ("after", "after"), ("last", "past"), ("recent", "past"), ("ago", "ago"),
            ("later", "later"), ("next", "next"),
        ):  # fmt: skip
            found = self.hit(after, kind)
            if found is None:
                continue
            said.window = window._replace(mode="following" if found[0] == "told" else mode)
            return found[1]
        said.window = window
        return self.ends(after, "past") or after

    def _piece(self, said: Said, index: int) -> int | None:
        """«ده روز اول خرداد», «سه ماهه نخست امسال», «آخرین هفته ژوئن»: what a month or year is then read after."""
        if said.is_dated() or said.piece or said.edge:
            return None
        first = self._place(index)
        count = self.number(index) if first is None else None
        unit = self.hit(first[1] if first else count.end if count else index, "unit")
        if unit is None or unit[0][0] not in _PIECES:
            return None
        (name, many), after = unit
        place = first or self._place(after)
        if place is None:
            return None
        after = after if first else place[1]
        piece = Piece(int(count.value) if count else 1, name, place[0])
        if not (1 <= piece.length <= _MOST_PIECES and piece.place <= _MOST_PIECES):
            return None
        rest = Said(piece=piece)
        end = self._component(rest, self.ends(after, "filler") or after)
        if end is None or not _holds(rest, name):
            return None
        if many == "many" and count is None:
            said.edge = {1: "early", -1: "late"}.get(piece.place, "")
            return after if said.edge else None
        said.piece = piece
        return after

    def _place(self, index: int) -> tuple[int, int] | None:
        """Read «اول», «نخست», «دوم», «آخر»: which piece of a span, and the atom after."""
        if (last := self.hit(index, "edge")) and last[0] in ("end", "late"):
            return -1, last[1]
        if (first := self.hit(index, "edge")) and first[0] in ("start", "early"):
            return 1, first[1]
        rank = self.number(index)
        return (int(rank.value), rank.end) if rank and rank.ordinal else None

    def _weekday(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "weekday")
        if not found or said.weekday is not None or not self._whole_word(found[1]):
            return None
        (day, sure), after = found
        if (index and self.hit(index - 1, "name-before")) or self.hit(after, "name-after"):
            return None
        if not (sure or said.part or (index and self.hit(index - 1, "filler"))):
            return None
        said.weekday = day
        said.eve = said.part == "night" and not (said.edge or said.clock or said.day_shift is not None)
        night = self.hit(after, "part")
        if night and not said.part:
            said.part, after = night
        if (that := self.ends(after, "that")) is not None:
            unit = self.hit(that, "unit")
            if unit and unit[0][0] == "week":
                said.week_shift = 0
                return unit[1]
        return self._direction(said, after) or after

    def _day_word(self, said: Said, index: int) -> int | None:
        """«دیروز», «دیشب», «اکنون»."""
        if said.day_shift is not None or said.then or said.week_shift is not None:
            return None
        if said.day is None and (said.year or said.month or said.decade or said.century or said.season):
            return None
        for kind in ("day", "night", "now"):
            if found := self.hit(index, kind):
                if not self._whole_word(found[1]):
                    return None
                said.day_shift = int(found[0])
                if kind == "night":
                    said.part = said.part or "night"
                elif kind == "now":
                    said.clock = said.clock or (kind == "now" and said.clock)
                return found[1]
        return None

    def _edge(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "edge")
        if not found or said.edge:
            return None
        rest = replace(said, edge=found[0] if found[0] in _SURE_EDGES else "")
        after = self._component(rest, self.ends(found[1], "filler") or found[1])
        if after is None or rest.clock:
            return None
        said.edge = found[0]
        return found[1]

    def _unit(self, said: Said, index: int) -> int | None:
        """«هفته گذشته», «ماه جاری», «روز بعد», «ماه میلادی گذشته», «روزهای اخیر», «ساعاتی پیش»."""
        found = self.hit(index, "unit")
        if not found:
            return None
        (unit, number), after = found
        after = self._era_after(said, after) if unit in ("month", "year") else after
        if number in ("many", "some"):
            return self._vague_units(said, unit, number, after)
        if number != "one":
            return None
        for kind, shift in (("recent", None), ("last", -1), ("ago", -1), ("next", 1), ("this", 0)):
            if (where := self.hit(after, kind)) is None:
                continue
            end = where[1]
            if said.is_dated() and unit not in ("week", "month", "year"):
                return None
            if shift is None:
                said.window = Window(1, unit, "past")
            elif where[0] == "told" and unit in _SHIFTS and not said.is_dated():
                said.then, said.then_shift = unit, shift
            elif not self._shift(said, unit, shift, kind):
                return None
            return self._era_after(said, end)
        if unit in _SHIFTS and index > 0 and self.hit(index - 1, "edge") and not said.is_dated():
            setattr(said, _SHIFTS[unit], 0)
            return after
        if unit == "season" and (season := self.hit(after, "season")) and said.season is None:
            said.season, said.direction = int(season[0]), said.direction or -1
            return self._direction(said, season[1]) or season[1]
        return None

    def _shift(self, said: Said, unit: str, shift: int, kind: str) -> bool:
        """Note a unit told from publication, or («روز بعد», «روز قبل») from the day told before."""
        if unit in ("day", "night"):
            if kind in ("next", "ago") and unit == "day":
                said.then, said.then_shift = "day", shift
            else:
                said.day_shift = shift
                said.part = said.part or ("night" if unit == "night" else "")
        elif unit in _SHIFTS:
            if getattr(said, _SHIFTS[unit]) is not None:
                return False
            setattr(said, _SHIFTS[unit], shift)
        elif unit in SUBDAY:
            said.then = "hour" if kind == "next" else ""
            said.window = None if said.then else Window(1, unit, "ago")
        else:
            said.window = Window(1, unit, "next" if shift > 0 else "past")
        return True

    def _vague_units(self, said: Said, unit: str, number: str, after: int) -> int | None:
        if said.is_dated():
            return None
        if unit in SUBDAY and number == "some" and (end := self.ends(after, "before", "after")) is not None:
            said.then, said.then_shift = "day", 0
            return end
        for kind, mode in (
            ("ago", "ago"),
            ("last", "past"),
            ("recent", "past"),
            ("later", "later"),
            ("next", "next"),
        ):
            if (found := self.hit(after, kind)) is None:
                continue
            if unit in SUBDAY and mode in ("later", "next"):
                said.then, said.then_shift = "day", 0
            else:
                said.window = Window(None, unit, "following" if found[0] == "told" else mode, True)
            return found[1]
        return None

    def _part(self, said: Said, index: int) -> int | None:
        found = self.hit(index, "part")
        if not found or said.part or not self._whole_word(found[1]):
            return None
        unit = self.hit(index, "unit")
        if unit and not said.is_dated() and self.ends(unit[1], "last", "ago", "next") is not None:
            return None
        said.part = found[0]
        if not said.is_dated() and self.ends(found[1], "last") is not None:
            said.day_shift = 0 if found[0] in ("dawn", "morning") else -1
            return self.ends(found[1], "last")
        return found[1]

    def _that(self, said: Said, index: int) -> int | None:
        """«این هفته», «همان سال», «آن روز», «همین روز», «آن زمان»."""
        if (then := self.hit(index, "then")) and not said.is_dated():
            said.then, said.far = "day", True
            return then[1]
        that = self.hit(index, "that")
        if that is None:
            return None
        unit = self.hit(that[1], "unit")
        if unit is None or (said.is_dated() and unit[0][0] not in ("week", "month", "year")):
            return None
        (name, number), after = unit
        if number == "many":
            if said.is_dated() or name not in ("day", "week", "month"):
                return None
            said.window = Window(None, name, "past", True)
            return self.ends(after, "recent", "last") or after
        if number != "one" or name in SUBDAY:
            return None
        if that[0] == "near" and name in _SHIFTS:
            setattr(said, _SHIFTS[name], 0)
            said.near = name == "year"
        elif name in ("day", "night", "week", "month", "year"):
            said.then = "day" if name == "night" else name
            said.far = that[0] == "far"
        else:
            return None
        return after


def _holds(said: Said, unit: str) -> bool:
    """Say whether what was read is a span that has pieces of a unit: days of a month, months of a year."""
    if (
        said.day is not None
        or said.window
        or said.then
        or said.week_shift is not None
        or said.day_shift is not None
    ):
        return False
    of_month = said.month is not None or said.month_shift is not None
    return of_month != (unit == "month") and (
        of_month or said.year is not None or said.year_shift is not None
    )

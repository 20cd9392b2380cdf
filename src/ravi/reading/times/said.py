"""What a time expression says, field by field, and the days it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ravi.reading.times.calendars import Calendar, from_gregorian, month_days


@dataclass(slots=True)
class Said:
    """What the words of one time expression say; None or empty for what they do not."""

    day: int | None = None
    day_to: int | None = None
    month: int | None = None
    calendar: Calendar | None = None
    year: int | None = None
    year_to: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    season: int | None = None
    decade: int | None = None
    century: int | None = None
    weekday: int | None = None
    direction: int = 0
    part: str = ""
    edge: str = ""
    clock: bool = False
    then: str = ""
    then_shift: int = 0
    near: bool = False
    far: bool = False
    named: tuple[Calendar, str, str] | None = None
    window: Window | None = None
    piece: Piece | None = None
    eve: bool = False
    future: bool = False

    def is_dated(self) -> bool:
        """Say whether the words place it at all (a lone part of the day or edge does not)."""
        return (
            any(
                value is not None
                for value in (
                    self.month, self.year, self.year_shift, self.month_shift, self.week_shift,
                    self.day_shift, self.season if self.direction else None, self.decade, self.century,
                    self.weekday, self.named, self.window,
                )
            )
            or self.clock
            or bool(self.then)
        )  # fmt: skip


class Window(NamedTuple):
    """A number of units before or after something: ``mode`` is ago, past, later, next, following, length or rank."""

    low: float | None
    unit: str
    mode: str
    vague: bool = False
    reach: int = 0


class Piece(NamedTuple):
    """Some units of a longer span: how many, of what, and the how-manieth such piece (-1: the last)."""

    length: int
    unit: str
    place: int


class Days(NamedTuple):
    """The days an expression covers, both ends inclusive; None: open or not to be resolved."""

    start: date | None
    end: date | None
    grain: str
    anchor: str
    why: str


@dataclass(slots=True)
class Setting:
    """What days are counted from: publication, the publisher's calendar, the day and year the report told last."""

    published: date | None
    calendar: Calendar
    last: date | None = None
    past: date | None = None  # the last one told that is not after publication
    year: tuple[date, date] | None = None  # the last year told, which «این سال» means
    two_digits: Calendar = "solar"  # the calendar that a year of two digits is first taken to be of


def unplaced(grain: str, why: str) -> Days:
    """Return an expression that cannot be resolved without a publication date."""
    return Days(None, None, grain, "none", f"{why}; no publication date")


def grain_of(said: Said) -> str:
    """Return the grain of a day: the hour when a time of the day is told."""
    return "hour" if said.clock else "day"


def so_far(pair: tuple[date, date], said: Said, published: date) -> tuple[date, date]:
    """Of the unit that is running: up to publication, or from it on when the words look ahead."""
    if said.future:
        return max(pair[0], published), pair[1]
    return pair[0], min(pair[1], published)


def piece_of(pair: tuple[date, date], piece: Piece, calendar: Calendar) -> tuple[date, date]:
    """Return the days of a piece of a span, the whole span when it has no such piece.

    >>> piece_of((date(2025, 6, 1), date(2025, 6, 30)), Piece(1, "week", 2), "gregorian")
    (datetime.date(2025, 6, 8), datetime.date(2025, 6, 14))
    """
    if piece.unit == "month":
        year = from_gregorian(calendar, pair[0])[0]
        last = 12 if piece.place < 0 else piece.place * piece.length
        start, end = month_days(calendar, year, last - piece.length + 1), month_days(calendar, year, last)
        return (start[0], end[1]) if start and end else pair
    days = piece.length * {"week": 7, "decade": 10}.get(piece.unit, 1)
    if piece.place < 0:
        return max(pair[0], pair[1] - timedelta(days - 1)), pair[1]
    first = pair[0] + timedelta(days * (piece.place - 1))
    return (first, min(pair[1], first + timedelta(days - 1))) if first <= pair[1] else pair


def part_of(pair: tuple[date, date], edge: str, length: int) -> tuple[date, date]:
    """Return the early, middle or late days of a span (or half of it)."""
    first, last = pair
    total = (last - first).days + 1
    if edge in ("first half", "second half"):
        half = timedelta(total // 2)
        return (first, first + half - timedelta(1)) if edge == "first half" else (first + half, last)
    if edge in ("early", "start"):
        return first, first + timedelta(length - 1)
    if edge == "middle":
        return first + timedelta((total - length + 1) // 2), last - timedelta((total - length) // 2)
    return last - timedelta(length - 1), last

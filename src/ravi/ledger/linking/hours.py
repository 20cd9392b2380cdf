"""Estimates the hours in which a claim's event lies: waves of one day are told apart by nothing else.

Hours are counted on the publisher's clock from the beginning of day 0 of the calendar. What is told goes
first: a time of day, a part of the day («بامداد»), a word for this very time («دقایقی پیش»).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple

from ravi.data.tables import table
from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.text.normal import ZWNJ

# A time of day: hours and minutes with a colon («23:34»). Bare hours are left out: morning or evening is not told.
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
#: Kinds of words of ``languages/*/relative.tsv`` that place an event within a day.
_KINDS = frozenset({"part", "night", "now"})
#: Words of such an expression at most.
_LONGEST = 3
#: How long before its report an event lies that is told as of this very time, and how far a told time of day reaches.
_JUST_NOW, _ABOUT = 1.5, 0.3


class Hours(NamedTuple):
    """The hours in which an event lies, and whether more than its day is told."""

    begin: float
    end: float
    told: bool


def hour_of(moment: datetime) -> float:
    """Return a moment as hours on its own clock since day 0.

    >>> hour_of(datetime(1, 1, 1, 6, 30))
    30.5
    """
    return moment.toordinal() * 24 + moment.hour + moment.minute / 60


def told_hours(document: Document, sentences: Iterable[int], day: int, at: float | None) -> Hours | None:
    """Return the hours that sentences tell of an event on ``day`` (an ordinal); None when they tell none.

    ``at`` is the hour when the report came out, if it is known: nothing lies after it.
    """
    for number in sentences:
        clock, spans = None, []
        for kind, value in _expressions(document, number):
            if kind == "clock":
                clock = clock if clock is not None else float(value)
            elif kind == "now":
                if at is not None:
                    spans.append((at - _JUST_NOW, at))
            else:
                first, last = _parts()["night" if kind == "night" else value]
                start = (day if kind == "part" else day + min(int(value), 0)) * 24.0
                spans.append((start + first, start + last))
        if clock is not None:
            hour = _settled(day * 24 + clock, spans, at)
            return Hours(hour - _ABOUT, hour + _ABOUT, True)
        if spans:
            begin, end = spans[0]
            back = 24.0 if at is not None and begin > at else 0.0
            return Hours(begin - back, end - back, True)
    return None


def _settled(hour: float, spans: list[tuple[float, float]], at: float | None) -> float:
    """Return a told time of day as the morning's or the evening's: as a part of the day says, else the latest past."""
    choices = [hour, hour + 12] if hour % 24 < 12 else [hour]
    for begin, end in spans:
        inside = [choice for choice in choices if begin - 0.5 <= choice <= end + 0.5]
        if inside:
            return inside[0]
    if at is None:
        return hour
    past = [choice for choice in choices if choice <= at + 0.5]
    return max(past) if past else hour - 24


def _expressions(document: Document, sentence: int) -> Sequence[tuple[str, str]]:
    """Return the kind and value of each expression of a sentence: a clock's value is an hour."""
    return _told_in(tuple(document.tokens[i].text for i in document.sentences[sentence]), document.language)


@lru_cache(maxsize=1_000)  # a sentence tells the hours of its own claims and of those beside it
def _told_in(told: Sequence[str], language: str) -> Sequence[tuple[str, str]]:
    return tuple(_find(told, _words(language)))


def _find(told: Sequence[str], known: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    words = [word for one in told for word in _parted(one, known)]
    at = 0
    while at < len(words):
        clock = _CLOCK.fullmatch(words[at])
        if clock:
            yield "clock", str(int(clock[1]) + int(clock[2]) / 60)
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            found = known.get(" ".join(words[at : at + length]))
            if found:
                yield found
                at += length - 1
                break
        at += 1


def _parted(word: str, known: Container[str]) -> list[str]:
    """Return a day with the part of it that is written to it («یکشنبه‌شب») as two words."""
    day, half_space, part = word.rpartition(ZWNJ)
    return [day, part] if half_space and word not in known and part in known else [word]


@cache
def _words(language: str) -> dict[str, tuple[str, str]]:
    return {r["form"]: (r["kind"], r["value"]) for r in rows(language, "relative") if r["kind"] in _KINDS}


@cache
def _parts() -> dict[str, tuple[float, float]]:
    return {row["part"]: (float(row["from"]), float(row["to"])) for row in table("ravi.data", "day_parts")}

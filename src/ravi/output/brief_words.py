"""The words of a situation brief: days, numbers, events and names, in Persian and English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from ravi.data.tables import table
from ravi.languages.lexicon import rows
from ravi.ledger.phrases import listed
from ravi.output.labels import digits
from ravi.reading.calendars import from_gregorian
from ravi.reading.text import normalise
from ravi.report import Count, Mention, Period

#: A mention longer than this is a clause, and is left out of a sentence.
_LONGEST = 70
#: A part of an event's phrase that is left out with its slot.
_OPTIONAL = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")


def say(key: str, language: str, **slots: str) -> str:
    """Return the words ``key`` of ``data/brief_words.tsv`` with their slots filled.

    >>> say("where", "en", place="Homs")
    ' in Homs'
    """
    return _words()[key][language].format(**slots)


def event_words(kind: str, language: str, *, agents: Sequence[Mention], targets: Sequence[Mention]) -> str:
    """Return what happened, by whom and to whom, as a noun phrase.

    >>> event_words("air_strike", "fa", agents=[Mention("ارتش سوریه", None)], targets=[])
    'حمله هوایی ارتش سوریه'
    """
    slots = {"agent": name_all(agents, language), "target": name_all(targets, language)}
    return _OPTIONAL.sub(
        lambda part: (
            part.group(1).replace("{%s}" % part.group(2), slots[part.group(2)])
            if slots[part.group(2)]
            else ""
        ),
        _types()[kind][language],
    )


def name_all(mentions: Iterable[Mention], language: str) -> str:
    """Return the names of mentions as a list; those too long to be names are left out."""
    names = dict.fromkeys(tidy(mention.name) for mention in mentions)
    return listed(name for name in names if 0 < len(name) <= _LONGEST).of(language)


def tidy(name: str) -> str:
    """Return a name on one line in normal spelling, without marks at its ends or a bracket that has no partner.

    >>> tidy(" «ارتش سوریه» ")
    'ارتش سوریه'
    """
    plain = " ".join(normalise(name).text.split())
    for opening, closing in ("[]", "()", "«»"):
        if plain.count(opening) != plain.count(closing):
            plain = plain.replace(opening, "").replace(closing, "")
    if plain.startswith("«") and plain.endswith("»") and plain.count("«") == 1:
        plain = plain[1:-1]
    return plain.strip(" ،؛,;.:\"'")


def full_day(day: date, language: str) -> str:
    """Return a day in words: Solar Hijri with the Gregorian day beside it in Persian.

    >>> full_day(date(2019, 3, 10), "fa"), full_day(date(2019, 3, 10), "en")
    ('۱۹ اسفند ۱۳۹۷ (۱۰ مارس ۲۰۱۹)', '10 March 2019')
    """
    if language == "en":
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    year, month, number = from_gregorian("solar", day)
    solar = f"{number} {_month('solar', month)} {year}"
    return digits(f"{solar} ({day.day} {_month('gregorian', day.month)} {day.year})", language)


def when_words(period: Period | None, language: str) -> str:
    """Return the days of a period as a part of a sentence, with the space before it; nothing when not known."""
    if period is None or (period.start is None and period.end is None):
        return ""
    first = full_day(period.start, language) if period.start else ""
    last = full_day(period.end, language) if period.end else ""
    if first == last:
        return say("when.day", language, day=first)
    key = "when.span" if first and last else "when.since" if first else "when.until"
    return say(key, language, first=first, last=last)


def number_words(low: int | None, high: int | None, language: str) -> str:
    """Return how many people; bounds that stand for a vague word as that word.

    >>> number_words(12, None, "fa"), number_words(20, 90, "fa")
    ('دست‌کم ۱۲ نفر', 'ده‌ها نفر')
    """
    vague = _counts().get(f"vague.{'' if low is None else low}.{'' if high is None else high}")
    if vague:
        return vague[language]
    if low == high and low is not None:
        return say("people", language, n=digits(low, language))
    if high is None and low is not None:
        return say("at_least", language, n=digits(low, language))
    if low is None and high is not None:
        return say("at_most", language, n=digits(high, language))
    return say("between", language, low=digits(low or 0, language), high=digits(high or 0, language))


def counts_words(counts: Sequence[tuple[Count, str]], language: str, *, ahead: bool) -> str:
    """Return clauses that tell numbers, each count beside the report's words for it; nothing for none."""
    clauses = [clause for count, words in counts if (clause := _clause(count, words, language, ahead=ahead))]
    if not clauses:
        return ""
    return say("counts.ahead" if ahead else "counts", language, counts=listed(clauses).of(language))


def _clause(count: Count, words: str, language: str, *, ahead: bool) -> str:
    row = _counts().get(count.what)
    if row is None:
        shown = digits(tidy(words), language)
        return say("counts.words", language, words=shown) if 0 < len(shown) <= _LONGEST else ""
    if count.low == count.high == 0:
        return row[f"{language}_none"]
    shape = row[f"{language}_ahead" if ahead else language]
    return shape.format(n=number_words(count.low, count.high, language))


@cache
def _words() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table("ravi.data", "brief_words")}


@cache
def _types() -> dict[str, dict[str, str]]:
    return {row["type"]: row for row in table("ravi.data", "brief_types")}


@cache
def _counts() -> dict[str, dict[str, str]]:
    return {row["what"]: row for row in table("ravi.data", "brief_counts")}


@cache
def _month(kind: str, number: int) -> str:
    """Return the first name that the lexicon lists for a month."""
    named = (
        row["form"] for row in rows("fa", "months") if row["calendar"] == kind and row["month"] == str(number)
    )
    return next(named)

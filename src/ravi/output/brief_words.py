"""The words of a situation brief: days, numbers, events and names, in Persian and English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from ravi.data.tables import table
from ravi.languages.lexicon import rows
from ravi.ledger.accounts.phrases import listed
from ravi.output.labels import digits
from ravi.reading.text.normal import fold, normalise
from ravi.reading.times.calendars import from_gregorian, month_days, solar_reaches
from ravi.report import Count, Mention, Period

#: A mention longer than this is a clause, and is left out of a sentence.
_LONGEST = 70
#: A letter of the Arabic script.
_ARABIC = re.compile("[\u0620-\u06d3]")
#: Endings of plural nouns, of the noun itself or written apart after it.
_PLURALS = ("ها", "های", "هایی")
#: Marks that are no part of a name at its ends.
_ENDS = " ،؛,;.:\"'"
#: Digits that are no part of a Latin name.
_OWN_DIGITS = re.compile(r"(?<![A-Za-z0-9-])[0-9]+(?![A-Za-z0-9])")
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

    def fill(part: re.Match[str]) -> str:
        return part.group(1).format(**slots) if slots[part.group(2)] else ""

    return _OPTIONAL.sub(fill, _types()[kind][language])


def name_all(mentions: Iterable[Mention], language: str) -> str:
    """Return the names of mentions as a list; those too long to be names are left out."""
    names = dict.fromkeys(shown(mention.name, language) for mention in mentions)
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
    bare = plain.strip(_ENDS)
    if bare.startswith("«") and bare.endswith("»") and bare.count("«") == 1:
        bare = bare[1:-1].strip(_ENDS)
    return bare


def shown(name: str, language: str) -> str:
    """Return a name tidied and fit for a sentence of ``language``.

    In Persian its numbers are in Persian digits, but for those of a Latin name. In English a name in
    Arabic script is held apart by direction marks: two of them side by side would change places.

    >>> shown("250 نماینده", "fa"), shown("پهپاد RQ-4B", "fa")
    ('۲۵۰ نماینده', 'پهپاد RQ-4B')
    >>> shown("ایسنا", "en") == "\N{FIRST STRONG ISOLATE}ایسنا\N{POP DIRECTIONAL ISOLATE}"
    True
    """
    tidied = tidy(name)
    if language == "fa":
        return _OWN_DIGITS.sub(lambda number: digits(number.group(), language), tidied)
    return (
        f"\N{FIRST STRONG ISOLATE}{tidied}\N{POP DIRECTIONAL ISOLATE}" if _ARABIC.search(tidied) else tidied
    )


def is_several(name: str) -> bool:
    """Say whether a voice is more than one person by its Persian name, so that its verb is plural.

    >>> is_several("منابع محلی"), is_several("شاهدان عینی"), is_several("یک مقام")
    (True, True, False)
    """
    words = name.split()
    first = fold(words[0]) if words else ""
    listed_words = {fold(row["word"]) for row in rows("fa", "voice_words") if row["kind"] == "several"}
    nouns = {fold(row["word"].split()[0]) for row in rows("fa", "collectives")}
    if (
        first in listed_words
        or f"{first}{''.join(words[1:2])}".endswith(_PLURALS)
        or first.endswith(_PLURALS)
    ):
        return True
    return first in nouns and first.endswith(("ان", "ات", "ین"))


def full_day(day: date, language: str) -> str:
    """Return a day in words: Solar Hijri, where it reaches the day, with the Gregorian day beside it in Persian.

    >>> full_day(date(2019, 3, 10), "fa"), full_day(date(2019, 3, 10), "en")
    ('۱۹ اسفند ۱۳۹۷ (۱۰ مارس ۲۰۱۹)', '10 March 2019')
    """
    if language == "en":
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    gregorian = f"{day.day} {_month('gregorian', day.month)} {day.year}"
    if not solar_reaches(day):
        return digits(gregorian, language)
    year, month, number = from_gregorian("solar", day)
    return digits(f"{number} {_month('solar', month)} {year} ({gregorian})", language)


def when_words(period: Period | None, language: str) -> str:
    """Return the days of a period as a part of a sentence, with the space before it; nothing when not known."""
    if period is None or (period.start is None and period.end is None):
        return ""
    first = full_day(period.start, language) if period.start else ""
    last = full_day(period.end, language) if period.end else ""
    if first == last:
        return say("when.day", language, day=first)
    if period.start and period.end and (month := _whole_month(period.start, period.end, language)):
        return say("when.month", language, month=month)
    key = "when.span" if first and last else "when.since" if first else "when.until"
    return say(key, language, first=first, last=last)


def _whole_month(first: date, last: date, language: str) -> str:
    """Return the month that two days bound, in the calendar of the language; empty when they do not."""
    if language == "en":
        whole = (first.day, last) == (
            1,
            date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]),
        )
        return f"{calendar.month_name[first.month]} {first.year}" if whole else ""
    if not solar_reaches(first):
        return ""
    year, month, _ = from_gregorian("solar", first)
    if month_days("solar", year, month) != (first, last):
        return ""
    return digits(f"{_month('solar', month)} {year}", language)


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


def toll_words(counts: Sequence[Count], kind: str, language: str, *, ahead: bool = False) -> str:
    """Return clauses that tell the tolls among ``counts`` of an event of type ``kind``; nothing for none."""
    told = [(count, _counts().get(f"{kind}.{count.what}") or _counts().get(count.what)) for count in counts]
    clauses = [_clause(count, row, language, ahead=ahead) for count, row in told if row]
    return listed(_share_verb(clauses) if language == "fa" else clauses).of(language)


def _share_verb(clauses: Sequence[str]) -> list[str]:
    """Return Persian clauses with a verb that they all end in kept in the last alone («کشته و ۳ نفر زخمی شدند»)."""
    verbs = {clause.rsplit(" ", 1)[-1] for clause in clauses}
    if len(verbs) != 1:
        return list(clauses)
    return [*(clause.rsplit(" ", 1)[0] for clause in clauses[:-1]), clauses[-1]]


def quoted_counts(counts: Sequence[tuple[Count, str]], event: str, language: str) -> str:
    """Return the words of the report for counts that are no tolls, each given beside its count.

    Words that the phrase for the event holds already are left out.
    """
    words = (shown(told, language) for count, told in counts if count.what not in _counts())
    return listed(told for told in words if 0 < len(told) <= _LONGEST and told not in event).of(language)


def _clause(count: Count, row: dict[str, str], language: str, *, ahead: bool) -> str:
    if count.low == count.high == 0:
        return row[f"{language}_none"]
    told = f"{language}_one" if count.low == count.high == 1 else language
    shape = row[f"{language}_ahead" if ahead else told]
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

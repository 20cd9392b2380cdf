"""Finds which of a numbered row a text tells of: «موج ۱۴ عملیات», «بیست‌ویکمین مرحله», «دهمین شب حملات».

Waves of one operation are told in the same words, of the same place and side, on one day or the next: their
number is what tells them apart, and what makes one of two accounts that share little else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading.counts.atoms import Atoms, Phrases
from ravi.reading.counts.numbers import Numbers, Numeral
from ravi.reading.document import Document

#: No row of waves or statements is longer; a greater number is a year or a sum.
_LAST = 500


class Turn(NamedTuple):
    """One of a numbered row: which row (``series.tsv``), and its number."""

    series: str
    number: int


def told_turns(document: Document) -> dict[int, frozenset[Turn]]:
    """Return the numbered things that a document tells of, by the number of the sentence.

    >>> from ravi.reading.text.sentences import tokenise
    >>> told_turns(tokenise("سپاه در موج ۱۴ عملیات به پایگاه حمله کرد.", "fa"))
    {0: frozenset({Turn(series='wave', number=14)})}
    """
    known = _nouns(document.language)
    found: dict[int, set[Turn]] = {}
    for sentence, turn in _turns(document, known) if known else ():
        found.setdefault(sentence, set()).add(turn)
    return {sentence: frozenset(turns) for sentence, turns in found.items()}


def _turns(document: Document, known: Phrases) -> Iterator[tuple[int, Turn]]:
    """Yield each numbered thing of a document with its sentence."""
    atoms = Atoms(document)
    numbers = Numbers(atoms)
    hits = known.find(atoms.text)
    for index, hit in enumerate(hits):
        found = (hit or {}).get("noun")
        if found is None:
            continue
        (series, how), length = found
        numeral = _after(atoms, numbers, index + length, how) or _before(numbers, index, how)
        if numeral and numeral.value == int(numeral.value) and 0 < numeral.value <= _LAST:
            yield atoms.sentence(index), Turn(series, int(numeral.value))


def _after(atoms: Atoms, numbers: Numbers, index: int, how: str) -> Numeral | None:
    """Read the number after a noun: «موج ۱۴», «مرحله نهم», «بیانیه شماره ۴۳»."""
    labelled = index < len(atoms) and atoms.text[index] in _labels(atoms.document.language)
    numeral = numbers.at(index + labelled)
    if numeral is None or (how == "label") != labelled:
        return None
    return numeral if numeral.ordinal or how != "rank" else None


def _before(numbers: Numbers, index: int, how: str) -> Numeral | None:
    """Read the rank before a noun: «چهاردهمین موج»."""
    for start in range(max(0, index - 5), index):
        numeral = numbers.at(start)
        if numeral is not None and numeral.end == index:
            return numeral if numeral.ordinal and how != "label" else None
    return None


@cache
def _nouns(language: str) -> Phrases | None:
    nouns = (row for row in rows(language, "series") if row["series"])
    entries = [(row["form"], "noun", (row["series"], row["number"])) for row in nouns]
    return Phrases(entries) if entries else None


@cache
def _labels(language: str) -> frozenset[str]:
    """Return the words between a noun and the number that is its name: «شماره»."""
    return frozenset(row["form"] for row in rows(language, "series") if row["number"] == "sign")

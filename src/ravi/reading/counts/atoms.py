"""Cuts tokens finer, so that times and numbers read the same however they are spaced.

News writes «سه‌شنبه», «سه شنبه» and «سهشنبه», «۲۶ نفر» and «۲۶نفر», «۲۰۱۹/۳/۱۰» and
«۲۰۱۹ / ۳ / ۱۰». An atom is a run of letters, a run of digits or one other mark;
half-spaces only part atoms. A table of phrases is keyed by atoms, with every
half-space of a phrase also tried as no space at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.report import Span

# A run of ASCII digits; or of letters with their vowel marks and lengthening strokes; or any other one
# character but a half-space or a direction mark. Digits of other scripts are ASCII in tokens already.
_ATOM = re.compile(
    "[0-9]+|[^\\W\\d_][^\\W\\d_\N{ARABIC FATHATAN}-\N{ARABIC HAMZA BELOW}\N{ARABIC LETTER SUPERSCRIPT ALEF}]*"
    "|[^\\s\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}]"
)
_LONG_CLASSIFIER = 3  # letters of a classifier («نفر») that no other word is likely to be a number with
_MARKS = dict.fromkeys([*range(0x064B, 0x0656), 0x0670, 0x0640])


class Atoms:
    """A document's atoms: ``text[i]``, the token it belongs to, and where in that token's text it stands."""

    __slots__ = ("begin", "document", "end", "text", "token")

    def __init__(self, document: Document) -> None:
        """Cut the tokens of ``document``."""
        self.document = document
        self.text: list[str] = []
        self.token: list[int] = []
        self.begin: list[int] = []
        self.end: list[int] = []
        glued, joined = glued_words(document.language), joined_numbers(document.language)
        for number, token in enumerate(document.tokens):
            word = token.text
            if word.isalpha() or word.isdecimal():
                cut = glued.get(word, 0)
                if cut:
                    self._add(word[:cut], number, 0, cut)
                self._add(word[cut:], number, cut, len(word))
                continue
            for found in _ATOM.finditer(word):
                start = found.start()
                if start and found[0] in joined:  # «بیست‌ویکم»
                    self._add(word[start], number, start, start + 1)
                    start += 1
                self._add(word[start : found.end()].translate(_MARKS), number, start, found.end())

    def _add(self, text: str, token: int, begin: int, end: int) -> None:
        self.text.append(text)
        self.token.append(token)
        self.begin.append(begin)
        self.end.append(end)

    def __len__(self) -> int:
        """Return how many atoms there are."""
        return len(self.text)

    def sentence(self, index: int) -> int:
        """Return the number of the sentence that atom ``index`` stands in."""
        return self.document.tokens[self.token[index]].sentence

    def glued(self, index: int) -> bool:
        """Say whether nothing stands between this atom and the one before it in the original text."""
        if index == 0 or index >= len(self.text):
            return False
        tokens = self.document.tokens
        before, this = self.token[index - 1], self.token[index]
        if before == this:
            return self.end[index - 1] == self.begin[index]
        return tokens[before].span.end == tokens[this].span.start

    def same_token(self, index: int) -> bool:
        """Say whether the atom stands in the same token as the one before it."""
        return 0 < index < len(self.text) and self.token[index] == self.token[index - 1]

    def span(self, start: int, end: int) -> Span:
        """Return the original characters of atoms ``start`` up to ``end`` (exclusive).

        A token whose normalised text is as long as its original can be cut inside; any other is taken whole.
        """
        first = self.document.tokens[self.token[start]]
        last = self.document.tokens[self.token[end - 1]]
        left, right = first.span.start, last.span.end
        if len(first.text) == first.span.end - first.span.start:
            left += self.begin[start]
        if len(last.text) == last.span.end - last.span.start:
            right = last.span.start + self.end[end - 1]
        return Span(left, right)

    def words(self, start: int, end: int) -> str:
        """Return the atoms' texts from ``start`` up to ``end`` (exclusive), a space between."""
        return " ".join(self.text[start:end])


@cache
def joined_numbers(language: str) -> frozenset[str]:
    """Return number words with a letter for "and" written to them, as after a half-space («ویکم» of «بیست‌ویکم»).

    >>> "وپنج" in joined_numbers("fa"), "وپنجمین" in joined_numbers("fa")
    (True, True)
    """
    from ravi.reading.counts.numbers import number_words  # which reads atoms itself

    words = number_words(language)
    letters = [word for word in words.ands if len(word) == 1]
    forms = (*words.cardinals, *words.magnitudes, *words.ordinals, *words.halves)
    return frozenset(letter + word for letter in letters for word in forms)


@cache
def glued_words(language: str) -> Mapping[str, int]:
    """Return words of time that news writes without the space between, and where each is to be cut.

    They are a number or an uncertain number with its unit or classifier («یکسال», «چندتن»), and a
    day word with its weekday («دیروزدوشنبه»).

    >>> glued_words("fa")["یکهفته"]
    2
    """
    relative = rows(language, "relative")
    people = [row["form"] for row in rows(language, "counted") if row["kind"] == "people"]
    numbers = [row["form"] for row in rows(language, "numbers") if row["kind"] in ("cardinal", "magnitude")]
    few = [row["form"] for row in relative if row["kind"] == "few"]
    units = [row["form"] for row in rows(language, "units") if row["number"] == "one"]
    days = [row["form"] for row in relative if row["kind"] == "day"]
    weekdays = [row["form"].replace("\N{ZERO WIDTH NON-JOINER}", "") for row in rows(language, "weekdays")]
    pairs = [(first, second) for first in (*numbers, *few) for second in units]
    pairs += [(first, second) for first in few for second in people]
    pairs += [(first, second) for first in numbers for second in people if len(second) >= _LONG_CLASSIFIER]
    pairs += [(first, second) for first in days for second in weekdays]
    return {a + b: len(a) for a, b in pairs if (a + b).isalpha()}


Hit = tuple[Any, int]  # what a phrase means, and how many atoms it takes
Hits = dict[str, Hit]  # by kind of phrase, the longest of that kind


class Phrases:
    """A table of phrases by kind, looked up atom by atom."""

    def __init__(self, entries: Iterable[tuple[str, str, Any]]) -> None:
        """Build the table of ``entries``: phrase, kind, meaning."""
        table: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        seen = set()
        for phrase, kind, meaning in entries:
            for atoms in _spellings(phrase):
                if (atoms, kind) not in seen:
                    seen.add((atoms, kind))
                    table.setdefault(atoms[0], []).append((atoms[1:], kind, meaning))
        for entry in table.values():
            entry.sort(key=_longest_first)
        self._table = table

    def find(self, texts: list[str]) -> list[Hits | None]:
        """Return for each atom the phrases that start there."""
        table = self._table
        found: list[Hits | None] = []
        for index, text in enumerate(texts):
            rows = table.get(text)
            found.append(None if rows is None else self._hits(rows, texts, index + 1))
        return found

    @staticmethod
    def _hits(rows: list[tuple[tuple[str, ...], str, Any]], texts: list[str], after: int) -> Hits | None:
        hits: Hits = {}
        for rest, kind, meaning in rows:
            if kind not in hits and (not rest or tuple(texts[after : after + len(rest)]) == rest):
                hits[kind] = (meaning, len(rest) + 1)
        return hits or None


def _longest_first(row: tuple[tuple[str, ...], str, Any]) -> int:
    return -len(row[0])


def _spellings(phrase: str) -> list[tuple[str, ...]]:
    """Return the atoms of a phrase, with its half-spaces kept as cuts and with them closed.

    >>> _spellings("سه‌شنبه")
    [('سه', 'شنبه'), ('سهشنبه',)]
    """
    joined = phrase.replace("\N{ZERO WIDTH NON-JOINER}", "")
    ways = [phrase] if joined == phrase else [phrase, joined]
    return [tuple(found.translate(_MARKS) for found in _ATOM.findall(way)) for way in ways]

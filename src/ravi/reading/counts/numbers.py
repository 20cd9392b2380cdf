"""Reads numbers: digits, words and both mixed («۲ هزار و سیصد», «دو و نیم میلیون», «بیست و سوم»).

The words are a language's ``numbers.tsv``; the grammar here is the one Persian,
Arabic and English share well enough: parts from great to small, joined by "and",
each part a cardinal times magnitudes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading.counts.atoms import Atoms

_LONGEST_JOINED = 32  # letters; no number written as one word is longer, and it bounds the search


class Numeral(NamedTuple):
    """A number read at an atom: its value, the atom after it, whether it is a rank, whether digits only."""

    value: float
    end: int
    ordinal: bool = False
    digits: bool = False


class _Words(NamedTuple):
    cardinals: dict[str, float]
    magnitudes: dict[str, float]
    ordinals: dict[str, float]
    suffixes: frozenset[str]
    ands: frozenset[str]
    halves: dict[str, float]
    points: frozenset[str]
    thousands: frozenset[str]


@cache
def number_words(language: str) -> _Words:
    """Return the number words of a language, ordinals made by suffix included."""
    table: dict[str, dict[str, float]] = {}
    for row in rows(language, "numbers"):
        form = row["form"].replace("\N{ZERO WIDTH NON-JOINER}", "")
        table.setdefault(row["kind"], {})[form] = float(row["value"] or 0)
    ordinals = dict(table.get("ordinal", {}))
    cardinals, magnitudes = table.get("cardinal", {}), table.get("magnitude", {})
    for suffix in table.get("suffix", ()):
        for word, value in [*cardinals.items(), *magnitudes.items()]:
            ordinals.setdefault(word + suffix, value)
    return _Words(
        cardinals,
        magnitudes,
        ordinals,
        frozenset(table.get("suffix", ())),
        frozenset(table.get("and", ())),
        table.get("half", {}),
        frozenset(table.get("point", ())),
        frozenset(table.get("thousands", ())),
    )


class Numbers:
    """The numbers of one document, read once at each atom that can start one."""

    def __init__(self, atoms: Atoms) -> None:
        """Prepare to read the numbers of ``atoms``."""
        self.atoms = atoms
        self.words = number_words(atoms.document.language)
        self._read: dict[int, Numeral | None] = {}

    def at(self, index: int) -> Numeral | None:
        """Return the longest number that starts at an atom."""
        if index not in self._read:
            self._read[index] = self._number(index) if index < len(self.atoms) else None
        return self._read[index]

    def starts(self) -> Iterator[int]:
        """Yield every atom that can start a number."""
        words, language = self.words, self.atoms.document.language
        for index, text in enumerate(self.atoms.text):
            if (
                text in words.cardinals
                or text.isdecimal()
                or text in words.magnitudes
                or text in words.ordinals
                or self._is_half(index)
                or (len(text) > 4 and joined(text, language) is not None)
            ):
                yield index

    def _number(self, index: int) -> Numeral | None:
        """Read parts joined by "and", each smaller than the last part's own unit."""
        first = self._part(index)
        if first is None:
            return None
        value, end, unit, ordinal, digits = first
        while not ordinal and end + 1 < len(self.atoms) and self.atoms.text[end] in self.words.ands:
            half = self.words.halves.get(self.atoms.text[end + 1])
            if half is not None and unit in (1, 10):
                factor, after, _ = self._magnitudes(end + 2)
                return Numeral((value + half) * factor, after)
            following = self._part(end + 1)
            if following is None or following[0] >= unit or following[0] == 0:
                break
            value, end, unit, ordinal, digits = value + following[0], *following[1:4], False
        return Numeral(value, end, ordinal, digits)

    def _part(self, index: int) -> tuple[float, int, float, bool, bool] | None:
        """Read a cardinal with its magnitudes.

        Returns its value, the atom after, what a further part must stay below, if a rank, if digits.
        """
        if index >= len(self.atoms):
            return None
        text = self.atoms.text[index]
        if text.isdecimal():
            value, end = self._digits(index)
            if end < len(self.atoms) and self.atoms.text[end] in self.words.suffixes:
                return value, end + 1, 1, True, False
            factor, after, _ = self._magnitudes(end)
            return value * factor, after, factor, False, after == end
        if (rank := self.words.ordinals.get(text)) is not None:
            return rank, index + 1, 1, True, False
        if self._is_half(index):
            factor, after, _ = self._magnitudes(index + 1)
            return self.words.halves[text] * factor, after, factor, False, False
        value = self.words.cardinals.get(text, 0)
        if text in self.words.magnitudes:
            factor, after, _ = self._magnitudes(index)
            return factor, after, factor, False, False
        if text not in self.words.cardinals:
            whole = joined(text, self.atoms.document.language) if len(text) > 4 else None
            if whole is None:
                return None
            value, ordinal = whole
            if ordinal:
                return value, index + 1, 1, True, False
        if (
            index + 1 < len(self.atoms)
            and self.atoms.text[index + 1] in self.words.suffixes
            and self._close(index + 1)
        ):
            return value, index + 2, 1, True, False
        factor, after, _ = self._magnitudes(index + 1)
        return value * factor, after, last_place(value) * factor, False, False

    def _is_half(self, index: int) -> bool:
        """Say whether a half of a magnitude stands here («نیم میلیون»)."""
        text = self.atoms.text
        return (
            text[index] in self.words.halves
            and index + 1 < len(text)
            and text[index + 1] in self.words.magnitudes
        )

    def _close(self, index: int) -> bool:
        return self.atoms.same_token(index)

    def _magnitudes(self, index: int) -> tuple[float, int, bool]:
        """Read magnitudes in a row (صد هزار): their product, the atom after, whether there were any."""
        factor, start = 1.0, index
        while index < len(self.atoms) and (times := self.words.magnitudes.get(self.atoms.text[index])):
            factor *= times
            index += 1
        return factor, index, index > start

    def _digits(self, index: int) -> tuple[float, int]:
        """Read digits with grouping marks and one decimal mark, written without a space."""
        atoms, words = self.atoms, self.words
        digits, end = atoms.text[index], index + 1
        while (
            self._follows(end, words.thousands)
            and len(atoms.text[end + 1]) == 3
            and (len(digits) <= 3 or end > index + 1)
            and not (atoms.text[end] in words.points and (digits == "0" or self._is_decimal(end)))
        ):
            digits += atoms.text[end + 1]
            end += 2
        if self._follows(end, words.points) and not self._follows(end + 2, words.points):
            fraction = atoms.text[end + 1]
            if len(fraction) <= 2 and self._is_decimal(end):
                if self._is_mirrored(end):
                    digits, fraction = fraction, digits
                return float(f"{digits}.{fraction}"), end + 2
        return float(digits), end

    def _follows(self, index: int, marks: frozenset[str]) -> bool:
        """Say whether a mark and then digits stand here, nothing between."""
        atoms = self.atoms
        return (
            index + 1 < len(atoms)
            and atoms.text[index] in marks
            and atoms.text[index + 1].isdecimal()
            and atoms.glued(index)
            and atoms.glued(index + 1)
        )

    def _is_mirrored(self, index: int) -> bool:
        """Say whether a fraction was stored as it looks on a page of Persian: 5/10 for ten and a half.

        Archives that write ASCII digits keep it so; the digits of Persian keep their order.
        """
        span = self.atoms.span(index - 1, index + 2)
        return self.atoms.text[index] == "/" and self.atoms.document.original[span.start : span.end].isascii()

    def _is_decimal(self, index: int) -> bool:
        """Say whether the mark parts a fraction: a point or slash does only before a magnitude."""
        if self.atoms.text[index] == "\N{ARABIC DECIMAL SEPARATOR}":
            return True
        after = index + 2
        return after < len(self.atoms) and self.atoms.text[after] in self.words.magnitudes


def last_place(value: float) -> float:
    """Return the place of a cardinal's last digit that is not zero: what may follow it must be smaller.

    >>> last_place(20), last_place(300), last_place(7)
    (10, 100, 1)
    """
    unit = 1
    while value and value % (unit * 10) == 0:
        unit *= 10
    return unit


@lru_cache(maxsize=1 << 14)
def joined(word: str, language: str) -> tuple[float, bool] | None:
    """Read a number whose words were written together: its value, and whether it is a rank.

    >>> joined("هزاروسیصدوپنج", "fa")
    (1305.0, False)
    >>> joined("بیستم", "fa") is None
    True
    """
    words = number_words(language)
    if len(word) > _LONGEST_JOINED or word in words.ordinals:
        return None
    for cut in range(len(word) - 2, 1, -1):
        head = words.cardinals.get(word[:cut]) or words.magnitudes.get(word[:cut])
        if not head:
            continue
        rest = word[cut:]
        factor = words.magnitudes.get(rest)
        if factor is not None and head < factor:
            return head * factor, False
        for magnitude, times in words.magnitudes.items():
            if (
                head < times
                and rest.startswith(magnitude)
                and (tail := _after_and(rest[len(magnitude) :], language))
            ):
                return head * times + tail[0], tail[1]
        if (tail := _after_and(rest, language)) and tail[0] < last_place(head):
            return head + tail[0], tail[1]
    return None


def _after_and(rest: str, language: str) -> tuple[float, bool] | None:
    words = number_words(language)
    for joint in words.ands:
        if rest.startswith(joint):
            tail = rest[len(joint) :]
            if tail in words.ordinals:
                return words.ordinals[tail], True
            if tail in words.cardinals:
                return words.cardinals[tail], False
            return joined(tail, language)
    return None

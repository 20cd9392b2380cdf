"""Reads quantities: numbers, uncertain words and ranges, with the words that bound them."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading.counts.atoms import Atoms, Hits, Phrases
from ravi.reading.counts.numbers import Numbers, Numeral, last_place
from ravi.reading.document import Document

QUANTITY = frozenset({
    "least", "more", "less", "most", "about", "near", "only", "to", "from", "between", "few", "vague", "some",
    "many", "none", "nobody", "one-of", "all", "share",
})  # fmt: skip
_SILENT = "ه"  # the letter that the plural «گان» takes the place of
_TENTH = 0.1  # how far «حدود» may be off, either way (the annotation guide: about 50 is 45-55)
_THOUSAND = 1000
_ROUND = 10
_BOUNDING = ("least", "more", "less", "most", "about", "near", "only", "to")
_FEW = (3, 9)  # «چند» alone or before a thousand and more; «چند صد» is 200-900


class Quantity(NamedTuple):
    """A number's bounds, the atom after it, how it was bounded, and whether it may be a mere article."""

    low: float | None
    high: float | None
    end: int
    modifier: str
    indefinite: bool = False


@cache
def count_words(language: str) -> Phrases:
    """Return a language's words around numbers and its counted nouns in all their endings."""
    entries: list[tuple[str, str, Any]] = []
    for row in rows(language, "quantities"):
        value = tuple(float(part) for part in row["value"].split()) if row["value"] else None
        entries.append((row["form"], row["kind"], value))
    counted = rows(language, "counted")
    endings = [row["form"] for row in counted if row["kind"] == "ending"]
    plurals = [row["form"] for row in counted if row["kind"] == "plural"]
    for row in counted:
        form, kind = row["form"], row["kind"]
        if kind in ("ending", "plural"):
            continue
        group = kind if kind in ("people", "piece", "bulk") else "noun"
        entries.append((form, group, kind))
        if group == "noun":
            entries.extend((form + "\N{ZERO WIDTH NON-JOINER}" + ending, group, kind) for ending in endings)
            if form.endswith(_SILENT):
                entries.extend((form[:-1] + plural, group, kind) for plural in plurals)
    entries.extend((row["form"], "outcome", row["what"]) for row in rows(language, "outcomes"))
    for row in rows(language, "units"):
        entries.append((row["form"], "unit", row["number"]))
    month_nouns = [row["form"] for row in rows(language, "relative") if row["kind"] == "month-noun"]
    for row in rows(language, "months"):
        entries.append((row["form"], "month", not row["cue"]))
        entries.extend((row["form"] + noun, "month", True) for noun in month_nouns)
    for row in rows(language, "relative"):
        if row["kind"] in ("clock", "year-noun", "part", "era"):
            entries.append((row["form"], row["kind"], row["value"]))
    return Phrases(entries)


class Quantities:
    """Reads the quantities of one document."""

    def __init__(self, document: Document) -> None:
        """Cut the document and look up every atom once."""
        self.atoms = Atoms(document)
        self.texts = self.atoms.text
        self.numbers = Numbers(self.atoms)
        self.hits: list[Hits | None] = count_words(document.language).find(self.texts)
        self.starts = set(self.numbers.starts())

    def hit(self, index: int, kind: str) -> tuple[Any, int] | None:
        """Return the meaning of the phrase of this kind that starts here, and the atom after it."""
        if index >= len(self.hits) or (hits := self.hits[index]) is None or (found := hits.get(kind)) is None:
            return None
        return found[0], index + found[1]

    def bounded(self, index: int) -> Quantity | None:
        """Read a quantity with the words before it that bound it."""
        if index >= len(self.texts):
            return None
        for modifier in _BOUNDING if self.hits[index] else ():
            found = self.hit(index, modifier)
            if found is None:
                continue
            inner = self.bounded(found[1])
            if inner is None:
                continue
            if modifier == "to" and (inner.indefinite or not self._opens(index)):
                return None
            return bound(inner, modifier)
        if (share := self.hit(index, "share")) and (whole := self._numeral(share[1])):
            part = _round(whole.value * share[0][0])
            return Quantity(part, part, whole.end, "exact")
        if between := self.hit(index, "between"):
            return self._range(between[1], "to", "and")
        if (start := self.hit(index, "from")) and (found_range := self._range(start[1], "to")):
            return found_range
        return self._range(index, "to", "or") or self._plain(index)

    def _opens(self, index: int) -> bool:
        """Say whether «تا» before a number can mean "up to": nothing countable right before it."""
        if index == 0:
            return True
        return index - 1 not in self.starts and not (self.hits[index - 1] or {}).keys() & {
            "unit",
            "clause-end",
            "stop",
        }

    def _plain(self, index: int) -> Quantity | None:
        """Read one number or one uncertain word."""
        if (all_of := self.hit(index, "all")) and (whole := self._numeral(all_of[1])) and whole.value > 1:
            return Quantity(whole.value, whole.value, whole.end, "all")
        if few := self.hit(index, "few"):
            return self._few(few[1])
        for kind in ("vague", "some"):
            if found := self.hit(index, kind):
                factor, end = self._magnitude(found[1])
                low, high = found[0]
                return Quantity(low * factor, high * factor, end, "vague")
        number = self._numeral(index)
        if number is None:
            return None
        if more := self._and_some(number):
            return more
        neighbour = self._numeral(number.end)
        if neighbour and not (number.digits or neighbour.digits) and _are_next(number.value, neighbour.value):
            return Quantity(number.value, neighbour.value, neighbour.end, "range")
        unsure = self.hit(index, "indefinite") is not None and number.end == index + 1
        return Quantity(number.value, number.value, number.end, "exact", unsure)

    def _and_some(self, number: Numeral) -> Quantity | None:
        """Read what a round number is exceeded by: «بیست و چند», «صد و اندی», «هزار و چند صد»."""
        joint = self.hit(number.end, "and")
        over = self.hit(joint[1], "over") if joint else None
        place = last_place(number.value)
        if over is None or place < _ROUND:
            return None
        factor, end = self._magnitude(over[1])
        if 1 < factor < place:
            return Quantity(number.value + 2 * factor, number.value + 9 * factor, end, "vague")
        return Quantity((number.value + 1) * factor, (number.value + place - 1) * factor, end, "vague")

    def _few(self, index: int) -> Quantity:
        """Read what «چند» multiplies: «چند صد» and «چند ده هزار» begin at two, «چند» and «چند هزار» at three."""
        words = self.numbers.words
        ten = index < len(self.texts) and words.cardinals.get(self.texts[index]) == _ROUND
        factor, end = self._magnitude(index + ten)
        first = _ROUND if ten else words.magnitudes.get(self.texts[index], 1) if end > index else 1
        low, high = (2, 9) if 1 < first < _THOUSAND else _FEW
        factor *= _ROUND if ten else 1
        return Quantity(low * factor, high * factor, end, "vague")

    def _magnitude(self, index: int) -> tuple[float, int]:
        """Read magnitudes in a row («صد هزار»)."""
        factor, magnitudes = 1.0, self.numbers.words.magnitudes
        while index < len(self.texts) and (times := magnitudes.get(self.texts[index])):
            factor, index = factor * times, index + 1
        return factor, index

    def _numeral(self, index: int) -> Numeral | None:
        found = self.numbers.at(index)
        return None if found is None or found.ordinal else found

    def _range(self, index: int, *joints: str) -> Quantity | None:
        """Read «۳ تا ۵», «۳۰ تا ۴۰ هزار», «سه یا چهار»."""
        first = self._numeral(index)
        if first is None:
            return None
        for joint in joints:
            if (after := self.hit(first.end, joint)) and (last := self._numeral(after[1])):
                return self._spread(first, last)
        mark = first.end
        if mark < len(self.texts) and self.texts[mark] in "-–" and (last := self._numeral(mark + 1)):
            return self._spread(first, last)
        return None

    def _spread(self, first: Numeral, last: Numeral) -> Quantity | None:
        """Give the first number the magnitude of the last («۳۰ تا ۴۰ هزار») when it lacks its own."""
        low = first.value
        magnitude = self.numbers.words.magnitudes.get(self.texts[last.end - 1], 1)
        if magnitude >= _THOUSAND and low < magnitude and low * magnitude < last.value:
            low *= magnitude
        return Quantity(low, last.value, last.end, "range") if low < last.value else None

    def uncounted(self, index: int) -> Quantity | None:
        """Read words that stand for a count by themselves: «یکی از», «تعداد زیادی», «هیچ», «کسی … نشد»."""
        if one := self.hit(index, "one-of"):
            return Quantity(1, 1, one[1], "one of")
        if many := self.hit(index, "many"):
            return Quantity(None, None, many[1], "many")
        if none := self.hit(index, "none"):
            return Quantity(0, 0, none[1], "none")
        if (nobody := self.hit(index, "nobody")) and self._is_negated(nobody[1]):
            return Quantity(0, 0, nobody[1], "none")
        return None

    def _is_negated(self, index: int) -> bool:
        sentence = self.atoms.sentence(index - 1)
        while index < len(self.texts) and self.atoms.sentence(index) == sentence:
            if self.hit(index, "negated"):
                return True
            index += 1
        return False


def _are_next(first: float, second: float) -> bool:
    """Say whether two numbers told in a row are the ends of a guess: «دو سه», «ده پانزده», «صد دویست»."""
    step = second - first
    return 0 < step <= 2 or any(step == unit and first % unit == 0 for unit in (5, 10, 100))


def bound(inner: Quantity, modifier: str) -> Quantity:
    """Apply a bounding word; a range or an uncertain word keeps its own bounds under «حدود»."""
    low, high = inner.low, inner.high
    exact = low is not None and low == high
    if modifier == "least":
        return inner._replace(high=None, modifier="at least", indefinite=False)
    if modifier == "more":
        return inner._replace(
            low=None if low is None else low + 1, high=None, modifier="more than", indefinite=False
        )
    if modifier == "less":
        return inner._replace(
            low=None, high=None if high is None else high - 1, modifier="less than", indefinite=False
        )
    if modifier in ("most", "to"):
        return inner._replace(low=None, modifier="up to", indefinite=False)
    if modifier == "about" and exact and low is not None:
        return inner._replace(
            low=_round(low * (1 - _TENTH)), high=_round(low * (1 + _TENTH)), modifier="about"
        )
    if modifier == "near" and exact and low is not None:
        return inner._replace(low=math.floor(low * (1 - _TENTH) + 1e-9), modifier="about")
    return inner


def _round(value: float) -> int:
    return math.floor(value + 0.5)

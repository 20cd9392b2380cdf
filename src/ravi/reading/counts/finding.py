"""Finds numbers that count somebody or something, with the bounds that vague words leave.

A quantity is a number, an uncertain word («ده‌ها», «چند صد») or a range, with the words
that bound it («دست‌کم», «بیش از», «حدود»). It counts the noun after it; a number with no
noun or classifier counts nothing here, nor do dates, clock times, ages and percents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ravi.reading.counts.quantities import QUANTITY, Quantities, Quantity, bound
from ravi.reading.document import Document
from ravi.report import Period, Span

_SMALL = frozenset({
    "stop", "from", "to", "or", "and", "of", "all", "month", "unit", "clock", "year-noun", "part", "most",
    "least", "more", "less", "about", "near", "only", "between", "negated", "nobody",
})  # fmt: skip
_LIST = 4  # atoms before a number in which one of a list may stand («هشت کودک و نه زن»)
_OF_WHOM = {
    "vague": "of",
    "many": "of",
    "one of": "pronoun",
}  # by modifier: what may follow with no classifier


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity and what it counts.

    ``low``/``high`` are None where open. ``start``/``end`` are the token range of the whole counted
    phrase, ``digits`` that of the number with its bounding words, ``span`` the original characters of
    the phrase. ``noun`` is the counted noun's text (or the classifier's when no noun follows), ``kind``
    its kind in ``counted.tsv`` (empty when not listed), ``modifier`` how the number was bounded.
    """

    low: int | None
    high: int | None
    start: int
    end: int
    digits: range
    span: Span
    noun: str = ""
    kind: str = ""
    modifier: str = "exact"


class _Noun(NamedTuple):
    text: str
    kind: str
    end: int


def find_counts(document: Document, times: Sequence[Period] = ()) -> list[Number]:
    """Return the quantities of a document in order, those inside ``times`` left out.

    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("دست‌کم ۱۲ نفر کشته و ده‌ها سرباز زخمی شدند.", "fa")
    >>> [(n.low, n.high, n.noun) for n in find_counts(report)]
    [(12, None, 'کشته'), (20, 90, 'سرباز')]
    """
    reader = _Reader(document)
    found, index, count = [], 0, len(reader.atoms)
    taken = sorted((p.span.start, p.span.end) for p in times if not p.why.startswith("a length"))
    while index < count:
        number = reader.read(index)
        if number is None:
            index += 1
            continue
        counted, index = number
        if not any(start < counted.span.end and counted.span.start < end for start, end in taken):
            found.append(counted)
    return found


class _Reader(Quantities):
    """Reads what the quantities of one document count."""

    def read(self, index: int) -> tuple[Number, int] | None:
        """Read the counted phrase that starts at an atom; with it, the atom to go on from."""
        hits = self.hits[index]
        if index not in self.starts and (hits is None or QUANTITY.isdisjoint(hits)):
            return None
        if self._follows_a_name(index) or self._is_not(index):
            return None
        quantity = self.bounded(index) or self.uncounted(index)
        if quantity is None or self._is_no_count(quantity.end):
            return None
        noun = self._noun(quantity.end, _OF_WHOM.get(quantity.modifier, ""))
        if (itself := self.hit(index, "noun")) and quantity.modifier in ("none", "many"):
            noun = _Noun(self._text(index, quantity.end), itself[0], quantity.end)
        if not self._counts(index, quantity, noun):
            return None
        end = noun.end if noun else quantity.end
        if quantity.modifier == "exact" and self._is_passed(index, end):
            quantity = bound(quantity, "more")
        low, high = _whole(quantity.low), _whole(quantity.high)
        digits = range(self.atoms.token[index], self.atoms.token[quantity.end - 1] + 1)
        number = Number(
            low, high, digits.start, self.atoms.token[end - 1] + 1, digits, self.atoms.span(index, end),
            noun.text if noun else "", noun.kind if noun else "", quantity.modifier,
        )  # fmt: skip
        return number, end

    def _follows_a_name(self, index: int) -> bool:
        """Say whether what stands before makes the number part of a name, a date or a time of the day."""
        if index == 0:
            return False
        named = {"not-counted-before", "clock", "year-noun"} & (self.hits[index - 1] or {}).keys()
        is_length = "clock" in named and index - 2 in self.starts  # «طی ۲۴ ساعت ۳۰۰ نفر»
        if named and not is_length and self.texts[index].isdecimal():
            return True
        mark = self.texts[index - 1]
        return (
            mark in "-–/:."
            and self.texts[index].isdecimal()
            and self.atoms.glued(index)
            and self.atoms.glued(index - 1)
        )

    def _is_not(self, index: int) -> bool:
        """Say whether «نه» is no nine here but a "not": no classifier follows, and it stands after a pause or verb."""
        found = self.hit(index, "negation")
        if found is None or self.hit(found[1], "people") or self.hit(found[1], "piece") or index == 0:
            return False
        before = self.hits[index - 1] or {}
        before_it = range(max(0, index - _LIST), index - 1)
        if any(at in self.starts and not self.hit(at, "negation") for at in before_it):
            return False
        return not self.texts[index - 1].isalpha() or bool({"clause-end", "stop", "and"} & before.keys())

    def _is_no_count(self, end: int) -> bool:
        """Say whether what follows makes it a date, a length of time, an age, a percent, a longer figure."""
        if end >= len(self.texts):
            return False
        hits = self.hits[end] or {}
        if (
            self.atoms.same_token(end)
            and self.texts[end].isalpha()
            and not hits.keys() & {"noun", "people", "piece"}
        ):
            return True
        noun, unit = hits.get("noun"), hits.get("unit")
        if noun and unit and noun[1] > unit[1]:
            return False
        if "not-counted-after" in hits:
            return noun is None or hits["not-counted-after"][1] >= noun[1]
        if hits.keys() & {"month", "part", "era"}:
            return noun is None
        if "unit" in hits:
            return True
        mark = self.texts[end]
        return bool(
            mark in "/:."
            and self.atoms.glued(end)
            and end + 1 < len(self.texts)
            and self.texts[end + 1].isdecimal()
        )

    def _noun(self, index: int, whom: str) -> _Noun | None:
        """Read classifiers and the noun: «نفر», «تن از سربازان», «فروند پهپاد», «سرباز».

        ``whom`` says that the quantity itself counts: some «of» those named after it, or one out of a «pronoun».
        """
        people = kind = ""
        end, text = index, ""
        while classifier := (self.hit(end, "people") or self.hit(end, "piece")):
            longer = self.hit(end, "noun")
            if longer and longer[1] > classifier[1]:
                break
            kind, text, end = classifier[0], self._text(end, classifier[1]), classifier[1]
            people = people or ("people" if kind == "people" else "")
        after = self.hit(end, "of")
        noun = self.hit(end, "noun") or (
            self.hit(after[1], "noun") if after and (end > index or whom == "of") else None
        )
        if noun:
            start = end if self.hit(end, "noun") else after[1] if after else end
            if people and noun[0] == "thing":
                return _Noun(text, "people", end)
            return _Noun(self._text(start, noun[1]), noun[0], noun[1])
        if end > index:
            if bulk := self.hit(end, "bulk"):
                return _Noun(self._text(end, bulk[1]), "thing", bulk[1])
            return _Noun(text, kind, end)
        if whom == "pronoun" and (them := self.hit(index, "pronoun")):
            return _Noun(self._text(index, them[1]), "people", them[1])
        if self._shares_the_noun(index):
            return _Noun("", "people", index)
        return _Noun(self._text(end, end + 1), "", end + 1) if self._is_unlisted_noun(end) else None

    def _shares_the_noun(self, index: int) -> bool:
        """Say whether a number ends here whose noun comes later: «کشته شدن ۳ و زخمی شدن ۱۲ نفر»."""
        joint = self.hit(index, "and")
        return index - 1 in self.starts and joint is not None and self.hit(joint[1], "outcome") is not None

    def _is_unlisted_noun(self, index: int) -> bool:
        """Say whether a word that no lexicon knows stands here, in the same sentence as what is before it."""
        if index >= len(self.texts) or not self.texts[index].isalpha() or index in self.starts:
            return False
        if (self.hits[index] or {}).keys() & _SMALL:
            return False
        return self.atoms.sentence(index) == self.atoms.sentence(index - 1)

    def _text(self, start: int, end: int) -> str:
        tokens = self.atoms.document.tokens
        return " ".join(tokens[t].text for t in range(self.atoms.token[start], self.atoms.token[end - 1] + 1))

    def _counts(self, index: int, quantity: Quantity, noun: _Noun | None) -> bool:
        """Say whether a quantity counts something: it has a noun, or it stands for people by itself.

        «یک» before a mere thing is an article, and so it is before the group that those before it belong to:
        «یک فرودگاه», «سه عضو یک خانواده» tell of no number.
        """
        if quantity.indefinite and noun is not None and (noun.kind == "thing" or self._owns(index, noun)):
            return False
        if quantity.indefinite or quantity.modifier in ("none", "one of"):
            return (noun is not None and noun.kind != "") or bool(self.hit(index, "nobody"))
        if noun is not None:
            return not (self._looks_like_year(index, quantity) and noun.kind == "")
        return quantity.modifier in ("many", "one of", "all") or bool(self.hit(index, "some"))

    def _is_passed(self, index: int, end: int) -> bool:
        """Say whether a number is exceeded: «شمار کشته‌ها از ۱۵۰ نفر گذشت»."""
        return self._has_from(index) and any(self.hit(at, "passed") for at in (end, end + 1))

    def _has_from(self, index: int) -> bool:
        """Say whether «از», «از مرز» stands before an atom."""
        found = (self.hit(at, "from") for at in (index - 1, index - 2) if at >= 0)
        return any(one is not None and one[1] == index for one in found)

    def _owns(self, index: int, noun: _Noun) -> bool:
        """Say whether people before an atom belong to the noun that is counted there, by «از» or by the tree."""
        if index > 1 and self.hit(index - 1, "of"):
            return bool({"people", "noun"} & (self.hits[index - 2] or {}).keys())
        before = (self.hits[index - 1] or {}).get("noun") if index else None
        if before is None or before[0] != "person":
            return False
        counted = self.atoms.document.tokens[self.atoms.token[noun.end - 1]]
        return counted.head == self.atoms.token[index - 1]

    def _looks_like_year(self, index: int, quantity: Quantity) -> bool:
        text = self.texts[index]
        return (
            len(text) == 4 and text.isdecimal() and (1300 <= int(text) <= 1420 or 1900 <= int(text) <= 2040)
        )


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)

"""The words of time expressions, and how the grammar looks at a document's atoms."""

from __future__ import annotations

from functools import cache
from typing import Any

from ravi.languages.lexicon import rows
from ravi.reading.counts.atoms import Atoms, Hits, Phrases
from ravi.reading.counts.numbers import Numbers, Numeral
from ravi.reading.times.said import Said

SUBDAY = frozenset({"second", "minute", "hour"})
DATE_MARKS = frozenset("/-.–\\")
_NUMBER_MARKS = DATE_MARKS | {":"}
_FIRST_YEAR = 1300
_STARTS = frozenset({
    "named", "month", "weekday", "day", "night", "now", "edge", "unit", "part", "season", "that", "then",
    "yearword", "clock", "earlier", "since", "soon", "few", "occasion", "part-alone", "quarter",
})  # fmt: skip
_LEADS = frozenset({
    "from", "to", "between", "within", "for", "in", "approx", "before", "after", "each", "filler", "month-noun",
    "year-noun",
})  # fmt: skip
_LONGEST_MONTH = 31
_OF_A_DATE = frozenset({"month-noun", "year-noun", "yearword", "last", "this", "that"})
_EITHER = (("ago", "next"), ("edge", "part"))
_AFTER_NUMBER = frozenset({
    "month", "unit", "part", "to", "or", "and", "era", "filler", "month-noun", "that", "yearword", "quarter",
})  # fmt: skip


@cache
def time_words(language: str) -> Phrases:
    """Return a language's words of time, from its lexicons, by kind."""
    entries: list[tuple[str, str, Any]] = []
    months = rows(language, "months")
    nouns = [row["form"] for row in rows(language, "relative") if row["kind"] == "month-noun"]
    for row in months:
        entries.append((row["form"], "month", (row["calendar"], int(row["month"]), not row["cue"])))
        entries.extend(
            (row["form"] + noun, "month", (row["calendar"], int(row["month"]), True)) for noun in nouns[:1]
        )
    for row in rows(language, "weekdays"):
        entries.append((row["form"], "weekday", (int(row["day"]), not row["cue"])))
    for row in rows(language, "units"):
        entries.append((row["form"], "unit", (row["unit"], row["number"])))
    for row in rows(language, "relative"):
        entries.append((row["form"], row["kind"], row["value"]))
    for row in rows(language, "counted"):
        entries.append((row["form"], "counted", row["kind"]))
    for row in rows(language, "periods"):
        entries.append((row["form"], "named", (row["calendar"], row["from"], row["to"])))
    return Phrases(entries)


class TimeLooks:
    """A document's atoms with the words of time that start at each."""

    def __init__(self, atoms: Atoms, numbers: Numbers) -> None:
        """Look up every atom once."""
        self.atoms = atoms
        self.texts = atoms.text
        self.numbers = numbers
        self.hits: list[Hits | None] = time_words(atoms.document.language).find(atoms.text)
        for index, hits in enumerate(self.hits):
            if hits is not None:
                _drop_shorter(hits)
                self._pass_names(index, hits)

    def _pass_names(self, index: int, hits: Hits) -> None:
        """Forget the words of time inside a name: «رادیو فردا», «میدان هفتم تیر»."""
        end = index + hits["name"][1] if "name" in hits else index
        if "dated-place" in hits:
            day = self.numbers.at(index + hits["dated-place"][1])
            month = self.hit(day.end, "month") if day is not None and day.value <= _LONGEST_MONTH else None
            if month and self.numbers.at(month[1]) is None and not self._kinds(month[1]) & _OF_A_DATE:
                end = max(end, month[1])
        self.hits[index:end] = [None] * (end - index)

    def _component(self, said: Said, index: int) -> int | None:
        raise NotImplementedError

    def can_start(self, index: int) -> bool:
        """Say at little cost whether an expression may start at an atom; some that may do not."""
        if index >= len(self.texts):
            return False
        hits = self.hits[index]
        if hits is not None:
            if not _STARTS.isdisjoint(hits):
                return True
            if not _LEADS.isdisjoint(hits):
                return any(
                    self.can_start(index + length) for kind, (_, length) in hits.items() if kind in _LEADS
                )
        found = self.numbers.at(index)
        if found is None:
            return False
        after = self.hits[found.end] if found.end < len(self.texts) else None
        if after is not None and not _AFTER_NUMBER.isdisjoint(after):
            return True
        if not found.digits:
            return self.numbers.at(found.end) is not None
        return (found.value >= _FIRST_YEAR or self._is_dating(index)) or (
            found.end < len(self.texts) and self.texts[found.end] in _NUMBER_MARKS
        )

    def _is_dating(self, index: int) -> bool:
        """Say whether a noun that a bare year may follow ends right before an atom («انتخابات ۹۶»)."""
        return any(
            (found := self.hit(start, "dated")) is not None and found[1] == index
            for start in range(max(0, index - 2), index)
        )

    def hit(self, index: int, kind: str) -> tuple[Any, int] | None:
        """Return the meaning of the phrase of this kind that starts here, and the atom after it."""
        if index >= len(self.hits) or (hits := self.hits[index]) is None or (found := hits.get(kind)) is None:
            return None
        return found[0], index + found[1]

    def ends(self, index: int, *kinds: str) -> int | None:
        """Return the atom after a phrase of one of these kinds, None when there is none here."""
        for kind in kinds:
            if found := self.hit(index, kind):
                return found[1]
        return None

    def number(self, index: int) -> Numeral | None:
        """Return the number that starts here."""
        return self.numbers.at(index)

    def cardinal(self, index: int, low: int, high: int) -> Numeral | None:
        """Return a whole number within bounds."""
        found = self.numbers.at(index)
        if found is None or not low <= found.value <= high or found.value != int(found.value):
            return None
        return found

    def _kinds(self, index: int) -> frozenset[str]:
        hits = self.hits[index] if index < len(self.hits) else None
        return frozenset(hits or ())

    def _closes(self, index: int) -> bool:
        """Say whether what follows cannot be counted: the end, a mark or a small word of time."""
        if index >= len(self.texts) or not self.texts[index][0].isalpha():
            return True
        hits = self.hits[index]
        return hits is not None and bool(
            {"in", "clock", "part", "from", "to", "and", "zone", "era", "or"} & hits.keys()
        )

    def _whole_word(self, end: int) -> bool:
        """Say whether a phrase ends where its token does, or goes on with a number or a word of time."""
        if not self.atoms.same_token(end):
            return True
        return self.texts[end].isdecimal() or not self.texts[end][0].isalpha() or self.hits[end] is not None


def _drop_shorter(hits: Hits) -> None:
    """Of words that cannot both be meant keep the longer: «پیش رو» is ahead, «نیمه‌شب» no half of anything."""
    for one, other in _EITHER:
        if one in hits and other in hits and hits[one][1] != hits[other][1]:
            del hits[min(one, other, key=lambda kind: hits[kind][1])]

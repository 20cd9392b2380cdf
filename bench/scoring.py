"""How well claims that were read agree with claims that people wrote down.

Both are in the JSON form of ``docs/format.md``. All figures are micro-averages over
the reports given: every claim counts alike, whichever report it is in.

An event is right when its type is equal and its trigger overlaps; an attributed
event when its origin, modality and polarity are right too. A claim read at a
further mention (``also``) of a claim that is already paired is neither right nor wrong.
``same event`` counts pairs of claims that share an ``event`` label, among those of a report that were found.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Json = Mapping[str, Any]

SLOTS = ("agents", "targets", "counts", "place", "time")
ATTRIBUTES = ("origin", "modality", "polarity", "channel", "certainty", "means")

# Letters that spell one name in several ways, and characters that no name depends on.
_SAME_LETTER = str.maketrans("يىكةۀأإآؤئ", "ییکههاااوی", "\N{ZERO WIDTH NON-JOINER}\u200e\u200fـ")
_NOT_A_LETTER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, from three whole numbers."""

    right: int
    gold: int
    predicted: int

    def to_dict(self) -> dict[str, float | int]:
        """Return the figures, rounded to four places."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        figures: dict[str, float | int] = {
            "p": round(precision, 4),
            "r": round(recall, 4),
            "f1": round(f1, 4),
        }
        return figures | {"gold": self.gold, "predicted": self.predicted}


@dataclass(slots=True)
class Pairing:
    """Which gold claim (left) is which predicted claim (right), and what is left over on either side."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    spurious: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Sums over reports, and the mistakes as (report, what, type, trigger words)."""

    sums: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=dict)
    mistakes: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, name: str, gold: Json, predicted: Sequence[Json]) -> None:
        """Count one report: its gold file's content and the claims read in it."""
        claims, text = gold["claims"], gold["report"]["text"]
        loose = pair_claims(claims, predicted, by_type=False)
        self._sum(reports=1, trigger=len(loose.pairs), heard=len(predicted) - len(loose.repeated))
        pairing = pair_claims(claims, predicted)
        self._sum(gold=len(claims), read=len(predicted) - len(pairing.repeated), event=len(pairing.pairs))
        for at in pairing.missed:
            self._miss(name, "missed", claims[at], text)
        for at in pairing.spurious:
            self._miss(name, "spurious", predicted[at], text)
        for left, right in pairing.pairs:
            self._compare(name, claims[left], predicted[right], text)
        self._compare_events([(claims[left], predicted[right]) for left, right in pairing.pairs])

    def _sum(self, **numbers: int) -> None:
        self.sums.update(numbers)

    def _miss(self, name: str, what: str, claim: Json, text: str) -> None:
        self.types.setdefault(claim["type"], Counter())[what] += 1
        self.mistakes.append((name, what, claim["type"], text[slice(*claim["trigger"])]))

    def _compare(self, name: str, gold: Json, read: Json, text: str) -> None:
        self.types.setdefault(gold["type"], Counter())["right"] += 1
        right = {
            "origin": is_same_origin(gold, read),
            "modality": gold["modality"] == read.get("modality"),
            "polarity": gold["polarity"] == read.get("polarity"),
        }
        wrong = [what for what, is_right in right.items() if not is_right]
        if wrong:
            self.mistakes.append((name, wrong[0], gold["type"], text[slice(*gold["trigger"])]))
        right["channel"] = gold.get("channel") == read.get("channel")
        right["certainty"] = gold["certainty"] == read.get("certainty")
        right["means"] = set(gold.get("means") or ()) == set(read.get("means") or ())
        self._sum(**right, attributed=not wrong, chain=not wrong and is_same_chain(gold, read))
        self._compare_slots(gold, read)

    def _compare_events(self, pairs: Sequence[tuple[Json, Json]]) -> None:
        """Count which two claims of a report, both found, are told to be about one event."""
        for (gold, read), (other_gold, other_read) in combinations(pairs, 2):
            is_one = gold.get("event", 0) == other_gold.get("event", 1)
            is_read_so = read.get("event", 0) == other_read.get("event", 1)
            self._sum(**{"one": is_one and is_read_so, "one gold": is_one, "one read": is_read_so})

    def _compare_slots(self, gold: Json, read: Json) -> None:
        same: dict[str, Callable[[Json, Json], bool]] = {"counts": is_same_count, "time": is_same_time}
        for slot in SLOTS:
            left, right = _listed(gold[slot]), _listed(read.get(slot))
            hits = count_partners(left, right, same.get(slot, is_same_mention))
            self._sum(**{slot: hits, f"{slot} gold": len(left), f"{slot} read": len(right)})

    def figures(self) -> dict[str, Any]:
        """Return the figures of all reports so far, the headline first."""
        n = self.sums
        found: dict[str, Any] = {
            "reports": n["reports"],
            "attributed event": Rate(n["attributed"], n["gold"], n["read"]).to_dict(),
            "full chain": Rate(n["chain"], n["gold"], n["read"]).to_dict(),
            "event": Rate(n["event"], n["gold"], n["read"]).to_dict(),
            "trigger": Rate(n["trigger"], n["gold"], n["heard"]).to_dict(),
        }
        for slot in SLOTS:
            found[slot] = Rate(n[slot], n[f"{slot} gold"], n[f"{slot} read"]).to_dict()
        found["same event"] = Rate(n["one"], n["one gold"], n["one read"]).to_dict()
        for name in ATTRIBUTES:
            found[f"{name} accuracy"] = round(n[name] / (n["event"] or 1), 4)
        return found

    def by_type(self) -> dict[str, dict[str, float | int]]:
        """Return precision, recall and F1 of events for each type seen."""
        return {
            name: Rate(n["right"], n["right"] + n["missed"], n["right"] + n["spurious"]).to_dict()
            for name, n in sorted(self.types.items())
        }


def _listed(slot: Any) -> list[Json]:
    """Return a slot's values as a list: a single one, None and a list alike."""
    if slot is None:
        return []
    return list(slot) if isinstance(slot, list) else [slot]


def pair_claims(gold: Sequence[Json], read: Sequence[Json], *, by_type: bool = True) -> Pairing:
    """Pair claims one to one: over main triggers first, then over the gold's further mentions.

    Where several could be partners the one that agrees more on origin, modality and
    polarity wins, then the earlier in file order.
    """
    found = Pairing(missed=list(range(len(gold))), spurious=list(range(len(read))))
    for spans in (_main_spans, _further_spans):
        choices = [
            (-_agreement(gold[left], read[right]), left, right)
            for left in found.missed
            for right in found.spurious
            if _is_told_at(gold[left], read[right], spans, by_type)
        ]
        for _, left, right in sorted(choices):
            if left in found.missed and right in found.spurious:
                found.pairs.append((left, right))
                found.missed.remove(left)
                found.spurious.remove(right)
    paired = [gold[left] for left, _ in found.pairs]
    found.repeated = [
        at
        for at in found.spurious
        if any(_is_told_at(claim, read[at], _further_spans, by_type) for claim in paired)
    ]
    found.spurious = [at for at in found.spurious if at not in found.repeated]
    return found


def _main_spans(claim: Json) -> list[Sequence[int]]:
    return [claim["trigger"]]


def _further_spans(claim: Json) -> list[Sequence[int]]:
    return claim.get("also") or []


def _is_told_at(gold: Json, read: Json, spans: Callable[[Json], list[Sequence[int]]], by_type: bool) -> bool:
    if by_type and gold["type"] != read["type"]:
        return False
    return any(overlaps(span, read["trigger"]) for span in spans(gold))


def _agreement(gold: Json, read: Json) -> int:
    is_same = [gold[name] == read.get(name) for name in ("modality", "polarity")]
    return int(is_same[0]) + int(is_same[1]) + int(is_same_origin(gold, read))


def overlaps(one: Sequence[int] | None, other: Sequence[int] | None) -> bool:
    """Say whether two spans share a character; no span shares any."""
    return bool(one and other) and max(one[0], other[0]) < min(one[1], other[1])  # type: ignore[index]


def fold(name: str | None) -> str:
    """Return ``name`` without what its spellings differ in.

    >>> fold("علي‌پور") == fold("علی پور")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKC", name or "") if not unicodedata.combining(c))
    return _NOT_A_LETTER.sub("", plain.translate(_SAME_LETTER)).casefold()


def is_same_mention(one: Json, other: Json) -> bool:
    """Say whether two mentions share words of the text or have the same name."""
    name = fold(one.get("name"))
    return overlaps(one.get("span"), other.get("span")) or (name != "" and name == fold(other.get("name")))


def is_same_origin(gold: Json, read: Json) -> bool:
    """Say whether both chains end with the same voice; a chain of one is the publisher's own account."""
    left, right = gold["chain"], read.get("chain") or []
    if len(left) == 1 or len(right) <= 1:
        return len(left) == len(right) == 1
    return is_same_mention(left[-1], right[-1])


def is_same_chain(gold: Json, read: Json) -> bool:
    """Say whether every voice after the publisher is the same."""
    left, right = gold["chain"], read.get("chain") or []
    return len(left) == len(right) and all(map(is_same_mention, left[1:], right[1:]))


def is_same_count(one: Json, other: Json) -> bool:
    """Say whether the same is counted within the same bounds."""
    return all(one.get(name) == other.get(name) for name in ("what", "low", "high"))


def is_same_time(gold: Json, read: Json) -> bool:
    """Say whether the same days are covered; where the gold resolves none, whether the words overlap."""
    days = [gold.get(name) for name in ("from", "to")]
    if days == [None, None]:
        return overlaps(gold.get("span"), read.get("span"))
    return days == [read.get(name) for name in ("from", "to")]


def count_partners(gold: Iterable[Json], read: Iterable[Json], same: Callable[[Json, Json], bool]) -> int:
    """Return how many of ``gold`` find a partner of their own in ``read``, first come first served."""
    left = list(read)
    partners = 0
    for wanted in gold:
        at = next((at for at, offered in enumerate(left) if same(wanted, offered)), None)
        if at is not None:
            del left[at]
            partners += 1
    return partners

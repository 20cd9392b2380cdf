"""Measures how well spellings of one name are told from other names: ``python -m bench.names FILE``.

FILE has a name a line, its spellings between tabs. Every two spellings of a line are a pair
that is the same, every two of different lines one that is not. AUC is the share of (same,
different) couples that the measure puts in the right order. Beside it stands anyascii, a
transliterator (the ``bench`` extra), with the same ratio over its Latin letters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.command import run
from ravi.reading.claims.name_keys import SAME, alike


def pairs(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs that are the same name and those that are not."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    names = [line.split("\t") for line in lines]
    same = [pair for spellings in names for pair in combinations(spellings, 2)]
    other = [(a, b) for one, two in combinations(names, 2) for a in one for b in two]
    return same, other


def auc(same: list[float], other: list[float]) -> float:
    """Return how often a pair of one name scores above a pair of two, ties counting half.

    >>> auc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    ordered = sorted(other)
    below = sum(bisect_left(ordered, s) + bisect_right(ordered, s) for s in same) / 2
    return below / (len(same) * len(other))


def transliterated() -> Callable[[str, str], float] | None:
    """Return the ratio of two names' Latin letters, if the transliterator is installed."""
    try:
        from anyascii import anyascii
    except ImportError:
        return None

    def ratio(a: str, b: str) -> float:
        return SequenceMatcher(None, anyascii(a).casefold(), anyascii(b).casefold(), autojunk=False).ratio()

    return ratio


def measure(path: Path) -> dict[str, Any]:
    """Measure the skeleton, and the transliterator where there is one."""
    same, other = pairs(path)
    started = perf_counter()
    scores = [alike(a, b) for a, b in same], [alike(a, b) for a, b in other]
    microseconds = (perf_counter() - started) * 1e6 / (len(same) + len(other))
    hits, false = sum(s >= SAME for s in scores[0]), sum(s >= SAME for s in scores[1])
    figures: dict[str, Any] = {
        "same": len(same), "different": len(other), "auc": round(auc(*scores), 4),
        "recall": round(hits / len(same), 4), "precision": round(hits / max(hits + false, 1), 4),
        "microseconds": round(microseconds, 1),
    }  # fmt: skip
    if ratio := transliterated():
        figures["auc anyascii"] = round(auc([ratio(*p) for p in same], [ratio(*p) for p in other]), 4)
    missed = [("missed", *p, round(s, 2)) for p, s in zip(same, scores[0], strict=True) if s < SAME]
    wrong = [("wrong", *p, round(s, 2)) for p, s in zip(other, scores[1], strict=True) if s >= SAME]
    return figures | {"errors": [*missed, *wrong]}


if __name__ == "__main__":
    run(__doc__, measure)

"""Measures the counts room: ``python -m bench.counts PATH [--json] [--errors]``.

PATH is a JSONL file of phrases (``text``, ``mention``, ``low``, ``high``, ``language``) or a folder of
gold reports.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.command import run
from ravi.reading.counts.counted import what_is_counted
from ravi.reading.counts.finding import Number, find_counts
from ravi.reading.text.sentences import tokenise


def overlapping(numbers: list[Number], start: int, end: int) -> list[Number]:
    """Return the numbers that share a character with a span."""
    return [n for n in numbers if n.span.start < end and start < n.span.end]


def phrases(path: Path) -> dict[str, Any]:
    """Measure phrases with known bounds."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["language"] == "fa"]
    errors, right = [], 0
    for row in rows:
        numbers = find_counts(tokenise(row["text"], "fa"))
        ok = any((n.low, n.high) == (row["low"], row["high"]) for n in numbers)
        right += ok
        if not ok:
            errors.append(
                (row["id"], row["text"], row["low"], row["high"], [(n.low, n.high) for n in numbers])
            )
    return {"phrases": len(rows), "exact": right, "errors": errors}


def gold(path: Path) -> dict[str, Any]:
    """Measure gold reports: low/high found at an overlapping span, and ``what`` given the gold event type."""
    total = found = bounds = what = 0
    every = 0
    errors: list[tuple[Any, ...]] = []
    for file in sorted(path.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        text = data["report"]["text"]
        document = tokenise(text, "fa")
        numbers = find_counts(document)
        every += len(numbers)
        seen = set()
        for claim in data["claims"]:
            for count in claim["counts"]:
                key = (*count["span"], count["what"], claim["type"])
                if key in seen:
                    continue
                seen.add(key)
                total += 1
                near = overlapping(numbers, *count["span"])
                exact = [n for n in near if (n.low, n.high) == (count["low"], count["high"])]
                found += bool(near)
                bounds += bool(exact)
                start, end = count["span"]
                said = text[max(0, start - 12) : start] + "[" + text[start:end] + "]" + text[end : end + 25]
                said = said.replace("\n", " ")
                if not exact:
                    errors.append(
                        (
                            "bounds",
                            file.stem,
                            said,
                            count["low"],
                            count["high"],
                            [(n.low, n.high) for n in near],
                        )
                    )
                    continue
                guess = what_is_counted(exact[0], claim["type"], document)
                what += guess == count["what"]
                if guess != count["what"]:
                    errors.append(("what", file.stem, claim["type"], said, count["what"], guess))
    return {
        "counts": total, "found": found, "bounds": bounds, "bounds share": round(bounds / max(total, 1), 4),
        "what": what, "what share": round(what / max(bounds, 1), 4), "numbers": every, "errors": errors,
    }  # fmt: skip


def measure(path: Path) -> dict[str, Any]:
    """Measure a folder of gold files or a file of phrases."""
    return gold(path) if path.is_dir() else phrases(path)


if __name__ == "__main__":
    run(__doc__, measure)

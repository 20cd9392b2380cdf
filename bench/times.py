"""Measures the times room: ``python -m bench.times PATH [--json] [--errors]``.

PATH is a JSONL file of phrases (``text``, ``mention``, ``from``, ``to``, ``published``, ``language``),
a folder of gold reports, or a JSON list of ``test_input``/``expected`` spans. Only Persian is measured
until the other languages have lexicons.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from bench.command import run
from ravi.reading.text.sentences import tokenise
from ravi.reading.times.finding import find_times
from ravi.report import Period

GREGORIAN_PUBLISHERS = frozenset({"رادیو فردا"})


def best(periods: Iterable[Period], start: int, end: int) -> Period | None:
    """Return the period that shares most characters with a span, among equals the shortest."""
    shared = [
        (min(end, p.span.end) - max(start, p.span.start), p.span.start - p.span.end, p) for p in periods
    ]
    shared = [row for row in shared if row[0] > 0]
    return max(shared, key=lambda row: row[:2])[2] if shared else None


def days(value: str | None) -> date | None:
    """Read an ISO day or nothing."""
    return date.fromisoformat(value) if value else None


def phrases(path: Path) -> dict[str, Any]:
    """Measure phrases with resolved values."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["language"] == "fa"]
    errors, found, exact = [], 0, 0
    for row in rows:
        periods = find_times(tokenise(row["text"], "fa"), days(row["published"]))
        start = row["text"].index(row["mention"])
        period = best(periods, start, start + len(row["mention"]))
        found += period is not None
        right = period is not None and (period.start, period.end) == (days(row["from"]), days(row["to"]))
        exact += right
        if not right:
            errors.append((row["id"], row["mention"], row["from"], row["to"], _say(period, row["text"])))
    return {"phrases": len(rows), "found": found, "exact": exact, "errors": errors}


def gold(path: Path) -> dict[str, Any]:
    """Measure gold reports: spans found, and from/to equal where the gold gives any."""
    counts = {"times": 0, "found": 0, "resolved": 0, "exact": 0, "as scored": 0}
    errors, _spurious, total = [], 0, 0
    for file in sorted(path.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        report = data["report"]
        calendar: Literal["gregorian", "solar"] = (
            "gregorian" if report.get("publisher") in GREGORIAN_PUBLISHERS else "solar"
        )
        document, published = tokenise(report["text"], "fa"), days(report["published"])
        periods = find_times(document, published, calendar=calendar)
        times = {
            (*c["time"]["span"], c["time"]["from"], c["time"]["to"]) for c in data["claims"] if c["time"]
        }
        total += sum(p.anchor != "none" for p in periods)
        for start, end, first, last in sorted(times, key=str):
            period = best(periods, start, end)
            placed = bool(first or last)
            right = period is not None and (period.start, period.end) == (days(first), days(last))
            counts["times"] += 1
            counts["found"] += period is not None
            counts["resolved"] += placed
            counts["exact"] += placed and right
            counts["as scored"] += right if placed else period is not None
            if not (right if placed else period is not None):
                said = report["text"][start:end]
                errors.append(
                    (file.stem, said, report["published"], first, last, _say(period, report["text"]))
                )
    return {**counts, "placed periods": total, "errors": errors}


def spans(path: Path) -> dict[str, Any]:
    """Measure spans only: a gold span is found when a period shares a character with it."""
    total = found = half = quiet = loud = 0
    errors = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        text, expected = row["test_input"], json.loads(row["expected"])
        periods = find_times(tokenise(text, "fa"), date(2019, 3, 12))
        quiet += not expected
        loud += not expected and bool(periods)
        if not expected and periods:
            errors.append(("false", text[:60], [text[p.span.start : p.span.end] for p in periods]))
        for start, end in expected:
            total += 1
            period = best(periods, start, end)
            found += period is not None
            if period is None:
                errors.append(("missed", text[start:end], text[:60]))
                continue
            both = min(end, period.span.end) - max(start, period.span.start)
            half += both * 2 >= max(end, period.span.end) - min(start, period.span.start)
    return {"spans": total, "found": found, "recall": round(found / total, 4), "half shared": half,
            "texts without": quiet, "false there": loud, "errors": errors}  # fmt: skip


def _say(period: Period | None, text: str) -> str:
    if period is None:
        return "-"
    return f"{text[period.span.start : period.span.end]} {period.start} {period.end} {period.why}"


def measure(path: Path) -> dict[str, Any]:
    """Measure a folder of gold files, a file of phrases or one of marked spans."""
    if path.is_dir():
        return spans(path / "data.json") if (path / "data.json").exists() else gold(path)
    return phrases(path) if path.suffix == ".jsonl" else spans(path)


if __name__ == "__main__":
    run(__doc__, measure)

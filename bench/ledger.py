"""How a ledger grows: ``python -m bench.ledger DIR`` with reports that have claims (``docs/format.md``).

Made reports (``bench.made_reports``) are added to an empty ledger, without the reader, whose speed
``bench.speed`` measures. At each size: reports added a second over the last stretch, the time of
questions about incidents (median and 95th percentile over a mixed set), and the size on disk. The
last column of each row tells how the time of adding compares with n log n from the first size.

With ``--daily N`` the reports come day after day, N a day, as they come to a desk; without it
they are spread over ten years, and what is measured is also that the days get fuller.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bench.made_reports import BEGINNING, YEARS, load_seeds, make_reports
from ravi.intake.files import Unread
from ravi.ledger.adding import add_report
from ravi.ledger.asking.search import Filters, Near, find_incidents
from ravi.ledger.store.opening import Ledger, open_ledger
from ravi.report import Report

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = 200


def measure(
    folder: Path, sizes: Sequence[int], where: str | None = None, daily: float | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the figures at each size; the ledger is ``where``, or in a folder that is removed again."""
    reports = make_reports(load_seeds(folder), daily=daily)
    with tempfile.TemporaryDirectory() as temporary, open_ledger(where or f"{temporary}/ravi.db") as ledger:
        done, spent = 0, 0.0
        first: float | None = None
        for size in sizes:
            started = time.perf_counter()
            for report in islice(reports, size - done):
                add_made(ledger, report)
            took = time.perf_counter() - started
            spent += took
            pace = spent / (size * math.log(size))
            first = first or pace
            yield {
                "reports": size,
                "added a second": round((size - done) / took, 1),
                **_ask(ledger, 365 * YEARS if daily is None else max(1, int(size / daily))),
                "megabytes": _megabytes(Path(temporary)),
                "of n log n": round(pace / first, 2),
            }
            done = size


def add_made(ledger: Ledger, report: Report) -> None:
    """Add a report that has its claims already, without the reader."""

    def read(_: Unread) -> Report:
        return report

    published = report.published and report.published.isoformat()
    unread = Unread(report.text, report.id, report.publisher, published, report.language)
    add_report(ledger, unread, read=read)


def _ask(ledger: Ledger, days: int) -> dict[str, float]:
    rng = random.Random(2)
    times = []
    for number in range(QUESTIONS):
        day = BEGINNING + timedelta(days=rng.randrange(days))
        asked = (
            Filters(since=day, until=day + timedelta(days=7)),
            Filters(type=rng.choice(("violence", "air_strike", "detention")), since=day),
            Filters(near=Near(rng.uniform(25, 40), rng.uniform(30, 60), 100.0)),
            Filters(words=rng.choice(("حمله هوایی", "سخنگوی ارتش", "کشته", "مذاکره"))),
            Filters(grade=rng.choice(("fair", "weak", "contested"))),
        )[number % 5]
        started = time.perf_counter()
        with ledger.reading() as connection:
            find_incidents(connection, asked, limit=50)
        times.append((time.perf_counter() - started) * 1000)
    return {
        "query p50 ms": round(statistics.median(times), 2),
        "query p95 ms": round(statistics.quantiles(times, n=20)[-1], 2),
    }


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a row for each size."""
    parser = argparse.ArgumentParser(prog="bench.ledger", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, help="reports with claims: .json files")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="default: 1000 10000 100000")
    parser.add_argument("--ledger", metavar="URL", help="an empty ledger elsewhere, such as PostgreSQL")
    parser.add_argument("--daily", metavar="N", type=float, help="reports a day, day after day")
    parser.add_argument("--json", action="store_true", help="print JSON, one size a line")
    options = parser.parse_args(arguments)
    if options.daily is not None and options.daily <= 0:
        parser.error("--daily is more than 0")
    if not load_seeds(options.folder):
        print(f"bench.ledger: {str(options.folder)!r} has no dated reports with claims", file=sys.stderr)
        return 2
    for row in measure(options.folder, sorted(options.sizes), options.ledger, options.daily):
        line = (
            json.dumps(row) if options.json else "  ".join(f"{name} {value}" for name, value in row.items())
        )
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

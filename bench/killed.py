"""What a killed intake leaves: ``python -m bench.killed SOURCE`` with a JSONL file of reports.

``SOURCE`` may also be a folder of reports with claims (``docs/format.md``), from which as many reports as
``--reports`` says are made (``bench.made_reports``) and read from their texts like any other.

``ravi add FILE`` is killed (SIGKILL) at random moments and started again, then let run to its end.
The ledger must hold the same reports, claims and incidents as one that was never disturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.made_reports import load_seeds, make_reports
from ravi.ledger.store import schema
from ravi.ledger.store.opening import open_ledger

#: Reports that are made of a folder, unless told otherwise.
REPORTS = 500


@contextmanager
def reports_of(source: Path, number: int) -> Iterator[Path]:
    """Give a JSONL file of reports: ``source`` itself, or ``number`` reports made of those of a folder."""
    if not source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "made.jsonl")
        with made.open("w", encoding="utf-8") as lines:
            for report in islice(make_reports(load_seeds(source)), number):
                told = {
                    "text": report.text,
                    "publisher": report.publisher,
                    "published": report.published and report.published.isoformat(),
                }
                print(json.dumps(told, ensure_ascii=False), file=lines)
        yield made


def measure(source: Path, kills: int, *, seed: int = 1, longest: float = 4.0) -> dict[str, Any]:
    """Return what differs between a ledger whose intake was killed ``kills`` times and an undisturbed one."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        calm, stormy = Path(folder, "calm.db"), Path(folder, "stormy.db")
        _start(source, calm).wait()
        alive = 0
        for _ in range(kills):
            process = _start(source, stormy)
            time.sleep(rng.uniform(0.05, longest))
            alive += process.poll() is None
            os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
            process.wait()
        _start(source, stormy).wait()
        expected, found = _contents(calm), _contents(stormy)
    return {
        "reports": len(expected["reports"]),
        "kills while at work": alive,
        **{f"{name} lost": len(expected[name] - found[name]) for name in expected},
        **{f"{name} too many": len(found[name] - expected[name]) for name in expected},
    }


def _start(source: Path, ledger: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ravi.cli", "add", str(source), "--ledger", str(ledger)]
    return subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _contents(ledger: Path) -> dict[str, set[Any]]:
    with open_ledger(str(ledger), create=False) as opened, opened.reading() as connection:
        claims = connection.execute(select(schema.claims.c.id, schema.claims.c.incident)).all()
        reports = connection.execute(select(schema.reports.c.id, schema.reports.c.copy_of)).all()
        incidents = connection.execute(
            select(schema.incidents.c.id, schema.incidents.c.claims, schema.incidents.c.grade)
        ).all()
    rows = {"reports": reports, "claims": claims, "incidents": incidents}
    return {name: set(map(tuple, found)) for name, found in rows.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 1 when anything was lost or is there twice."""
    parser = argparse.ArgumentParser(prog="bench.killed", description=__doc__)
    parser.add_argument(
        "source", type=Path, help="reports, one JSON object a line, or a folder to make them of"
    )
    parser.add_argument(
        "--reports", type=int, default=REPORTS, help=f"to make of a folder; default: {REPORTS}"
    )
    parser.add_argument("--kills", type=int, default=50, help="default: 50")
    parser.add_argument(
        "--longest", type=float, default=4.0, help="seconds before a kill at most; default: 4"
    )
    options = parser.parse_args(arguments)
    with reports_of(options.source, options.reports) as source:
        figures = measure(source, options.kills, longest=options.longest)
    print(json.dumps(figures, indent=1))
    return int(any(value for name, value in figures.items() if name.endswith(("lost", "too many"))))


if __name__ == "__main__":
    sys.exit(main())

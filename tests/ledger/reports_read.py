"""The example reports, each read once by the real reader however many tests add them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from ravi.intake.files import Unread
from ravi.ledger.adding import Added, add_report, read_unread
from ravi.ledger.store.opening import Ledger
from ravi.report import Report

EXAMPLES = Path(__file__).parents[2] / "examples" / "ledger" / "reports.jsonl"


@cache
def examples() -> dict[str, Unread]:
    """Return the example reports by their names."""
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: Unread(**row) for row in rows}


def read_once(unread: Unread) -> Report:
    """Read a report as ``ravi add`` does; the second time it is remembered."""
    return _read(replace(unread, source=""))


@cache
def _read(unread: Unread) -> Report:
    return read_unread(unread)


def add(ledger: Ledger, *names: str) -> list[Added]:
    """Add example reports in this order."""
    return [add_report(ledger, examples()[name], read=read_once) for name in names]


def fill(ledger: Ledger) -> None:
    """Add every example report."""
    add(ledger, *examples())

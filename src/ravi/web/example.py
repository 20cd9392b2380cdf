"""A small ledger to look at: the example reports of the package, all invented."""

from __future__ import annotations

import json
from importlib.resources import files

from ravi.intake.files import Unread, from_json
from ravi.ledger.adding import add_report
from ravi.ledger.store.opening import open_ledger


def example_reports() -> list[Unread]:
    """Return the example reports, in the order in which they came out."""
    text = files("ravi.data").joinpath("example", "reports.jsonl").read_text(encoding="utf-8")
    found = [from_json(json.loads(line)) for line in text.splitlines()]
    return [one.override(source=f"example/{one.id}") for one in sorted(found, key=_day)]


def fill_example(where: str) -> None:
    """Read the example reports into the ledger at ``where``."""
    with open_ledger(where) as ledger:
        for unread in example_reports():
            add_report(ledger, unread)


def _day(unread: Unread) -> tuple[str, str]:
    return str(unread.published), unread.id or ""

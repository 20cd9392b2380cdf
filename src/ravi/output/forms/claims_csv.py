"""The claims as CSV, one row a claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ravi.ledger.records import Incident
from ravi.output.forms.cells import csv_lines
from ravi.output.forms.claim_rows import COLUMNS, claim_rows


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the head and a line for each claim."""
    return csv_lines(COLUMNS, claim_rows(incidents))

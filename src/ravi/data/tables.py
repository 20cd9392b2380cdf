"""Loads the package's tables: event types, labels, and through ``languages.lexicon`` the lexicons.

A table is a UTF-8 file: lines that start with ``#`` describe it (what each field
means, where it comes from, the licence), the first other line names the fields,
and the rest are rows, fields separated by one tab. Missing trailing fields are empty.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

Rows = tuple[dict[str, str], ...]


@cache
def table(package: str, name: str) -> Rows:
    """Return the rows of the table ``name`` of ``package``."""
    return read_table(files(package) / f"{name}.tsv")


def read_table(path: Traversable) -> Rows:
    """Return the rows of a table file."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    fields = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if len(cells) > len(fields):
            raise ValueError(f"{path}: row {number} has {len(cells)} fields, not {len(fields)}: {line!r}")
        rows.append(dict(zip(fields, cells + [""] * (len(fields) - len(cells)), strict=True)))
    return tuple(rows)


def event_types() -> Rows:
    """Return the event types in the order of ``data/event_types.tsv``."""
    return table("ravi.data", "event_types")


@cache
def types_that_are(column: str) -> frozenset[str]:
    """Return the event types that a column says yes to: ``mutual``, ``speech``."""
    return frozenset(row["type"] for row in event_types() if row[column])

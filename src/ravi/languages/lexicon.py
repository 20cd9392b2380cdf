"""Loads the lexicon files.

A lexicon is a UTF-8 table: lines that start with ``#`` hold its description (what
each field means, where the words come from, the licence), the first other line
names the fields, and the rest are rows, fields separated by one tab. A missing
trailing field is empty. Words are written in normalised form (see
``ravi.reading.text``), half-spaces as they should be.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(language: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of lexicon ``name`` of ``language``; none when the language has no such file."""
    path = files("ravi.languages") / language / f"{name}.tsv"
    if not path.is_file():
        return ()
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    fields = lines[0].split("\t")
    table = []
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if len(cells) > len(fields):
            raise ValueError(f"{path}: row {number} has {len(cells)} fields, not {len(fields)}: {line!r}")
        table.append(dict(zip(fields, cells + [""] * (len(fields) - len(cells)), strict=True)))
    return tuple(table)


def reset() -> None:
    """Forget every loaded lexicon (for long-lived workers after an update)."""
    rows.cache_clear()

"""Loads the lexicon files: tables (see ``ravi.data.tables``) in the folder of a language.

Words are written in normalised form (see ``ravi.reading.text.normal``), half-spaces as they should be.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ravi.data.tables import Rows, read_table


@cache
def rows(language: str, name: str) -> Rows:
    """Return the rows of lexicon ``name`` of ``language``; none when the language has no such file."""
    path = files("ravi.languages") / language / f"{name}.tsv"
    return read_table(path) if path.is_file() else ()


def reset() -> None:
    """Forget every loaded lexicon (for long-lived workers after an update)."""
    rows.cache_clear()

"""The cells of a CSV file: safe to open in a spreadsheet, and exact to read back.

A spreadsheet runs what begins like a formula, and the words of a report are anybody's.
Such a cell gets an apostrophe in front, which ``unguard`` takes off again; numbers in
columns of numbers are written as they are. Several values share a cell as ``a; b``.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

Value = str | int | float | date | datetime | None | tuple[str, ...] | tuple[int | None, ...]
"""What a column can hold; the columns' kinds are in ``ravi.output.forms.columns``."""

GUARD = "'"
_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
_CONTROL = frozenset("\t\r\n\0")
_SEPARATOR = "; "


def needs_guard(text: str) -> bool:
    """Say whether a spreadsheet could take ``text`` for a formula or for more than one cell.

    True where a tab, line end or NUL comes first, or ``=``, ``+``, ``-`` or ``@`` in any width, whatever spaces,
    invisible characters and apostrophes stand before. An apostrophe in front never changes the answer,
    which is what makes ``unguard`` exact.

    >>> [needs_guard(text) for text in ("=1+1", "＝1+1", " \N{RIGHT-TO-LEFT MARK}-1", "'=x", "ایسنا", "a=b")]
    [True, True, True, True, False, False]
    """
    bare = text.lstrip(GUARD)
    if bare[:1] in _CONTROL and bare:
        return True
    first = next((char for char in bare if char != GUARD and unicodedata.category(char)[0] not in "ZC"), "")
    return bool(first) and unicodedata.normalize("NFKC", first) in _FORMULA


def guard(text: str) -> str:
    """Return ``text`` with an apostrophe in front where it needs one."""
    return GUARD + text if needs_guard(text) else text


def unguard(cell: str) -> str:
    """Return the text that ``guard`` made ``cell`` of.

    >>> unguard(guard("=HYPERLINK(1)")), unguard(guard("'quoted'"))
    ('=HYPERLINK(1)', "'quoted'")
    """
    return cell[1:] if cell.startswith(GUARD) and needs_guard(cell[1:]) else cell


def join(values: Iterable[str | int | None]) -> str:
    r"""Return several values as one text; semicolons and backslashes within get a backslash in front.

    >>> join(["الف", "ب;پ", None])
    'الف; ب\\;پ; '
    """
    return _SEPARATOR.join(
        "" if value is None else re.sub(r"([\\;])", r"\\\1", str(value)) for value in values
    )


def split(text: str) -> list[str]:
    r"""Return the values that ``join`` put together; an empty text is none.

    >>> split(join(["الف", "ب; پ", "\\"]))
    ['الف', 'ب; پ', '\\']
    """
    if not text:
        return []
    parts = re.findall(r"(?:^|; )((?:[^\\;]|\\.)*)", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


def cell(value: Value) -> str:
    """Return what the file holds for ``value``, before the quoting of CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return guard(value if isinstance(value, str) else join(value))


def moment(when: datetime) -> str:
    """Return a moment, which has a zone, in UTC.

    >>> moment(datetime.fromisoformat("2019-03-12T12:00:00+03:30"))
    '2019-03-12T08:30:00Z'
    """
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def csv_lines(names: Iterable[str], rows: Iterable[Mapping[str, Value]]) -> Iterator[str]:
    """Yield the head and each row as CSV (RFC 4180: commas, lines end with CR and LF).

    Raises ``ValueError`` for a row whose names are not ``names``: a form that drifts from its columns.
    """
    names = list(names)
    yield _line(names)
    for row in rows:
        if row.keys() != set(names):
            raise ValueError(f"columns and row differ in {sorted(row.keys() ^ set(names))}")
        yield _line([cell(row[name]) for name in names])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()

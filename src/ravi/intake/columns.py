"""Which column of a data table holds which field of a report, and a row → a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from ravi.data.tables import table
from ravi.errors import EmptyInputError, EncodingError, FormatError, TooLargeError
from ravi.intake.days import find_moment, parse_day
from ravi.intake.files import Unread
from ravi.reading.accept import too_large
from ravi.reading.text.normal import fold

# Lone surrogates: bytes that were no UTF-8, kept by the error handler "surrogateescape".
_STRAY = re.compile("[\udc80-\udcff]")


def match_columns(names: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field that has one: the told ones, the others by ``data/columns.tsv``.

    Raises a ``FormatError`` that names the columns there are when there is none for the text, or when
    a told one is missing.

    >>> match_columns(["ID", "متن", "Pub-Date", "note"], {"title": "note"})
    {'title': 'note', 'text': 'متن', 'published': 'Pub-Date', 'id': 'ID'}
    """
    return dict(_match(tuple(dict.fromkeys(names)), tuple(told.items())))


@lru_cache(maxsize=256)
def _match(there: tuple[str, ...], pairs: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return what ``match_columns`` does; JSON lines ask for the same names over and over."""
    told = dict(pairs)
    for field, name in told.items():
        if name and name not in there:
            raise FormatError(f"there is no column {name!r} for {field}; {_there(there)}")
    columns = {field: name for field, name in told.items() if name}
    free = {fold(name): name for name in reversed(there) if name not in columns.values()}
    for field, key in _known():
        if field not in columns and field not in told and key in free:
            columns[field] = free.pop(key)
    if "text" not in columns:
        raise FormatError(f"no column holds the text; {_there(there)}: --column text=NAME")
    return columns


def has_text_column(names: Iterable[str]) -> bool:
    """Say whether one of the names is one that columns of text commonly have."""
    keys = {key for field, key in _known() if field == "text"}
    return any(fold(name) in keys for name in names)


def to_report(row: Mapping[str, object], columns: Mapping[str, str], limit: int) -> Unread:
    """Return the report that a row holds; raise an ``InputError`` that says what is wrong with it."""
    text = row.get(columns["text"])
    if text is None or (isinstance(text, str) and not text.strip()):
        raise EmptyInputError(f"the column {columns['text']!r} is empty here; there is nothing to read")
    if not isinstance(text, str):
        raise FormatError(
            f"the column {columns['text']!r} holds {text!r:.40}, not text; "
            "say which column holds the text: --column text=NAME"
        )
    if len(text) > limit:
        raise TooLargeError(too_large(f"{len(text):,} characters"))
    told = {field: _string(row.get(name)) for field, name in columns.items() if field not in _OWN}
    for value in (text, *told.values()):
        _check_encoding(value or "")
    when = row.get(columns.get("published", ""))
    return Unread(text, published=parse_day(when), published_at=find_moment(when)).override(**told)


_OWN = ("text", "published")


def _string(value: object) -> str | None:
    return (str(value).strip() or None) if value is not None else None


def _check_encoding(value: str) -> None:
    stray = _STRAY.search(value)
    if stray:
        raise EncodingError(
            f"byte 0x{ord(stray.group()) - 0xDC00:02x} at character {stray.start()} of {value!r:.40} is not UTF-8; "
            "give the file's --encoding (cp1256 for old Windows files), or repair the record",
            offset=stray.start(),
        )


def _there(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name)[:60] for name in names[:30]) or "none"
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return f"the columns are {shown}{more}; say which it is"


@cache
def _known() -> tuple[tuple[str, str], ...]:
    return tuple((row["field"], fold(row["name"])) for row in table("ravi.data", "columns"))


def record_source(path: str, number: int) -> str:
    """Return the ``source`` of the ``number``-th record (from 1) of a file."""
    return f"{path}#{number}"

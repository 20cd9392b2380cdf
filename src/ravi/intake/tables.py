"""CSV, Parquet and JSON lines → reports, record by record."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from ravi.errors import EmptyInputError, FormatError, InputError, TooLargeError
from ravi.intake.columns import has_text_column, match_columns, record_source, to_report
from ravi.intake.decode import decode
from ravi.intake.files import Unread, Unreadable, from_json
from ravi.intake.kinds import HEAD
from ravi.intake.libraries import load_library
from ravi.intake.options import IntakeOptions
from ravi.intake.streams import look, read_lines
from ravi.reading.accept import too_large

Records = Iterator[Unread | Unreadable]

BATCH = 64
"""Rows of a Parquet file that are unpacked at once."""


def read_csv(stream: BinaryIO, path: str, options: IntakeOptions) -> Records:
    """Yield the reports of a CSV file with a head line; commas, semicolons, tabs or bars between.

    Quotation marks inside a quoted cell have to be doubled; a row in which they are not, or which has
    more cells than the head, gives an ``Unreadable``.
    """
    head, stream = look(stream)
    encoding = options.encoding or _encoding(head)
    csv.field_size_limit(max(csv.field_size_limit(), options.limit))
    with io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="") as lines:
        names, rows = _open_rows(lines, head.decode(encoding, "replace"))
        columns = match_columns(names, options.columns)
        for number, row in enumerate(_rows(rows, len(names)), 1):
            yield _record(record_source(path, number), row, names, columns, options)


def _encoding(head: bytes) -> str:
    """Return UTF-8 or UTF-16 as a byte order mark says; raise the reader's own errors for what is neither."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, len(head) < HEAD)
    except UnicodeDecodeError:
        decode(head)  # says what is wrong, and how to help
    if not head.strip():
        raise EmptyInputError("the table is empty; give one with a head line and rows")
    return "utf-8-sig"


def _open_rows(lines: io.TextIOWrapper, head: str) -> tuple[list[str], Iterator[list[str]]]:
    """Return the names of the columns and the rows; the delimiter is the one that parts the head best."""
    first = head.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").lstrip("\r\n")

    def parted(delimiter: str) -> tuple[bool, int]:
        with suppress(csv.Error, StopIteration):
            names = next(csv.reader([first.splitlines()[0]], delimiter=delimiter))
            return has_text_column(names), len(names)
        return False, 0

    rows = csv.reader(lines, delimiter=max(",;\t|", key=parted), strict=True)
    try:
        names = next(row for row in rows if row)
    except StopIteration:
        raise EmptyInputError("the table is empty; give one with a head line and rows") from None
    except csv.Error as error:
        raise FormatError(f"the head of the table cannot be read: {error}; repair its first line") from None
    return [name.strip() for name in names], rows


def _rows(rows: Iterator[list[str]], width: int) -> Iterator[list[str] | InputError]:
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield FormatError(
                f"the row is no CSV: {error}; double the quotation marks inside a quoted cell, and close it"
            )
            continue
        if len(row) > width:
            yield FormatError(
                f"the row has {len(row)} cells, and the head {width}; quote a cell that holds the delimiter"
            )
        elif row:
            yield row


def _record(
    source: str,
    row: list[str] | InputError,
    names: list[str],
    columns: Mapping[str, str],
    options: IntakeOptions,
) -> Unread | Unreadable:
    if isinstance(row, InputError):
        return Unreadable(source, row)
    return _report(source, dict(zip(names, row, strict=False)), columns, options.limit)


def _report(
    source: str, row: Mapping[str, object], columns: Mapping[str, str], limit: int
) -> Unread | Unreadable:
    try:
        return to_report(row, columns, limit).override(source=source)
    except InputError as error:
        return Unreadable(source, error)


def read_parquet(stream: BinaryIO, path: str, options: IntakeOptions) -> Records:
    """Yield the reports of a Parquet file; ``stream`` has to be seekable. Only the columns needed are read."""
    parquet = load_library("pyarrow.parquet", "reading Parquet")
    arrow = load_library("pyarrow", "reading Parquet")
    number = 0
    try:
        with parquet.ParquetFile(stream) as file:
            columns = match_columns(file.schema_arrow.names, options.columns)
            for batch in file.iter_batches(BATCH, columns=sorted(set(columns.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield _report(record_source(path, number), row, columns, options.limit)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise FormatError(
            f"the Parquet file is damaged or not one ({error}), after {number:,} rows; write it anew"
        ) from None


def read_json_lines(stream: BinaryIO, path: str, options: IntakeOptions) -> Records:
    """Yield the reports of a file with one JSON object a line: Ravi's own form, or fields named as columns are."""
    number = 0
    for line in read_lines(stream, options.limit):
        if line is not None and not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        number += 1
        source = record_source(path, number)
        try:
            if line is None:
                raise TooLargeError(too_large(f"a line of more than {options.limit:,} bytes"))
            yield _from_line(decode(line, options.encoding), options).override(source=source)
        except InputError as error:
            yield Unreadable(source, error)


def _from_line(line: str, options: IntakeOptions) -> Unread:
    try:
        found: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormatError(f"the line is not JSON: {error}; give one object a line") from None
    if not isinstance(found, dict):
        raise FormatError(f"the line holds {line!r:.40}, not an object; give one object a line")
    if "report" in found and not options.columns:
        return from_json(found)
    return to_report(found, match_columns(found, options.columns), options.limit)

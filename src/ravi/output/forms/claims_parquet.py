"""The claims as Parquet, one row a claim, with typed columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from itertools import islice
from typing import IO, Any

from ravi.errors import OutputError
from ravi.ledger.records import Incident
from ravi.output.forms.cells import Value
from ravi.output.forms.claim_rows import COLUMNS, Row, claim_rows

#: Rows held in memory and written as one row group.
GROUP = 10_000


def write(incidents: Iterable[Incident], stream: IO[bytes]) -> None:
    """Write the claims of ``incidents`` to a binary stream.

    Raises ``OutputError`` where the extra ``parquet`` is not installed.
    """
    pyarrow, parquet = _library()
    schema = _schema(pyarrow)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _groups(claim_rows(incidents), GROUP):
            typed = [{name: _typed(value) for name, value in row.items()} for row in rows]
            writer.write_table(pyarrow.Table.from_pylist(typed, schema=schema))


def _library() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise OutputError(
            "Parquet cannot be written without pyarrow; install it with: pip install 'ravi[parquet]'"
        ) from None


def _schema(pyarrow: Any) -> Any:
    """Return the schema that ``COLUMNS`` tells of."""
    kinds = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "decimal": pyarrow.float64(),
        "date": pyarrow.date32(),
        "moment": pyarrow.timestamp("us", tz="UTC"),
        "texts": pyarrow.list_(pyarrow.string()),
        "integers": pyarrow.list_(pyarrow.int64()),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])


def _typed(value: Value) -> Value | list[str | int | None]:
    """Return what the column holds: an unknown among several is null, a moment is in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, tuple):
        return [None if item == "" else item for item in value]
    return value


def _groups(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while group := list(islice(rows, size)):
        yield group

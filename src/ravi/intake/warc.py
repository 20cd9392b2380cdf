"""Web archives (WARC) → reports, record by record, by fastwarc."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from ravi.errors import FormatError, InputError, TooLargeError
from ravi.intake.columns import record_source
from ravi.intake.days import find_day
from ravi.intake.files import Unread, Unreadable, from_bytes
from ravi.intake.libraries import load_library
from ravi.intake.options import IntakeOptions
from ravi.intake.pages import Origin, decode_page, read_page
from ravi.reading.accept import too_large

HTML = ("text/html", "application/xhtml+xml")
TEXT = ("text/plain",)

_HEADERS = 64_000
"""Bytes that a response's own headers may have beside its body."""

_BROKEN = (OSError, ValueError, RuntimeError, EOFError, zlib.error)
"""What fastwarc, or the gzip stream under it, raises for a record that is not what it says."""


class _Pieces:
    """A stream whose ``read`` gives what has come, so that nothing before a break is lost."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream, self._read = stream, 0

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, at most ``size``, none at the end."""
        piece = self._stream.read1(size)
        self._read += len(piece)
        return piece

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._read


def read_warc(stream: BinaryIO, path: str, options: IntakeOptions) -> Iterator[Unread | Unreadable]:
    """Yield the reports of an archive: its pages and texts, each with the record's URL and date.

    Read are responses with status 200, resources and conversions (the plain texts of .wet files) that
    are HTML or text; pictures, scripts and failed requests are passed over. Records count from 1 among
    those of these three kinds, whatever they hold.
    """
    number = 0
    for record in _records(stream, options.limit):
        number += 1
        source = record_source(path, number)
        if isinstance(record, InputError):
            yield Unreadable(source, record)
            continue
        try:
            report = _read_record(record, options)
        except InputError as error:
            yield Unreadable(source, error)
        except _BROKEN as error:
            yield Unreadable(source, FormatError(f"the record cannot be unpacked ({error}); get it again"))
        else:
            if report is not None:
                yield report.override(source=source)


def _records(stream: BinaryIO, limit: int) -> Iterator[Any]:
    """Yield the records, an ``InputError`` in the place of one that is too large, cut off or damaged.

    fastwarc gives out the record that a file breaks off in as if it were whole; its length tells.
    """
    warc = load_library("fastwarc.warc", "reading WARC")
    wanted = warc.response | warc.resource | warc.conversion
    pieces = _Pieces(cast(io.BufferedIOBase, stream))
    seen = 0
    try:
        for record in warc.ArchiveIterator(pieces, record_types=wanted, parse_http=False):
            length = record.content_length
            if length > limit + _HEADERS:
                yield TooLargeError(too_large(f"{length:,} bytes"))
                continue
            block = record.reader.read(length)
            if len(block) < length:
                yield _damaged(f"the record has {len(block):,} of its {length:,} bytes", seen)
                return
            yield _apart(warc.WarcRecord(), record, block)
            seen += 1
    except _BROKEN as error:
        yield _damaged(str(error), seen)


def _apart(copy: Any, record: Any, block: bytes) -> Any:
    """Return a record of its own: the archive goes on whatever parsing it comes to."""
    copy.set_bytes_content(block)
    for name, value in record.headers.items():
        copy.headers.append(name, value)
    copy.is_http = record.is_http
    return copy


def _damaged(what: str, seen: int) -> FormatError:
    return FormatError(
        f"the archive is damaged or cut off ({what}) after {seen:,} records; "
        "those before were read, get the file again for the others"
    )


def _content_type(record: Any) -> str:
    told = record.http_content_type if record.is_http_parsed else record.headers.get("Content-Type")
    return (told or "").split(";")[0].strip().lower()


def _is_success(record: Any) -> bool:
    return not record.is_http_parsed or record.http_headers.status_code == 200


def _read_record(record: Any, options: IntakeOptions) -> Unread | None:
    """Return the report of a record, None for one that is no page or text."""
    if record.is_http:
        record.parse_http(auto_decode="all")
    kind = _content_type(record)
    if kind not in (*HTML, *TEXT) or not _is_success(record):
        return None
    url = record.headers.get("WARC-Target-URI")
    url = url.strip("<>") if url else None
    data = record.reader.read(options.limit + 1)
    if len(data) > options.limit:
        raise TooLargeError(too_large(f"more than {options.limit:,} bytes"))
    charset = record.http_charset if record.is_http_parsed else None
    if kind in HTML:
        report = read_page(data, Origin(url, charset), options.encoding, limit=options.limit)
    else:
        report = replace(from_bytes(decode_page(data, options.encoding, charset).encode()), url=url)
    day = report.published or find_day(record.headers.get("WARC-Date"))
    return replace(report, published=day)

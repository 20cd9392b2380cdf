"""Bytes that are looked at before they are read: opened files, gzip, standard input."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from ravi.errors import FormatError, InputError, RaviError, TooLargeError
from ravi.intake.kinds import GZIP, HEAD
from ravi.reading.accept import too_large

BROKEN_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)
"""What a gzip file raises that is cut off or damaged."""


class _Rejoined(io.RawIOBase):
    """The bytes of ``head``, then those that ``rest`` still has, piece by piece as they come.

    ``read`` of a longer piece would lose what stands before the break of a damaged file.
    """

    def __init__(self, head: bytes, rest: io.BufferedIOBase) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = self._rest.read1(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(name: str) -> Iterator[tuple[bytes, BinaryIO]]:
    """Open the file ``name`` (``-``: standard input), unpacked where it is gzip; give its head and all of it.

    Raises an ``InputError`` for what cannot be opened, and for trouble of the file while it is read.
    """
    try:
        with io.BytesIO() if name == "-" else open(name, "rb") as file:
            head, stream = look(sys.stdin.buffer if name == "-" else cast(BinaryIO, file))
            if name != "-" and file.seekable() and not head.startswith(GZIP):
                file.seek(0)
                stream = cast(BinaryIO, file)
            if head.startswith(GZIP):
                head, stream = look(cast(BinaryIO, gzip.GzipFile(fileobj=stream)))
            yield head, stream
    except RaviError:
        raise
    except BROKEN_GZIP as error:
        raise FormatError(
            f"the gzip data is damaged or cut off ({error}); get the file again, or unpack what is left of it"
        ) from None
    except OSError as error:
        raise InputError(
            f"the file {name!r} cannot be read: {error.strerror or error}; check its name and its permissions"
        ) from None


def look(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and a stream of all of it."""
    head = stream.read(HEAD)
    return head, cast(BinaryIO, io.BufferedReader(_Rejoined(head, cast(io.BufferedIOBase, stream))))


def read_limited(stream: BinaryIO, limit: int) -> bytes:
    """Return all of a stream, or raise a ``TooLargeError`` when it is longer than ``limit``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(too_large(f"more than {limit:,} bytes"))
    return data


def read_lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for one longer than ``limit``; never holds more than ``limit``."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream as a file that can be read in any order: itself, or a copy that goes again at the end."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        file.seek(0, os.SEEK_SET)
        yield cast(BinaryIO, file)

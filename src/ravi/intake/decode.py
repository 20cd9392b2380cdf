"""Bytes → text, or a clear word on why not.

UTF-8 with or without a byte order mark and UTF-16 with one are told apart by
themselves; any other encoding has to be named. Line ends stay as they are, so that
spans count in the file's own text; only the byte order mark goes.
"""

from __future__ import annotations

import codecs
import re

from ravi.errors import BinaryInputError, EmptyInputError, EncodingError, InputError, TooLargeError
from ravi.reading.accept import LIMIT, too_large

# How common files that are not text begin, and what a person calls them.
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (or a Word, Excel or OpenDocument file)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)

# A run of three or more Persian or Arabic letters: what cp1256 bytes of such a text decode to.
_ARABIC_WORD = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{3,}")


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return the text of ``data``, read as ``encoding`` or, without one, as UTF-8 or UTF-16 by its mark.

    >>> decode("گفت".encode())
    'گفت'
    >>> decode("گفت".encode("cp1256"), "cp1256")
    'گفت'
    """
    if not data.strip():
        raise EmptyInputError("the input is empty; give a report of at least one sentence")
    if len(data) > LIMIT:
        raise TooLargeError(too_large(f"{len(data):,} bytes"))
    _check_magic(data)
    if encoding is not None:
        return _decode_as(data, encoding)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16")
    _check_nul(data)
    return _decode_as(data, "utf-8-sig")


def _check_magic(data: bytes) -> None:
    for start, kind in _MAGIC:
        if data.startswith(start):
            raise BinaryInputError(
                f"the input is {kind}, not text (it begins {data[:8]!r}); give the report as plain text"
            )


def _check_nul(data: bytes) -> None:
    offset = data.find(b"\0")
    if offset < 0:
        return
    raise BinaryInputError(
        f"the input is binary: byte 0x00 at offset {offset}, and no byte order mark; "
        "give a plain text file, or --encoding utf-16-le or utf-16-be if it is one of these"
    )


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(
            f"the encoding {encoding!r} is not known; give utf-8, utf-16, cp1256 or another that Python knows"
        ) from None
    except UnicodeDecodeError as error:
        raise EncodingError(_misread(data, encoding, error), offset=error.start) from None
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _misread(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    bad = f"byte 0x{data[error.start]:02x} at offset {error.start}"
    return f"the input is not {name}: {bad}; {_remedy(data, name)}"


def _remedy(data: bytes, encoding: str) -> str:
    if encoding == "utf-8" and _is_likely_cp1256(data):
        return "it reads well as Windows Arabic: try --encoding cp1256"
    return "give its --encoding (cp1256 for old Windows files), or convert it to UTF-8"


def _is_likely_cp1256(data: bytes) -> bool:
    """Say whether most of the letters beyond ASCII decode to runs of Persian or Arabic letters."""
    text = data[:20_000].decode("cp1256", errors="replace")
    beyond = sum(character > "\x7f" for character in text)
    return sum(map(len, _ARABIC_WORD.findall(text))) > beyond / 2

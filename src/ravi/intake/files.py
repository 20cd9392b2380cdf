"""Files and standard input → reports still to be read."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from ravi.errors import FormatError, InputError, TooLargeError
from ravi.intake.decode import decode
from ravi.reading.accept import LIMIT, too_large

_FIELDS = ("id", "publisher", "published", "language", "title", "url")


@dataclass(frozen=True, slots=True)
class Unread:
    """A report's text and what is told about it, before it is read; the arguments of ``ravi.read``.

    ``url`` is the report's own address. ``source`` says where it stood and stays the same from
    run to run: an absolute path, ``path#n`` for the n-th record of a file of many, or a URL.
    ``publisher_why`` says how the publisher was found (see ``intake.publishers``) and is empty
    when it was told. ``published_at`` is the minute of publication on the publisher's clock, where it is known.
    """

    text: str
    id: str | None = None
    publisher: str | None = None
    published: date | str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    source: str = ""
    publisher_why: str = ""
    published_at: datetime | None = None

    def override(self, **told: str | None) -> Unread:
        """Return the report with every field replaced for which ``told`` has a value."""
        known: dict[str, Any] = {field: value for field, value in told.items() if value is not None}
        return replace(self, **known)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, a record of a file or a URL that gives no report, and why; ``source`` as in ``Unread``."""

    source: str
    error: InputError


def load_file(name: str, *, encoding: str | None = None) -> Unread:
    """Return the report in the file ``name`` (``-``: standard input): text, or JSON as ``docs/format.md``.

    Never reads more than the limit of one report, however large the file is.
    """
    stem = None if name == "-" else Path(name).stem
    return from_bytes(_read_bytes(name), encoding, is_json=name.lower().endswith(".json"), id=stem)


def from_bytes(
    data: bytes, encoding: str | None = None, *, is_json: bool = False, id: str | None = None
) -> Unread:
    """Return the report that ``data`` holds: JSON (``is_json``: nothing else will do) or text."""
    text = decode(data, encoding)
    found = _parse_json(text, is_json=is_json)
    if found is None:
        return Unread(text=text, id=id)
    report = from_json(found)
    return report if report.id else replace(report, id=id)


def _read_bytes(name: str) -> bytes:
    if name == "-":
        return _read_limited(sys.stdin.buffer)
    path = Path(name)
    try:
        if path.is_file() and path.stat().st_size > LIMIT:
            raise TooLargeError(too_large(f"{path.stat().st_size:,} bytes"))
        with path.open("rb") as stream:
            return _read_limited(stream)
    except OSError as error:
        raise InputError(f"the file {name!r} cannot be read: {error.strerror}; {_hint(path)}") from None


def _hint(path: Path) -> str:
    return "give the files in it" if path.is_dir() else "check its name and its permissions"


def _read_limited(stream: BinaryIO) -> bytes:
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise TooLargeError(too_large(f"more than {LIMIT:,} bytes"))
    return data


def _parse_json(text: str, *, is_json: bool) -> dict[str, Any] | None:
    """Return the JSON object that ``text`` is, or None for a plain text that may begin with a brace."""
    if not is_json and not text.lstrip().startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if not is_json:
            return None
        raise FormatError(f"the file is not JSON: {error}; repair it, or give plain text as .txt") from None
    if isinstance(found, dict) and ("text" in found or "report" in found):
        return found
    if not is_json:
        return None
    raise FormatError('the JSON has no report: give {"report": {"text": "…"}} as docs/format.md says')


def from_json(found: dict[str, Any]) -> Unread:
    """Return the report that a JSON object holds, or raise a ``FormatError`` that names the field."""
    report = found.get("report", found)
    if not isinstance(report, dict):
        raise FormatError(f"report must be an object, not {report!r:.40}")
    text = report.get("text")
    if not isinstance(text, str):
        raise FormatError(f"report.text must be a string, not {text!r:.40}")
    told = {field: report.get(field) for field in _FIELDS}
    for field, value in told.items():
        if value is not None and not isinstance(value, str):
            raise FormatError(f"report.{field} must be a string or null, not {value!r:.40}")
    return Unread(text).override(**told)

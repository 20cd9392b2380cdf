"""Opens everything that reports come from: files, folders, URLs, feeds and standard input, as one stream."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from ravi.errors import BinaryInputError, InputError
from ravi.intake.feeds import fetch_entry, parse_feed, read_feed
from ravi.intake.fetch import Fetched, Fetcher
from ravi.intake.files import Unread, Unreadable, from_bytes
from ravi.intake.kinds import tell_kind
from ravi.intake.options import IntakeOptions
from ravi.intake.pages import Origin, decode_page, read_page
from ravi.intake.streams import opened, read_limited, seekable
from ravi.intake.tables import read_csv, read_json_lines, read_parquet
from ravi.intake.warc import read_warc

__all__ = ["IntakeOptions", "Unread", "Unreadable", "is_url", "open_sources"]

Reports = Iterator[Unread | Unreadable]


def open_sources(names: Sequence[str], options: IntakeOptions, *, fetcher: Fetcher | None = None) -> Reports:
    """Yield the reports of every name in their order, with what ``options`` tell of them.

    A name is a file, a folder (all files in it, sorted, hidden ones passed over), the URL of a page or
    a feed, or ``-`` for standard input. What cannot be read gives an ``Unreadable``, and the rest goes
    on. Nothing is held whole but single reports, pages and feeds.
    """
    fetcher = fetcher or Fetcher(options)
    for name in names:
        found = _open_url(name, options, fetcher) if is_url(name) else _open_path(name, options)
        for item in found:
            yield options.apply(item) if isinstance(item, Unread) else item


def is_url(name: str) -> bool:
    """Say whether a name is a URL and no path.

    >>> is_url("https://example.org/rss"), is_url("news/1.txt"), is_url("FTP://example.org")
    (True, False, True)
    """
    scheme, found, _rest = name.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").isalnum()


def _open_path(name: str, options: IntakeOptions) -> Reports:
    if name == "-" or not os.path.isdir(name):
        yield from _open_file(name, options)
        return
    empty = True
    for path in _walk(name):
        empty = False
        if isinstance(path, Unreadable):
            yield path
        else:
            yield from _open_file(path, options)
    if empty:
        yield Unreadable(_source(name), InputError(f"the folder {name!r} has no files; give one that has"))


def _walk(folder: str) -> Iterator[str | Unreadable]:
    """Yield the files of a folder and its folders, sorted; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = f"the folder {folder!r} cannot be read: {error.strerror}; check its permissions"
        yield Unreadable(_source(folder), InputError(message))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file() or entry.is_symlink():
            yield entry.path


def _source(name: str) -> str:
    """Return what stands for a path from run to run; bytes of it that are no UTF-8 are spelled out."""
    path = "-" if name == "-" else os.path.abspath(name)
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _open_file(name: str, options: IntakeOptions) -> Reports:
    source = _source(name)
    try:
        with opened(name) as (head, stream):
            kind = tell_kind("" if name == "-" else name, head)
            for item in _read(kind, stream, name, source, options):
                yield item.override(source=source) if isinstance(item, Unread) and not item.source else item
    except InputError as error:
        yield Unreadable(source, error)


def _read(kind: str, stream: BinaryIO, name: str, source: str, options: IntakeOptions) -> Reports:
    """Yield the reports of a file of a known kind; those of single reports have no ``source`` yet."""
    if kind == "csv":
        yield from read_csv(stream, source, options)
    elif kind == "jsonl":
        yield from read_json_lines(stream, source, options)
    elif kind == "warc":
        yield from read_warc(stream, source, options)
    elif kind == "parquet":
        with seekable(stream) as file:
            yield from read_parquet(file, source, options)
    elif kind == "feed":
        yield from read_feed(read_limited(stream, options.limit), source, options)
    elif kind == "html":
        data = read_limited(stream, options.limit)
        yield read_page(data, Origin(), options.encoding, limit=options.limit).override(id=_id(name))
    else:
        data = read_limited(stream, options.limit)
        yield from_bytes(data, options.encoding, is_json=kind == "json", id=_id(name))


def _id(name: str) -> str | None:
    return None if name == "-" else Path(name.removesuffix(".gz")).stem


def _open_url(url: str, options: IntakeOptions, fetcher: Fetcher) -> Reports:
    try:
        found = fetcher.get(url)
        kind = tell_kind("", found.body)
        if kind == "feed":
            feed = parse_feed(found.body, url=found.url, charset=found.charset)
            for entry in feed.entries:
                yield fetch_entry(entry, found.url, feed.title, fetcher, options)
        else:
            yield _read_fetched(found, kind, options).override(source=url)
    except InputError as error:
        yield Unreadable(url, error)


def _read_fetched(found: Fetched, kind: str, options: IntakeOptions) -> Unread:
    if kind == "html" or found.type in ("text/html", "application/xhtml+xml"):
        origin = Origin(found.url, found.charset)
        return read_page(found.body, origin, options.encoding, limit=options.limit)
    if kind not in ("text", "json"):
        raise BinaryInputError(f"{found.url!r:.200} is a {kind} file; download it and give the file")
    text = decode_page(found.body, options.encoding, found.charset)
    return from_bytes(text.encode(), is_json=kind == "json").override(url=found.url)

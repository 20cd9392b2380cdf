"""RSS and Atom feeds → their entries, by feedparser, and entries → reports."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ravi.errors import EmptyInputError, FormatError, InputError
from ravi.intake.columns import record_source
from ravi.intake.days import find_day, find_moment
from ravi.intake.fetch import PAGES, Fetcher
from ravi.intake.files import Unread, Unreadable, from_bytes
from ravi.intake.libraries import load_library
from ravi.intake.options import IntakeOptions
from ravi.intake.pages import Origin, decode_page, read_page, to_lines

WHOLE = 400
"""Characters from which an entry's content counts as the full text, if it does not end as a teaser does."""

_TEASER_ENDS = ("…", "...", "[…]", "[...]", "…]", "...]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    ``key`` is of its id and its words, so that a changed entry has another; ``content`` is the
    text that it holds in full, ``summary`` whatever it says in short.
    """

    key: str
    id: str | None
    url: str | None
    title: str | None
    published: date | None
    published_at: datetime | None
    content: str
    summary: str

    @property
    def is_whole(self) -> bool:
        """Whether the entry holds the full text, so that its page need not be fetched."""
        return len(self.content) >= WHOLE and not self.content.rstrip().endswith(_TEASER_ENDS)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's title, its entries in its own order, and the seconds between polls that it asks for."""

    title: str | None
    entries: tuple[Entry, ...]
    ttl: float | None = None


def parse_feed(data: bytes, *, url: str | None = None, charset: str | None = None) -> ParsedFeed:
    """Return what a feed holds; raise a ``FormatError`` for what is no feed."""
    feedparser = load_library("feedparser", "reading feeds")
    kind = "application/xml" + (f"; charset={charset}" if charset else "")
    headers = {"content-type": kind} | ({"content-location": url} if url else {})
    # A stream, never the bytes themselves: feedparser would open what looks like a path or a URL.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    if not found.get("version") and not found.entries:
        raise FormatError(f"it is no RSS or Atom feed (it begins {data[:40]!r}); give the feed's own address")
    return ParsedFeed(_line(found.feed.get("title")), tuple(map(_entry, found.entries)), _ttl(found.feed))


def _entry(found: Any) -> Entry:
    contents = [to_lines(part.get("value") or "") for part in found.get("content", ())]
    content = max(contents, key=len, default="")
    summary = to_lines(dict.get(found, "summary") or "")
    title, link, id = (_line(dict.get(found, name)) for name in ("title", "link", "id"))
    words = "\0".join([id or link or "", title or "", summary, content])
    # ``dict.get``: the object's own takes one date for the other when that is missing.
    dates = [dict.get(found, name) for name in ("published", "updated", "created")]
    return Entry(
        key=hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:20],
        id=id,
        url=link if link and link.startswith(("http:", "https:")) else None,
        title=title,
        published=find_day(*dates),
        published_at=find_moment(*dates),
        content=content,
        summary=summary,
    )


def _line(value: str | None) -> str | None:
    return " ".join(to_lines(value or "").split()) or None


def _ttl(feed: Any) -> float | None:
    value = str(feed.get("ttl") or "").strip()
    return float(value) * 60 if value.isdecimal() else None


def read_feed(data: bytes, path: str, options: IntakeOptions) -> Iterator[Unread | Unreadable]:
    """Yield the reports that a feed in a file holds, nothing fetched: an entry's content, or its summary."""
    feed = parse_feed(data)
    for number, entry in enumerate(feed.entries, 1):
        source = record_source(path, number)
        try:
            yield _own_words(entry, feed.title, options).override(source=source)
        except InputError as error:
            yield Unreadable(source, error)


def fetch_entry(
    entry: Entry, feed: str, title: str | None, fetcher: Fetcher, options: IntakeOptions
) -> Unread | Unreadable:
    """Return the report of an entry of the feed at the URL ``feed``: the full text it holds, or its page's."""
    source = entry.url or f"{feed}#{entry.id or entry.key}"
    try:
        if entry.url is None or entry.is_whole:
            return _own_words(entry, title, options).override(source=source)
        page = fetch_page(entry.url, fetcher, options)
    except InputError as error:
        return Unreadable(source, error)
    return replace(
        page,
        id=entry.id,
        title=entry.title or page.title,
        published=entry.published or page.published,
        published_at=entry.published_at,
        source=source,
    )


def fetch_page(url: str, fetcher: Fetcher, options: IntakeOptions) -> Unread:
    """Return the report on the page at ``url``; raise an ``InputError`` where there is none."""
    page = fetcher.get(url, PAGES)
    origin = Origin(page.url, page.charset)
    if page.type.startswith("text/") and page.type != "text/html":
        text = decode_page(page.body, options.encoding, page.charset)
        return replace(from_bytes(text.encode()), url=page.url)
    return read_page(page.body, origin, options.encoding, limit=options.limit)


def _own_words(entry: Entry, title: str | None, options: IntakeOptions) -> Unread:
    text = entry.content or entry.summary
    if not text:
        raise EmptyInputError("the entry has neither a text nor a page; there is nothing to read")
    return Unread(
        text,
        id=entry.id,
        title=entry.title,
        published=entry.published,
        published_at=entry.published_at,
        url=entry.url,
        publisher=title,
        publisher_why="the feed calls itself so" if title else "",
    )

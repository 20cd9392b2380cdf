"""What kind of file something is: by its ending, and by its content where the ending does not tell."""

from __future__ import annotations

import json
import re

from ravi.intake.columns import has_text_column

HEAD = 4096
"""Bytes from the beginning that are looked at."""

ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".rss": "feed",
    ".atom": "feed",
}

GZIP = b"\x1f\x8b"

# The first element of a feed, after a declaration, comments and a document type.
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
# What only an HTML page begins with, or has near its beginning.
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def tell_kind(name: str, head: bytes) -> str:
    """Return the kind of a file from its name (an empty one tells nothing) and its first bytes.

    The kinds are ``text``, ``json``, ``jsonl``, ``html``, ``csv``, ``parquet``, ``warc`` and ``feed``;
    whatever is nothing else is ``text``, and refused later when it is none.

    >>> tell_kind("day.csv.gz", b"a,b"), tell_kind("page.xml", b"<?xml version='1.0'?><rss version='2.0'>")
    ('csv', 'feed')
    >>> tell_kind("", b'{"text": "a"}\\n{"text": "b"}\\n'), tell_kind("", "id;متن\\n1;گفت".encode())
    ('jsonl', 'csv')
    """
    lower = name.lower().removesuffix(".gz")
    for ending, kind in ENDINGS.items():
        if lower.endswith(ending):
            return kind
    return _by_content(head[:HEAD])


def _by_content(head: bytes) -> str:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<"):
        return _by_markup(start)
    if start.startswith(b"{"):
        return "jsonl" if _is_json_lines(start) else "json"
    return "csv" if _is_table(start) else "text"


def _by_markup(start: bytes) -> str:
    feed, html = _FEED.search(start), _HTML.search(start)
    if feed and (html is None or feed.start() < html.start()):
        return "feed"
    return "html" if html else "text"


def _is_json_lines(start: bytes) -> bool:
    """Say whether the first line is a whole object (or so long that it is cut off) and a second one begins."""
    first, end, rest = start.partition(b"\n")
    if not end or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(start: bytes) -> bool:
    """Say whether the first line names columns, one of them a text's."""
    first, end, _rest = start.partition(b"\n")
    names = [name.strip(' \t\r"') for name in re.split("[,;\t|]", first.decode("utf-8", "replace"))]
    return bool(end) and len(names) > 1 and has_text_column(names)

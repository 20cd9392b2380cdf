"""An HTML page → a report: its text by trafilatura, and what it tells of itself.

Trafilatura drops every character that cannot be seen, half-spaces among them, which would
join Persian words («گروه‌های» → «گروههای»). They are set aside as a letter that the page does
not have, and put back.
"""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from ravi.errors import EmptyInputError, EncodingError, TooLargeError
from ravi.intake.days import find_day
from ravi.intake.decode import decode
from ravi.intake.files import Unread
from ravi.intake.libraries import load_library
from ravi.reading.accept import too_large

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
# A half-space, as itself or as an entity.
_ZWNJ = re.compile(rf"{ZWNJ}|&zwnj;|&#0*8204;|&#[xX]0*200[cC];")

# Letters that no news page uses; the first that a page does not have stands for its half-spaces.
_STAND_INS = "ꙮꙭꙬꚘꚙꚚꚛ"

# The encoding that a page declares: <meta charset="…">, <meta content="text/html; charset=…">, <?xml encoding="…"?>.
_DECLARED = re.compile(rb"(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)

_DECLARED_WITHIN = 4096

# Python's codecs that are no encodings of pages: some take very long, some give text that was never there.
_NO_PAGES = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}

MOST_TAGS = 200_000
"""Tags that a page may have: ten times those of the longest news pages, and some seconds' work for trafilatura."""

FEWEST = 5
"""Words that an article has at least: of a page without one, trafilatura keeps a word of its menu."""

# Elements after which a line ends, in the markup of a feed's entries.
_BLOCK = re.compile(
    r"(?i)<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|hr|pre))\b[^<>]*>"
)
_HIDDEN = re.compile(r"(?is)<(script|style|template|noscript)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)")
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page came from: its URL, and the encoding that the server named."""

    url: str | None = None
    charset: str | None = None


def read_page(data: bytes, origin: Origin, encoding: str | None = None, *, limit: int) -> Unread:
    """Return the report on a page; raise an ``EmptyInputError`` when there is no article on it."""
    if len(data) > limit:
        raise TooLargeError(too_large(f"{len(data):,} bytes"))
    html = decode_page(data, encoding, origin.charset)
    if html.count("<") > MOST_TAGS:
        raise TooLargeError(f"the page has more than {MOST_TAGS:,} tags; save its text as .txt and give that")
    found = _extract(html, origin.url)
    text = found.text if found else None
    if not text or len(text.split()) < FEWEST:
        raise EmptyInputError("no article is found on the page; save its text as .txt and give that")
    publisher = _site(found.sitename)
    return Unread(
        _without_title(text, found.title),
        title=found.title or None,
        publisher=publisher,
        publisher_why="the page names its site so" if publisher else "",
        published=find_day(found.date),
        language=None,
        url=_own_address(found.url, origin.url),
    )


def _without_title(text: str, title: str | None) -> str:
    """Return an article without the headline over it: it is the title, and would be read as a sentence."""
    first, _end, rest = text.partition("\n")
    is_title = title is not None and first.split() == title.split()
    return rest if is_title and rest.strip() else text


def decode_page(data: bytes, encoding: str | None = None, charset: str | None = None) -> str:
    """Return the text of a page: told, marked, as the server or the page says, UTF-8; never with an error.

    A few wrong bytes become replacement characters: pages are put together of many hands' pieces.
    """
    if encoding is not None:
        return data.decode(encoding, "replace")
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-16", "replace")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    named = declared[1].decode("ascii") if declared else ""
    if named.lower().startswith(("utf-16", "utf-32")):
        named = "utf-8"  # or its name could not have been read
    known = [name for name in (charset, named) if name and _is_encoding(name)]
    for name in [*known, "utf-8"]:
        try:
            return data.decode(name)
        except UnicodeError:
            continue
    if known:
        return data.decode(known[0], "replace")
    return _undeclared(data)


def _undeclared(data: bytes) -> str:
    """Return the text of a page that names no encoding: UTF-8 with a few wrong bytes, else the reader's error."""
    text = data.decode("utf-8", "replace")
    if text.count("\N{REPLACEMENT CHARACTER}") * 50 < sum(character > "\x7f" for character in text):
        return text
    try:
        return decode(data)
    except EncodingError:
        return decode(data, "cp1256") if _reads_as_cp1256(data) else text


def _reads_as_cp1256(data: bytes) -> bool:
    text = data.decode("cp1256", "replace")
    letters = sum("\u0621" <= character <= "\u06cc" for character in text)
    return letters > 0.8 * sum(character > "\x7f" for character in text)


def _is_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name not in _NO_PAGES


def _extract(html: str, url: str | None) -> Any:
    trafilatura = load_library("trafilatura", "reading HTML")
    for name in ("trafilatura", "htmldate"):  # what they say of a page is said by the errors here
        logging.getLogger(name).addHandler(logging.NullHandler())
    stand_in = next((letter for letter in _STAND_INS if letter not in html), None)
    found = trafilatura.bare_extraction(
        _ZWNJ.sub(stand_in or " ", html).replace("\0", ""),
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is not None and stand_in:
        for field in ("text", "title", "sitename", "url"):
            value = getattr(found, field)
            setattr(found, field, value and value.replace(stand_in, ZWNJ))
    return found


def _site(name: str | None) -> str | None:
    """Return the site's name, not its address."""
    name = (name or "").strip()
    return None if not name or ("." in name and " " not in name) else name


def _own_address(canonical: str | None, url: str | None) -> str | None:
    """Return the address that a page names as its own, where it is on the host that the page came from.

    A page must not pass for one of another site.
    """
    if url is None:
        return canonical or None
    try:
        told = urljoin(url, canonical or "")
    except ValueError:
        return url
    return told if _host(told) == _host(url) and told.startswith(("http:", "https:")) else url


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def to_lines(markup: str) -> str:
    """Return the words of a piece of HTML, as feeds have it, one line for each paragraph.

    >>> to_lines("<p>گفت:<br>«نه».</p><script>x()</script><p>۳ &lt; ۵ &amp; رفت</p>")
    'گفت:\\n«نه».\\n۳ < ۵ & رفت'
    """
    plain = _TAG.sub("", _BLOCK.sub("\n", _HIDDEN.sub("", markup)))
    lines = (_SPACES.sub(" ", line).strip() for line in unescape(plain).splitlines())
    return "\n".join(line for line in lines if line)

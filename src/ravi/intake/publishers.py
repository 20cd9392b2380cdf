"""Settles who published a report: told, by its address, by its metadata, by its own words.

Every step takes a name only where it is the publisher's. «به گزارش ایسنا، …» at the head of a
report names the agency that publishes it; «به نقل از ایسنا», «ایسنا: …» and «/ تسنیم» at the end
name one whose account is handed on, and so does «به گزارش رویترز»: what no outlet writes of
itself (``data/outlets.tsv``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from ravi.data.tables import table
from ravi.intake.files import Unread
from ravi.languages.lexicon import rows
from ravi.reading.text.normal import ZWNJ, fold, normalise

HEAD_LINES = 4
"""Lines at the beginning in which a report may name its publisher: a title, a lead, a dateline and the text."""

TAIL_LINES = 3
"""Lines at the end in which a channel may sign."""

LONGEST_LINE = 300
"""Characters of a line that are looked at."""

# An account on a social network: @name, or t.me/name; Telegram's names are the longest, with 32 characters.
_ACCOUNT = re.compile(r"(?:@|\b(?:t|telegram)\.me/(?:s/)?)([A-Za-z][A-Za-z0-9_]{3,31})\b")

# What may stand before the first word of a line: marks, bullets, emoji; no letters and digits.
_START = r"^[^\w\n]*"
# The marks after a name that is no part of the sentence; a colon would make it a voice («ایسنا: …»).
_MARK = r"[،,؛;:()\[\]«»/\-–—|.…]"


def settle_publisher(unread: Unread) -> Unread:
    """Return the report with its publisher and how it was found, where that can be told; else as it is.

    A publisher that was told stays. The others are taken from, in this order: the host or the
    account of the report's URL; the page's or feed's own name of itself; a channel's signature, a
    dateline or «به گزارش …» in the text, unless the URL is of a host that is not known, whose
    words may be somebody else's.

    >>> settle_publisher(Unread("به گزارش ایسنا، یک انبار در زرکوه آتش گرفت.")).publisher
    'ایسنا'
    >>> settle_publisher(Unread("یک انبار در زرکوه آتش گرفت. / تسنیم")).publisher is None
    True
    """
    if unread.publisher and not unread.publisher_why:
        return unread
    found = _by_url(unread.url) or _by_metadata(unread) or _by_words(unread)
    if found is None:
        return unread
    return replace(unread, publisher=found.name, publisher_why=found.why)


@dataclass(frozen=True, slots=True)
class _Found:
    """A publisher's name, and how it was found."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class _Outlets:
    """The outlets by host, by account and by folded name; ``networks`` are the hosts of accounts."""

    hosts: dict[str, str]
    accounts: dict[str, str]
    networks: frozenset[str]
    names: dict[str, str]


@cache
def _outlets() -> _Outlets:
    listed = table("ravi.data", "outlets")
    of = {kind: {r["address"]: r["publisher"] for r in listed if r["kind"] == kind} for kind in _KINDS}
    names = {fold(row["publisher"]): row["publisher"] for row in listed if row["publisher"]}
    names |= {fold(word): publisher for word, publisher in _aliases()}
    return _Outlets(of["host"], of["account"], frozenset(of["network"]), names)


_KINDS = ("host", "account", "network")


def _aliases() -> list[tuple[str, str]]:
    return [(row["word"], row["of"]) for row in rows("fa", "publishers") if row["kind"] == "alias"]


def _by_url(url: str | None) -> _Found | None:
    host, path = _split(url)
    outlets = _outlets()
    if host in outlets.networks:
        account = next((part for part in path.split("/") if part not in ("", "s")), "").lower()
        name = outlets.accounts.get(account)
        return (name and _Found(name, f"the account {account!r} of the URL is its")) or None
    address = next(filter(outlets.hosts.__contains__, _addresses(host, path)), None)
    return (address and _Found(outlets.hosts[address], f"the URL is at {address}")) or None


def _split(url: str | None) -> tuple[str, str]:
    """Return a URL's host, without www, and path; both empty for what is no URL."""
    try:
        found = urlsplit(url or "")
        return (found.hostname or "").removeprefix("www."), found.path.lower()
    except ValueError:
        return "", ""


def _addresses(host: str, path: str) -> list[str]:
    """Return what a URL may be listed as, the narrowest first: its host, the hosts above it, with a path and without.

    >>> _addresses("fa.example.org", "/persian/1")
    ['fa.example.org/persian', 'fa.example.org', 'example.org/persian', 'example.org']
    """
    parts = host.split(".")
    first = path.strip("/").split("/")[0]
    hosts = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    return [address for host in hosts for address in ([f"{host}/{first}"] if first else []) + [host]]


def _by_metadata(unread: Unread) -> _Found | None:
    if not unread.publisher:
        return None
    known = _outlets().names.get(fold(unread.publisher)) or _outlets().names.get(_core(unread.publisher))
    return _Found(known or unread.publisher, unread.publisher_why)


def _core(name: str) -> str:
    """Return the key of a name without the word for its kind («خبرگزاری ایسنا»)."""
    words = normalise(name).text.split()
    fillers = {normalise(word).text for word in _bylines("filler")}
    while len(words) > 1 and words[0] in fillers:
        del words[0]
    return fold(" ".join(words))


def _by_words(unread: Unread) -> _Found | None:
    host, _path = _split(unread.url)
    if host and host not in _outlets().networks:
        return None
    lines = [line for line in unread.text.splitlines() if line.strip()]
    head = [normalise(line[:LONGEST_LINE]).text for line in lines[:HEAD_LINES]]
    return _by_signature(lines[-TAIL_LINES:]) or _by_dateline(head) or _by_opening(head)


def _by_signature(lines: list[str]) -> _Found | None:
    """Return the channel that signs; none when several do."""
    accounts = [name.lower() for line in lines for name in _ACCOUNT.findall(line[-LONGEST_LINE:])]
    signed = {publisher: name for name in accounts if (publisher := _outlets().accounts.get(name))}
    if len(signed) != 1:
        return None
    [(publisher, account)] = signed.items()
    return _Found(publisher, f"signed @{account}")


def _by_dateline(lines: list[str]) -> _Found | None:
    return _match(_datelines(), lines, "the dateline names it")


def _by_opening(lines: list[str]) -> _Found | None:
    return _match(_openings(), lines, "the report begins so")


def _match(pattern: re.Pattern[str], lines: list[str], why: str) -> _Found | None:
    for line in lines:
        found = pattern.search(line)
        if found:
            name = found["name"] or found["guarded"]
            words = " ".join(found["words"].split())
            return _Found(_outlets().names[fold(name)], f"{why}: «{words}»")
    return None


@cache
def _datelines() -> re.Pattern[str]:
    """Return what «ایسنا/», «تهران - ایرنا -» and «تهران (ایسنا)» match at the beginning of a line."""
    sure, guarded = _spellings()
    place = r"(?:\w[\w ]{0,24}\s?[-–—/(]\s?|\()?"
    return re.compile(
        rf"{_START}(?P<words>{place}(?:(?P<name>{sure})|(?P<guarded>{guarded})))\s?[-–—/)](?!\d)"
    )


@cache
def _openings() -> re.Pattern[str]:
    """Return what «به گزارش خبرنگار سیاسی ایسنا» matches at the beginning of a line."""
    sure, guarded = _spellings()
    opener, filler, end = (_any(_bylines(kind)) for kind in ("opener", "filler", "end"))
    return re.compile(
        rf"{_START}(?P<words>(?:{opener})\s(?:(?:{filler})\s){{0,6}}?"
        rf"(?:(?P<name>{sure})(?!\w)|(?P<guarded>{guarded})(?=\s?{_MARK}|\s(?:{end})\s)))"
    )


def _bylines(kind: str) -> list[str]:
    return [row["word"] for row in rows("fa", "bylines") if row["kind"] == kind]


@cache
def _spellings() -> tuple[str, str]:
    """Return the names of outlets that name themselves, as two patterns: sure ones, and common words."""
    kinds = {row["publisher"]: row["self"] for row in table("ravi.data", "outlets") if row["self"]}
    names = [*((name, name) for name in kinds), *((w, of) for w, of in _aliases() if of in kinds)]
    guarded = {name for name, of in names if kinds[of] == "word" and len(_parts(name)) == 1}
    return _any([name for name, _ in names if name not in guarded]), _any(sorted(guarded))


def _any(names: list[str]) -> str:
    """Return a pattern for any of the names, the longest first, half-space, space or nothing between their parts."""
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    return "|".join(rf"[\s{ZWNJ}]?".join(map(re.escape, _parts(name))) for name in longest)


def _parts(name: str) -> list[str]:
    return normalise(name).text.replace(ZWNJ, " ").split()

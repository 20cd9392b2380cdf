"""Reads feeds.toml: which feeds to watch, and what is told of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ravi.errors import FormatError, InputError
from ravi.intake.exchange import parse_target

EVERY = "15m"
"""The time between two polls of a feed that names none."""

_FIELDS = ("url", "publisher", "every", "language")
_DEFAULTS = ("every", "language")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

# A whole number and a unit: 90s, 15m, 2h, 1d.
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to watch; ``every`` is the seconds between polls, the others are told of its reports."""

    url: str
    every: float
    publisher: str | None = None
    language: str | None = None


def load_feeds(path: str | Path) -> tuple[Feed, ...]:
    """Return the feeds of a TOML file in its order; raise an ``InputError`` that names the place of a mistake."""
    try:
        found = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(
            f"the list of feeds {str(path)!r} cannot be read: {error.strerror}; check its name"
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{str(path)!r} is not UTF-8 (byte {error.start}); save it as UTF-8, as TOML is"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{str(path)!r} is not TOML: {error}; repair it there") from None
    try:
        return parse_feeds(found)
    except InputError as error:
        raise FormatError(f"{str(path)!r}: {error}") from None


def parse_feeds(found: Mapping[str, Any]) -> tuple[Feed, ...]:
    """Return the feeds that parsed TOML lists.

    >>> parse_feeds({"every": "1h", "feed": [{"url": "https://example.org/rss"}]})
    (Feed(url='https://example.org/rss', every=3600.0, publisher=None, language=None),)
    """
    _check_names(found, ("feed", *_DEFAULTS), "the file")
    listed = found.get("feed")
    if not isinstance(listed, list) or not listed:
        raise FormatError('it lists no feeds; give each as [[feed]] with url = "https://…"')
    defaults = {name: found[name] for name in _DEFAULTS if name in found}
    feeds: dict[str, Feed] = {}
    for number, entry in enumerate(listed, 1):
        feed = _parse_feed(entry, defaults, f"feed {number}")
        if feed.url in feeds:
            raise FormatError(f"feed {number}: {feed.url!r} is listed twice; leave one out")
        feeds[feed.url] = feed
    return tuple(feeds.values())


def _parse_feed(entry: object, defaults: Mapping[str, Any], place: str) -> Feed:
    if not isinstance(entry, dict):
        raise FormatError(f'{place}: it is {entry!r:.40}, not a table; give [[feed]] with url = "https://…"')
    _check_names(entry, _FIELDS, place)
    told = {**defaults, **entry}
    for name, value in told.items():
        if not isinstance(value, str) or not value.strip():
            raise FormatError(f"{place}: {name} is {value!r:.40}, not a text in quotation marks")
    if "url" not in told:
        raise FormatError(f'{place}: it has no url; give url = "https://…"')
    try:
        parse_target(told["url"])
    except InputError as error:
        raise FormatError(f"{place}: {error}") from None
    every = _parse_every(told.get("every", EVERY), place)
    return Feed(told["url"].strip(), every, told.get("publisher"), told.get("language"))


def _check_names(found: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for name in found:
        if name not in known:
            raise FormatError(f"{place}: {name!r} means nothing here; give {', '.join(known)}")


def _parse_every(value: str, place: str) -> float:
    match = _DURATION.fullmatch(value.strip())
    if match is None or not int(match[1]):
        raise FormatError(
            f"{place}: every = {value!r:.40} is no time; give a number and s, m, h or d, as in '15m'"
        )
    return float(int(match[1]) * _UNITS[match[2]])

"""What the reader accepts: the checks that every text and date passes before it is read.

The command and the library call the same ones, so that both refuse alike.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from ravi.errors import BinaryInputError, DateError, EmptyInputError, EncodingError, InputError, TooLargeError

LIMIT = 5_000_000
"""The longest input, in bytes or code points: far above any news report, far below what harms memory."""

EARLIEST_YEAR = 1800
"""Publication years below this are taken for a Hijri calendar's: now near 1400 (solar) and 1450 (lunar)."""

# Lone halves of surrogate pairs: JSON can spell them, UTF-8 cannot carry them.
_SURROGATE = re.compile("[\ud800-\udfff]")

# Control characters that no news text holds; tab, line ends, form feed and NEL are left out.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")

CONTROL_SHARE = 0.01
"""Above this share of control characters a text is taken for binary data; a stray one is let pass."""


def check_text(text: str) -> None:
    """Raise an ``InputError`` when ``text`` is empty, too long, binary or cannot be written out again.

    >>> check_text("  \\n")
    Traceback (most recent call last):
    ...
    ravi.errors.EmptyInputError: there are no words in the text; give a report of at least one sentence
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise InputError(f"a report's text must be str, not {kind}; decode it first: data.decode('utf-8')")
    if len(text) > LIMIT:
        raise TooLargeError(too_large(f"{len(text):,} characters"))
    lone = _SURROGATE.search(text)
    if lone:
        raise EncodingError(
            f"the text holds half of a surrogate pair, {lone.group()!r}, at character {lone.start()}; "
            "repair what wrote it (a JSON escape cut in two, most often)",
            offset=lone.start(),
        )
    controls = _CONTROL.findall(text)
    if "\0" in controls or len(controls) > CONTROL_SHARE * len(text):
        raise BinaryInputError(
            f"the text holds control characters ({controls[0]!r} among them): it is binary data, "
            "not a report; give its text"
        )
    if not any(character.isalnum() for character in text):
        raise EmptyInputError("there are no words in the text; give a report of at least one sentence")


def too_large(size: str) -> str:
    """Return the message for an input of ``size``."""
    return (
        f"the input is too large for one report: {size}, and the limit is {LIMIT:,}; "
        "split it into one file for each report"
    )


def parse_published(value: date | str | None) -> date | None:
    """Return the publication date that ``value`` gives: a date, an ISO date or date-time, or None.

    >>> parse_published("2019-03-12T08:30:00+03:30")
    datetime.date(2019, 3, 12)
    >>> parse_published("1397-12-21")
    Traceback (most recent call last):
    ...
    ravi.errors.DateError: the publication date '1397-12-21' is in the year 1397, which looks like a \
Hijri year; give the Gregorian date, as in 2019-03-12
    """
    if value is None or value == "":
        return None
    day = value if isinstance(value, date) else _parse_iso(value)
    if isinstance(day, datetime):
        day = day.date()
    if day.year < EARLIEST_YEAR:
        raise DateError(
            f"the publication date {str(value)!r} is in the year {day.year}, which looks like a Hijri year; "
            "give the Gregorian date, as in 2019-03-12"
        )
    return day


def _parse_iso(value: str) -> date:
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (ValueError, AttributeError, TypeError):
        raise DateError(
            f"the publication date {value!r} is not a date; give it as YYYY-MM-DD, as in 2019-03-12"
        ) from None

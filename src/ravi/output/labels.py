"""What people are shown for a value: its label in their language, from the package's tables."""

from __future__ import annotations

from functools import cache

from ravi.data.tables import event_types, table

LANGUAGES = ("fa", "en")
"""The languages that labels come in."""


def label(kind: str, value: str, language: str) -> str:
    """Return the label of ``value``, a value of the field ``kind``; the value itself when there is none.

    >>> label("modality", "denied", "fa"), label("polarity", "denied", "fa")
    ('denied', 'تکذیب‌شده')
    """
    return _labels(language).get((kind, value), value)


def type_label(name: str, language: str) -> str:
    """Return the label of the event type ``name``.

    >>> type_label("air_strike", "en")
    'air strike'
    """
    return _labels(language).get(("type", name), name)


def family(name: str) -> str:
    """Return the family of the event type ``name``: violence, control or politics; politics when unknown."""
    return _families().get(name, "politics")


def digits(number: int | str, language: str) -> str:
    """Return ``number`` in the digits of ``language``, thousands kept apart when it is an ``int``.

    >>> digits(3000, "fa"), digits("2019-03-12", "en")
    ('۳٬۰۰۰', '2019-03-12')
    """
    shown = f"{number:,}" if isinstance(number, int) else number
    if language == "fa" and isinstance(number, int):
        shown = shown.replace(",", "\N{ARABIC THOUSANDS SEPARATOR}")
    return shown.translate(_digits(language))


@cache
def _digits(language: str) -> dict[int, int]:
    return str.maketrans("0123456789", label("ui", "digits", language))


@cache
def label_order(kind: str) -> dict[str, int]:
    """Return where each value of the field ``kind`` stands among its values.

    >>> label_order("count")["killed"]
    0
    """
    values = (row["value"] for row in table("ravi.data", "labels") if row["kind"] == kind)
    return {value: place for place, value in enumerate(values)}


@cache
def _labels(language: str) -> dict[tuple[str, str], str]:
    shown = {(row["kind"], row["value"]): row[language] for row in table("ravi.data", "labels")}
    return shown | {("type", row["type"]): row[language] for row in event_types()}


@cache
def _families() -> dict[str, str]:
    return {row["type"]: row["family"] for row in event_types()}

"""Pieces that several views share: grades, choices, days from–to, spans of days in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from ravi.data.tables import event_types, table
from ravi.web.interface import Day, Interface


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a select field."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Options under one heading; the heading may be chosen too."""

    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day; ``last`` is None where it is the same one."""

    first: Day | None
    last: Day | None


def days_of(ui: Interface, first: date | None, last: date | None) -> Days:
    """Return the days of something; an end that is not known or is the same day is None."""
    return Days(ui.day(first), ui.day(last) if last != first else None)


def choices(
    values: Iterable[str], words: Iterable[str], chosen: str | None, *, empty: str | None = None
) -> tuple[Choice, ...]:
    """Return the options of a field; ``empty`` is the words of the one that leaves it open."""
    none = () if empty is None else (Choice("", empty, not chosen),)
    told = zip(values, words, strict=True)
    return none + tuple(Choice(value, named, value == chosen) for value, named in told)


def type_groups(ui: Interface, chosen: str | None, *, families: bool) -> tuple[Group, ...]:
    """Return the event types by family; with ``families`` each family can be chosen as a whole."""
    groups: dict[str, list[str]] = {}
    for row in event_types():
        groups.setdefault(row["family"], []).append(row["type"])
    return tuple(
        Group(
            ui.label("family", family),
            (
                *(
                    [Choice(family, ui.word("type.all", family=ui.label("family", family)), family == chosen)]
                    * families
                ),
                *(Choice(name, ui.type(name), name == chosen) for name in names),
            ),
        )
        for family, names in groups.items()
    )


def grade_label(ui: Interface, grade: str) -> str:
    """Return a grade in words."""
    return _grades()[grade][ui.language]


@cache
def _grades() -> dict[str, dict[str, str]]:
    return {row["grade"]: row for row in table("ravi.data", "grades")}

"""Sentences about incidents in both languages of the pages, from ``data/ledger_phrases.tsv``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ravi.data.tables import table
from ravi.output.labels import label


class Words(NamedTuple):
    """One sentence or name in Persian and in English."""

    fa: str
    en: str

    def of(self, language: str) -> str:
        """Return the words in ``language``, ``fa`` or ``en``."""
        return self.fa if language == "fa" else self.en


def phrase(key: str, **slots: str | Words) -> Words:
    """Return the phrase ``key`` with its slots filled; a slot may have its own words in each language.

    >>> phrase("voice.surname", short="سریع", full="یحیی سریع").en
    '“سریع” fits one full name here only, “یحیی سریع”'
    """
    templates = _phrases()[key]
    return Words(
        *(
            template.format(
                **{
                    name: value.of(language) if isinstance(value, Words) else value
                    for name, value in slots.items()
                }
            )
            for template, language in zip(templates, Words._fields, strict=True)
        )
    )


def listed(items: Iterable[str | Words]) -> Words:
    """Return a list in words: the items with commas, «و» or "and" before the last.

    >>> listed(["a", "b", "c"]).en
    'a, b and c'
    """
    both = [item if isinstance(item, Words) else Words(item, item) for item in items]
    return Words(_join([w.fa for w in both], "fa"), _join([w.en for w in both], "en"))


def _join(items: list[str], language: str) -> str:
    if len(items) < 2:
        return "".join(items)
    separator = label("ui", "list_separator", language) + " "
    return f"{separator.join(items[:-1])} {_phrases()['and'].of(language)} {items[-1]}"


@cache
def _phrases() -> dict[str, Words]:
    return {row["key"]: Words(row["fa"], row["en"]) for row in table("ravi.data", "ledger_phrases")}

"""Mentions that point back at an event told before: «این حمله», «همین درگیری‌ها».

In training gold 103 of 126 such mentions have an earlier one of their type and voice, and belong to one claim
with one in 100 (the last in 86); of 20 with an earlier one of another voice only, 19 tell of the same event.
«آن» is left to the model: it belongs to the earlier mention in 5 of 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ravi.languages.lexicon import rows
from ravi.reading.claims.events import Trigger
from ravi.reading.document import Document

#: How many words before a mention may point with it («این دو حمله»).
_BEFORE = 2


@cache
def _pointers(language: str) -> frozenset[str]:
    found = rows(language, "relative")
    return frozenset(row["form"] for row in found if row["kind"] == "that" and row["value"] == "near")


def is_pointer(document: Document, token: int) -> bool:
    """Say whether a word points at what is near («این», «همین»)."""
    return document.tokens[token].text in _pointers(document.language)


def points_back(document: Document, tokens: range) -> bool:
    """Say whether an event's words point at one told before.

    >>> from ravi.reading.text.sentences import tokenise
    >>> document = tokenise("این حمله روز شنبه رخ داد.", "fa")
    >>> points_back(document, range(1, 2)), points_back(document, range(3, 4))
    (True, False)
    """
    words, known = document.tokens, _pointers(document.language)
    if words[tokens.start].text in known or (tokens.start and words[tokens.start - 1].text in known):
        return True
    near = range(max(tokens.start - _BEFORE, 0), tokens.start)
    return any(words[i].text in known and words[i].head in tokens for i in near)


def antecedents(document: Document, triggers: Sequence[Trigger], keys: Sequence[str]) -> dict[int, int]:
    """Return which earlier mention each one that points back means, both by number.

    That is the last of its type and voice (``keys``), else the last of its type.
    """
    meant = {}
    for number, trigger in enumerate(triggers):
        if not points_back(document, trigger.tokens):
            continue
        earlier = [i for i in range(number) if triggers[i].type == trigger.type]
        own = [i for i in earlier if keys[i] == keys[number]]
        if earlier:
            meant[number] = (own or earlier)[-1]
    return meant

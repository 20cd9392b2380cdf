"""A text's words as a ledger compares and searches them: the reader's normalisation, half-spaces closed."""

from __future__ import annotations

import re

from ravi.reading.claims.name_keys import skeleton
from ravi.reading.text.normal import ZWNJ, normalise

#: Letters and digits with the half-spaces between them; everything else divides.
_WORD = re.compile(rf"\w+(?:{ZWNJ}\w+)*")
#: Shorter skeletons are alike by chance.
_LEAST = 3


def plain_words(text: str, language: str) -> list[str]:
    """Return the words of ``text`` in one spelling, without marks, emoji and half-spaces.

    >>> plain_words("«حملات هوايي» در ٣ روستا 🔴", "fa")
    ['حملات', 'هوایی', 'در', '3', 'روستا']
    """
    found = _WORD.findall(normalise(text, language).text.casefold())
    return [word.replace(ZWNJ, "").replace("_", "") for word in found if word.strip("_")]


def search_words(text: str, language: str) -> list[str]:
    """Return the words under which a text is found: each with its half-spaces closed, and its parts apart.

    >>> search_words("می‌گویند", "fa")
    ['میگویند', 'می', 'گویند']
    """
    found: list[str] = []
    for word in _WORD.findall(normalise(text, language).text.casefold()):
        parts = word.split(ZWNJ)
        found.append("".join(parts))
        if len(parts) > 1:
            found += parts
    return found


def search_keys(name: str) -> list[str]:
    """Return the consonant keys under which a name is found in any spelling or script.

    >>> search_keys("باغوز") == search_keys("Baghuz")
    True
    """
    keys = (re.sub(r"\W", "", skeleton(word)).casefold() for word in re.split(r"[\s\u200c]+", name))
    return [key for key in keys if len(key) >= _LEAST]

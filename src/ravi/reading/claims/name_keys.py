"""Compares names across spellings and scripts by what is left of their consonants.

Vowels come and go («جبرئیل», «جبرائیل», «Jibril»), and some consonants stand for each other
(«گابریل»); a skeleton keeps one sign for each class of sound (``data/letter_classes.tsv``).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache

from ravi.data.tables import table

#: How alike the skeletons of one person's or body's name are at least (``bench.names``).
SAME = 0.88
#: Signs in both skeletons at least: shorter ones are alike by chance.
_LEAST = 3


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """Return the consonant classes of a name, its words run together, without articles.

    >>> skeleton("جبرئیل") == skeleton("جبرائيل") == skeleton("Gabriel")
    True
    >>> skeleton("دیر الزور") == skeleton("Deir ez-Zor")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = (_article().sub("", word) for word in re.split(r"[\s\u200c]+", plain))
    signs = "".join(_classes()[group] for word in words for group in _groups().findall(word))
    return re.sub(r"(.)\1+", r"\1", signs)


def alike(a: str, b: str) -> float:
    """Return how alike two names are, from 0 to 1.

    >>> alike("کنان یعقوب", "Kenan Yaqoub") >= SAME
    True
    >>> alike("مصطفی بالی", "کنان یعقوب") < 0.5
    True
    """
    one, two = skeleton(a), skeleton(b)
    return _ratio(one, two) if one and two else 0.0


def same_name(a: str, b: str) -> bool:
    """Say whether two names are spellings of one; names of few consonants never are."""
    return min(len(skeleton(a)), len(skeleton(b))) >= _LEAST and alike(a, b) >= SAME


@lru_cache(maxsize=20_000)
def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@cache
def _rows() -> list[tuple[str, str]]:
    return [
        (unicodedata.normalize("NFKD", group), row["class"])
        for row in table("ravi.data", "letter_classes")
        for group in row["letters"].split()
    ]


@cache
def _classes() -> dict[str, str]:
    return {group: "" if sign == "-" else sign for group, sign in _rows() if sign != "^"}


def _either(groups: list[str]) -> str:
    return "|".join(re.escape(group) for group in sorted(groups, key=len, reverse=True))


@cache
def _groups() -> re.Pattern[str]:
    return re.compile(_either(list(_classes())))


@cache
def _article() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_either([group for group, sign in _rows() if sign == '^'])})(?=..)")

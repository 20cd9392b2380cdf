"""Keys by which mentions of one actor are known again: names, and the countries they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from ravi.languages.lexicon import rows
from ravi.reading.claims.name_keys import skeleton
from ravi.reading.text.normal import fold, normalise
from ravi.report import Mention

#: Words of a country's name at most.
_LONGEST = 3


def name_key(mention: Mention) -> str:
    """Return a known actor's one name, else the consonants of each word of the name.

    >>> name_key(Mention("مصطفی یعقوب", None)) == name_key(Mention("مصطفا یعقوب", None))
    True
    """
    return mention.actor or " ".join(filter(None, map(skeleton, mention.name.split())))


def voice_keys(voice: Mention) -> tuple[str, ...]:
    """Return the keys of a voice: the actor it speaks for, if known, and the consonants of its words."""
    spelled = " ".join(filter(None, map(skeleton, voice.name.split())))
    return tuple(dict.fromkeys(filter(None, (voice.actor, spelled))))


def name_keys(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the keys of several mentions, each once, in order."""
    return tuple(dict.fromkeys(key for key in map(name_key, mentions) if key))


def sides(mentions: Iterable[Mention], language: str) -> tuple[str, ...]:
    """Return the countries that mentions name or belong to, sorted.

    A country named in the words decides («ارتش متجاوز آمریکا» is not Iran's), else the known actor's.

    >>> sides([Mention("جنگنده‌های صهیونیستی", None), Mention("پدافند ارتش", None)], "fa")
    ('IL',)
    """
    found: set[str] = set()
    for mention in mentions:
        told = countries_named(mention.name, language)
        found.update(told or ({mention.country} if mention.country else ()))
    return tuple(sorted(found))


@lru_cache(maxsize=20_000)
def countries_named(name: str, language: str) -> frozenset[str]:
    """Return the countries that the words of a name speak of."""
    known = _known(language)
    words = [fold(word) for word in normalise(name, language).text.split()]
    found, at = set(), 0
    while at < len(words):
        for stop in range(min(len(words), at + _LONGEST), at, -1):
            country = known.get("".join(words[at:stop]))
            if country:
                found.add(country)
                at = stop - 1
                break
        at += 1
    return frozenset(found)


@cache
def _known(language: str) -> dict[str, str]:
    """Return the countries by their names, the adjectives of the names, and the words for their sides."""
    found = {}
    for row in rows(language, "places"):
        if row["kind"] == "country":
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                for ending in ("", "ی", "یی"):
                    found[fold(name) + ending] = row["country"]
    return found | {fold(row["word"]): row["country"] for row in rows(language, "demonyms")}

"""Says what kind of actor a mention names, and which actor when it is a known one.

By the table of actors: a known name anywhere in the mention («۳۰۰۰ تن از نیروهای داعش»),
else the noun that says what somebody is («نظامیان», «شهروندان»). So a role leads to what
it is a role in: «سخنگوی ارتش» speaks for a military.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ravi.data.tables import table
from ravi.languages.lexicon import rows
from ravi.reading.text.inflection import Analysis, analyser
from ravi.reading.text.normal import fold

#: Words of a name at most.
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Actor:
    """A kind (see ``data/actor_kinds.tsv``), the one name a known actor goes by, and its country."""

    kind: str
    name: str = ""
    country: str = ""


def recognise(words: Sequence[str], language: str) -> Actor | None:
    """Return what the tables know of the actor that ``words``, normalised tokens, name.

    >>> recognise("3000 تن از نیروهای داعش".split(), "fa")
    Actor(kind='rebel', name='داعش', country='')
    >>> recognise("شهروندان عراق".split(), "fa").kind
    'civilians'
    """
    names, heads = _known(language, "name"), _known(language, "head")
    folded = [_fold(word) for word in words]
    named = _first(folded, names)
    headed = _first(folded, heads) or _first([_bare(word, language) for word in words], heads)
    if named is None:
        return headed[1] if headed else None
    if headed and headed[0] < named[0] and headed[1].kind in _own():
        return headed[1]
    return named[1]


def known_names(words: Sequence[str], language: str) -> list[range]:
    """Return where the names of known actors stand among ``words``, the longest of those that begin together.

    >>> known_names("حمله نیروهای واکنش سریع به الفاشر".split(), "fa")
    [range(1, 4)]
    """
    names, folded = _known(language, "name"), [_fold(word) for word in words]
    found = ((start, _longest(folded, start, names)) for start in range(len(folded)))
    return [range(start, stop) for start, stop in found if stop]


_fold = lru_cache(maxsize=20_000)(fold)


def _longest(folded: Sequence[str], start: int, known: dict[str, Actor]) -> int:
    """Return the end of the longest known name that begins at ``start``; 0 where none does."""
    stops = range(min(len(folded), start + _LONGEST), start, -1)
    return next((stop for stop in stops if folded[stop - 1] and "".join(folded[start:stop]) in known), 0)


def _first(folded: Sequence[str], known: dict[str, Actor]) -> tuple[int, Actor] | None:
    """Return the first words that are known, the longest of those that begin together, and where they begin."""
    for start in range(len(folded)):
        if stop := _longest(folded, start, known):
            return start, known["".join(folded[start:stop])]
    return None


@cache
def _known(language: str, match: str) -> dict[str, Actor]:
    """Return the actors of the rows that match as a ``name`` or as a ``head``, by every spelling, folded."""
    found: dict[str, Actor] = {}
    for row in rows(language, "actors"):
        if row["match"] == match:
            actor = Actor(row["kind"], row["canonical"], row["country"])
            for word in (row["word"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(fold(word), actor)
    return found


@cache
def _analyse(language: str) -> Callable[[str], Analysis]:
    return analyser(language, frozenset(_known(language, "head")))


@lru_cache(maxsize=20_000)
def _bare(word: str, language: str) -> str:
    """Return a word without its ending, when that makes it a known head («نظامی» of «نظامی‌ها»)."""
    keys = _analyse(language)(word).keys
    return keys[0] if keys else _fold(word)


def is_only_owner(word: str, language: str) -> bool:
    """Say whether a country named after ``word`` is whose the actor is, and no place: «ارتش», «نیروهای»."""
    actor = recognise([word], language)
    return actor is not None and actor.kind not in _seats()


@cache
def _seats() -> frozenset[str]:
    return frozenset(row["kind"] for row in table("ravi.data", "actor_kinds") if row["seat"])


@cache
def _own() -> frozenset[str]:
    return frozenset(row["kind"] for row in table("ravi.data", "actor_kinds") if row["own"])

"""How much a word says of which event a text tells: little when every report has it, much when few do.

The weights must not depend on the reports of a ledger, for then the order of adding them would matter.
They come from a table of how many reports of conflict news have a word (``languages/*/common_words.tsv``),
and for a language without one from the model's vocabulary, whose scores are logarithms of how often
a piece stands in running text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import log
from typing import TYPE_CHECKING

from ravi.languages.lexicon import rows
from ravi.reading.text.normal import ZWNJ, fold

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: The weight of a word that is not in the table of its language.
RAREST = 6.0
#: The score in the vocabulary of words that every text has («است», «این»), and how much a lower score adds.
_COMMON, _SLOPE = -8.5, 0.6
#: Endings of words that are cut where this many letters stay; not grammar, only fewer forms of a word.
_ENDINGS = ("های", "هایی", "ها", "یی", "ی")
_STAY = 3


def weight(word: str, language: str = "fa") -> float:
    """Return how much a stem says, from 0 to ``RAREST``.

    >>> weight("از") < weight("حمله") < weight("سفیر") < weight("کهورستان")
    True
    """
    shares = _shares(language)
    return shares.get(word, RAREST) if shares else _spelled(word)


@cache
def _shares(language: str) -> dict[str, float]:
    """Return the weights of the words that many reports have."""
    return {
        row["stem"]: round(min(log(1000 / float(row["share"])), RAREST), 1)
        for row in rows(language, "common_words")
    }


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> float:
    tokenizer, scores = _vocabulary()
    total = sum(scores[piece] for piece in tokenizer.encode(word).ids)
    return round(min(max((_COMMON - total) * _SLOPE, 0.0), RAREST), 1)


@cache
def _vocabulary() -> tuple[Tokenizer, list[float]]:
    from tokenizers import Tokenizer

    with as_file(files("ravi.data") / "model" / "tokenizer.json") as path:
        pieces = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
        return Tokenizer.from_file(str(path)), [score for _, score in pieces]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a key that most forms of a normalised word share.

    >>> stem("موشک‌های") == stem("موشکی") == stem("موشک")
    True
    """
    folded = fold(max(word.split(ZWNJ), key=len))
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _STAY:
            return folded.removesuffix(ending)
    return folded


def weigh(words: Iterable[str], most: int, language: str = "fa") -> tuple[tuple[str, float], ...]:
    """Return the ``most`` heaviest stems of normalised words with their weights, heaviest first.

    A stem that comes again counts a little more.
    """
    times: dict[str, int] = {}
    for word in words:
        times[stem(word)] = times.get(stem(word), 0) + 1
    found = ((key, round(weight(key, language) * (1 + log(n)), 1)) for key, n in times.items() if key)
    return tuple(sorted(((k, w) for k, w in found if w > 0), key=lambda kw: (-kw[1], kw[0]))[:most])

"""Brings an inflected word back to the words a lexicon may list.

What a language adds to its words lies in its lexicons: ``affixes`` (endings of nouns
and verbs, prefixes, words never to be cut) and ``verbs`` (infinitive, past and present
stem). Only endings that leave a listed word are cut, so a long list of endings does
little harm. Half-spaces play no part except for endings too short to trust without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading.text.normal import ZWNJ


class Analysis(NamedTuple):
    """The listed words a token may be a form of, the likeliest first, and whether the form negates."""

    keys: tuple[str, ...]
    negated: bool


def fold(text: str) -> str:
    """Return ``text`` without half-spaces: the spelling in which words are compared.

    >>> fold("گفت‌وگو")
    'گفتوگو'
    """
    return text.replace(ZWNJ, "")


class _Affixes:
    """The affix table of a language, sorted by what the affixes do."""

    def __init__(self, language: str) -> None:
        kinds: dict[str, list[tuple[str, str]]] = {}
        for row in rows(language, "affixes"):
            kinds.setdefault(row["kind"], []).append((row["affix"], row["stem"]))
        self.nouns = tuple(kinds.get("noun", ()))
        self.endings = frozenset(affix for affix, _ in self.nouns)
        self.whole = frozenset(affix for affix, _ in kinds.get("whole", ()))
        self.past = frozenset(affix for affix, _ in kinds.get("past", ()))
        self.present = frozenset(affix for affix, _ in kinds.get("present", ()))
        self.infinitive = frozenset(affix for affix, _ in kinds.get("infinitive", ()))
        self.prefixes = tuple((kind, affix) for kind in _PREFIXES for affix, _ in kinds.get(kind, ()))
        self.vowels = tuple(kinds.get("vowel", ()))


#: Kinds of verb prefix, the longest first, and whether each negates.
_PREFIXES = {"negative_prefix": True, "prefix": False, "negative_prefix_short": True, "prefix_short": False}
#: No verb ending is longer than this.
_LONGEST_ENDING = 4


class _Stems:
    """The verbs of a language by infinitive, past stem and present stem."""

    def __init__(self, language: str) -> None:
        self.infinitives: set[str] = set()
        self.past: dict[str, list[str]] = {}
        self.present: dict[str, list[str]] = {}
        self.light: set[str] = set()
        for row in rows(language, "verbs"):
            infinitive = row["infinitive"]
            self.infinitives.add(infinitive)
            self.past.setdefault(row["past"], []).append(infinitive)
            for stem in filter(None, row["present"].split("|")):
                self.present.setdefault(stem, []).append(infinitive)
            if row["light"]:
                self.light.add(infinitive)


def analyser(language: str, vocabulary: frozenset[str]) -> Callable[[str], Analysis]:
    """Return a function from a token's text to its analysis by the words of ``vocabulary`` (folded)."""
    affixes, stems = _Affixes(language), _Stems(language)

    def analyse(text: str) -> Analysis:
        word = fold(text)
        keys = dict.fromkeys(_noun_keys(text, word, vocabulary, affixes))
        negated = False
        if word not in affixes.whole:
            for infinitive, negative in _verbs(word, affixes, stems):
                negated = negated or negative
                if infinitive in vocabulary:
                    keys[infinitive] = None
        return Analysis(tuple(keys), negated)

    return analyse


def _noun_keys(text: str, word: str, vocabulary: frozenset[str], affixes: _Affixes) -> Iterator[str]:
    """Yield the listed words that ``word`` is, or is with an ending."""
    if word in vocabulary:
        yield word
    tail = text.rpartition(ZWNJ)[2]
    parted = tail != text and tail in affixes.endings  # «نام‌های» is «نام» with an ending, not «نامه»
    for affix, stem in affixes.nouns:
        if parted and affix != tail:
            continue
        if not word.endswith(affix) or len(word) - len(affix) < 2:
            continue
        if stem == "half" and not parted:
            continue
        base = word[: -len(affix)]
        if stem not in ("any", "half"):
            base += stem
        if base in vocabulary:
            yield base


def _verbs(word: str, affixes: _Affixes, stems: _Stems) -> Iterator[tuple[str, bool]]:
    """Yield the infinitives ``word`` may be a form of, each with whether the form negates."""
    yield from ((infinitive, False) for infinitive in _bodies(word, affixes, stems, prefixed=False))
    for kind, prefix in affixes.prefixes:
        if not word.startswith(prefix):
            continue
        rest = word[len(prefix) :]
        bodies = [rest, *(new + rest[len(old) :] for old, new in affixes.vowels if rest.startswith(old))]
        for body in bodies:
            for infinitive in _bodies(body, affixes, stems, prefixed=True):
                yield infinitive, _PREFIXES[kind]


def _bodies(body: str, affixes: _Affixes, stems: _Stems, *, prefixed: bool) -> Iterator[str]:
    """Yield the infinitives of which ``body`` is a stem with an ending.

    A bare present stem («کند») counts only for the verbs of compounds, where the
    subjunctive often lacks its prefix; elsewhere it is mostly another word.
    """
    for cut in range(min(_LONGEST_ENDING, len(body) - 1) + 1):
        stem, ending = body[: len(body) - cut], body[len(body) - cut :]
        if ending in affixes.past:
            yield from stems.past.get(stem, ())
        if ending in affixes.present:
            for infinitive in stems.present.get(stem, ()):
                if prefixed or infinitive in stems.light:
                    yield infinitive
        if ending in affixes.infinitive and stem in stems.infinitives:
            yield stem

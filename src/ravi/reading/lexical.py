"""Marks the words of a document that the lexicons know: events, saying, hedging, means, voices.

The lexicon proposes, the model decides: ``mark`` gives the marks as features to the
learned heads, ``matches`` gives the rows behind them to the ``why`` of a claim. A row
of several words matches consecutive tokens; within one lexicon the longest match at a
place wins («حمله هوایی» over «حمله»). Inflection is cut by ``ravi.reading.text.inflection``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.text.inflection import analyser, fold
from ravi.reading.text.normal import ZWNJ, normalise

#: The event types, in the order of ``data/event_types.tsv`` and of the trained heads.
EVENT_TYPES: tuple[str, ...] = (
    "armed_clash", "air_strike", "shelling", "bombing", "suicide_attack", "explosion", "armed_attack",
    "killing", "casualties", "abduction", "abuse", "chemical_attack", "destruction", "interception",
    "offensive", "capture", "siege", "withdrawal", "surrender", "deployment", "detention", "trial",
    "release", "displacement", "aid", "obstruction", "ceasefire", "agreement", "negotiation",
    "sanction", "threat", "demand", "accusation", "support", "responsibility_claim", "protest", "riot",
    "media_release",
)  # fmt: skip

#: What each column of ``mark`` says of a token. ``event_maybe``: no row is sure of its event type here.
FEATURES: tuple[str, ...] = (
    *EVENT_TYPES,
    "event_maybe", "saying", "relay", "hedge", "planned", "predicted", "demanded", "possible", "negation",
    "channel", "means", "pronoun_voice", "collective_voice", "publisher",
)  # fmt: skip

_COLUMN = {name: column for column, name in enumerate(FEATURES)}
_MAYBE, _NEGATION, _PUBLISHER = _COLUMN["event_maybe"], _COLUMN["negation"], _COLUMN["publisher"]
#: Which column the rows of a lexicon set; None: the row's own ``type`` or ``does`` names it.
_SETS: dict[str, str | None] = {
    "events": None, "saying": "saying", "relays": "relay", "hedges": "hedge", "modality": None,
    "negation": "negation", "channels": "channel", "means": "means", "role_nouns": "pronoun_voice",
    "collectives": "collective_voice",
}  # fmt: skip


class Match(NamedTuple):
    """Tokens ``start`` up to ``end`` (exclusive) that a row of a lexicon describes.

    ``lexicon`` is the file's name without its ending; ``affixes`` stands for a negated verb form.
    """

    start: int
    end: int
    lexicon: str
    row: dict[str, str]


class _Entry:
    """All rows of one lexicon with the same words."""

    __slots__ = ("columns", "keys", "lexicon", "rows", "sure")

    def __init__(self, lexicon: str, keys: tuple[str, ...]) -> None:
        self.lexicon, self.keys = lexicon, keys
        self.rows: list[dict[str, str]] = []
        self.columns: list[int] = []
        self.sure = False

    def add(self, row: dict[str, str]) -> None:
        """Take in one more row."""
        column = _COLUMN[_SETS[self.lexicon] or row.get("type") or row["does"]]
        if column not in self.columns:
            self.columns.append(column)
        self.rows.append(row)
        self.sure = self.sure or row.get("strength") != "maybe"


class _Word(NamedTuple):
    """What the lexicons hold for one token's text: rows of this word alone, and rows it begins."""

    keys: tuple[str, ...]
    negated: bool
    alone: tuple[_Entry, ...]
    begins: dict[str, tuple[_Entry, ...]]  # by the second word, the longest first


class _Lexicon:
    """Every lexicon of a language, indexed by the first word of its rows."""

    def __init__(self, language: str) -> None:
        table: dict[tuple[str, tuple[str, ...]], _Entry] = {}
        for name in _SETS:
            for row in rows(language, name):
                for keys in _spellings(row["word"]):
                    table.setdefault((name, keys), _Entry(name, keys)).add(row)
        self.index: dict[str, list[_Entry]] = {}
        for entry in table.values():
            self.index.setdefault(entry.keys[0], []).append(entry)
        self.analyse = analyser(language, frozenset(key for _, keys in table for key in keys))
        self.negation = {"affix": "", "kind": "negative_prefix"}
        self.word = lru_cache(maxsize=65536)(self._word)

    def _word(self, text: str) -> _Word:
        """Look one token's text up; the likeliest analysis wins within a lexicon."""
        keys, negated = self.analyse(text)
        alone: dict[str, _Entry] = {}
        begins: dict[str, list[_Entry]] = {}
        for entry in (entry for key in keys for entry in self.index.get(key, ())):
            if len(entry.keys) == 1:
                alone.setdefault(entry.lexicon, entry)
            else:
                begins.setdefault(entry.keys[1], []).append(entry)
        longest = {
            key: tuple(sorted(held, key=lambda entry: -len(entry.keys))) for key, held in begins.items()
        }
        return _Word(keys, negated, tuple(alone.values()), longest)

    def hits(self, document: Document) -> Iterator[tuple[int, int, _Entry | None]]:
        """Yield every match as start, end and entry; None for a negated verb form."""
        look_up = self.word
        words = [look_up(token.text) for token in document.tokens]
        covered: dict[str, int] = {}
        for start, (keys, negated, alone, begins) in enumerate(words):
            if negated:
                yield start, start + 1, None
            if not keys:
                continue
            if begins and (compounds := _compounds(begins, words, start)):
                rest = tuple(entry for entry in alone if entry.lexicon not in compounds)
                alone = (*compounds.values(), *rest)
            for entry in alone:
                end = start + len(entry.keys)
                if end > covered.get(entry.lexicon, 0):
                    covered[entry.lexicon] = end
                    yield start, end, entry


def _compounds(begins: dict[str, tuple[_Entry, ...]], words: list[_Word], start: int) -> dict[str, _Entry]:
    """Return the longest row of several words that begins at ``start``, for each lexicon that has one."""
    found: dict[str, _Entry] = {}
    if start + 1 == len(words):
        return found
    for second in words[start + 1].keys:
        for entry in begins.get(second, ()):
            held = found.get(entry.lexicon)
            if (held is None or len(entry.keys) > len(held.keys)) and _fits(entry.keys, words, start):
                found[entry.lexicon] = entry
    return found


def _fits(keys: tuple[str, ...], words: list[_Word], start: int) -> bool:
    """Say whether the words after the second of ``keys`` stand where they should."""
    if start + len(keys) > len(words):
        return False
    return all(key in words[start + offset].keys for offset, key in enumerate(keys) if offset > 1)


def _spellings(word: str) -> list[tuple[str, ...]]:
    """Return the words to look for: as written, and with spaces where the half-spaces are."""
    spellings = [tuple(fold(part) for part in word.split())]
    if ZWNJ in word:
        spellings.append(tuple(word.replace(ZWNJ, " ").split()))
    return spellings


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    return _Lexicon(language)


def matches(document: Document) -> list[Match]:
    """Return every lexicon row that the document's words match, in the order of the text."""
    found: list[Match] = []
    lexicon = _lexicon(document.language)
    for start, end, entry in lexicon.hits(document):
        if entry is None:
            found.append(Match(start, end, "affixes", lexicon.negation))
        else:
            found.extend(Match(start, end, entry.lexicon, row) for row in entry.rows)
    return found


def mark(document: Document, publisher: str | None = None) -> NDArray[np.uint8]:
    """Return which of ``FEATURES`` hold for each token: 0 or 1, one line a token."""
    width = len(FEATURES)
    flags = bytearray(width * len(document.tokens))
    for start, end, entry in _lexicon(document.language).hits(document):
        for line in range(start * width, end * width, width):
            if entry is None:
                flags[line + _NEGATION] = 1
                continue
            for column in entry.columns:
                flags[line + column] = 1
            if entry.lexicon == "events" and not entry.sure:
                flags[line + _MAYBE] = 1
    for token in publisher_tokens(document, publisher):
        flags[token * width + _PUBLISHER] = 1
    return np.frombuffer(flags, dtype=np.uint8).reshape(len(document.tokens), width)


def is_saying(features: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which tokens are of verbs of saying and relays, from what ``mark`` gave."""
    return np.asarray(features[:, [_COLUMN["saying"], _COLUMN["relay"]]].any(axis=1), dtype=np.bool_)


def publisher_tokens(document: Document, publisher: str | None) -> list[int]:
    """Return the tokens that name the publisher by one of its names."""
    if not publisher:
        return []
    names, guards = _names(publisher, document.language)
    words = [fold(token.text) for token in document.tokens]
    found: dict[int, None] = {}
    for start, word in enumerate(words):
        if start and words[start - 1] in guards:
            continue
        for name in names.get(word, ()):
            if tuple(words[start : start + len(name)]) == name:
                found.update(dict.fromkeys(range(start, start + len(name))))
    return sorted(found)


@lru_cache(maxsize=1024)
def _names(publisher: str, language: str) -> tuple[dict[str, list[tuple[str, ...]]], frozenset[str]]:
    """Return the publisher's names by first word, and the words before which make it another name."""
    table = rows(language, "publishers")
    generic = {fold(row["word"]) for row in table if row["kind"] == "generic"}
    guards = frozenset(fold(row["word"]) for row in table if row["kind"] == "guard")
    full = normalise(publisher, language).text
    known = {fold(full)}
    aliases = [(fold(row["word"]), fold(row["of"]), row) for row in table if row["kind"] == "alias"]
    known.update(of for alias, of, _ in aliases if alias == fold(full))
    spellings = {full}
    for _alias, of, row in aliases:
        if of in known:
            spellings.update((row["word"], row["of"]))
    names: dict[str, list[tuple[str, ...]]] = {}
    for spelling in spellings:
        for parts in _spellings(spelling):
            for name in {parts, _core(parts, generic)}:
                names.setdefault(name[0], []).append(name)
    return names, guards


def _core(parts: tuple[str, ...], generic: set[str]) -> tuple[str, ...]:
    """Return a name without the generic words at its ends, unless nothing else is left."""
    first, last = 0, len(parts)
    while first < last and parts[first] in generic:
        first += 1
    while last > first and parts[last - 1] in generic:
        last -= 1
    return parts[first:last] or parts

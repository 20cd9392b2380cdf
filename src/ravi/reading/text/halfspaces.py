"""Puts lost half-spaces back into Persian words, and joins word parts that a space tore apart.

Two logistic classifiers over the same small features decide: one for every place
inside a word (``repair_word``: «میکنند» → «می‌کنند»), one for the space between two
words (``joins``: «می کنند», «حمله ها»). Their weights, the words they look up and the
exceptions they got wrong in training are one table, ``languages/fa/halfspaces.txt``,
written by ``training/halfspaces.py``.

Decisions are kept, so a word costs something only the first time a process sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from ravi.languages.lexicon import rows
from ravi.reading.text.normal import HEH, NON_JOINING, ZWNJ

# A longer run of letters is no word; looking for half-spaces in it would only cost time.
MAX_LETTERS = 40
ARTICLE = "ال"  # the Arabic article never has a half-space after it


class Table:
    """What the classifiers know: words and how common they are, word parts, weights, exceptions."""

    def __init__(self) -> None:
        """Begin empty; ``load_table`` and the training script fill it."""
        self.words: dict[str, int] = {}  # 1 rare, 2 listed in a dictionary, 3 usual, 4 frequent
        self.nouns: set[str] = set()  # those of the words whose plural needs no half-space: «کرد», «نبرد»
        self.verbs: set[str] = set()  # verb forms that stand after «می»
        self.compounds: set[str] = set()  # words written with a half-space
        self.heads: set[str] = set()  # what often stands before a half-space
        self.tails: set[str] = set()  # what often stands after one, further half-spaces left out
        self.endings: set[str] = set()  # those of the tails that are never cut further
        self.weights: dict[str, float] = {}
        self.exceptions: dict[str, str] = {}  # joined form → right form

    def known(self, part: str) -> str:
        """Say how a word part is known: how common a word, a verb form, derived from a word, or not."""
        if part in self.words:
            return str(self.words[part])
        if part in self.verbs:
            return "v"
        for cut in range(1, len(part)):
            first, rest = part[:cut], part[cut:]
            if rest in self.tails and (first in self.words or first in self.verbs):
                return "d"
            if first in self.heads and (rest in self.words or rest in self.verbs):
                return "d"
        return "0"

    def plural(self, word: str) -> int:
        """Say how common the noun of ``word`` is if that may be a plural without a half-space («کردهای»)."""
        at = word.find("ها", 2)
        if at < 0 or word[:at] not in self.nouns or word[at:] not in self.tails:
            return 0
        return self.words[word[:at]]

    def compound(self, left: str, right: str) -> bool:
        """Say whether ``left`` and the beginning of ``right`` are a compound with a half-space."""
        return any(f"{left}{ZWNJ}{right[:cut]}" in self.compounds for cut in range(len(right), 0, -1))


def word_features(table: Table, word: str, cut: int, common: int) -> Iterator[str]:
    """Yield the features of a half-space at ``cut`` in ``word``; ``common`` says how common the word is."""
    left, right = word[:cut], word[cut:]
    tail = right if right in table.tails else "?"
    head = left if left in table.heads else "?"
    known_left, known_right = table.known(left), table.known(right)
    listed = table.compound(left, right)
    yield "w"
    yield f"wt{tail}"
    yield f"wh{head}"
    yield f"wt{tail}|{known_left}"
    yield f"wh{head}|{known_right}"
    yield f"wt{tail}|{common}"
    yield f"wh{head}|{common}"
    yield f"wt{tail}|{left[-1]}"
    yield f"wh{head}|{right[0]}"
    yield f"wk{known_left}{known_right}"
    yield f"wk{known_left}{known_right}{common}"
    yield f"wl{min(len(left), 4)}{min(len(right), 4)}{known_left}{known_right}"
    yield f"wc{listed}{common}"
    yield f"wx{head}{word[:2]}"
    for ending in (1, 2):  # a word with a plain ending: «همتا» + «ی»; a word in ه takes none
        if word[:-ending] in table.words and word[-ending - 1] != HEH:
            yield f"wb{word[-ending:]}{table.words[word[:-ending]]}"
            yield f"wb{word[-ending:]}|{tail}"
    plural = table.plural(word)
    if plural:
        yield f"wn{plural}"
        yield f"wn{tail}|{plural}{known_left}"
    if tail == "?":
        start = next((right[:end] for end in range(len(right) - 1, 2, -1) if right[:end] in table.tails), "")
        yield f"ws{start}"
        yield f"ws{start}|{known_left}"


def space_features(table: Table, left: str, right: str) -> Iterator[str]:
    """Yield the features of the space between two word parts."""
    tail = right if right in table.tails else "?"
    head = left if left in table.heads else "?"
    known_left, known_right = table.known(left), table.known(right)
    yield "s"
    yield f"st{tail}"
    yield f"sh{head}"
    yield f"st{tail}|{known_left}"
    yield f"sh{head}|{known_right}"
    yield f"st{tail}|{left[-1]}"
    yield f"st{tail}|{left[-2:]}"
    yield f"st{tail}|{left in table.verbs}"
    yield f"sh{head}|{right in table.verbs}"
    yield f"sh{head}|{right[-1]}"
    yield f"sk{known_left}{known_right}"
    yield f"sc{table.compound(left, right)}"


def word_cuts(table: Table, word: str) -> Iterator[int]:
    """Yield the places in ``word`` where a half-space is worth a thought."""
    for cut in range(2, len(word) - 1):  # no part is a single letter
        left, right = word[:cut], word[cut:]
        if left[-1] in NON_JOINING or left == ARTICLE:
            continue
        listed = right in table.tails or left in table.heads
        if listed or (left in table.words and table.known(right) != "0"):
            yield cut


def is_open_space(table: Table, left: str, right: str) -> bool:
    """Say whether the space between two word parts is worth a thought."""
    return right in table.tails or left in table.heads or f"{left}{ZWNJ}{right}" in table.compounds


def load_table() -> Table:
    """Read the table that ships (some 50 ms)."""
    return read_table((files("ravi.languages") / "fa" / "halfspaces.txt").read_text(encoding="utf-8"))


def read_table(text: str) -> Table:
    """Read a table: lines of a kind, an optional value and words, separated by tabs; ``#`` describes."""
    table = Table()
    for line in text.splitlines():
        kind, _, rest = line.partition("\t")
        if kind == "words":
            value, _, words = rest.partition("\t")
            nouns, common = divmod(int(value) - 1, 4)
            table.words.update(dict.fromkeys(words.split(" "), common + 1))
            if nouns:
                table.nouns.update(words.split(" "))
        elif kind == "weight":
            feature, _, weight = rest.partition("\t")
            table.weights[feature] = float(weight)
        elif kind == "exceptions":
            table.exceptions = {word.replace(ZWNJ, ""): word for word in rest.split(" ")}
        elif kind and kind[0] != "#":
            getattr(table, kind).update(rest.split(" "))
    return table


_table = cache(load_table)


@cache
def _undivided() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("fa", "undivided"))


@cache
def _noun_endings() -> frozenset[str]:
    return frozenset(row["affix"] for row in rows("fa", "affixes") if row["kind"] == "noun")


def repair_word(word: str) -> str:
    """Return ``word`` (normalised, no space in it) with the half-spaces it lacks.

    >>> repair_word("میکنند") == "می‌کنند" and repair_word("درگیریهایی") == "درگیری‌هایی"
    True
    """
    return _repair(word)


@lru_cache(maxsize=65536)
def _repair(word: str) -> str:
    """Decide every place inside a word that has no half-space yet."""
    table = _table()
    if ZWNJ in word:
        return ZWNJ.join([_split_part(table, part) for part in word.split(ZWNJ)])
    if word in _undivided():
        return word
    if word in table.exceptions:
        return table.exceptions[word]
    common = table.words.get(word, 0)
    if common >= 3 or not 3 <= len(word) <= MAX_LETTERS or word in table.endings:
        return word
    return split_word(table, word, common)


def split_word(table: Table, word: str, common: int) -> str:
    """Write ``word`` with a half-space where the classifier is surest of one, then see to both parts."""
    best, place = 0.0, 0
    for cut in word_cuts(table, word):
        score = sum(table.weights.get(feature, 0.0) for feature in word_features(table, word, cut, common))
        if score > best:
            best, place = score, cut
    if not place:
        return word
    return ZWNJ.join(_split_part(table, part) for part in (word[:place], word[place:]))


def _split_part(table: Table, part: str) -> str:
    """Split a part of a word further, unless it is a word, a verb form or an ending itself."""
    if (
        not 3 <= len(part) <= MAX_LETTERS
        or part in table.words
        or part in _undivided()
        or part in table.verbs
        or part in table.endings
    ):
        return part
    return split_word(table, part, 0)


def joins(left: str, right: str) -> bool:
    """Say whether a half-space belongs where a space stands between two normalised words.

    >>> joins("می", "کنند"), joins("حمله", "ها"), joins("این", "حمله")
    (True, True, False)
    """
    if len(left) > MAX_LETTERS or len(right) > MAX_LETTERS:
        return False
    first, _, rest = right.partition(ZWNJ)
    if rest and first in _noun_endings() and rest.partition(ZWNJ)[0] not in _noun_endings():
        return False  # «به ای‌بی‌سی»: the first part of a word, no ending
    return _joins(left.rpartition(ZWNJ)[2], first)


@lru_cache(maxsize=262144)
def _joins(left: str, right: str) -> bool:
    table = _table()
    if not is_open_space(table, left, right):
        return False
    return sum(table.weights.get(feature, 0.0) for feature in space_features(table, left, right)) > 0


def merge(left: str, right: str) -> str:
    """Write two word parts as one word, with a half-space where it can be seen."""
    return left + right if left[-1] in NON_JOINING else left + ZWNJ + right


def reset() -> None:
    """Forget the table and every decision (for long-lived workers after an update)."""
    for kept in (_table, _undivided, _noun_endings, _repair, _joins):
        kept.cache_clear()

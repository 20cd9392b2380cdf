"""Brings the silver trees to the release of the treebank that its gold sentences follow.

The parser that labelled them learned an older one. The present release differs in four ways,
which follow from a sentence's tree and words alone:

- a passive is «شدن» with its participle (``xcomp``) and a ``nsubj:pass``, where the older one has
  one word with a space inside;
- of the words for "to be" only «است», «بود», «باشد» are copulas; «هست», «نیست» and the personal
  endings are verbs, the predicate their ``xcomp``;
- punctuation hangs elsewhere (``ravi.reading.network.marks``);
- such verbs of several words are verbs: where the parser, which had not seen one, took it for a noun,
  the rest of its tree is wrong too, and the sentence is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ravi.reading.network.marks import Heads, hang_marks
from training.sentence import Sentence

_BECOME = re.compile(r"(?:ن?می\u200c?)?[بن]?(?:شد|شو)\w*")
_BE = re.compile(r"(?:ن?ی?هست|نیست)(?:م|ی|یم|ید|ند)?|ا?م|ی|یم|ید|ا?ند")
#: What belongs to a clause, and so moves from a predicate to its verb.
_OF_CLAUSES = frozenset(
    ("nsubj", "csubj", "obl", "advmod", "advcl", "mark", "cc", "punct", "ccomp", "aux", "discourse", "vocative",
     "parataxis", "dislocated", "obj", "iobj")
)  # fmt: skip


@dataclass
class _Tree:
    words: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]

    def lift(self, low: int, high: int, moved: frozenset[str] | None, kept: frozenset[str]) -> None:
        """Put word ``high`` in the place of word ``low`` (both 1-based), whose ``xcomp`` it becomes.

        Words that hung on ``low`` by a relation of ``moved`` (None: by any) and not of ``kept`` then hang on ``high``.
        """
        self.heads[high - 1], self.relations[high - 1] = self.heads[low - 1], self.relations[low - 1]
        self.heads[low - 1], self.relations[low - 1] = high, "xcomp"
        for i, (head, relation) in enumerate(zip(self.heads, self.relations, strict=True), 1):
            if head == low and i != high and relation not in kept and (moved is None or relation in moved):
                self.heads[i - 1] = high
        self.tags[high - 1] = "VERB"


def to_present_release(sentence: Sentence) -> Sentence | None:
    """Return a silver sentence as the present release would have it; None where its tree cannot be trusted."""
    assert sentence.tags
    assert sentence.heads
    assert sentence.relations
    tags = [tag or "X" for tag in sentence.tags]
    tree = _Tree(list(sentence.words), tags, list(sentence.heads), list(sentence.relations))
    if any(
        r == "aux" and tree.tags[h - 1] in ("NOUN", "ADJ")
        for r, h in zip(tree.relations, tree.heads, strict=True)
    ):
        return None
    for i, word in enumerate(tree.words, 1):
        if tree.relations[i - 1] == "aux" and _BECOME.fullmatch(word):
            _passive(tree, i)
        elif tree.relations[i - 1] == "cop" and _BE.fullmatch(word):
            tree.lift(tree.heads[i - 1], i, _OF_CLAUSES, frozenset())
    heads: Heads = [*tree.heads]
    hang_marks(sentence.words, heads, tree.relations)
    return Sentence(sentence.words, sentence.language, tuple(tree.tags), tuple(heads), tuple(tree.relations))


def _passive(tree: _Tree, verb: int) -> None:
    tree.lift(tree.heads[verb - 1], verb, None, frozenset({"compound:lvc"}))
    for i, (head, relation) in enumerate(zip(tree.heads, tree.relations, strict=True)):
        if head == verb and relation == "nsubj":
            tree.relations[i] = "nsubj:pass"

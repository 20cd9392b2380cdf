"""Gives names in entity corpora to others of their kind, so that the words around a name are learned and not the name.

A corpus names few persons, places and organisations and many of them often; what its sentences teach is where a
name stands. Each reading of a sentence therefore puts other names of the corpora into it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from bench.entities import entities
from training.sentence import Sentence, guess_names

#: How likely a name is given to another.
SHARE = 0.5


class Renaming:
    """The names of sentences, by language and kind."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._pool: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for sentence in sentences:
            for start, end, kind in sorted(entities(list(sentence.entities or ()))):
                self._pool[sentence.language, kind].append(sentence.words[start:end])

    def rename(self, sentence: Sentence, rng: random.Random) -> Sentence:
        """Return a sentence of an entity corpus, without a tree, with some of its names given to others."""
        assert sentence.entities is not None
        assert sentence.heads is None
        words, labels = list(sentence.words), list(sentence.entities)
        for start, end, kind in sorted(entities(labels), reverse=True):
            if rng.random() >= SHARE:
                continue
            name = rng.choice(self._pool[sentence.language, kind])
            words[start:end] = name
            labels[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        return guess_names(replace(sentence, words=tuple(words), entities=tuple(labels)))

"""How a word stands to the trigger that asks: the buckets that the model's links are biased by.

A voice, a place or a number answers a trigger the sooner the nearer it stands, but
nearness has several sides: words between, sentences between, quotation marks between
(what is quoted is said by a voice outside), and verbs of saying between (each may turn
to another voice). Every side has its own table of biases, learned with the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ravi.reading.document import Document

Ints = NDArray[np.int64]
#: Upper ends of the distances, in words, that share a bucket; one set before the trigger, one after.
EDGES = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 120)
#: Sentences before and after the trigger's that have buckets of their own; farther ones share the last.
BEFORE, AFTER = 5, 3
#: Verbs of saying between that are told apart; more share the last bucket.
SAYINGS = 4
#: How many buckets each side has; the last ones stand for word 0 (nobody, nothing).
SIDES = {
    "distance": 2 * (len(EDGES) + 1) + 2,
    "sentences": 4 * (BEFORE + 1 + AFTER) + 2,
    "sayings": 2 * (SAYINGS + 1) + 1,
}
#: Words of a quotation at least: shorter ones only mark a name or a term.
_QUOTED = 4
_OPENS, _CLOSES = "«“", "»”"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every word stands; row 0 is nobody, row i + 1 token i.

    ``sentence``: its number; ``quote``: the number of the outermost quotation around
    it, 0 for none; ``said``: how many verbs of saying and relays came up to it.
    """

    sentence: Ints
    quote: Ints
    said: Ints

    def buckets(self, triggers: Ints) -> dict[str, Ints]:
        """Return the bucket of each (trigger, word) pair on each side."""
        return {
            "distance": distance_buckets(triggers, len(self.sentence)),
            "sentences": self._sentences(triggers),
            "sayings": self._sayings(triggers),
        }

    def _sentences(self, triggers: Ints) -> Ints:
        offset = self.sentence[None, :] - self.sentence[triggers][:, None]
        own, quote = self.quote[triggers][:, None], self.quote[None, :]
        relation = np.where(own > 0, np.where(quote == own, 1, 2), np.where(quote > 0, 3, 0))
        buckets = (np.clip(offset, -BEFORE, AFTER) + BEFORE) * 4 + relation
        buckets[:, 0] = SIDES["sentences"] - 2 + (own[:, 0] > 0)
        return np.asarray(buckets, dtype=np.int64)

    def _sayings(self, triggers: Ints) -> Ints:
        between = np.abs(self.said[None, :] - self.said[triggers][:, None])
        after = np.arange(len(self.said))[None, :] > triggers[:, None]
        buckets = np.minimum(between, SAYINGS) + (SAYINGS + 1) * after
        buckets[:, 0] = SIDES["sayings"] - 1
        return np.asarray(buckets, dtype=np.int64)


def standing(document: Document, saying: NDArray[np.bool_]) -> Standing:
    """Say where the words of a document stand; ``saying``: which tokens are of verbs of saying and relays."""
    first = saying & ~np.concatenate([[False], saying[:-1]]) if len(saying) else saying
    return Standing(
        np.array([-1, *(t.sentence for t in document.tokens)], dtype=np.int64),
        np.array([0, *_quotes(document)], dtype=np.int64),
        np.concatenate([[0], np.cumsum(first)]).astype(np.int64),
    )


def _quotes(document: Document) -> list[int]:
    """Number the outermost quotations and return each token's."""
    found = [0] * len(document.tokens)
    number = 0
    for run in quotations(document):
        if len(run) >= _QUOTED and not found[run.start]:
            number += 1
            found[run.start : run.stop] = [number] * len(run)
    return found


def quotations(document: Document) -> Iterator[range]:
    """Yield the tokens within quotation marks, outer quotations before the inner ones they begin with.

    A quotation that is never closed ends with its sentence.
    """
    runs: list[range] = []
    opened: list[int] = []
    straight: int | None = None
    for i, token in enumerate(document.tokens):
        if token.text in _OPENS:
            opened.append(i)
        elif token.text in _CLOSES:
            if opened:
                runs.append(range(opened.pop() + 1, i))
        elif token.text == '"':
            if straight is None:
                straight = i
            else:
                runs.append(range(straight + 1, i))
                straight = None
    left = opened if straight is None else [*opened, straight]
    runs.extend(range(i + 1, document.sentences[document.tokens[i].sentence].stop) for i in left)
    yield from sorted(runs, key=lambda run: (run.start, -run.stop))


def distance_buckets(triggers: Ints, words: int) -> Ints:
    """Return the bucket of each (trigger, word) pair by the words between; word 0 stands for none.

    >>> distance_buckets(np.array([3]), 6).tolist()
    [[25, 10, 11, 12, 13, 14]]
    """
    offset = np.arange(words)[None, :] - triggers[:, None]
    middle = len(EDGES) + 1
    steps = np.searchsorted(np.array(EDGES), np.abs(offset)) + 1
    buckets = np.where(offset == 0, middle, middle + np.sign(offset) * steps)
    buckets[:, 0] = SIDES["distance"] - 1
    return np.asarray(buckets, dtype=np.int64)

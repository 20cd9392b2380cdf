"""Makes a tree of every sentence where each word's best head does not: circles, no root, or two.

The best tree that has one root is found by the algorithm of Chu and Liu (1965) and Edmonds (1967): take each
word's best head; where these form a circle, take the circle for one word, find the best tree of what is
left, and open the circle where that tree enters it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Heads = NDArray[np.int64]

#: More than any two scores differ: a second root is taken only where there is no other way.
_SECOND_ROOT = np.float32(1e5)


def make_trees(scores: Floats, sentence: list[int]) -> Heads:
    """Return the heads of a window's words, 0 for a root, with every sentence a tree of one root.

    ``scores``: (words, words) of each word with each head; ``sentence``: each word's sentence number, that of
    word 0, the start, is -1.
    """
    heads: Heads = scores.argmax(1)
    numbers = np.array(sentence)
    for number in range(1 + max(sentence, default=-1)):
        words = np.flatnonzero(numbers == number)
        if len(words) and not _is_tree(heads, words):
            nodes = np.concatenate([[0], words])
            part = scores[np.ix_(nodes, nodes)]
            part[:, 0] -= _SECOND_ROOT
            heads[words] = nodes[_best_tree(part)[1:]]
    return heads


def _is_tree(heads: Heads, words: NDArray[np.intp]) -> bool:
    return np.count_nonzero(heads[words] == 0) == 1 and _circle(heads, words) is None


def _circle(heads: Heads, words: NDArray[np.intp]) -> list[int] | None:
    """Return the words of a circle, or None where every word leads to the root 0."""
    known = {0}
    for word in words:
        path, at = [], int(word)
        while at not in known and at not in path:
            path.append(at)
            at = int(heads[at])
        if at not in known:
            return path[path.index(at) :]
        known.update(path)
    return None


def _best_tree(scores: Floats) -> Heads:
    """Return the best tree over (nodes, nodes) scores, rows depending on columns; node 0 is above all."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads: Heads = scores.argmax(1)
    circle = _circle(heads, np.arange(1, len(heads)))
    if circle is None:
        return heads
    rest = [i for i in range(len(heads)) if i not in circle]
    last = len(rest)  # the circle's number where it is one node
    smaller = np.full((last + 1, last + 1), -np.inf, np.float32)
    smaller[:last, :last] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, circle)]
    smaller[:last, last] = leaving.max(1)
    entering = scores[np.ix_(circle, rest)] - scores[circle, heads[circle]][:, None]
    smaller[last, :last] = entering.max(0)
    found = _best_tree(smaller)
    for number, node in enumerate(rest[1:], 1):
        head = found[number]
        heads[node] = circle[leaving[number].argmax()] if head == last else rest[head]
    heads[circle[entering[:, found[last]].argmax()]] = rest[found[last]]
    return heads

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ravi.reading.network.trees import make_trees


def is_tree(heads: tuple[int, ...]) -> bool:
    """Say whether heads of words 1 … n form a tree with one root."""
    for word in range(1, len(heads) + 1):
        seen, at = set(), word
        while at and at not in seen:
            seen.add(at)
            at = heads[at - 1]
        if at:
            return False
    return heads.count(0) == 1


def best(scores: np.ndarray) -> float:
    """Return the highest sum of scores that any tree with one root has."""
    words = range(1, len(scores))
    trees = filter(is_tree, product(range(len(scores)), repeat=len(scores) - 1))
    return max(sum(scores[w, h] for w, h in zip(words, tree, strict=True)) for tree in trees)


@given(st.integers(1, 4).flatmap(lambda n: arrays(np.float32, (n + 1, n + 1), elements=st.integers(-9, 9))))
def test_the_tree_found_is_the_best_there_is(scores: np.ndarray) -> None:
    np.fill_diagonal(scores, -1e4)
    found = make_trees(scores, [-1] + [0] * (len(scores) - 1))[1:]
    assert is_tree(tuple(map(int, found)))
    assert sum(scores[w, h] for w, h in enumerate(found, 1)) == best(scores)


def test_each_sentence_of_a_window_is_a_tree_of_its_own() -> None:
    scores = np.full((5, 5), -1e4, np.float32)
    for word, head, score in (
        (1, 2, 5),
        (2, 1, 5),
        (1, 0, 1),
        (2, 0, 2),
        (3, 0, 3),
        (4, 0, 2),
        (4, 3, 1),
        (3, 4, 0),
    ):
        scores[word, head] = score
    assert make_trees(scores, [-1, 0, 0, 1, 1]).tolist()[1:] == [2, 0, 0, 3]


def test_a_tree_stays_as_it_is() -> None:
    scores = np.zeros((4, 4), np.float32)
    scores[range(4), [0, 2, 0, 2]] = 1
    assert make_trees(scores, [-1, 0, 0, 0]).tolist() == [0, 2, 0, 2]

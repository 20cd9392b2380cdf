"""BIO labels chosen together."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.reading.network.name_labels import choose_labels

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def chosen(rows: list[list[float]], sentences: list[int] | None = None) -> list[str]:
    """Return the labels chosen for rows of scores."""
    numbers = choose_labels(np.array(rows, np.float32), LABELS, sentences or [0] * len(rows))
    return [LABELS[n] for n in numbers]


def test_a_name_is_not_cut_where_a_word_alone_would_begin_another() -> None:
    assert chosen([[0, 3, 0, 2.9, 0], [0, 0, 1, 0, 3]]) == ["B-LOC", "I-LOC"]


def test_a_name_does_not_run_into_the_next_sentence() -> None:
    rows = [[0.0, 5, 0, 0, 0], [0, 1, 5, 0, 0]]
    assert chosen(rows) == ["B-PER", "I-PER"]
    assert chosen(rows, [0, 1]) == ["B-PER", "B-PER"]


def test_no_words_have_no_labels() -> None:
    assert choose_labels(np.zeros((0, 5), np.float32), LABELS, []) == []


def allowed(path: tuple[int, ...]) -> bool:
    """Say whether every label inside a name follows one of the same name."""
    names = ["O", *(LABELS[i] for i in path)]
    return all(b[0] != "I" or (a != "O" and a[2:] == b[2:]) for a, b in pairwise(names))


@pytest.mark.parametrize("far", [0.0, 20.0])
@given(
    rows=st.lists(
        st.lists(st.floats(-3, 3, allow_nan=False, width=32), min_size=5, max_size=5), min_size=1, max_size=4
    ),
    clear=st.sets(st.integers(0, 3)),
)
def test_no_allowed_labels_are_likelier(rows: list[list[float]], clear: set[int], far: float) -> None:
    for i in clear & set(range(len(rows))):
        rows[i][0] += far
    scores = np.array(rows, np.float32)
    path = tuple(choose_labels(scores, LABELS, [0] * len(rows)))
    assert allowed(path)
    total = [
        float(sum(scores[i, n] for i, n in enumerate(p)))
        for p in product(range(5), repeat=len(rows))
        if allowed(p)
    ]
    assert float(sum(scores[i, n] for i, n in enumerate(path))) == pytest.approx(max(total), abs=1e-3)

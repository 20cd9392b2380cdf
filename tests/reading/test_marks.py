"""Punctuation hung as the treebank has it, on sentences of our own."""

from __future__ import annotations

from ravi.reading.network.marks import hang_marks


def hung(*rows: str) -> list[int | None]:
    """Return the heads of the marks in ``word head relation`` rows, «?» for a head that is not known."""
    words, heads, relations = zip(*(row.split() for row in rows), strict=True)
    found = [None if head == "?" else int(head) for head in heads]
    hang_marks(words, found, relations)
    return [head for head, relation in zip(found, relations, strict=True) if relation == "punct"]


def test_a_comma_hangs_on_the_clause_that_it_opens() -> None:
    assert hung("رفتند 0 root", "، 1 punct", "چون 5 mark", "شب 5 nsubj", "شد 1 advcl") == [5]


def test_a_comma_behind_what_depends_on_a_later_word_hangs_before_itself() -> None:
    rows = "در 2 case", "شهر 5 obl", "، 5 punct", "مردم 5 nsubj", "آمدند 0 root"
    assert hung(*rows) == [2]


def test_a_comma_within_a_later_conjunct_does_not_hang_on_it() -> None:
    rows = "آمدند 0 root", "و 7 cc", "در 4 case", "شهر 7 obl", "، 7 punct", "شب 7 obl", "ماندند 1 conj"
    assert hung(*rows) == [4]


def test_a_comma_that_hangs_before_itself_stays() -> None:
    rows = "شهر 5 obl", "ش 1 nmod", "، 1 punct", "مردم 5 nsubj", "آمدند 0 root"
    assert hung(*rows) == [1]


def test_a_full_stop_hangs_on_the_last_conjunct_of_the_root() -> None:
    assert hung("آمدند 0 root", "و 3 cc", "ماندند 1 conj", ". 1 punct") == [3]
    assert hung("گفت 0 root", "که 3 mark", "می‌آید 1 ccomp", ". 3 punct") == [1]


def test_a_full_stop_does_not_cross_a_relative_clause_behind_its_verb() -> None:
    rows = "مردی 2 nsubj", "آمد 0 root", "که 5 mark", "خبر 5 obj", "آورده 1 acl", "بود 5 aux", ". 2 punct"
    assert hung(*rows) == [6]


def test_what_is_not_known_leaves_a_mark_where_it_is() -> None:
    assert hung("آمدند 0 root", "، 4 punct", "چون ? mark", "شد 1 advcl") == [4]
    assert hung("آمدند ? root", "و 3 cc", "ماندند 1 conj", ". 1 punct") == [1]


def test_heads_in_a_circle_end() -> None:
    assert hung("الف 3 nsubj", "، 3 punct", "ب 4 obj", "پ 3 obl") == [3]

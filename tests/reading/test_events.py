"""Mentions of events: what a compound verb takes in, and which mentions are one claim."""

from __future__ import annotations

import pytest

import ravi
from ravi.reading.claims.events import _completed, _with_its_head
from ravi.reading.lexical import Match
from ravi.reading.text.sentences import tokenise

TYPES = ["killing", "responsibility_claim"]


def compound(start: int, end: int, kind: str) -> Match:
    return Match(start, end, "events", {"type": kind, "kind": "compound"})


@pytest.mark.parametrize(
    ("runs", "whole"),
    [
        pytest.param([(range(4, 5), 1)], [(range(4, 7), 1)], id="one word of the verb"),
        pytest.param([(range(4, 5), 1), (range(6, 7), 1)], [(range(4, 7), 1)], id="two words of it"),
        pytest.param([(range(4, 5), 0)], [(range(4, 5), 0)], id="another type"),
        pytest.param([(range(0, 1), 1)], [(range(0, 1), 1)], id="elsewhere"),
        pytest.param([(range(4, 5), 1), (range(5, 6), 0)], [(range(4, 7), 1)], id="within the verb"),
        pytest.param(
            [(range(4, 5), 1), (range(6, 9), 0)], [(range(4, 7), 1), (range(7, 9), 0)], id="beyond the verb"
        ),
    ],
)
def test_a_compound_verb_is_read_whole(runs, whole):
    assert _completed(runs, TYPES, [compound(4, 7, "responsibility_claim")]) == whole


def test_what_lies_within_a_compound_verb_takes_no_word_that_is_not_its_own():
    marks = [compound(4, 7, "responsibility_claim"), compound(5, 9, "killing")]
    assert _completed([(range(4, 5), 1), (range(5, 6), 0)], TYPES, marks) == [(range(4, 7), 1)]


@pytest.mark.parametrize(
    "text",
    [
        "طالبان به پاسگاه مرزی حمله کردند ولی به شهر حمله نکردند.",
        "ارتش پنج نفر را بازداشت کرد ولی خبرنگاران را بازداشت نکرد.",
    ],
)
def test_what_happened_and_what_did_not_are_two_claims(text):
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-03-10").claims
    assert [claim.polarity for claim in claims] == ["affirmed", "denied"]


def test_a_noun_and_its_verb_are_one_claim():
    text = "گروه داعش مسئولیت انفجار دیروز در کابل را بر عهده گرفت."
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-03-10").claims
    assert [claim.type for claim in claims].count("responsibility_claim") == 1


def test_a_mention_that_points_back_is_the_event_told_before():
    text = "توپخانه ارتش روستای سیدکان را گلوله‌باران کرد. این گلوله‌باران ده‌ها خانواده را آواره کرد."
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-03-10").claims
    shelling = [claim for claim in claims if claim.type == "shelling"]
    assert [len(claim.also) for claim in shelling] == [1]


def test_what_points_back_tells_of_one_event_whoever_tells_it_and_of_no_other():
    text = (
        "انفجاری شنبه در هرات رخ داد. به گفته پلیس این انفجار سه کشته داشت. "
        "یک روز بعد انفجاری دیگر در کابل روی داد و طالبان گفت در این انفجار کسی کشته نشد."
    )
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-03-10").claims
    events = {}
    for claim in claims:
        events.setdefault(claim.event, []).append(claim)
    assert [[c.place.name for c in told if c.place] for told in events.values()] == [
        ["هرات"] * 2,
        ["کابل"] * 2,
    ]


def test_a_preposition_belongs_to_the_verb_behind_its_noun():
    text = "دادگاه کیفری بغداد پنج متهم به بمب‌گذاری در بازار را به اعدام محکوم کرده است."
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-03-10").claims
    assert [claim.type for claim in claims].count("trial") == 1


def test_a_noun_is_no_part_of_the_verb_that_another_word_stands_between() -> None:
    text = "انفجار بمب در بازار شهر کویته پنج کشته بر جای گذاشت. ارتش پاکستان داعش را عامل این حمله دانست."
    claims = ravi.read(text, publisher="نمونه", published="2021-09-12").claims
    assert all("دانست" not in text[one.trigger.start : one.trigger.end].split()[1:] for one in claims)


@pytest.mark.parametrize(
    ("run", "taken", "whole"),
    [
        pytest.param(range(3, 4), {3}, range(2, 4), id="after its verb"),
        pytest.param(range(1, 2), {1}, range(1, 3), id="before its noun"),
        pytest.param(range(3, 4), {2, 3}, range(3, 4), id="beside another event"),
        pytest.param(range(2, 3), {2}, range(2, 3), id="a verb"),
    ],
)
def test_a_function_word_alone_comes_with_its_head(run, taken, whole):
    document = tokenise("آنها با چوب است زدند", "fa")
    for token, upos, head in zip(
        document.tokens, ["PRON", "ADP", "VERB", "AUX", "VERB"], [4, 2, 2, 2, 4], strict=True
    ):
        token.upos, token.head = upos, head
    assert _with_its_head(document, run, taken) == whole

from __future__ import annotations

import pytest

from ravi.ledger.linking.actors import names_alike
from ravi.ledger.linking.sides import countries_named, sides, voice_keys
from ravi.ledger.linking.weights import RAREST, stem, weigh, weight
from ravi.report import Mention

NAMED = [
    ("جنگنده‌های آمریکایی", "US"),
    ("رژیم صهیونیستی", "IL"),
    ("نیروهای ایرانی", "IR"),
    ("ایالات متحده آمریکا و عراق", "IQ US"),
    ("سه کشتی تجاری", ""),
]


@pytest.mark.parametrize(("words", "countries"), NAMED)
def test_countries_are_known_by_names_and_adjectives(words: str, countries: str) -> None:
    assert countries_named(words, "fa") == set(countries.split())


def test_a_country_named_goes_before_the_known_actors() -> None:
    assert sides([Mention("ارتش متجاوز آمریکا", None, "military", "ارتش ایران", "IR")], "fa") == ("US",)
    assert sides([Mention("ارتش", None, "military", "ارتش ایران", "IR")], "fa") == ("IR",)


def test_a_voice_is_known_by_its_body_or_its_name() -> None:
    known = voice_keys(Mention("سخنگوی ارتش، بهرام کیانی", None, "military", "ارتش ایران", "IR"))
    assert names_alike(known, voice_keys(Mention("بهرام کیانی", None))) == 1.0
    assert names_alike(known, ("ارتش ایران",)) == 1.0
    assert names_alike(known, voice_keys(Mention("ناهید سپهری", None))) == 0.0


@pytest.mark.parametrize(
    ("one", "other"), [("موشک‌های", "موشکی"), ("آمریکایی", "امریکا"), ("پهپادها", "پهپاد")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_rare_words_weigh_most() -> None:
    assert weight("کهورستان") == RAREST > weight("موشک") > weight("و")


def test_a_language_without_a_table_has_weights_too() -> None:
    assert weight("Khamir", "en") > weight("the", "en")


def test_words_are_weighed_in_a_fixed_order() -> None:
    words = ["پل", "سنگان", "و", "پل", "حمله"]
    assert weigh(words, 3) == weigh(words[::-1], 3)
    assert len(weigh(words, 2)) == 2

"""Ids that follow from what they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.ledger.identity import canonical_url, claim_ids, claim_of_incident, incident_id, report_id, text_key
from ravi.ledger.words import plain_words
from ravi.report import Mention
from tests.builders import make_claim

WORDS = st.lists(
    st.sampled_from(["نیروهای", "دولتی", "شهر", "را", "هدف", "قرار", "دادند", "۱۲", "نفر"]), min_size=1
)


def key_of(text: str) -> str:
    return text_key(plain_words(text, "fa"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("نيروهاي دولتي ٣ نفر", "نیروهای  دولتی 3 نفر", id="letters, digits and spaces"),
        pytest.param("نیروها\u200c رفتند", "نیروها رفتند", id="a half-space that does nothing"),
        pytest.param("🔴 نیروها رفتند!", "نیروها رفتند", id="emoji and marks"),
        pytest.param("می‌روند", "میروند", id="half-space or none"),
    ],
)
def test_one_text_has_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_another_number_is_another_text() -> None:
    assert key_of("۱۲ نفر کشته شدند") != key_of("۱۳ نفر کشته شدند")


def test_publishers_of_one_text_are_told_apart_whatever_their_spelling() -> None:
    key = key_of("نیروها رفتند")
    assert report_id(key, "خبرگزاري فارس") == report_id(key, "خبرگزاری فارس") != report_id(key, "ایسنا")


@given(st.permutations(["c-b", "c-a", "c-c"]))
def test_an_incident_is_named_after_its_first_claim_in_any_order(claims: list[str]) -> None:
    assert incident_id(claims) == "i-a"
    assert claim_of_incident("i-a") == "c-a"


def test_claims_of_one_report_have_ids_of_their_own_even_when_they_say_the_same() -> None:
    claims = [
        make_claim(),
        make_claim(),
        make_claim(chain=(Mention("رویترز", None),)),
        make_claim("حمله هوایی"),
    ]
    ids = claim_ids("r-1", claims)
    assert len(set(ids)) == len(claims)
    assert ids == claim_ids("r-1", claims)
    assert not set(ids) & set(claim_ids("r-2", claims))


@given(WORDS, WORDS)
def test_keys_differ_where_words_do(one: list[str], other: list[str]) -> None:
    assert (key_of(" ".join(one)) == key_of(" ".join(other))) == (one == other)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://Example.org", "http://example.org/"),
        ("https://example.org/a/?utm_medium=x&fbclid=1", "https://example.org/a/"),
        ("https://example.org:8443/a?b=&c=2#d", "https://example.org:8443/a?b=&c=2"),
        ("https://example.org/خبر?id=۱", "https://example.org/خبر?id=%DB%B1"),
    ],
)
def test_addresses_of_one_page(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical

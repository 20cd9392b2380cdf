"""What a ledger answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ravi.errors import LedgerError
from ravi.ledger.asking.search import Filters, Near, find_claims, find_incidents
from ravi.ledger.incidents import load_incidents
from ravi.ledger.store.opening import Ledger
from ravi.ledger.store.reports import load_claims


@pytest.fixture
def filled(examples_ledger: Ledger) -> Ledger:
    return examples_ledger


def claims(ledger: Ledger, **asked: Any) -> list[Any]:
    with ledger.reading() as connection:
        names = find_claims(connection, Filters(**asked), limit=1000)
        return load_claims(connection, names)


def test_every_filter_keeps_what_fits_and_nothing_else(filled: Ledger) -> None:
    everything = claims(filled)
    cases: dict[str, tuple[dict[str, Any], Any]] = {
        "type": ({"type": "capture"}, lambda one: one.claim.type == "capture"),
        "polarity": ({"polarity": "denied"}, lambda one: one.claim.polarity == "denied"),
        "modality": ({"modality": "planned"}, lambda one: one.claim.modality == "planned"),
        "publisher": (
            {"publisher": "خبرگزاری پیک"},
            lambda one: one.report.report.publisher == "خبرگزاری پیک",
        ),
        "report": ({"report": everything[0].report.id}, lambda one: one.report.id == everything[0].report.id),
    }
    for name, (asked, fits) in cases.items():
        found = {one.id for one in claims(filled, **asked)}
        assert found == {one.id for one in everything if fits(one)}, name
        assert found, name


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        pytest.param({"place": "کرکوک"}, "کرکوک", id="name"),
        pytest.param({"place": "ك‍رك‍وك"}, "کرکوک", id="another spelling"),
        pytest.param({"place": "Kirkuk"}, "کرکوک", id="another script"),
        pytest.param({"near": Near(35.47, 44.39, 30)}, "کرکوک", id="circle"),
        pytest.param({"place": "هرات", "type": "air_strike"}, "غوریان", id="the province round it"),
    ],
)
def test_places(filled: Ledger, asked: dict[str, Any], place: str) -> None:
    found = claims(filled, **asked)
    assert place in {one.claim.place.name for one in found if one.claim.place}
    assert not {"اریحا"} & {one.claim.place.name for one in found if one.claim.place}


def test_days(filled: Ledger) -> None:
    july = claims(filled, since=date(2021, 7, 1), until=date(2021, 7, 31))
    assert {one.report.report.published.month for one in july if one.report.report.published} == {7}
    assert len(july) + len(claims(filled, since=date(2021, 8, 5))) == len(claims(filled))


@pytest.mark.parametrize("words", ["طالبان غوریان", "طالبان غوريان", "Taliban غوریان", "«غوریان» و طالبان"])
def test_free_text_in_any_spelling(filled: Ledger, words: str) -> None:
    found = claims(filled, words=words)
    assert len(found) >= 5
    assert all("غوریان" in one.report.report.text for one in found)


@pytest.mark.parametrize(
    "words", ['"', "طالبان OR", "NEAR(a b)", "words:x", "*", "(", "'; DROP TABLE claims; --"]
)
def test_free_text_is_never_a_query_language(filled: Ledger, words: str) -> None:
    if any(letter.isalpha() for letter in words):
        claims(filled, words=words)
    else:
        with pytest.raises(LedgerError, match="has no word to look for"):
            claims(filled, words=words)
    assert len(claims(filled)) > 30


@pytest.mark.parametrize("spelling", ["عادل الجبوری", "عادل جبوري", "Adel al-Jabouri"])
def test_a_voice_in_any_spelling(filled: Ledger, spelling: str) -> None:
    found = claims(filled, origin=spelling)
    assert {one.report.report.id for one in found} >= {"nemuneh-523", "peyk-2110", "karaneh-9014"}


def test_an_unknown_type_is_named_with_those_there_are(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"'strike' is no event type.*air_strike"):
        claims(filled, type="strike")


def test_pages_follow_each_other_without_gap_or_repeat(filled: Ledger) -> None:
    with filled.reading() as connection:
        whole = find_incidents(connection, Filters(), limit=1000)
        paged: list[str] = []
        while page := find_incidents(connection, Filters(), limit=4, after=paged[-1] if paged else None):
            paged += page
        assert paged == whole
        assert (
            find_claims(connection, Filters(), limit=3) == find_claims(connection, Filters(), limit=1000)[:3]
        )


def test_incidents_by_what_they_come_to(filled: Ledger) -> None:
    with filled.reading() as connection:
        contested = find_incidents(connection, Filters(grade="contested"))
        assert contested
        several = find_incidents(connection, Filters(least_voices=3))
        assert all(
            len({claim.claim.origin.name for claim in incident.claims}) >= 3
            for incident in load_incidents(connection, several)
        )
        both = find_incidents(connection, Filters(grade="contested", place="اریحا"))
        assert 0 < len(both) <= len(contested)

"""The gazetteer: names, spellings, homonyms, and what the file promises."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.languages.lexicon import rows
from ravi.reading.places.candidates import explain
from ravi.reading.places.gazetteer import KINDS, Gazetteer, gazetteer
from ravi.reading.places.names import fold
from ravi.reading.text.normal import normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("دیرالزور", "دير الزّور"),
        ("تل‌آویو", "تل آويو"),
        ("رقه", "الرقة"),
        ("رمادی", "الرمادي"),
        ("اسرائیل", "اسراییل"),
        ("کوبانی", "عین‌العرب"),
        ("البوکمال", "بوكمال"),
        ("تنگه هرمز", "تنگۀ هرمز"),
        ("قندوز", "کندز"),
    ],
)
def test_two_spellings_are_one_place(one: str, other: str) -> None:
    first, second = explain(one), explain(other)
    assert first
    assert first[0][0].entry.row in {candidate.entry.row for candidate, _ in second}


@pytest.mark.parametrize(
    ("name", "country", "kind", "latitude", "longitude"),
    [
        ("الباغوز", "SY", "village", 34.46, 40.95),
        ("حلب", "SY", "city", 36.2, 37.16),
        ("لشکرگاه", "AF", "city", 31.59, 64.37),
        ("تنگه هرمز", None, "water", 26.57, 56.25),
        ("غوطه شرقی", "SY", "region", 33.53, 36.42),
        ("نینوا", "IQ", "admin", 36.3, 43.0),
        ("موگادیشو", "SO", "city", 2.04, 45.34),
    ],
)
def test_best_place_of_a_name(
    name: str, country: str | None, kind: str, latitude: float, longitude: float
) -> None:
    entry = explain(name)[0][0].entry
    assert (entry.country, entry.kind) == (country, kind)
    assert entry.kilometres(latitude, longitude) < 60


def test_homonyms_follow_the_country_of_the_report() -> None:
    assert explain("طرابلس")[0][0].entry.country == "LY"
    assert explain("طرابلس", country="LB")[0][0].entry.country == "LB"
    assert explain("زابل", country="AF")[0][0].entry.kind == "admin"
    assert explain("زابل", country="IR")[0][0].entry.kind == "city"


def test_reasons_are_words() -> None:
    candidate, why = explain("حلب", country="SY")[0]
    assert candidate.entry.geonames == 170063
    assert why.startswith("city in سوریه, حلب; ")
    assert "the report names places of SY" in why


@pytest.mark.parametrize("word", ["می‌شود", "گفت", "نیروهای", ""])
def test_other_words_are_no_names(word: str) -> None:
    assert explain(word) == []


def test_the_hand_kept_table_is_normalised() -> None:
    for row in rows("fa", "places"):
        for name in [row["name"], row["admin"], *row["aliases"].split("|")]:
            assert normalise(name, "fa").text == name


def test_every_row_of_the_hand_kept_table_is_found() -> None:
    for row in rows("fa", "places"):
        assert row["kind"] in KINDS
        found = [candidate.entry for candidate, _ in explain(row["name"])]
        assert any(
            entry.curated and entry.kilometres(float(row["latitude"]), float(row["longitude"])) < 400
            for entry in found
        ), row["name"]


@pytest.mark.parametrize("country", ["IR", "IQ", "SY", "AF", "YE", "LB", "PK", "UA", "SA", "TR"])
def test_provinces_have_names(country: str) -> None:
    places = gazetteer()
    provinces = [
        entry
        for row in range(len(places))
        if (entry := places.entry(row)).kind == "admin" and entry.country == country and len(entry.admin) == 1
    ]
    least = {"IR": 31, "IQ": 18, "SY": 14, "AF": 34, "YE": 21, "LB": 8, "PK": 7, "UA": 20, "SA": 13, "TR": 75}
    assert len(provinces) >= least[country]
    assert all(entry.latitude is not None for entry in provinces)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="ابپتسشکگلمنوهی ءئأإآة‌", max_size=20))
def test_any_name_can_be_asked_for(name: str) -> None:
    for candidate, why in explain(name):
        assert candidate.entry.kind in KINDS
        assert why


def test_another_file_is_refused(tmp_path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="rebuild it"):
        Gazetteer(path)


def test_the_file_is_mapped_in_ten_milliseconds() -> None:
    code = (
        "import time, numpy, ravi.reading.places.gazetteer as g; t = time.process_time();"
        "g.gazetteer().find('حلب'); print((time.process_time() - t) * 1000)"
    )
    took = min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    assert took < 10

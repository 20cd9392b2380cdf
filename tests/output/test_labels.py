from __future__ import annotations

import re

import pytest

from ravi.data.tables import event_types, table
from ravi.output.labels import LANGUAGES, digits, label, type_label

COUNTED = [
    "killed",
    "injured",
    "dead_or_injured",
    "detained",
    "abducted",
    "released",
    "surrendered",
    "displaced",
    "missing",
    "fighters",
    "civilians",
    "strikes",
    "weapons",
    "other",
]
MEANS = [
    "air_strike",
    "drone",
    "artillery",
    "rocket",
    "missile",
    "car_bomb",
    "suicide_bomber",
    "ied",
    "mine",
    "small_arms",
    "guided_missile",
    "chemical",
    "white_phosphorus",
    "cluster_munition",
    "knife",
    "fire",
    "other",
]
CHANNELS = [
    "social_media",
    "email",
    "interview",
    "press_conference",
    "statement",
    "video",
    "report",
    "leaflet",
    "speech",
    "letter",
]
VALUES = [
    *(("count", value) for value in COUNTED),
    *(("means", value) for value in MEANS),
    *(("channel", value) for value in CHANNELS),
    *(("modality", value) for value in ("actual", "planned", "predicted", "demanded", "possible")),
    *(("polarity", value) for value in ("affirmed", "denied")),
    *(("certainty", value) for value in ("stated", "hedged")),
    *(("anchor", value) for value in ("text", "published", "report", "none")),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_every_value_has_a_label(kind: str, value: str, language: str) -> None:
    assert (kind, value) in {(row["kind"], row["value"]) for row in table("ravi.data", "labels")}
    assert label(kind, value, language)


def test_event_types_are_whole() -> None:
    rows = event_types()
    names = [row["type"] for row in rows]
    assert len(names) == len(set(names)) == 38
    assert {row["family"] for row in rows} == {"violence", "control", "politics"}
    for row in rows:
        assert all(row[name] for name in ("fa", "en", "definition", "acled", "plover", "cameo")), row
        assert re.fullmatch(r"\d{2,4}", row["cameo"]), row
        assert re.fullmatch(r"[123](,[123])*|", row["ucdp"]), row


def test_labels_are_unique() -> None:
    keys = [(row["kind"], row["value"]) for row in table("ravi.data", "labels")]
    assert len(keys) == len(set(keys))


def test_unknown_values_show_as_they_are() -> None:
    assert label("means", "laser", "fa") == "laser"
    assert type_label("picnic", "en") == "picnic"


def test_digits() -> None:
    assert digits(1234, "fa") == "۱٬۲۳۴"
    assert digits(1234, "en") == "1,234"

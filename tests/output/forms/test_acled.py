from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ravi.data.tables import table
from ravi.output.forms.acled import COLUMNS, interaction, row
from tests.output.forms.made import (
    ARMY,
    DISTRICT,
    HOMS,
    MARCHERS,
    MILITIA,
    NOWHERE,
    PEOPLE,
    PROVINCE,
    REBELS,
    SYRIA,
    TURKEY,
    account_of,
    told,
)


def found(kind: str, **how: Any) -> dict[str, Any]:
    return row(account_of(told(kind, **how)))


def test_columns_are_acled_s_in_its_order() -> None:
    assert ",".join(COLUMNS) == (
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
        "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
        "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
    )


@pytest.mark.parametrize(
    ("kind", "agents", "targets", "event", "sub"),
    [
        ("air_strike", (ARMY,), (REBELS,), "Explosions/Remote violence", "Air/drone strike"),
        ("armed_clash", (ARMY, REBELS), (), "Battles", "Armed clash"),
        ("armed_attack", (REBELS,), (PEOPLE,), "Violence against civilians", "Attack"),
        ("armed_attack", (REBELS,), (ARMY,), "Battles", "Armed clash"),
        ("armed_attack", (REBELS,), (), "Violence against civilians", "Attack"),
        ("detention", (ARMY,), (PEOPLE,), "Strategic developments", "Arrests"),
        ("detention", (REBELS,), (PEOPLE,), "Violence against civilians", "Abduction/forced disappearance"),
        ("capture", (ARMY,), (), "Battles", "Government regains territory"),
        ("capture", (REBELS,), (), "Battles", "Non-state actor overtakes territory"),
        ("capture", (TURKEY,), (), "Battles", "Non-state actor overtakes territory"),
        ("capture", (), (), "Battles", "Armed clash"),
        ("protest", (PEOPLE,), (), "Protests", "Peaceful protest"),
    ],
)
def test_types(kind: str, agents: Any, targets: Any, event: str, sub: str) -> None:
    got = found(kind, agents=agents, targets=targets)
    assert (got["event_type"], got["sub_event_type"]) == (event, sub)


@pytest.mark.parametrize(
    ("kind", "disorder"),
    [
        ("air_strike", "Political violence"),
        ("riot", "Political violence"),
        ("protest", "Demonstrations"),
        ("displacement", "Strategic developments"),
    ],
)
def test_disorder_types(kind: str, disorder: str) -> None:
    assert found(kind)["disorder_type"] == disorder


def test_who_met_whom() -> None:
    got = found("armed_clash", agents=(REBELS, ARMY))
    assert (got["actor1"], got["inter1"]) == ("داعش", "Rebel group")
    assert (got["actor2"], got["inter2"]) == ("ارتش سوریه", "State forces")
    assert got["interaction"] == "State forces-Rebel group"


def test_forces_abroad_are_external() -> None:
    got = found("air_strike", agents=(TURKEY,), targets=(REBELS,))
    assert (got["inter1"], got["interaction"]) == (
        "External/Other forces",
        "Rebel group-External/Other forces",
    )


def test_crowds_go_by_their_type_and_country() -> None:
    got = found("protest", agents=(PEOPLE,))
    assert (got["actor1"], got["assoc_actor_1"]) == ("Protesters (Syria)", "اهالی روستا")
    assert (got["inter1"], got["interaction"]) == ("Protesters", "Protesters only")
    got = found("riot", place=None)
    assert (got["actor1"], got["inter1"]) == ("Rioters", "Rioters")
    got = found("killing", agents=(MILITIA,), targets=(PEOPLE, MARCHERS))
    assert (got["actor2"], got["assoc_actor_2"]) == ("Civilians (Syria)", "اهالی روستا; معترضان")


def test_nobody_told_is_nobody_written() -> None:
    got = found("air_strike", targets=(PEOPLE,))
    assert (got["actor1"], got["inter1"], got["interaction"]) == (None, None, None)
    assert (got["actor2"], got["civilian_targeting"]) == ("Civilians (Syria)", "Civilian targeting")


@pytest.mark.parametrize(
    ("kind", "targets", "mark"),
    [
        ("killing", (PEOPLE,), "Civilian targeting"),
        ("killing", (ARMY,), None),
        ("killing", (), None),
        ("shelling", (PEOPLE,), "Civilian targeting"),
        ("shelling", (MARCHERS,), "Civilian targeting"),
        ("shelling", (REBELS,), None),
        ("armed_clash", (PEOPLE,), None),
    ],
)
def test_civilian_targeting(kind: str, targets: Any, mark: str | None) -> None:
    assert found(kind, agents=(ARMY,), targets=targets)["civilian_targeting"] == mark


@pytest.mark.parametrize(
    ("time", "day", "precision"),
    [
        (("یکشنبه", "2019-03-10", "2019-03-10"), date(2019, 3, 10), 1),
        (("هفته گذشته", "2019-03-02", "2019-03-08"), date(2019, 3, 5), 2),
        (("ماه گذشته", "2019-02-01", "2019-02-28"), date(2019, 2, 14), 3),
        (("سال گذشته", "2018-01-01", "2018-12-31"), None, None),
        (None, None, None),
    ],
)
def test_days(time: Any, day: date | None, precision: int | None) -> None:
    got = found("killing", time=time)
    assert (got["event_date"], got["time_precision"]) == (day, precision)
    assert got["year"] == (day.year if day else None)


@pytest.mark.parametrize(
    ("place", "units", "precision", "latitude"),
    [
        (HOMS, ("حمص", None, None), 1, 34.724),
        (PROVINCE, ("استان حلب", None, None), 3, 36.2),
        (DISTRICT, ("استان حلب", "عفرین", None), 2, 36.51),
        (SYRIA, (None, None, None), None, None),
        (NOWHERE, (None, None, None), None, None),
        (None, (None, None, None), None, None),
    ],
)
def test_places(place: Any, units: tuple[Any, ...], precision: int | None, latitude: float | None) -> None:
    got = found("killing", place=place)
    assert (got["admin1"], got["admin2"], got["admin3"]) == units
    assert (got["geo_precision"], got["latitude"]) == (precision, latitude)
    assert got["location"] == (place[0] if place else None)
    if place and place[5]:
        assert (got["iso"], got["country"], got["region"]) == (760, "Syria", "Middle East")
        assert got["event_id_cnty"].startswith("SYR")
    else:
        assert got["event_id_cnty"].startswith("XXX")


@pytest.mark.parametrize(
    ("told_dead", "written"),
    [
        ([(12, 12)], 12),
        ([(12, None)], 12),
        ([(None, 20)], 0),
        ([None], 0),
        ([(20, 20), (35, 35)], 20),
    ],
)
def test_fatalities_are_the_fewest_told(told_dead: list[Any], written: int) -> None:
    names = ("ایسنا", "فارس")
    claims = [
        told("killing", publisher=name, killed=dead) for name, dead in zip(names, told_dead, strict=False)
    ]
    assert row(account_of(*claims))["fatalities"] == written


def test_notes_say_who_says_what_in_their_words() -> None:
    claims = told("killing", by=ARMY), told("killing", publisher="فارس", polarity="denied")
    got = row(account_of(*claims))
    assert "ارتش سوریه (ایسنا): «" in got["notes"]  # type: ignore[operator]
    assert " | فارس: «" in got["notes"]  # type: ignore[operator]
    assert str(got["notes"]).endswith("»")
    assert got["tags"] == "grade: contested; status: disputed; independent voices: 1"
    assert got["source"] == "ایسنا"


def test_every_pair_of_types_has_its_words() -> None:
    codes = [int(found["code"]) for found in table("ravi.data", "acled_inters")]
    words = {interaction(one, two) for one in codes for two in (*codes, None)}
    assert len(words) == 8 + 8 * 9 // 2
    assert interaction(1, 2) == interaction(2, 1)
    assert interaction(None, 7) is None


def test_the_timestamp_is_when_the_last_report_came() -> None:
    got = row(account_of(told("killing", number=5), told("killing", publisher="فارس", number=9)))
    assert got["timestamp"] == 1553069340

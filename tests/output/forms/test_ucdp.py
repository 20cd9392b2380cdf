from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.output.forms.ucdp import COLUMNS, is_lethal, number, priogrid, row
from tests.output.forms.made import (
    ARMY,
    DISTRICT,
    HOMS,
    MILITIA,
    PEOPLE,
    PROVINCE,
    REBELS,
    SYRIA,
    TURKEY,
    account_of,
    told,
)


def found(kind: str, **how: Any) -> dict[str, Any]:
    return row(account_of(told(kind, **{"killed": (1, 1)} | how)))


def test_columns_are_ucdp_s_in_its_order() -> None:
    assert len(COLUMNS) == 49
    assert ",".join(COLUMNS[18:29]) == (
        "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
        "where_coordinates,where_description,adm_1,adm_2"
    )
    assert (
        ",".join(COLUMNS[-9:])
        == "deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"[: -0 or None]
    )


@pytest.mark.parametrize(
    ("kind", "killed", "enters"),
    [
        ("killing", (1, 1), True),
        ("killing", (None, 5), True),
        ("killing", (0, 0), False),
        ("killing", (None, None), False),
        ("killing", None, False),
        ("explosion", (5, 5), False),
        ("detention", (5, 5), False),
    ],
)
def test_only_deadly_uses_of_armed_force_enter(kind: str, killed: Any, enters: bool) -> None:
    assert is_lethal(account_of(told(kind, killed=killed))) == enters


@pytest.mark.parametrize(
    ("kind", "agents", "targets", "violence", "side_a", "side_b"),
    [
        ("armed_clash", (REBELS, ARMY), (), 1, ARMY, REBELS),
        ("air_strike", (ARMY,), (REBELS,), 1, ARMY, REBELS),
        ("shelling", (REBELS,), (TURKEY,), 1, TURKEY, REBELS),
        ("armed_clash", (MILITIA, REBELS), (), 2, MILITIA, REBELS),
        ("shelling", (ARMY,), (PEOPLE,), 3, ARMY, ("Civilians",)),
        ("killing", (REBELS,), (PEOPLE,), 3, REBELS, ("Civilians",)),
        ("killing", (REBELS,), (ARMY,), None, ARMY, REBELS),
        ("shelling", (ARMY,), (), None, ARMY, None),
        ("shelling", (), (), None, None, None),
    ],
)
def test_sides_and_type_of_violence(
    kind: str, agents: Any, targets: Any, violence: int | None, side_a: Any, side_b: Any
) -> None:
    got = found(kind, agents=agents, targets=targets)
    assert got["type_of_violence"] == violence
    assert (got["side_a"], got["side_b"]) == (side_a and side_a[0], side_b and side_b[0])
    assert got["dyad_name"] == (
        f"{got['side_a']} - {got['side_b']}" if got["side_a"] and got["side_b"] else None
    )


@pytest.mark.parametrize(
    ("figures", "best", "low", "high"),
    [
        ([(12, 12)], 12, 12, 12),
        ([(12, None)], 12, 12, 12),
        ([(None, 20)], 20, 0, 20),
        ([(20, 20), (35, 35)], None, 20, 35),
        ([(12, None), (20, 20)], None, 12, 20),
    ],
)
def test_best_low_and_high(figures: list[Any], best: int | None, low: int, high: int) -> None:
    names = ("ایسنا", "فارس")
    claims = [
        told("killing", publisher=name, killed=dead) for name, dead in zip(names, figures, strict=False)
    ]
    got = row(account_of(*claims))
    assert (got["low"], got["high"]) == (low, high)
    assert best is None or got["best"] == best
    assert low <= got["best"] <= high  # type: ignore[operator]
    assert got["number_of_sources"] == len(figures)


@pytest.mark.parametrize(
    ("of", "targets", "column"),
    [
        (ARMY, (REBELS,), "deaths_a"),
        (REBELS, (REBELS, PEOPLE), "deaths_b"),
        (PEOPLE, (REBELS, PEOPLE), "deaths_civilians"),
        (PEOPLE, (PEOPLE,), "deaths_civilians"),
        (MILITIA, (REBELS, MILITIA), "deaths_unknown"),
        (None, (REBELS,), "deaths_unknown"),
    ],
)
def test_whose_deaths(of: Any, targets: Any, column: str) -> None:
    got = found("air_strike", agents=(ARMY,), targets=targets, killed=(7, 7), of=of[0] if of else "")
    deaths = {name: got[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")}
    assert deaths == {name: 7 if name == column else 0 for name in deaths}
    assert got["best"] == 7


def test_deaths_told_of_different_sides_are_nobody_s() -> None:
    how: dict[str, Any] = {"agents": (ARMY,), "targets": (REBELS, PEOPLE), "killed": (7, 7)}
    claims = (
        told("air_strike", of=REBELS[0], **how),
        told("air_strike", publisher="فارس", of=PEOPLE[0], **how),
    )
    got = row(account_of(*claims))
    assert (got["deaths_b"], got["deaths_civilians"], got["deaths_unknown"]) == (0, 0, 7)


def test_sources() -> None:
    office = ("سخنگوی پلیس", "police", "")
    got = row(
        account_of(
            told("killing", by=office, killed=(1, 1), title="خبر یک"),
            told("killing", publisher="فارس", published="2019-03-11", by=office, killed=(1, 1)),
        )
    )
    assert got["number_of_sources"] == 1
    assert got["source_article"] == ("فارس,2019-03-11,", "ایسنا,2019-03-12,خبر یک")
    assert got["source_office"] == ("فارس", "ایسنا")
    assert got["source_date"] == ("2019-03-11", "2019-03-12")
    assert got["source_headline"] == ("خبر یک",)
    assert got["source_original"] == ("سخنگوی پلیس",)


@pytest.mark.parametrize(
    ("place", "precision", "units", "clarity"),
    [
        (HOMS, 1, ("حمص", None), 1),
        (DISTRICT, 3, ("استان حلب", "عفرین"), 2),
        (PROVINCE, 4, ("استان حلب", None), 2),
        (SYRIA, 6, (None, None), 2),
        (None, None, (None, None), 2),
    ],
)
def test_places(place: Any, precision: int | None, units: tuple[Any, Any], clarity: int) -> None:
    got = found("killing", place=place)
    assert got["where_prec"] == precision
    assert (got["adm_1"], got["adm_2"]) == units
    assert got["event_clarity"] == clarity
    if place:
        assert got["geom_wkt"] == f"POINT ({got['longitude']} {got['latitude']})"
        assert (got["country"], got["region"]) == ("Syria", "Middle East")


@pytest.mark.parametrize(
    ("time", "start", "end", "precision"),
    [
        (("یکشنبه", "2019-03-10", "2019-03-10"), date(2019, 3, 10), date(2019, 3, 10), 1),
        (("ماه گذشته", "2019-02-01", "2019-02-28"), date(2019, 2, 1), date(2019, 2, 28), 4),
        (("تا دیروز", None, "2019-03-11"), None, date(2019, 3, 11), None),
        (None, None, None, None),
    ],
)
def test_days(time: Any, start: date | None, end: date | None, precision: int | None) -> None:
    got = found("killing", time=time)
    assert (got["date_start"], got["date_end"], got["date_prec"]) == (start, end, precision)
    assert got["year"] == (start.year if start else None)


@given(st.text(min_size=1))
def test_numbers_for_ids_are_exact_in_a_spreadsheet(text: str) -> None:
    assert 0 <= number(text) < 2**48
    assert int(float(number(text))) == number(text)


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (-90.0, -180.0, 1),
        (-90.0, 179.9, 720),
        (-89.5, -180.0, 721),
        (90.0, 180.0, 259_200),
        (89.9, 179.9, 259_200),
    ],
)
def test_cells_of_the_grid(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell

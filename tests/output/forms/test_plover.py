from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ravi.output.forms.plover import COLUMNS, row
from tests.output.forms.made import ARMY, HOMS, MARCHERS, PEOPLE, PROVINCE, REBELS, TURKEY, account_of, told


def found(kind: str, **how: Any) -> dict[str, Any]:
    return row(account_of(told(kind, **how)))


def test_columns_are_polecat_s() -> None:
    assert len(COLUMNS) == 40
    assert COLUMNS[:9] == (
        "Event ID",
        "Event Date",
        "Event Type",
        "Event Mode",
        "Intensity",
        "Quad Code",
        "Contexts",
        "Actor Name",
        "Actor Country",
    )
    roles = [[name.replace(role, "") for name in COLUMNS if role in name] for role in ("Actor", "Recipient")]
    assert roles[0] == roles[1]


@pytest.mark.parametrize(
    ("kind", "event", "mode", "quad", "score"),
    [
        ("air_strike", "ASSAULT", ("heavy-weapons",), 4, -9.3),
        ("abduction", "ASSAULT", ("abduct",), 4, -9.3),
        ("detention", "COERCE", ("arrest",), 4, -7.2),
        ("protest", "PROTEST", ("demo",), 4, -6.6),
        ("release", "RETREAT", ("release",), 2, 7.6),
        ("negotiation", "CONSULT", (), 1, 2.1),
        ("threat", "THREATEN", (), 3, -5.1),
    ],
)
def test_types_and_modes(kind: str, event: str, mode: tuple[str, ...], quad: int, score: float) -> None:
    got = found(kind)
    assert (got["Event Type"], got["Event Mode"], got["Quad Code"], got["Intensity"]) == (
        event,
        mode,
        quad,
        score,
    )


@pytest.mark.parametrize(
    ("means", "mode"),
    [
        (("knife",), ("primitive",)),
        (("small_arms", "car_bomb"), ("explosives", "firearms")),
        (("rocket", "artillery"), ("heavy-weapons",)),
        (("other",), ()),
        ((), ()),
    ],
)
def test_means_tell_the_mode_where_the_type_does_not(means: tuple[str, ...], mode: tuple[str, ...]) -> None:
    assert found("armed_attack", means=means)["Event Mode"] == mode


def test_means_change_no_type_that_says_its_mode() -> None:
    assert found("abduction", means=("small_arms",))["Event Mode"] == ("abduct",)


def test_actors_and_recipients() -> None:
    got = found("air_strike", agents=(TURKEY,), targets=(REBELS,))
    assert (got["Actor Name"], got["Actor Country"]) == (("ارتش ترکیه",), ("TUR",))
    assert (got["Primary Actor Sector"], got["Actor Sectors"]) == ("MIL", ("MIL",))
    assert (got["Recipient Name"], got["Recipient Country"], got["Recipient Sectors"]) == (
        ("داعش",),
        (),
        ("REB",),
    )


def test_both_sides_of_a_clash_are_actors() -> None:
    got = found("armed_clash", agents=(ARMY, REBELS))
    assert set(got["Actor Name"]) == {"ارتش سوریه", "داعش"}
    assert got["Recipient Name"] == ()
    got = found("armed_clash", agents=(ARMY,), targets=(REBELS,))
    assert set(got["Actor Name"]) == {"ارتش سوریه", "داعش"}


def test_one_sided_violence_has_a_recipient() -> None:
    got = found("armed_attack", agents=(ARMY,), targets=(MARCHERS, PEOPLE))
    assert got["Actor Name"] == ("ارتش سوریه",)
    assert (got["Primary Recipient Sector"], got["Recipient Sectors"]) == ("OPP", ("OPP", "CVL"))


def test_where_and_when() -> None:
    got = found("killing")
    assert got["Event Date"] == date(2019, 3, 10)
    assert got["Publication Date"] == date(2019, 3, 12)
    assert (got["Placename"], got["City"], got["Province"], got["District"]) == (
        "حمص, حمص, سوریه",
        "حمص",
        "حمص",
        None,
    )
    assert (got["Country"], got["Latitude"], got["Longitude"]) == ("SYR", HOMS[2], HOMS[3])
    got = found("killing", place=PROVINCE)
    assert (got["City"], got["Province"], got["Feature Type"]) == (None, "استان حلب", "admin")


def test_contexts_follow_from_the_type() -> None:
    assert found("chemical_attack")["Contexts"] == ("military", "cbrn")
    assert found("killing")["Contexts"] == ()

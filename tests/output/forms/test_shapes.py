"""What the forms shaped like ACLED, UCDP GED and POLECAT have in common."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from ravi.data.tables import event_types, table
from ravi.ledger.records import Incident, StoredClaim
from ravi.output.export import export
from ravi.output.forms import acled, plover, ucdp
from ravi.output.forms.events import middle, reports, sides, sources
from ravi.report import Period, Span
from tests.output.forms.made import ARMY, HOMS, MILITIA, PEOPLE, REBELS, TURKEY, account_of, told
from tests.output.forms.samples import incident_of, incidents

SHAPES = {"acled": "event_id_cnty", "ucdp": "relid", "plover": "Event ID"}
ATTACK: dict[str, Any] = {"agents": (REBELS,), "targets": (PEOPLE,), "killed": (3, 3)}


def rows(form: str, *given: Incident) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    export(given, form, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))


@pytest.mark.parametrize("form", SHAPES)
@pytest.mark.parametrize(
    ("claims", "enters"),
    [
        ([told("killing", **ATTACK)], True),
        ([told("killing", certainty="hedged", **ATTACK)], True),
        ([told("killing", **ATTACK), told("killing", publisher="فارس", polarity="denied", **ATTACK)], True),
        (
            [told("killing", **ATTACK), told("killing", publisher="فارس", modality="predicted", **ATTACK)],
            True,
        ),
        ([told("killing", polarity="denied", **ATTACK)], False),
        ([told("killing", modality="planned", **ATTACK)], False),
        ([told("killing", modality="predicted", **ATTACK)], False),
        ([told("killing", modality="demanded", **ATTACK)], False),
        ([told("killing", modality="possible", **ATTACK)], False),
        ([told("killing", modality="planned", polarity="denied", **ATTACK)], False),
    ],
    ids=[
        "told",
        "hedged",
        "disputed",
        "told-and-predicted",
        "denied",
        "planned",
        "predicted",
        "demanded",
        "possible",
        "called-off",
    ],
)
def test_only_what_is_told_to_have_happened_enters(
    form: str, claims: list[StoredClaim], enters: bool
) -> None:
    assert bool(rows(form, incident_of(*claims))) == enters


@pytest.mark.parametrize("form", SHAPES)
@pytest.mark.parametrize(
    "rumours", [(), (told("killing", publisher="فارس", by=("منابع محلی", "", ""), **ATTACK),)]
)
def test_what_is_discounted_does_not_enter(form: str, rumours: tuple[StoredClaim, ...]) -> None:
    office = ("سخنگوی پلیس", "police", "")
    first = told("killing", by=office, **ATTACK)
    withdrawn = told("killing", published="2019-03-13", by=office, polarity="denied", **ATTACK)
    found = account_of(first, withdrawn, *rumours)
    assert (found.grade.name, found.status) == ("discounted", "disputed" if rumours else "denied")
    assert rows(form, incident_of(first, withdrawn, *rumours)) == []


@pytest.mark.parametrize("form", SHAPES)
def test_the_plans_among_real_readings_stay_out(form: str) -> None:
    planned = [one for one in incidents() if one.claims[0].claim.modality != "actual"]
    assert planned
    found = [row[SHAPES[form]] for row in rows(form, *incidents())]
    assert found
    assert not [one for one in planned if any(one.id.removeprefix("i-") in name for name in found)]


@pytest.mark.parametrize("form", SHAPES)
def test_ids_are_unique_and_lead_back_to_the_incident(form: str) -> None:
    found = [row[SHAPES[form]] for row in rows(form, *incidents())]
    assert len(set(found)) == len(found)
    assert all(any(one.id.removeprefix("i-") in name for one in incidents()) for name in found)


@pytest.mark.parametrize("module", [acled, ucdp, plover])
def test_a_row_has_the_columns(module: Any) -> None:
    assert set(module.row(account_of(told("killing", **ATTACK)))) == set(module.COLUMNS)
    bare = account_of(told("killing", place=None, time=None))
    assert set(module.row(bare)) == set(module.COLUMNS)


@pytest.mark.parametrize("form", SHAPES)
def test_cells_are_safe(form: str) -> None:
    names = ("=cmd", "rebel", ""), ("@SUM(A1)", "rebel", "")
    attack = told(
        "armed_attack",
        publisher="+1",
        agents=names[:1],
        targets=names[1:],
        killed=(1, 1),
        place=("-x", *HOMS[1:]),
    )
    (row,) = rows(form, incident_of(attack))
    assert [cell for cell in row.values() if cell[:1] in {*"=+@"}] == []
    assert {cell for cell in row.values() if cell.startswith("-")} <= {"-9.3"}
    assert {"'=cmd", "'@SUM(A1)", "'+1", "'-x"} <= set(row.values())


@pytest.mark.parametrize("form", ["acled", "ucdp", "plover"])
def test_the_south_and_west_stay_numbers(form: str) -> None:
    far = ("ساحل", "city", -33.5, -70.25, ("شیلی",), "CL")
    (row,) = rows(form, incident_of(told("killing", place=far, **ATTACK)))
    found = {name.lower(): cell for name, cell in row.items()}
    assert (float(found["latitude"]), float(found["longitude"])) == (-33.5, -70.25)


def test_every_event_type_has_its_codes() -> None:
    kinds = [row["type"] for row in table("ravi.data", "export_types")]
    assert kinds == [row["type"] for row in event_types()]


@pytest.mark.parametrize("form", SHAPES)
def test_a_type_of_another_release_is_no_event_yet(form: str) -> None:
    assert rows(form, incident_of(told("eclipse", **ATTACK))) == []


def test_codes_are_those_of_the_tables_they_come_from() -> None:
    known = {row["event"] for row in table("ravi.data", "plover_events")}
    rows_of = table("ravi.data", "export_types")
    assert {row["plover"] for row in rows_of} - {""} <= known
    assert all(row["plover"] for row in rows_of if row["mode"] or row["contexts"])


PLOVER_MODES = {
    "RETREAT": "withdraw release return disarm ceasefire access resign",
    "ACCUSE": "disapprove investigate allege",
    "PROTEST": "demo riot general strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "confiscate restrict ban censor curfew martial-law arrest deport withhold",
    "ASSAULT": "abduct beat torture execute sexual assassinate destroy primitive firearms explosives suicide-attack "
    "heavy-weapons cleansing massacre unconventional sideAB",
}
"""The modes that the PLOVER manual (draft 0.8) gives for the event types that have one here."""


def test_modes_are_plover_s() -> None:
    for found in table("ravi.data", "export_types"):
        assert not found["mode"] or found["mode"] in PLOVER_MODES[found["plover"]].split(), found
    assert {found["mode"] for found in table("ravi.data", "plover_means")} <= set(
        PLOVER_MODES["ASSAULT"].split()
    )


def test_contexts_are_plover_s() -> None:
    found = {one for row in table("ravi.data", "export_types") for one in row["contexts"].split(";")}
    assert found - {""} <= {"military", "cbrn", "legal", "humanitarian", "diplomatic"}


def test_sub_events_are_acled_s() -> None:
    known = {
        "Battles": {"Armed clash"},
        "Explosions/Remote violence": {
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
        },
        "Violence against civilians": {"Attack", "Abduction/forced disappearance"},
        "Protests": {"Peaceful protest"},
        "Riots": {"Mob violence"},
        "Strategic developments": {
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        },
    }
    for found in table("ravi.data", "export_types"):
        assert not found["event"] or found["sub"] in known[found["event"]], found


def test_means_are_those_of_claims() -> None:
    known = {row["value"] for row in table("ravi.data", "labels") if row["kind"] == "means"}
    assert {row["means"] for row in table("ravi.data", "plover_means")} <= known


def test_countries_have_their_codes() -> None:
    found = table("ravi.data", "countries")
    assert len(found) == 250
    for column, shape in (("iso2", 2), ("iso3", 3)):
        codes = [row[column] for row in found]
        assert len(set(codes)) == len(codes)
        assert {len(code) for code in codes} == {shape}
    assert len({row["iso"] for row in found if row["iso"]}) == 249
    assert {row["ucdp"] for row in found} == {"Africa", "Americas", "Asia", "Europe", "Middle East", ""}
    assert len({row["acled"] for row in found}) == 17


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2019-03-10", "2019-03-10", "2019-03-10"),
        ("2019-03-04", "2019-03-10", "2019-03-07"),
        ("2019-03-09", "2019-03-10", "2019-03-09"),
        ("2019-03-01", "2019-03-31", "2019-03-16"),
        ("2019-01-01", "2019-12-31", None),
        ("2019-01-01", None, None),
        (None, "2019-01-01", None),
    ],
)
def test_the_middle_of_a_period(start: str | None, end: str | None, day: str | None) -> None:
    ends = [date.fromisoformat(one) if one else None for one in (start, end)]
    assert middle(Period(Span(0, 1), *ends)) == (date.fromisoformat(day) if day else None)


def test_actors_of_another_account_do_not_stand_beside_the_first() -> None:
    found = sides(
        account_of(
            told("shelling", agents=(ARMY, MILITIA)), told("shelling", publisher="فارس", agents=(TURKEY,))
        )
    )
    names = [mention.name for mention in found.agents]
    assert names in ([ARMY[0], MILITIA[0]], [MILITIA[0], ARMY[0]], [TURKEY[0]])


def test_nobody_is_on_both_sides() -> None:
    one = told("shelling", agents=(ARMY,), targets=(REBELS,))
    other = told("shelling", publisher="فارس", agents=(REBELS,), targets=(ARMY,))
    third = told("shelling", publisher="مهر", agents=(ARMY,), targets=(ARMY,))
    found = sides(account_of(one, other, third))
    assert [mention.name for mention in found.agents] == [ARMY[0]]
    assert [mention.name for mention in found.targets] == [REBELS[0]]


def test_a_building_is_no_actor() -> None:
    assert sides(account_of(told("shelling", targets=(("پل شهر", "", ""),)))).targets == ()


def test_one_voice_relayed_twice_is_one_source_and_two_reports() -> None:
    office = ("سخنگوی پلیس", "police", "")
    found = account_of(
        told("killing", by=office), told("killing", publisher="فارس", published="2019-03-11", by=office)
    )
    assert sources(found) == 1
    assert [kept.report.publisher for kept in reports(found)] == ["فارس", "ایسنا"]

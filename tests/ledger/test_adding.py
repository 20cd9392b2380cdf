"""Reports go into a ledger once, whole, and in whatever order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ravi.errors import InputError
from ravi.intake.files import Unread, Unreadable
from ravi.ledger import incidents
from ravi.ledger.adding import Refused, add_report, outdated, reread, take_in
from ravi.ledger.judgements.decisions import judge
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger, open_ledger
from ravi.ledger.store.reports import load_reports
from ravi.report import Report
from tests.ledger.reports_read import add, examples, fill, read_once


def contents(ledger: Ledger) -> dict[str, Any]:
    """Return all that must not depend on the order of adding."""
    with ledger.reading() as connection:
        claims = connection.execute(select(schema.claims.c.id, schema.claims.c.incident)).all()
        copies = connection.execute(select(schema.reports.c.id, schema.reports.c.copy_of)).all()
        columns = [column for column in schema.incidents.c if column.name != "changed"]
        incidents = connection.execute(select(*columns)).all()
    return {
        "claims": set(map(tuple, claims)),
        "copies": set(map(tuple, copies)),
        "incidents": set(map(tuple, incidents)),
    }


def number_of(ledger: Ledger, table: Any) -> int:
    with ledger.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_a_report_comes_back_as_it_was_read(ledger: Ledger) -> None:
    [added] = add(ledger, "peyk-2101")
    with ledger.reading() as connection:
        stored = load_reports(connection, [added.report])[added.report]
    assert stored.report == read_once(examples()["peyk-2101"])
    assert stored.url == "https://peyk.example/peyk-2101"
    assert added.kind == "added"
    assert added.claims == len(stored.report.claims) > 0


def test_the_same_report_is_known_in_any_spelling(ledger: Ledger) -> None:
    add(ledger, "peyk-2101")
    unread = examples()["peyk-2101"]
    arabic = replace(
        unread, text=unread.text.replace("ی", "ي").replace("ک", "ك"), url="https://other.example/1"
    )
    assert add_report(ledger, arabic, read=read_once).kind == "known"
    assert number_of(ledger, schema.reports) == 1


def test_the_same_words_by_another_publisher_are_a_copy(ledger: Ledger) -> None:
    first, second = add(ledger, "nemuneh-523", "peyk-2110")
    assert (first.kind, second.kind) == ("added", "copy")
    with ledger.reading() as connection:
        stored = load_reports(connection, [first.report, second.report])
    assert sorted(report.copy_of is None for report in stored.values()) == [False, True]


@pytest.mark.parametrize("many", [2, 5])
def test_copies_of_what_proves_older_are_compared_anew_all_at_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    oldest = replace(examples()["peyk-2110"], url=None)
    for number in range(many):
        copied = replace(oldest, publisher=f"روزنامه {number}", published="2030-01-01")
        add_report(ledger, copied, read=read_once)
    clustered = []
    cluster = incidents.cluster
    monkeypatch.setattr(incidents, "cluster", lambda *a, **k: clustered.append(1) or cluster(*a, **k))
    first = add_report(ledger, oldest, read=read_once)
    assert first.kind == "copy"
    assert len(clustered) == 2  # for the report itself, and for its copies
    with ledger.reading() as connection:
        told = connection.execute(select(schema.reports.c.id, schema.reports.c.copy_of)).all()
        linked = connection.scalar(select(func.count()).where(schema.claims.c.incident.is_not(None)))
    assert {copy_of for name, copy_of in told if name != first.report} == {first.report}
    assert linked == number_of(ledger, schema.claims)


def test_an_edited_page_takes_the_place_of_the_earlier_one(ledger: Ledger) -> None:
    [old] = add(ledger, "karaneh-9001")
    unread = examples()["karaneh-9001"]
    edited = replace(unread, text=unread.text.replace("۹ نفر کشته", "۱۱ نفر کشته"))
    new = add_report(ledger, edited, read=read_once)
    assert (new.kind, new.of) == ("revised", old.report)
    [change] = [change for change in new.changes if "counts" in change.fields]
    assert change.after is not None
    assert [count.low for count in change.after.claim.counts] == [11, 17]
    assert number_of(ledger, schema.reports) == 2
    with ledger.reading() as connection:
        linked = connection.scalars(
            select(schema.claims.c.report).where(schema.claims.c.incident.is_not(None)).distinct()
        ).all()
    assert linked == [new.report]


def test_one_that_cannot_be_read_stops_no_other(ledger: Ledger) -> None:
    bad = Unread("Армия сообщила об ударе по складу в понедельник утром.", source="b.txt")
    given = [bad, examples()["peyk-2101"], Unread("")]
    outcomes = [take_in(ledger, one, read=read_once) for one in given]
    assert [type(outcome) is Refused for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[0], Refused)
    assert outcomes[0].source == "b.txt"
    assert isinstance(outcomes[0].error, InputError)
    assert number_of(ledger, schema.reports) == 1


def test_what_could_not_be_opened_is_refused_for_the_same_reason(ledger: Ledger) -> None:
    error = InputError("c.txt is not there")
    assert take_in(ledger, Unreadable("c.txt", error)) == Refused("c.txt", error)


def test_who_published_it_is_settled_before_it_is_added(ledger: Ledger) -> None:
    unread = Unread("به گزارش ایسنا، یک انبار در زرکوه آتش گرفت.")
    added = take_in(ledger, unread)
    told = take_in(ledger, unread, settle=lambda one: replace(one, publisher="پیک"))
    assert not isinstance(added, Refused)
    assert not isinstance(told, Refused)
    with ledger.reading() as connection:
        stored = load_reports(connection, [added.report, told.report])
    assert [stored[one.report].report.publisher for one in (added, told)] == ["ایسنا", "پیک"]


def test_a_failure_half_way_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the light went out")

    monkeypatch.setattr("ravi.ledger.adding.link_claims", fail)
    with pytest.raises(RuntimeError):
        add(ledger, "peyk-2101")
    assert [number_of(ledger, table) for table in (schema.reports, schema.claims, schema.bands)] == [0, 0, 0]
    monkeypatch.undo()
    assert add(ledger, "peyk-2101")[0].kind == "added"


@pytest.fixture(scope="module")
def in_file_order(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with open_ledger(str(tmp_path_factory.mktemp("order") / "ravi.db")) as ledger:
        fill(ledger)
        return contents(ledger)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(examples())))
def test_any_order_gives_the_same_incidents(
    order: list[str], in_file_order: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_ledger(str(tmp_path_factory.mktemp("order") / "ravi.db")) as ledger:
        add(ledger, *order)
        assert contents(ledger) == in_file_order


def test_both_stores_give_the_same_incidents(ledger: Ledger, in_file_order: dict[str, Any]) -> None:
    fill(ledger)
    assert contents(ledger) == in_file_order


def test_rereading_shows_what_changed_and_keeps_what_people_decided(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = add(ledger, "peyk-2101", "karaneh-9001")
    assert outdated(ledger) == []
    with ledger.writing() as connection:
        ids = {
            report: connection.scalars(
                select(schema.claims.c.id)
                .where(schema.claims.c.report == report)
                .order_by(schema.claims.c.position)
            ).all()
            for report in (first.report, second.report)
        }
        judge(connection, ids[first.report][0], ids[second.report][-1], "same", who="سارا")
    joined = contents(ledger)

    def read_less(unread: Unread) -> Report:
        report = read_once(replace(examples()["peyk-2101"], url=None))
        assert unread.text == report.text
        return replace(report, claims=report.claims[:1])

    monkeypatch.setattr("ravi.ledger.adding.reader_version", lambda: "later")
    assert outdated(ledger) == [first.report, second.report]
    changes = reread(ledger, first.report, read=read_less)
    assert [change.after for change in changes] == [None] * (len(ids[first.report]) - 1)
    assert outdated(ledger) == [second.report]
    incident = dict(joined["claims"])
    after = dict(contents(ledger)["claims"])
    assert after[ids[first.report][0]] == after[ids[second.report][-1]]
    assert len(after) == len(incident) - len(changes)


def test_a_path_is_enough_for_a_ledger(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ravi.db")) as ledger:
        add(ledger, "peyk-2101")
    with open_ledger(str(tmp_path / "ravi.db"), create=False) as ledger:
        assert add(ledger, "peyk-2101")[0].kind == "known"

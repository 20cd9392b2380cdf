"""People's words on claims stay beside the machine's reading, whatever it becomes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from ravi.cli import main
from ravi.errors import FormatError, UnknownIdError
from ravi.intake.files import Unread
from ravi.ledger.adding import reread
from ravi.ledger.judgements.corrections import (
    FIELDS,
    correct_claim,
    corrected,
    gold_report,
    judge_claim,
    list_corrections,
    reviewed_reports,
    reviews,
    standing_corrections,
    take_back_correction,
)
from ravi.ledger.judgements.decisions import judge, list_decisions, standing_decisions
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger, open_ledger
from ravi.ledger.store.reports import claims_of, find_claim, find_report
from ravi.output.json import report_from_dict, report_to_dict
from ravi.report import Mention, Report
from tests.ledger.reports_read import add, examples, read_once

WHO = "سارا"


@pytest.fixture
def report(ledger: Ledger) -> str:
    return add(ledger, "peyk-2101")[0].report


def claim_ids(ledger: Ledger, report: str) -> list[str]:
    with ledger.reading() as connection:
        return [claim.id for claim in claims_of(find_report(connection, report))]


def review(ledger: Ledger, report: str, at: int = 0) -> Any:
    with ledger.reading() as connection:
        stored = find_report(connection, report)
        return reviews(connection, [stored])[claims_of(stored)[at].id]


def test_a_claim_nobody_looked_at_is_open(ledger: Ledger, report: str) -> None:
    assert review(ledger, report).state == "open"
    with ledger.reading() as connection:
        assert reviewed_reports(connection) == []


@pytest.mark.parametrize("verdict", ["confirmed", "rejected"])
def test_the_latest_verdict_counts_and_all_are_kept(ledger: Ledger, report: str, verdict: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.writing() as connection:
        judge_claim(connection, name, "rejected", who="دیگری")
        judge_claim(connection, name, verdict, who=WHO, note="دیدم")
    found = review(ledger, report)
    assert found.state == verdict
    assert (found.verdict.who, found.verdict.note) == (WHO, "دیدم")
    assert [one.value for one in found.history] == ["rejected", verdict]
    with ledger.writing() as connection:
        judge_claim(connection, name, "open", who=WHO)
    assert review(ledger, report).state == "open"


def test_corrected_fields_stand_beside_the_reading(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.reading() as connection:
        before = find_claim(connection, name)
    with ledger.writing() as connection:
        correct_claim(connection, name, {"polarity": "denied", "counts": []}, who=WHO)
        correct_claim(connection, name, {"polarity": "affirmed", "modality": "possible"}, who=WHO)
    found = review(ledger, report)
    assert found.state == "corrected"
    with ledger.reading() as connection:
        stored = find_claim(connection, name)
    assert stored.claim == before.claim
    now = corrected(stored, found)
    assert (now.polarity, now.modality, now.counts) == ("affirmed", "possible", ())
    assert replace(now, modality="actual", counts=before.claim.counts) == before.claim


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "no field"),
        ({"event": "e9"}, "event"),
        ({"type": "picnic"}, "picnic"),
        ({"polarity": "maybe"}, "polarity"),
        ({"channel": "pigeon"}, "channel"),
        ({"trigger": [0, 10**6]}, "trigger"),
        ({"chain": []}, "chain"),
        ({"counts": [{"what": "killed", "low": "x", "high": 2, "span": [0, 1]}]}, "low"),
        ({"time": {"span": [0, 1], "from": "yesterday"}}, "from"),
        ({"agents": "ارتش"}, "agents"),
    ],
)
def test_what_could_not_be_read_back_is_not_kept(
    ledger: Ledger, report: str, values: dict[str, Any], says: str
) -> None:
    with pytest.raises(FormatError, match=says), ledger.writing() as connection:
        correct_claim(connection, claim_ids(ledger, report)[0], values, who=WHO)
    with ledger.reading() as connection:
        assert list_corrections(connection) == []


def test_unknown_names_and_verdicts_are_refused(ledger: Ledger, report: str) -> None:
    with pytest.raises(UnknownIdError), ledger.writing() as connection:
        judge_claim(connection, "c-0", "confirmed", who=WHO)
    with pytest.raises(FormatError, match="maybe"), ledger.writing() as connection:
        judge_claim(connection, claim_ids(ledger, report)[0], "maybe", who=WHO)
    with pytest.raises(UnknownIdError), ledger.writing() as connection:
        take_back_correction(connection, "k-0", who=WHO)


def test_an_act_is_taken_back_whole(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.writing() as connection:
        first = correct_claim(connection, name, {"polarity": "denied", "certainty": "hedged"}, who=WHO)
        judge_claim(connection, name, "confirmed", who=WHO)
        take_back_correction(connection, first, who="دیگری")
    found = review(ledger, report)
    assert found.state == "confirmed"
    assert found.fields == {}
    assert len(found.history) == 5


def test_corrections_survive_a_reread(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.writing() as connection:
        judge_claim(connection, name, "confirmed", who=WHO)
        correct_claim(connection, name, {"certainty": "hedged"}, who=WHO)
    before = review(ledger, report)
    reread(ledger, report, read=read_once)
    assert review(ledger, report) == before


def other_voice(unread: Unread) -> Report:
    """Read as another reader would, whose first claim has another voice and so another id."""
    read = read_once(unread)
    first = replace(read.claims[0], chain=(*read.claims[0].chain, Mention("منابع پزشکی", None)))
    return replace(read, claims=(first, *read.claims[1:]))


def test_corrections_find_a_claim_that_was_read_otherwise(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.writing() as connection:
        judge_claim(connection, name, "rejected", who=WHO)
    reread(ledger, report, read=other_voice)
    assert claim_ids(ledger, report)[0] != name
    assert review(ledger, report).state == "rejected"


def without_it(unread: Unread) -> Report:
    read = read_once(unread)
    return replace(read, claims=read.claims[1:])


def test_corrections_of_a_claim_that_went_wait_for_its_return(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.writing() as connection:
        judge_claim(connection, name, "confirmed", who=WHO)
    reread(ledger, report, read=without_it)
    assert review(ledger, report).state == "open"
    with ledger.reading() as connection:
        assert gold_report(connection, report)["claims"]
    reread(ledger, report, read=read_once)
    assert review(ledger, report).state == "confirmed"


def test_gold_is_the_report_as_people_left_it(ledger: Ledger, report: str) -> None:
    first, second, *rest = claim_ids(ledger, report)
    with ledger.writing() as connection:
        judge_claim(connection, first, "rejected", who=WHO)
        correct_claim(connection, second, {"polarity": "denied"}, who=WHO)
    with ledger.reading() as connection:
        gold = gold_report(connection, report)
        stored = find_report(connection, report)
    read = report_from_dict(gold)
    assert len(read.claims) == len(rest) + 1
    [denied] = [one for one in gold["claims"] if one["polarity"] == "denied"]
    assert (denied["review"]["state"], denied["review"]["corrected"]) == ("corrected", ["polarity"])
    assert denied["review"]["who"] == WHO
    assert read.text == stored.report.text
    assert {one["review"]["state"] for one in gold["claims"]} <= {"corrected", "open"}


def test_corrections_are_listed_the_latest_first(ledger: Ledger, report: str) -> None:
    names = claim_ids(ledger, report)
    with ledger.writing() as connection:
        for name in names:
            judge_claim(connection, name, "confirmed", who=WHO)
    with ledger.reading() as connection:
        listed = list_corrections(connection, limit=1)
        listed += list_corrections(connection, before=listed[-1][0])
    assert [one.claim for _, one in listed] == names[::-1]
    assert all(one.at.replace(tzinfo=UTC).year >= 2024 for _, one in listed)


def test_every_field_can_be_corrected_to_what_it_is(ledger: Ledger, report: str) -> None:
    name = claim_ids(ledger, report)[0]
    with ledger.reading() as connection:
        stored = find_claim(connection, name)
    data = report_to_dict(replace(stored.report.report, claims=(stored.claim,)), why=True)["claims"][0]
    with ledger.writing() as connection:
        correct_claim(connection, name, {field: data[field] for field in FIELDS}, who=WHO)
    assert corrected(stored, review(ledger, report)) == stored.claim


def test_an_old_ledger_gets_the_tables(tmp_path: Path) -> None:
    where = str(tmp_path / "old.db")
    with open_ledger(where) as ledger:
        add(ledger, *list(examples())[:3])
        with ledger.writing() as connection:
            count = connection.scalar(select(func.count()).select_from(schema.standings))
            schema.corrections.drop(connection)
            schema.standings.drop(connection)
            connection.execute(schema.migrations.delete().where(schema.migrations.c.name > "0001-tables"))
    with open_ledger(where) as ledger, ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.standings)) == count > 0
        assert list_corrections(connection) == []


def test_the_command_gives_out_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "ravi.db")
    with open_ledger(where) as ledger:
        report = add(ledger, "peyk-2101", "marz-340")[0].report
        with ledger.writing() as connection:
            judge_claim(connection, claim_ids(ledger, report)[0], "confirmed", who=WHO)
    folder = tmp_path / "gold"
    assert main(["export", "--ledger", where, "--format", "gold", "--output", f"{folder}/"]) == 0
    [path] = folder.iterdir()
    told = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == f"{report}.json"
    assert told["report"]["id"] == report
    capsys.readouterr()
    assert main(["export", "--ledger", where, "--format", "gold"]) == 0
    assert json.loads(capsys.readouterr().out) == told


def test_what_a_later_word_overrules_stands_no_more(ledger: Ledger) -> None:
    [added] = add(ledger, "peyk-2101")
    with ledger.writing() as connection:
        one, other, *_ = (claim.id for claim in claims_of(find_report(connection, added.report)))
        judge_claim(connection, one, "confirmed", who="سارا")
        judge_claim(connection, other, "confirmed", who="سارا")
        correct_claim(connection, one, {"polarity": "denied"}, who="سارا")
        judge_claim(connection, one, "rejected", who="دیگری")
        judge(connection, one, other, "same", who="سارا")
        judge(connection, one, other, "different", who="دیگری")
        said, decided = list_corrections(connection), list_decisions(connection)
        kept = standing_corrections(connection, [number for number, _ in said])
        assert [number in kept for number, _ in said] == [True, True, True, False]
        assert [one.decision in standing_decisions(connection) for one in decided] == [True, False]


def test_taking_back_leaves_what_others_said_since(ledger: Ledger, report: str) -> None:
    claim, *_ = claim_ids(ledger, report)
    with ledger.writing() as connection:
        first = correct_claim(connection, claim, {"polarity": "denied", "modality": "planned"}, who=WHO)
        later = correct_claim(connection, claim, {"polarity": "denied"}, who="دیگری")
        take_back_correction(connection, first, who=WHO)
        review = reviews(connection, [find_report(connection, report)])[claim]
        assert {name: one.id for name, one in review.fields.items()} == {"polarity": later}
        with pytest.raises(FormatError, match="stands any more"):
            take_back_correction(connection, first, who=WHO)

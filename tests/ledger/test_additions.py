"""A claim that the machine missed is added by hand, and is then a claim as any other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ravi.cli import main
from ravi.errors import FormatError, UnknownIdError
from ravi.intake.files import Unread
from ravi.ledger.adding import reread
from ravi.ledger.asking.search import Filters, find_claims
from ravi.ledger.incidents import find_incident, load_incidents
from ravi.ledger.judgements.additions import add_claim, take_back_act
from ravi.ledger.judgements.corrections import (
    correct_claim,
    gold_report,
    judge_claim,
    list_corrections,
    reviewed_reports,
    reviews,
)
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger, open_ledger
from ravi.ledger.store.reports import claims_of, find_claim, find_report
from ravi.output.forms.annotations import claim_annotations
from ravi.output.forms.claim_rows import claim_row
from ravi.output.forms.jsonl import claim_to_dict
from ravi.output.json import report_from_dict
from ravi.report import Report
from tests.ledger.reports_read import add, examples, read_once

WHO = "سارا"
#: What the reader finds first in this report, for tests in which it misses it.
MISSED = "peyk-2101"


def blind(unread: Unread) -> Report:
    """Read as a reader would who misses the first claim."""
    read = read_once(unread)
    return replace(read, claims=read.claims[1:])


@pytest.fixture
def report(ledger: Ledger) -> str:
    """Give a report whose first claim the machine missed, beside others of the same incidents."""
    add(ledger, "karaneh-9001", "aftab-81")
    name = add(ledger, MISSED)[0].report
    reread(ledger, name, read=blind)
    return name


def missed(ledger: Ledger, report: str) -> dict[str, Any]:
    """Return the fields of the claim that was missed, as a person would give them."""
    with ledger.reading() as connection:
        stored = find_report(connection, report)
    text = stored.report.text
    words = "بیمارستان"
    start = text.index(words)
    return {"type": "shelling", "trigger": [start, start + len(words)]}


def put(ledger: Ledger, report: str, *, event_of: str | None = None, **more: Any) -> str:
    values = missed(ledger, report) | more
    with ledger.writing() as connection:
        return add_claim(connection, report, values, who=WHO, note="ماشین ندید", event_of=event_of)


def claims(ledger: Ledger, report: str) -> list[Any]:
    with ledger.reading() as connection:
        return claims_of(find_report(connection, report))


def act_of(ledger: Ledger, claim: str) -> str:
    with ledger.reading() as connection:
        return next(one.id for _, one in list_corrections(connection) if one.claim == claim)


def incident_of(ledger: Ledger, claim: str) -> Any:
    with ledger.reading() as connection:
        [found] = load_incidents(connection, [find_incident(connection, claim)])
    return found


def test_an_added_claim_stands_beside_the_machines(ledger: Ledger, report: str) -> None:
    before = claims(ledger, report)
    name = put(ledger, report, polarity="denied")
    after = claims(ledger, report)
    assert after[:-1] == [replace(one, report=after[0].report) for one in before]
    added = after[-1]
    assert (added.id, added.added_by, added.claim.polarity) == (name, WHO, "denied")
    assert added.claim.origin.name == after[0].report.report.publisher
    assert {one.added_by for one in after[:-1]} == {None}
    assert added.claim.event not in {one.claim.event for one in before}
    with ledger.reading() as connection:
        review = reviews(connection, [added.report])[name]
        assert name in find_claims(connection, Filters(report=report))
    assert (review.state, review.added.who, review.added.note) == ("added", WHO, "ماشین ندید")


def test_it_survives_a_reread_and_what_was_said_of_it(ledger: Ledger, report: str) -> None:
    name = put(ledger, report)
    with ledger.writing() as connection:
        judge_claim(connection, name, "confirmed", who="دیگری")
    kept = claims(ledger, report)[-1]
    incident = incident_of(ledger, name).id
    for read in (read_once, blind):
        changes = reread(ledger, report, read=read)
        assert kept.id not in [one.before.id for one in changes if one.before and not one.after]
        assert claims(ledger, report)[-1].claim == kept.claim
    assert incident_of(ledger, name).id == incident
    with ledger.reading() as connection:
        review = reviews(connection, [find_report(connection, report)])[name]
    assert (review.state, review.added.who) == ("confirmed", WHO)


def test_it_is_taken_back_whole_and_can_be_added_again(ledger: Ledger, report: str) -> None:
    before = claims(ledger, report)
    name = put(ledger, report)
    first = act_of(ledger, name)
    with ledger.writing() as connection:
        take_back_act(connection, first, who="دیگری")
    assert claims(ledger, report) == before
    with ledger.reading() as connection:
        with pytest.raises(UnknownIdError):
            find_incident(connection, name)
        assert next(one.value for _, one in list_corrections(connection)) == {"machine": True}
        assert connection.execute(schema.blocks.select()).all()
    reread(ledger, report, read=blind)
    assert [one.id for one in claims(ledger, report)] == [one.id for one in before]
    assert put(ledger, report) == name


def test_taking_one_back_leaves_the_others_in_their_order(ledger: Ledger, report: str) -> None:
    first = put(ledger, report)
    second = put(ledger, report, type="air_strike")
    with ledger.writing() as connection:
        take_back_act(connection, act_of(ledger, first), who=WHO)
    third = put(ledger, report, type="bombing")
    assert [one.id for one in claims(ledger, report)][-2:] == [second, third]
    assert len({one.claim.event for one in claims(ledger, report)[-2:]}) == 2


def test_it_links_as_if_the_machine_had_read_it(ledger: Ledger, report: str) -> None:
    read = read_whole(ledger, report)[0]
    name = put(ledger, report, **fields_of(read))
    assert name == read.id
    with_it = {one.id for one in incident_of(ledger, name).claims}
    assert len({one.report.id for one in incident_of(ledger, name).claims}) > 1
    reread(ledger, report, read=read_once)
    assert {one.id for one in incident_of(ledger, name).claims} == with_it
    assert {one.added_by for one in claims(ledger, report)} == {None}


def test_one_event_in_two_voices(ledger: Ledger, report: str) -> None:
    other = claims(ledger, report)[0]
    name = put(ledger, report, event_of=other.id)
    assert claims(ledger, report)[-1].claim.event == other.claim.event
    reread(ledger, report, read=read_once)
    found = {one.id: one.claim.event for one in claims(ledger, report)}
    assert found[name] == found[other.id]


def test_what_a_person_told_corrects_what_a_later_reader_reads(ledger: Ledger, report: str) -> None:
    read = read_whole(ledger, report)[0]
    name = put(ledger, report, **fields_of(read) | {"certainty": "hedged"})
    reread(ledger, report, read=read_once)
    stored = claims(ledger, report)[0]
    assert (stored.id, stored.added_by, stored.claim.certainty) == (name, None, "stated")
    with ledger.reading() as connection:
        review = reviews(connection, [stored.report])[name]
        gold, *_ = gold_report(connection, report)["claims"]
    assert (review.state, set(review.fields)) == ("corrected", {"certainty"})
    assert (gold["certainty"], gold["review"]["added"]) == ("hedged", True)
    with ledger.writing() as connection:
        correct_claim(connection, name, {"certainty": "stated"}, who=WHO)
        take_back_act(connection, act_of(ledger, name), who=WHO)
    assert claims(ledger, report)[0].id == name


def test_it_can_be_corrected_and_rejected(ledger: Ledger, report: str) -> None:
    name = put(ledger, report)
    with ledger.writing() as connection:
        correct_claim(connection, name, {"modality": "possible"}, who=WHO)
        gold = gold_report(connection, report)
        judge_claim(connection, name, "rejected", who=WHO)
        without = gold_report(connection, report)
    [told] = [one for one in gold["claims"] if one["review"]["added"]]
    assert (told["modality"], told["review"]["state"]) == ("possible", "corrected")
    assert not any(one["review"]["added"] for one in without["claims"])


def test_gold_and_the_other_forms_have_it(ledger: Ledger, report: str) -> None:
    name = put(ledger, report)
    with ledger.reading() as connection:
        assert reviewed_reports(connection) == [report]
        gold = gold_report(connection, report)
        stored = find_claim(connection, name)
    [told] = [one for one in gold["claims"] if one["review"]["added"]]
    assert (told["review"]["state"], told["review"]["who"]) == ("added", WHO)
    assert len(report_from_dict(gold).claims) == len(claims(ledger, report))
    incident = incident_of(ledger, name)
    assert (claim_row(incident, stored)["added_by"], claim_to_dict(stored)["added_by"]) == (WHO, WHO)
    assert claim_to_dict(claims(ledger, report)[0])["added_by"] is None
    for one in claim_annotations(incident, stored):
        assert one["creator"] == {"type": "Person", "name": WHO}
        assert "generator" not in one


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": None}, "type"),
        ({"type": "picnic"}, "picnic"),
        ({"type": ["shelling"]}, "shelling"),
        ({"trigger": None}, "trigger"),
        ({"trigger": [5, 10**6]}, "trigger"),
        ({"event": "e1"}, "event"),
        ({"chain": []}, "chain"),
        ({"event_of": "c-0"}, "c-0"),
        ({"polarity": "maybe"}, "polarity"),
    ],
)
def test_what_could_not_be_read_back_is_refused(
    ledger: Ledger, report: str, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(FormatError, match=says):
        put(ledger, report, **change)
    with ledger.reading() as connection:
        assert list_corrections(connection) == []


def test_a_claim_that_is_there_and_a_report_that_is_not_are_refused(ledger: Ledger, report: str) -> None:
    name = put(ledger, report)
    with pytest.raises(FormatError, match=name):
        put(ledger, report)
    with pytest.raises(UnknownIdError), ledger.writing() as connection:
        add_claim(connection, "r-0", {"type": "shelling", "trigger": [0, 1]}, who=WHO)


def test_a_replaced_revision_keeps_it_outside_of_incidents(ledger: Ledger, report: str) -> None:
    with ledger.writing() as connection:
        connection.execute(schema.reports.update().where(schema.reports.c.id == report).values(current=False))
    name = put(ledger, report)
    with ledger.reading() as connection, pytest.raises(UnknownIdError):
        find_incident(connection, name)


def test_the_command_gives_it_out_as_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "ravi.db")
    with open_ledger(where) as ledger:
        put(ledger, add(ledger, MISSED)[0].report)
    assert main(["export", "--ledger", where, "--format", "gold"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["review"]["state"] for one in told["claims"]].count("added") == 1


def read_whole(ledger: Ledger, report: str) -> list[Any]:
    """Return the claims that the machine reads when it misses nothing."""
    with ledger.reading() as connection:
        stored = find_report(connection, report)
    return claims_of(replace(stored, report=read_once(examples()[MISSED])))


def fields_of(read: Any) -> dict[str, Any]:
    """Return the fields of a claim in their documented form."""
    names = ("type", "trigger", "agents", "targets", "place", "time", "counts", "chain")
    return {name: claim_to_dict(read)[name] for name in names}


def beside(ledger: Ledger, report: str) -> tuple[str, str]:
    """Add what the machine read first once more, in another voice; return both claims."""
    machine = claims(ledger, report)[0]
    told = {"type": machine.claim.type, "trigger": [*machine.claim.trigger]}
    with ledger.writing() as connection:
        return machine.id, add_claim(
            connection, report, told | {"chain": [{"name": "پیک"}, {"name": "یک ناظر"}]}, who=WHO
        )


def state(ledger: Ledger, report: str, claim: str) -> str:
    with ledger.reading() as connection:
        return reviews(connection, [find_report(connection, report)])[claim].state


def test_what_was_said_of_a_claim_goes_with_it(ledger: Ledger, report: str) -> None:
    machine, added = beside(ledger, report)
    act = act_of(ledger, added)
    with ledger.writing() as connection:
        judge_claim(connection, added, "rejected", who=WHO)
        take_back_act(connection, act, who=WHO)
    assert state(ledger, report, machine) == "open"


def test_an_added_claim_takes_no_word_of_the_machines(ledger: Ledger, report: str) -> None:
    machine, added = beside(ledger, report)
    with ledger.writing() as connection:
        judge_claim(connection, machine, "rejected", who=WHO)

    def other_voice(unread: Unread) -> Report:
        read = blind(unread)
        first = read.claims[0]
        return replace(read, claims=(replace(first, chain=first.chain[:1]), *read.claims[1:]))

    reread(ledger, report, read=other_voice)
    [now] = [one.id for one in claims(ledger, report) if one.id not in (added, machine)][:1]
    assert state(ledger, report, added) == "added"
    assert state(ledger, report, now) == "rejected"


def test_an_event_that_two_added_claims_share_survives_a_reread(ledger: Ledger, report: str) -> None:
    first = put(ledger, report)
    second = put(ledger, report, chain=[{"name": "پیک"}, {"name": "یک ناظر"}])
    acts = [act_of(ledger, first), act_of(ledger, second)]
    with ledger.writing() as connection:
        for act in acts:
            take_back_act(connection, act, who=WHO)
    second = put(ledger, report, chain=[{"name": "پیک"}, {"name": "یک ناظر"}])
    assert put(ledger, report, event_of=second) == first
    before = {one.id: one.claim.event for one in claims(ledger, report)}
    assert before[first] == before[second]
    reread(ledger, report, read=blind)
    assert {one.id: one.claim.event for one in claims(ledger, report)} == before


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("counts", [{"what": "killed", "low": 2**31, "high": None, "span": [1, 4]}], r"counts\[0\].low"),
        ("counts", [{"what": "killed", "low": 1, "high": -1, "span": [1, 4]}], r"counts\[0\].high"),
        ("time", {"span": [1, 4], "from": "2926-06-08", "to": "2926-06-08"}, "time.from"),
        ("time", {"span": [1, 4], "from": None, "to": "1405-03-18"}, "time.to"),
        ("place", {"name": "ادلب", "span": [1, 4], "lat": 91.0, "lon": 36.6}, "place.lat"),
        ("place", {"name": "ادلب", "span": [1, 4], "lat": 35.9, "lon": float("nan")}, "place.lon"),
    ],
)
def test_what_no_ledger_holds_and_no_calendar_has_is_refused(
    ledger: Ledger, report: str, field: str, value: Any, wrong: str
) -> None:
    before = claims(ledger, report)
    with pytest.raises(FormatError, match=wrong):
        put(ledger, report, **{field: value})
    with pytest.raises(FormatError, match=wrong), ledger.writing() as connection:
        correct_claim(connection, before[0].id, {field: value}, who=WHO)
    assert claims(ledger, report) == before


def test_an_old_act_does_not_take_away_what_was_added_again(ledger: Ledger, report: str) -> None:
    name = put(ledger, report)
    act = act_of(ledger, name)
    with ledger.writing() as connection:
        undo = take_back_act(connection, act, who=WHO)
    assert put(ledger, report) == name
    for old in (act, undo):
        with pytest.raises(FormatError, match="stands any more"), ledger.writing() as connection:
            take_back_act(connection, old, who=WHO)
    assert name in [one.id for one in claims(ledger, report)]

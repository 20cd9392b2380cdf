"""What people decide of incidents holds, and can be taken back."""

from __future__ import annotations

import pytest

from ravi.errors import LedgerError
from ravi.ledger.asking.search import Filters, find_incidents
from ravi.ledger.incidents import find_incident, link_reasons, load_incidents
from ravi.ledger.judgements.decisions import judge, list_decisions, take_back
from ravi.ledger.store.opening import Ledger
from tests.ledger.reports_read import add, examples


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add(ledger, *list(examples())[:9])
    return ledger


def incidents(ledger: Ledger) -> dict[str, frozenset[str]]:
    with ledger.reading() as connection:
        found = load_incidents(connection, find_incidents(connection, Filters(), limit=1000))
    return {one.id: frozenset(claim.id for claim in one.claims) for one in found}


def test_every_claim_is_in_one_incident(filled: Ledger) -> None:
    members = [claim for claims in incidents(filled).values() for claim in claims]
    assert len(members) == len(set(members)) > 20


def test_two_incidents_joined_by_hand_stay_joined(filled: Ledger) -> None:
    before = incidents(filled)
    one, other = sorted(before)[0], sorted(before)[-1]
    with filled.writing() as connection:
        changed = judge(connection, one, other, "same", who="سارا", note="یک رویداد است")
    assert {one, other} <= changed
    assert before[one] | before[other] in incidents(filled).values()
    add(filled, *list(examples())[9:])
    assert any(before[one] | before[other] <= claims for claims in incidents(filled).values())
    with filled.reading() as connection:  # the id of the one that is no more still leads to its claims
        assert find_incident(connection, one) == find_incident(connection, other)


def test_a_claim_taken_out_by_hand_stays_out(filled: Ledger) -> None:
    incident, claims = max(incidents(filled).items(), key=lambda item: len(item[1]))
    claim = sorted(claims)[-1]
    with filled.writing() as connection:
        judge(connection, claim, incident, "different", who="سارا")
    rest = claims - {claim}
    assert all(not (claim in found and found & rest) for found in incidents(filled).values())
    add(filled, *list(examples())[9:])
    assert all(not (claim in found and found & rest) for found in incidents(filled).values())


def test_a_decision_can_be_taken_back_and_is_not_forgotten(filled: Ledger) -> None:
    before = incidents(filled)
    one, other, *_ = sorted(before)
    with filled.writing() as connection:
        judge(connection, one, other, "same", who="سارا")
        [decision] = list_decisions(connection)
        take_back(connection, decision.decision, who="داوود")
    assert incidents(filled) == before
    with filled.reading() as connection:
        latest, first = list_decisions(connection)
    assert (first.who, first.verdict, latest.who, latest.verdict) == ("سارا", "same", "داوود", "open")


def test_the_later_of_two_decisions_holds(filled: Ledger) -> None:
    before = incidents(filled)
    one, other, *_ = sorted(before)
    with filled.writing() as connection:
        judge(connection, min(before[one]), min(before[other]), "same", who="سارا")
        judge(connection, min(before[one]), min(before[other]), "different", who="داوود")
    assert incidents(filled) == before


def test_reasons_are_told_for_every_incident_of_several_claims(filled: Ledger) -> None:
    with filled.reading() as connection:
        several = [
            one for one in load_incidents(connection, sorted(incidents(filled))) if len(one.claims) > 1
        ]
        assert several
        assert all(link_reasons(connection, one) for one in several)


def test_reasons_are_the_same_when_asked_for_in_parts(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, third, fourth, *_ = sorted(incidents(filled))
    with filled.writing() as connection:
        judge(connection, one, other, "same", who="سارا", note="یک رویداد است")
        judge(connection, third, fourth, "same", who="داوود")
        [incident] = load_incidents(connection, [find_incident(connection, one)])
        whole = link_reasons(connection, incident)
        monkeypatch.setattr("ravi.ledger.store.reports._MANY", 1)
        assert link_reasons(connection, incident) == whole
    assert [reason for reason in whole if " says " in reason][-1].endswith("یک رویداد است")
    assert not any("داوود" in reason for reason in whole)


@pytest.mark.parametrize("name", ["i-0000", "c-0000", "nothing"])
def test_what_is_not_there_is_named(filled: Ledger, name: str) -> None:
    with filled.reading() as connection, pytest.raises(LedgerError, match=rf"no incident or claim '{name}'"):
        find_incident(connection, name)


def test_one_incident_cannot_be_kept_apart_from_itself(filled: Ledger) -> None:
    one = min(incidents(filled))
    with filled.writing() as connection, pytest.raises(LedgerError, match="mean the same claims"):
        judge(connection, one, one, "different", who="سارا")

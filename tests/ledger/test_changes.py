"""What an edited report says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ravi.ledger.changes import find_changes
from ravi.ledger.records import StoredClaim, StoredReport
from ravi.ledger.store.reports import claims_of
from ravi.report import Claim, Count, Report
from tests.builders import TEXT, make_report, span_of


def stored(*claims: Claim, text: str = TEXT) -> list[StoredClaim]:
    return claims_of(StoredReport("r-1", Report(text, "fa", claims=claims), datetime.now(UTC), "0"))


FULL, NESTED, DENIED = make_report().claims


def test_equal_readings_do_not_differ() -> None:
    assert find_changes(stored(FULL, NESTED), stored(NESTED, FULL)) == []


def test_words_before_a_claim_do_not_change_it() -> None:
    shift = "خبر تازه: "
    moved = replace(DENIED, trigger=span_of("حمله هوایی", shift + TEXT))
    assert find_changes(stored(DENIED), stored(moved, text=shift + TEXT)) == []


def test_a_new_toll_is_a_change_of_counts() -> None:
    more = replace(FULL, counts=(Count("killed", 15, None, FULL.counts[0].span),))
    [change] = find_changes(stored(FULL, DENIED), stored(more, DENIED))
    assert change.fields == ("counts",)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.claim, change.after.claim) == (FULL, more)


def test_claims_come_and_go() -> None:
    came, went = find_changes(stored(FULL, NESTED), stored(FULL, DENIED))
    assert (came.before, came.after and came.after.claim) == (None, DENIED)
    assert (went.before and went.before.claim, went.after) == (NESTED, None)

"""Lists of incidents go on where they stopped, in every order, whatever happens meanwhile."""

from __future__ import annotations

import pytest

from ravi.errors import UnknownIdError
from ravi.ledger.asking.listing import load_heads
from ravi.ledger.asking.search import (
    GRADES,
    ORDERS,
    Filters,
    Order,
    count_incidents,
    find_incidents,
    locate_incident,
)
from ravi.ledger.judgements.decisions import judge
from ravi.ledger.store.opening import Ledger
from ravi.web.asking import from_cursor, to_cursor
from tests.ledger.reports_read import add, examples


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("filters", [Filters(), Filters(type="violence"), Filters(grade="weak")])
def test_pages_join_to_the_whole(examples_ledger: Ledger, order: Order, filters: Filters) -> None:
    with examples_ledger.reading() as connection:
        whole = find_incidents(connection, filters, limit=1000, order=order)
        found: list[str] = []
        while part := find_incidents(
            connection, filters, limit=2, order=order, after=found[-1] if found else None
        ):
            found += part
        assert count_incidents(connection, filters) == len(whole)
    assert found == whole
    assert len(whole) >= 2


@pytest.mark.parametrize("order", ORDERS)
def test_a_cursor_is_the_same_place(examples_ledger: Ledger, order: Order) -> None:
    with examples_ledger.reading() as connection:
        names = find_incidents(connection, Filters(), order=order)
        at = from_cursor(to_cursor(locate_incident(connection, names[3], order=order)), order)
        assert find_incidents(connection, Filters(), order=order, after=at) == names[4:]


def test_the_orders_are_what_they_say(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        by = {one: load_heads(connection, find_incidents(connection, Filters(), order=one)) for one in ORDERS}
    days = [head.first_day for head in by["time"] if head.first_day]
    assert days == sorted(days, reverse=True)
    ranks = [GRADES.index(head.grade) for head in by["grade"]]
    assert ranks == sorted(ranks)
    moments = [head.changed for head in by["change"]]
    assert moments == sorted(moments, reverse=True)


def test_a_position_outlives_its_incident(ledger: Ledger) -> None:
    add(ledger, *examples())
    with ledger.writing() as connection:
        names = find_incidents(connection, Filters())
        gone = max(names[0], names[1])
        at = locate_incident(connection, gone)
        left = names[names.index(gone) + 1 :]
        judge(connection, names[0], names[1], "same", who="سارا")
        with pytest.raises(UnknownIdError):
            find_incidents(connection, Filters(), after=gone)
        found = find_incidents(connection, Filters(), after=at)
    assert [one for one in found if one in left and one not in names[:2]] == [
        one for one in left if one not in names[:2]
    ]
    assert len(left) >= 3

"""Who publishes, who speaks, and who depends on whom, counted over a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from ravi.ledger.accounts.account import account
from ravi.ledger.adding import add_report
from ravi.ledger.asking.listing import list_reports, load_heads
from ravi.ledger.asking.search import Filters, find_incidents
from ravi.ledger.asking.sources import list_publishers, list_relays, list_standings, standing_rows
from ravi.ledger.incidents import load_incidents
from ravi.ledger.judgements.decisions import judge
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger
from ravi.ledger.store.reports import find_report
from tests.ledger.reports_read import add, examples, read_once


def test_publishers_are_counted(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        found = {one.name: one for one in list_publishers(connection)}
        claims = connection.execute(
            select(schema.claims.c.origin, schema.reports.c.publisher).join(schema.reports)
        ).all()
    assert len(found) == 5
    assert sum(one.reports for one in found.values()) == len(examples())
    assert sum(one.claims for one in found.values()) == len(claims)
    assert sum(one.copies for one in found.values()) == 1
    for name, one in found.items():
        assert one.own == sum(origin == publisher == name for origin, publisher in claims)


def test_relays_are_the_links_of_chains_and_copies(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        found = {(one.by, one.of, one.kind): one.number for one in list_relays(connection)}
        chains = connection.scalars(select(schema.claims.c.data)).all()
    told = [[voice["name"] for voice in data["chain"]] for data in chains]
    expected = sum(chain[:2] == ["خبرگزاری پیک", "روزنامه آفتاب شرق"] for chain in told)
    assert found["خبرگزاری پیک", "روزنامه آفتاب شرق", "relays"] == expected > 0
    copies = [key for key in found if key[2] == "copies"]
    assert [set(key[:2]) for key in copies] == [{"خبرگزاری نمونه", "خبرگزاری پیک"}]


def test_standings_follow_from_the_accounts(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        names = find_incidents(connection, Filters())
        told = [account(one) for one in load_incidents(connection, names)]
        kept = {tuple(row) for row in connection.execute(select(schema.standings))}
        found = list_standings(connection)
    assert kept == {tuple(row.values()) for one in told for row in standing_rows(one)}
    voices = [(voice, one) for one in told for voice in one.voices]
    for standing in found:
        mine = [one for voice, one in voices if (voice.name, voice.kind) == (standing.name, standing.kind)]
        assert standing.incidents == len(mine)
        assert standing.alone == sum(one.sources == 1 for one in mine)
    assert sum(one.incidents for one in found) == sum(bool(voice.name) for voice, _ in voices)
    assert any(one.contradicted for one in found)
    assert any(one.confirmed for one in found)
    assert any(one.alone for one in found)


def test_standings_follow_decisions(ledger: Ledger) -> None:
    add(ledger, *examples())
    with ledger.writing() as connection:
        first, second = find_incidents(connection, Filters(), limit=2)
        judge(connection, first, second, "same", who="سارا")
        kept = set(connection.scalars(select(schema.standings.c.incident)))
        assert kept == set(find_incidents(connection, Filters()))


def test_heads_are_what_the_accounts_say(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        names = find_incidents(connection, Filters(), order="change")
        heads = load_heads(connection, [*names, "i-0"])
        told = {one.id: account(one) for one in load_incidents(connection, names)}
    assert [head.id for head in heads] == names
    for head in heads:
        of = told[head.id]
        assert (head.type, head.status, head.grade) == (of.type, of.status, of.grade.name)
        assert head.place == (of.place and of.place.name)
        assert set(head.told_by) <= {voice.name for voice in of.voices}
        if of.place:
            assert head.place_kind == of.place.kind


def test_reports_are_listed_in_the_order_of_ids(examples_ledger: Ledger) -> None:
    with examples_ledger.reading() as connection:
        first = list_reports(connection, limit=5)
        rest = list_reports(connection, after=first[-1].id)
    ids = [one.id for one in [*first, *rest]]
    assert ids == sorted(ids)
    assert len(ids) == len(examples())


def test_a_listed_report_is_the_one_that_is_kept_without_its_claims(ledger: Ledger) -> None:
    unread = replace(examples()["peyk-2101"], published_at=datetime(2019, 3, 10, 8, 30))
    added = add_report(ledger, unread, read=read_once)
    with ledger.reading() as connection:
        [listed] = list_reports(connection)
        kept = find_report(connection, added.report)
    assert kept.report.claims
    assert listed == replace(kept, report=replace(kept.report, claims=()))
    assert listed.at == unread.published_at

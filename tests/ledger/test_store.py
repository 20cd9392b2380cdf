"""Opening a ledger: new, old, later, broken; transactions that hold or leave nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, inspect, select, text

from ravi.errors import LedgerError
from ravi.ledger.store import schema
from ravi.ledger.store.migrations import MIGRATIONS, applied, pending
from ravi.ledger.store.opening import Ledger, open_ledger, shown


def test_a_new_ledger_has_every_table_and_step(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        tables = set(inspect(connection).get_table_names())
        assert set(schema.metadata.tables) <= tables
        assert applied(connection) == [name for name, _ in MIGRATIONS]
        assert pending(connection) == []


def test_an_older_ledger_gets_the_indexes_of_claims(where: str) -> None:
    with open_ledger(where) as ledger, ledger.writing() as connection:
        new = _indexes(connection)
        connection.execute(text("DROP INDEX claims_by_spot"))
        connection.execute(text("DROP INDEX claims_by_type"))
        connection.execute(text("CREATE INDEX claims_by_type ON claims (type, first_day)"))
        of = schema.migrations.c
        connection.execute(schema.migrations.delete().where(of.name == "0006-claims-indexed"))
        assert _indexes(connection) != new
    with open_ledger(where) as ledger, ledger.reading() as connection:
        assert _indexes(connection) == new


def _indexes(connection: Connection) -> dict[str | None, list[str | None]]:
    return {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("claims")}


def test_opening_again_keeps_what_is_there(where: str) -> None:
    for _ in range(2):
        with open_ledger(where) as ledger, ledger.writing() as connection:
            number = connection.scalar(select(func.count()).select_from(schema.feeds))
            connection.execute(insert(schema.feeds).values(url=f"http://example.org/{number}", state={}))
    with open_ledger(where, create=False) as ledger, ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.feeds)) == 2


def test_a_failed_transaction_leaves_nothing(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.writing() as connection:
            connection.execute(insert(schema.feeds).values(url="http://example.org", state={}))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(schema.feeds)) == 0


def test_a_moment_comes_back_in_its_zone(ledger: Ledger) -> None:
    at = datetime(2019, 3, 12, 8, 30, tzinfo=UTC)
    with ledger.writing() as connection:
        connection.execute(insert(schema.migrations).values(name="x", applied=at))
        of = schema.migrations.c
        [found] = connection.scalars(select(of.applied).where(of.name == "x", of.applied == at))
        kept = connection.scalar(text("SELECT applied FROM migrations WHERE name = 'x'"))
    assert found == at
    assert found.tzinfo is not None
    assert kept == (at if ledger.engine.dialect.name == "postgresql" else "2019-03-12 08:30:00.000000")


def test_a_ledger_of_a_later_version_is_refused(where: str) -> None:
    with open_ledger(where) as ledger, ledger.writing() as connection:
        connection.execute(insert(schema.migrations).values(name="9999-later", applied=datetime.now(UTC)))
    with pytest.raises(LedgerError, match=r"'9999-later'.*update Ravi"):
        open_ledger(where)


def test_a_missing_ledger_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger at .*ravi add"):
        open_ledger(str(tmp_path / "none.db"), create=False)


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, and quite long ones " * 30)
    with pytest.raises(LedgerError, match=r"notes\.db.*not a database.*another --ledger"):
        open_ledger(str(path))
    assert path.read_text().startswith("these are notes")


@pytest.mark.parametrize(
    ("where", "message"),
    [
        pytest.param("nothing://x/y", "cannot be opened.*postgresql://USER", id="no such dialect"),
        pytest.param(
            "/nowhere/at/all/ravi.db", "folder '/nowhere/at/all' of the ledger is not there", id="folder"
        ),
    ],
)
def test_places_that_cannot_be(where: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        open_ledger(where)


def test_a_password_is_never_shown() -> None:
    assert "secret" not in shown("postgresql://sara:secret@db.example.org/ravi")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="sara:\\*\\*\\*@127") as caught:
        open_ledger("postgresql://sara:secret@127.0.0.1:1/ravi")
    assert "secret" not in str(caught.value)


def test_the_state_differs_after_every_change(where: str) -> None:
    with open_ledger(where) as ledger, open_ledger(where) as other:
        seen = [ledger.state()]
        for writer in (ledger, other, ledger):
            with writer.writing() as connection:
                number = len(seen)
                connection.execute(insert(schema.feeds).values(url=f"http://example.org/{number}", state={}))
            seen.append(ledger.state())
        assert len(set(seen)) == 4
        with ledger.reading() as connection:
            connection.scalar(select(func.count()).select_from(schema.feeds))
        assert ledger.state() == seen[-1]

"""Brings a ledger's tables up to this version: named steps, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, text

from ravi.errors import LedgerError
from ravi.ledger.store import schema

#: Tables that came after the first version, each made by a step of its own.
_LATER = ("corrections", "standings")


def _make_tables(connection: Connection) -> None:
    first = [one for one in schema.metadata.sorted_tables if one.name not in _LATER]
    schema.metadata.create_all(connection, tables=first)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE word_index USING fts5(words, keys, tokenize='unicode61 remove_diacritics 0')"
            )
        )
    else:
        connection.execute(
            text(
                "CREATE TABLE word_index (rowid integer PRIMARY KEY REFERENCES claims (number) ON DELETE CASCADE, "
                "words tsvector NOT NULL, keys tsvector NOT NULL)"
            )
        )
        connection.execute(text("CREATE INDEX word_index_words ON word_index USING gin (words)"))
        connection.execute(text("CREATE INDEX word_index_keys ON word_index USING gin (keys)"))


def _make_corrections(connection: Connection) -> None:
    schema.corrections.create(connection)


def _make_standings(connection: Connection) -> None:
    """Make the table, and fill it from the incidents that are there."""
    from ravi.ledger.incidents import count_up
    from ravi.ledger.store.reports import in_parts

    schema.standings.create(connection)
    names = list(connection.scalars(select(schema.incidents.c.id).order_by(schema.incidents.c.id)))
    for part in in_parts(names):
        count_up(connection, part)


def _make_smaller(connection: Connection) -> None:
    """Keep links by the numbers of their claims, and what linking keeps packed; nothing to do in a new ledger."""
    columns = {one["name"] for one in inspect(connection).get_columns("reports")}
    if "words" not in columns:
        from ravi.ledger.store.unpacked import pack_links, pack_profiles

        connection.execute(text(f"ALTER TABLE reports ADD COLUMN words {_blob(connection)}"))
        pack_profiles(connection)
        pack_links(connection)


def _renew_blocks(connection: Connection) -> None:
    """Make the keys of all claims anew: days come first in them, and fewer claims have their report's words."""
    from ravi.ledger.links import renew_blocks

    renew_blocks(connection)


def _index_claims(connection: Connection) -> None:
    """Make the indexes of claims anew: that of places is new, those of types and days say more."""
    for index in schema.claims.indexes:
        index.drop(connection, checkfirst=True)
        index.create(connection)


def _blob(connection: Connection) -> str:
    return "BLOB" if connection.dialect.name == "sqlite" else "BYTEA"


#: In the order in which they are applied; a step that has been released never changes.
MIGRATIONS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("0001-tables", _make_tables),
    ("0002-corrections", _make_corrections),
    ("0003-standings", _make_standings),
    ("0004-smaller", _make_smaller),
    ("0005-blocks-by-day", _renew_blocks),
    ("0006-claims-indexed", _index_claims),
)


def applied(connection: Connection) -> list[str]:
    """Return the names of the steps that a ledger has been through."""
    if not inspect(connection).has_table("migrations"):
        return []
    return list(connection.scalars(select(schema.migrations.c.name).order_by(schema.migrations.c.name)))


def pending(connection: Connection) -> list[str]:
    """Return the names of the steps still to do; raise ``LedgerError`` for a ledger of a later version."""
    done, known = applied(connection), [name for name, _ in MIGRATIONS]
    unknown = [name for name in done if name not in known]
    if unknown:
        raise LedgerError(
            f"the ledger was made by a later version of Ravi (it has {unknown[-1]!r}); update Ravi to open it"
        )
    return [name for name in known if name not in done]


def migrate(connection: Connection, name: str) -> None:
    """Do the step ``name`` on ``connection``, inside the transaction that is open."""
    dict(MIGRATIONS)[name](connection)
    connection.execute(insert(schema.migrations).values(name=name, applied=datetime.now(UTC)))

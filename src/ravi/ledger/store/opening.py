"""Opens a ledger and hands out its transactions.

SQLite (a path, or ``sqlite:///…``) by default, PostgreSQL by URL. In SQLite the write-ahead
log is on and foreign keys hold; a writer takes the lock at its start, so that two never wait
for each other half done.
"""

from __future__ import annotations

import json
import logging
import math
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ravi.errors import LedgerError
from ravi.ledger.store.migrations import applied, migrate, pending

_log = logging.getLogger("ravi.ledger")


def _over(function: Callable[..., float]) -> Callable[..., float | None]:
    """Return ``function`` as SQL has it: nothing comes of nothing."""

    def applied(*numbers: float | None) -> float | None:
        return None if None in numbers else function(*numbers)

    return applied


#: How long a writer waits for another one, in seconds.
PATIENCE = 60
_WRITES = "ravi_writes"
#: What SQLite need not have been built with, and distances ask for.
_MATHEMATICS: tuple[tuple[str, int, Any], ...] = (
    ("radians", 1, _over(math.radians)),
    ("sin", 1, _over(math.sin)),
    ("cos", 1, _over(math.cos)),
    ("acos", 1, _over(math.acos)),
    ("least", 2, _over(min)),
    ("greatest", 2, _over(max)),
)
#: How SQLite is set up. What is written goes into the file itself once 8,000 pages (32 MB) are waiting, not after
#: 1,000 of them: a page that many reports change is written once for all of them.
_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "cache_size=-65536",
    "wal_autocheckpoint=8000",
)
#: The number under which PostgreSQL's writers of one ledger wait for each other.
_LOCK = 0x72617669


class Ledger:
    """An open ledger; ``reading()`` and ``writing()`` give connections inside a transaction."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name = engine, name
        self._watching = Lock()
        self._watch: PoolProxiedConnection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger, whoever writes meanwhile."""
        with _told(self.name), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept when the block ends, and none when it fails."""
        with _told(self.name), self.engine.connect() as bare:
            connection = bare.execution_options(**{_WRITES: True})
            with connection.begin():
                if self.engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def state(self) -> Hashable:
        """Return what differs after every change of the ledger, whoever made it, in this process or another.

        In SQLite a number that one connection, kept for this, sees grow; in PostgreSQL what can be seen
        now. Good to compare as long as the ledger is open.
        """
        with _told(self.name):
            if self.engine.dialect.name == "postgresql":
                with self.engine.connect() as connection:
                    return str(connection.scalar(text("SELECT CAST(pg_current_snapshot() AS text)")))
            with self._watching:
                self._watch = self._watch or self.engine.raw_connection()
                return int(self._watch.cursor().execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the store."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_ledger(where: str, *, create: bool = True) -> Ledger:
    """Open the ledger at ``where``, a path or a database URL, and bring its tables up to date.

    Raises ``LedgerError`` when it cannot be opened, is no ledger, or (without ``create``) is not there.
    """
    url, path = _url(where)
    if path and not create and not path.exists():
        raise LedgerError(f"there is no ledger at {str(path)!r}; make one with ravi add, or give --ledger")
    if path and not path.parent.is_dir():
        raise LedgerError(f"the folder {str(path.parent)!r} of the ledger is not there; make it first")
    try:
        engine = create_engine(url, **_options(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(
            f"the ledger {shown(where)!r} cannot be opened: {error}; {_remedy(error)}"
        ) from None
    ledger = Ledger(engine, shown(where))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    try:
        _bring_up_to_date(ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _bring_up_to_date(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        steps, is_old = pending(connection), bool(applied(connection))
    for number, name in enumerate(steps, 1):
        if is_old:  # a large one takes minutes, in which nothing else would be said
            _log.warning("bringing %s up to date: %s, step %d of %d", ledger.name, name, number, len(steps))
        with ledger.writing() as connection:  # another process may have done it by now
            for step in pending(connection)[:1]:
                migrate(connection, step)


def shown(where: str) -> str:
    """Return ``where`` without the password that a database URL may hold.

    >>> shown("postgresql://sara:secret@db/ravi")
    'postgresql://sara:***@db/ravi'
    """
    return re.sub(r"(?<=://)([^:/@]*):[^@]*@", r"\1:***@", where)


def _url(where: str) -> tuple[str, Path | None]:
    """Return the database URL that ``where`` means and, for a file, its path."""
    if "://" not in where:
        path = Path(where).expanduser()
        return f"sqlite:///{path}", path
    if where.startswith("sqlite"):
        name = make_url(where).database
        return where, Path(name) if name and name != ":memory:" else None
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", where), None


def _options(url: str) -> dict[str, Any]:
    shared = {"json_serializer": _to_json}
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": PATIENCE, "check_same_thread": False}, **shared}
    return {"pool_pre_ping": True, **shared}


def _to_json(value: Any) -> str:
    """Return JSON with Persian letters as they are: escaped ones take thrice the room."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _remedy(error: Exception) -> str:
    if "psycopg" in str(error):
        return "install what PostgreSQL needs with: pip install 'ravi[postgresql]'"
    return "give a path, sqlite:///PATH or postgresql://USER@HOST/NAME"


def _set_up(connection: Any, _: object) -> None:
    """Prepare a new SQLite connection; transactions are begun by ``_begin``, not by the driver."""
    connection.isolation_level = None
    for name, arity, function in _MATHEMATICS:
        connection.create_function(name, arity, function, deterministic=True)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say what the database says in one sentence that names the ledger."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(f"the ledger {name!r} fails: {said}; {_advice(str(said))}") from error


def _advice(said: str) -> str:
    if "not a database" in said:
        return "that file is something else: give another --ledger"
    if "locked" in said:
        return "another process is writing to it: try again when it has ended"
    if "unable to open" in said or "readonly" in said:
        return "check its path and permissions"
    return "nothing that was acknowledged is lost"

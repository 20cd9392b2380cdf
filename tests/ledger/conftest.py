"""Ledgers to test with: every test that asks for ``ledger`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from socket import create_server

import pytest

from ravi.ledger.store.opening import Ledger, open_ledger
from tests.ledger.reports_read import fill

_REQUIRED = os.environ.get("RAVI_POSTGRESQL") == "required"
_NUMBERS = count()


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest there are."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _run(*command: str | Path) -> None:
    """Run a server program, as the user postgres where we are root: the server refuses root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL server of its own; give the URL of its database."""
    programs = _programs()
    if programs is None:
        if _REQUIRED:
            pytest.fail("RAVI_POSTGRESQL=required, but PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="ravi-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        _run(programs / "initdb", "-D", data, "-U", "ravi", "--auth=trust", "-E", "UTF8", "--no-sync")
        _run(programs / "pg_ctl", "-D", data, "-o", settings, "-l", folder / "log", "-w", "start")
        yield f"postgresql://ravi@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*(["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []),
             str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False, stdout=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


STORES = ("sqlite", "postgresql")


@pytest.fixture(params=STORES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the place of a ledger that is not there yet."""
    return _place(request, tmp_path)


def _place(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return str(folder / "ravi.db")
    server = request.getfixturevalue("postgresql")
    import psycopg

    name = f"ledger_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{server}?options=-csearch_path%3D{name}"


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with open_ledger(where) as opened:
        yield opened


@pytest.fixture(scope="module", params=STORES)
def examples_ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """Give a ledger with every example report, to be read only."""
    with open_ledger(_place(request, tmp_path_factory.mktemp("ledger"))) as opened:
        fill(opened)
        yield opened

"""Desks over ledgers of the example reports, in process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar")

from litestar import Litestar
from litestar.testing import TestClient

from ravi.ledger.store.opening import open_ledger
from ravi.web.app import create_app
from ravi.web.settings import DeskSettings
from tests.ledger.reports_read import fill

HOME = "http://127.0.0.1:8414"
Client = TestClient[Litestar]
Open = Callable[..., Client]


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a ledger with every example report, to be copied."""
    path = tmp_path_factory.mktemp("example") / "ravi.db"
    with open_ledger(str(path)) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def ledger_path(example_ledger: Path, tmp_path: Path) -> Path:
    """Give a ledger of the example reports that a test may change."""
    return Path(shutil.copy(example_ledger, tmp_path / "ravi.db"))


@pytest.fixture
def open_desk(ledger_path: Path) -> Iterator[Open]:
    """Give what opens a desk over the ledger, with settings of the test's choice."""
    with ExitStack() as opened:

        def open_it(where: Path = ledger_path, **changes: Any) -> Client:
            app = create_app(DeskSettings(str(where), **({"who": "آزمون"} | changes)))
            return opened.enter_context(TestClient(app, base_url=HOME, raise_server_exceptions=False))

        yield open_it


@pytest.fixture
def desk(open_desk: Open) -> Client:
    return open_desk()


@pytest.fixture(scope="module")
def shown(example_ledger: Path) -> Iterator[Client]:
    """Give a desk for all tests of a module that change nothing."""
    with TestClient(create_app(DeskSettings(str(example_ledger))), base_url=HOME) as client:
        yield client

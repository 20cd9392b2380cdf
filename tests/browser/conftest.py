"""A Chromium for all browser tests, and a desk over the example ledger."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench.served import CHROMIUM, FLAGS, served

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "ravi" / "web" / "static" / "desk.js"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def wanted(path: Path) -> None:
    """Skip, or fail where the browser is required, when the frontend's files are not built."""
    if path.is_file():
        return
    remedy = f"there is no {path.relative_to(ROOT)}: cd frontend && npm ci && npm run build"
    if os.environ.get("RAVI_BROWSER") == "required":
        pytest.fail(remedy)
    pytest.skip(remedy)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    is_required = os.environ.get("RAVI_BROWSER") == "required"
    if CHROMIUM is None and not is_required:
        pytest.skip("no Chromium on this machine")
    if not is_required:
        pytest.importorskip("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger that a newcomer sees; not to be written to."""
    pytest.importorskip("litestar")
    from ravi.web.example import fill_example

    path = tmp_path_factory.mktemp("desk") / "example.db"
    fill_example(str(path))
    return path


@pytest.fixture(scope="session")
def address(example: Path) -> Iterator[str]:
    """A desk that all tests look at, and none writes to."""
    wanted(STATIC)
    with served(str(example), read_only=False) as found:
        yield found


@pytest.fixture
def own_address(example: Path, tmp_path: Path) -> Iterator[str]:
    """A desk over a copy of the example, to decide and add in."""
    wanted(STATIC)
    with served(str(shutil.copy(example, tmp_path / "own.db"))) as found:
        yield found


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page and wait for its scripts; what it asked of whom, and what went wrong, is kept with it."""
    contexts: list[Any] = []

    def open_page(url: str, *, width: int = 1280, theme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 860}, color_scheme=theme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.wrong.append(said.text))
        page.goto(url)
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def ready(page: Any) -> None:
    """Wait until every hook of the page has its script."""
    page.wait_for_selector("html[data-ready]", state="attached")


@contextmanager
def leads_on(page: Any) -> Iterator[None]:
    """Wait for the page that a click or key leads to: a click does not, and what is looked at next may be empty yet."""
    with page.expect_navigation():
        yield
    ready(page)


@pytest.fixture(scope="session")
def pages(address: str) -> dict[str, str]:
    """The name and path of every page."""
    from docs.pictures import list_pages

    return dict(list_pages(address))

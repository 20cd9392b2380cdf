"""Every page of the desk, in both languages and themes: accessible, whole, offline."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.served import served
from tests.browser.conftest import AXE, STATIC, leads_on, ready, wanted

pytestmark = pytest.mark.browser

PAGES = ("incidents", "incident", "report", "map", "sources", "add", "decisions")
Visit = Callable[..., Any]


def violations(page: Any) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and its own best practices."""
    wanted(AXE)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
        'wcag22aa', 'best-practice']})).violations"""
    )
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:150]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    visit: Visit, address: str, pages: dict[str, str], name: str, language: str, theme: str
) -> None:
    page = visit(f"{address}{pages[name]}?lang={language}", theme=theme)
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_axe_finds_nothing_on_the_pages_between(
    visit: Visit, address: str, pages: dict[str, str], language: str, theme: str
) -> None:
    page = visit(f"{address}/nowhere?lang={language}", theme=theme)
    for path in ("/nowhere", "/incidents/i-0", "/?since=1405/13/01", "/?type=picnic", "/?place=ناکجا"):
        page.goto(f"{address}{path}")
        assert violations(page) == [], path
    page.goto(f"{address}{pages['report']}?words=شهر")
    ready(page)
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_axe_finds_nothing_at_the_door(
    visit: Visit, example: Path, tmp_path: Path, language: str, theme: str
) -> None:
    wanted(STATIC)
    where = str(shutil.copy(example, tmp_path / "door.db"))
    with served(where, host="0.0.0.0", token="geheim") as found:
        page = visit(f"{found}/enter?lang={language}", theme=theme)
        assert violations(page) == []
        page.fill("#token", "falsch")
        with leads_on(page):
            page.press("#token", "Enter")
        assert page.locator("[role=alert]").is_visible()
        assert violations(page) == []
        page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_axe_finds_nothing_where_there_is_nothing(
    visit: Visit, tmp_path: Path, language: str, theme: str
) -> None:
    wanted(STATIC)
    with served(str(tmp_path / "empty.db")) as found:
        page = visit(f"{found}/?lang={language}", theme=theme)
        for path in ("/", "/map", "/sources", "/decisions", "/add"):
            page.goto(found + path)
            ready(page)
            assert violations(page) == [], path
            assert page.wrong == [], path
        page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_axe_finds_nothing_on_a_job_and_on_decisions(
    visit: Visit, own_address: str, pages: dict[str, str], language: str, theme: str
) -> None:
    page = visit(f"{own_address}/add?lang={language}", theme=theme)
    page.fill("#text", "پلیس کابل روز شنبه گفت که در انفجاری در این شهر ۳ نفر کشته شدند.")
    page.click("form:has(#text) button[type=submit]")
    page.wait_for_url("**/reports/*")
    with leads_on(page):
        page.click("#c1 button[value=confirmed]")
    assert page.locator("#c1 h3 .review-confirmed").is_visible()
    page.goto(f"{own_address}/decisions")
    ready(page)
    assert violations(page) == []
    page.goto(f"{own_address}/add")
    page.set_input_files("#files", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    page.click("form:has(#files) button[type=submit]")
    page.wait_for_selector(".job:not([data-ravi])", state="attached")  # done: it will not show itself again
    assert page.locator("[role=alert], .outcome .error").count()
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_nothing_of_others_and_nothing_goes_wrong(
    visit: Visit, address: str, pages: dict[str, str], name: str
) -> None:
    page = visit(address + pages[name])
    assert page.wrong == []
    assert [url for url in page.asked if not url.startswith(address)] == []


@pytest.mark.parametrize("width", [320, 390, 800])
@pytest.mark.parametrize("name", PAGES)
def test_no_width_needs_sideways_scrolling(
    visit: Visit, address: str, pages: dict[str, str], name: str, width: int
) -> None:
    page = visit(address + pages[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "direction", "digit"), [("fa", "rtl", "۱۴۰۰"), ("en", "ltr", "2021")], ids=["fa", "en"]
)
def test_direction_digits_and_calendar_follow_the_language(
    visit: Visit, address: str, language: str, direction: str, digit: str
) -> None:
    page = visit(f"{address}/?lang={language}")
    assert page.evaluate("getComputedStyle(document.body).direction") == direction
    assert digit in page.locator("table.incidents time").first.inner_text()
    other = page.locator("table.incidents time").first.get_attribute("title")
    assert other
    assert digit not in other
    brand, first = (page.locator(selector).bounding_box() for selector in (".brand", ".languages"))
    assert (brand["x"] > first["x"]) is (direction == "rtl")


def test_language_is_switched_and_kept(visit: Visit, address: str) -> None:
    page = visit(f"{address}/map")
    with leads_on(page):
        page.click(".languages a[lang=en]")
    assert page.url.startswith(f"{address}/map")
    with leads_on(page):
        page.click("header nav a[href='/sources']")
    assert page.get_attribute("html", "lang") == "en"


def test_theme_is_switched_and_kept(visit: Visit, address: str) -> None:
    page = visit(address)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("[data-ravi=theme]")
    assert page.get_attribute("html", "data-theme") == "light"
    page.click("[data-ravi=theme]")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate(paper) == dark


def test_pages_stand_without_scripts(browser: Any, address: str, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in ("incidents", "incident", "report", "map", "sources"):
        page.goto(address + pages[name])
        assert page.locator("main h1").is_visible()
    page.goto(f"{address}/")
    page.select_option("#f-type", "bombing")
    with page.expect_navigation():
        page.click("form.filters button[type=submit]")
    assert "type=bombing" in page.url
    assert page.locator("table.incidents tbody tr").count() == 1
    context.close()


def test_first_page_is_light(visit: Visit, address: str) -> None:
    page = visit(address)
    sizes = page.evaluate(
        "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
        ".map(one => one.transferSize)"
    )
    assert 0 < sum(sizes) <= 400_000

"""What people decide at the desk: verdicts, corrections, links, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import leads_on
from tests.browser.test_desk_pages import violations

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


def test_confirm_correct_and_take_back_a_claim(visit: Visit, own_address: str, pages: dict[str, str]) -> None:
    page = visit(own_address + pages["report"])
    with leads_on(page):
        page.click("#c1 button[value=confirmed]")
    assert page.locator("#c1 h3 .review-confirmed").is_visible()
    assert page.locator("#c1 button[value=confirmed]").get_attribute("aria-pressed") == "true"

    page.click("#c2 details.edit summary")
    page.select_option("#c2 [name=type]", "shelling")
    page.fill("#c2 form.correct [name=who]", "سارا")
    with leads_on(page):
        page.click("#c2 form.correct button[type=submit]")
    assert page.locator("#c2 .correction").is_visible()

    with leads_on(page):
        page.click("header nav a[href='/decisions']")
    rows = page.locator("#corrections ~ .table-scroll tbody tr")
    assert rows.count() == 2
    assert "سارا" in rows.first.inner_text()
    with leads_on(page):
        rows.first.locator("button").click()
    page.goto(own_address + pages["report"])
    assert page.locator("#c2 .correction").count() == 0
    assert page.locator("#c1 h3 .review-confirmed").is_visible()


@pytest.mark.parametrize(("language", "drone"), [("fa", "پهپاد"), ("en", "drone")])
def test_means_are_ticked_with_the_keyboard_alone(
    visit: Visit, own_address: str, pages: dict[str, str], language: str, drone: str
) -> None:
    page = visit(f"{own_address}{pages['report']}?lang={language}", width=390)
    first = page.locator("ol.cards > li").first
    first.locator("details.edit summary").focus()
    page.keyboard.press("Enter")
    tick = first.get_by_label(drone, exact=True)
    was = tick.is_checked()
    tick.focus()
    page.keyboard.press("Space")
    assert tick.is_checked() is not was
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    first.locator("form.correct button").focus()
    with leads_on(page):
        page.keyboard.press("Enter")
    assert page.locator("section.correction").is_visible()
    assert first.get_by_label(drone, exact=True).is_checked() is not was


def test_link_two_incidents_and_undo(visit: Visit, own_address: str, pages: dict[str, str]) -> None:
    page = visit(f"{own_address}/?lang=en")
    before = page.locator("table.incidents tbody tr").count()
    others = page.locator("table.incidents tbody tr th a")
    first, second = (others.nth(at).get_attribute("href") for at in (0, 1))
    page.goto(own_address + first)
    page.fill("#other-id", second.rsplit("/", 1)[1])
    with leads_on(page):
        page.click("form[action$='/link'] button[type=submit]")
    page.goto(f"{own_address}/")
    assert page.locator("table.incidents tbody tr").count() == before - 1

    page.goto(f"{own_address}/decisions")
    with leads_on(page):
        page.locator("#links ~ .table-scroll tbody tr button").first.click()
    page.goto(f"{own_address}/")
    assert page.locator("table.incidents tbody tr").count() == before


def test_unlink_a_claim(visit: Visit, own_address: str, pages: dict[str, str]) -> None:
    page = visit(own_address + pages["incident"])
    claims = page.locator("ol.claims > li").count()
    with leads_on(page):
        page.locator("ol.claims > li button").last.click()
    page.goto(own_address)
    counts = [
        page.locator("table.incidents tbody tr").nth(at).inner_text()
        for at in range(page.locator("table.incidents tbody tr").count())
    ]
    assert claims > 1
    assert len(counts) >= 2
    page.goto(f"{own_address}/decisions")
    assert page.locator("#links ~ .table-scroll tbody tr").count() == 1


def test_a_desk_for_showing_has_no_forms(visit: Visit, example: Any, pages: dict[str, str]) -> None:
    from bench.served import served

    with served(str(example), read_only=True) as found:
        page = visit(found + pages["report"])
        assert page.locator("form[method=post]").count() == 0
        page.goto(f"{found}/add")
        assert page.locator("form[method=post]").count() == 0
        page.context.close()

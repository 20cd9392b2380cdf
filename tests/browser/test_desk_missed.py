"""A claim that the machine missed, added with the mouse and with the keyboard alone; days in the reader's calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import leads_on

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
CARDS = "ol.cards > li"


def mark(page: Any, words: str) -> None:
    """Mark words in the text as a mouse does: the browser's own selection, from the first place where they stand."""
    page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0 || !node.parentElement.closest('p[data-span]')) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
          throw new Error('not in the text');
        }""",
        words,
    )


def plain_words(page: Any) -> str:
    """Return some words of the text that no claim uses."""
    found: str = page.evaluate(
        """() => [...document.querySelectorAll('.text p[data-span]')].flatMap(line => [...line.childNodes])
          .filter(node => node.nodeType === 3).map(node => node.data.trim())
          .find(words => /^\\p{L}{3,}/u.test(words)).split(/\\s+/)[0]"""
    )
    return found


def test_marked_words_become_a_claim_and_it_is_taken_back(
    visit: Visit, own_address: str, pages: dict[str, str]
) -> None:
    page = visit(own_address + pages["report"])
    before = page.locator(CARDS).count()
    words = plain_words(page)
    mark(page, words)
    page.locator(".mark-words").wait_for()
    assert words in page.locator(".mark-words").inner_text()
    with leads_on(page):
        page.click(".mark-words")
    assert page.locator("#missed input[type=radio]:checked + label mark").inner_text() == words
    page.select_option("#type-missed", "shelling")
    page.fill("#who-missed", "سارا")
    with leads_on(page):
        page.click("#missed form.add button[type=submit]")
    card = page.locator(f"{CARDS}.added")
    assert page.url.endswith(f"#{card.get_attribute('id')}")
    assert "سارا" in card.inner_text()
    assert page.locator(f".text a.added[href='#{card.get_attribute('id')}']").inner_text() == words
    with leads_on(page):
        card.locator("form.undo button").click()
    assert page.locator(CARDS).count() == before
    assert page.wrong == []


def test_nothing_marked_offers_nothing(visit: Visit, own_address: str, pages: dict[str, str]) -> None:
    page = visit(own_address + pages["report"])
    assert not page.locator(".mark-words").is_visible()
    mark(page, plain_words(page))
    page.locator(".mark-words").wait_for()
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".mark-words").wait_for(state="hidden")


def test_a_claim_is_added_with_the_keyboard_alone(
    visit: Visit, own_address: str, pages: dict[str, str]
) -> None:
    page = visit(own_address + pages["report"])
    before = page.locator(CARDS).count()
    words = plain_words(page)
    page.locator("header a[href='#missed']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "missed-words"
    page.keyboard.insert_text(words)
    with leads_on(page):
        page.keyboard.press("Enter")
    page.locator("#missed-words").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "type-missed"
    page.select_option("#type-missed", "shelling")
    with leads_on(page):
        page.locator("#who-missed").press("Enter")
    assert "#c" in page.url
    assert page.locator(CARDS).count() == before + 1


def test_a_claim_is_added_without_scripts(browser: Any, own_address: str, pages: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(own_address + pages["report"])
    before = page.locator(CARDS).count()
    page.fill("#missed-words", page.locator(".text a.trigger").first.inner_text())
    with page.expect_navigation():
        page.press("#missed-words", "Enter")
    page.select_option("#type-missed", "protest")
    with page.expect_navigation():
        page.click("#missed form.add button[type=submit]")
    assert "#c" in page.url
    assert page.locator(CARDS).count() == before + 1
    context.close()


def test_solar_days_are_typed_and_the_address_is_shared(visit: Visit, address: str) -> None:
    page = visit(f"{address}/?lang=fa")
    page.fill("#f-since", "۱۴۰۰/۰۴/۰۱")
    page.fill("#f-until", "1400/5/31")
    with leads_on(page):
        page.press("#f-until", "Enter")
    assert "since=2021-06-22" in page.url
    assert "until=2021-08-22" in page.url
    rows = page.locator("table.incidents tbody tr").count()
    assert page.input_value("#f-since") == "۱۴۰۰/۰۴/۰۱"
    with leads_on(page):
        page.click(".languages a[lang=en]")
    assert page.input_value("#f-since") == "2021-06-22"
    assert page.locator("table.incidents tbody tr").count() == rows

"""Filters live in the URL, which is what people share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import leads_on

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
ROWS = "table.incidents tbody tr"


def test_a_filter_is_a_url_that_can_be_shared(visit: Visit, address: str) -> None:
    page = visit(address)
    every = page.locator(ROWS).count()
    with leads_on(page):
        page.select_option("#f-type", "air_strike")
    assert "type=air_strike" in page.url
    assert "" not in [
        value
        for values in parse_qs(urlsplit(page.url).query, keep_blank_values=True).values()
        for value in values
    ]
    rows = page.locator(ROWS).all_inner_texts()
    assert 0 < len(rows) < every

    shared = visit(page.url)
    assert shared.locator(ROWS).all_inner_texts() == rows
    assert shared.input_value("#f-type") == "air_strike"
    with leads_on(shared):
        shared.click("form.filters .buttons a")
    assert shared.locator(ROWS).count() == every


def test_words_find_incidents_and_the_map_keeps_the_filter(visit: Visit, address: str) -> None:
    page = visit(address)
    page.fill("#f-place", "کرکوک")
    with leads_on(page):
        page.press("#f-place", "Enter")
    assert "place=" in page.url
    rows = page.locator(ROWS).all_inner_texts()
    assert rows
    assert all("کرکوک" in row for row in rows)
    with leads_on(page):
        page.click(".summary a[href^='/map']")
    assert page.get_attribute(".map-frame", "data-shown") == str(len(rows))


def test_nothing_found_says_so(visit: Visit, address: str) -> None:
    page = visit(f"{address}/?place=ناکجا")
    assert page.locator(ROWS).count() == 0
    assert page.locator("main .notice").is_visible()

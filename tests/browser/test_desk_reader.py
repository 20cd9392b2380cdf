"""The reading room: marks, cards, keys, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]


@pytest.fixture
def reading(visit: Visit, address: str, pages: dict[str, str]) -> Any:
    return visit(address + pages["report"])


def active(page: Any) -> list[str]:
    """Return the ids of the chosen cards."""
    found: list[str] = page.eval_on_selector_all(".card.active", "nodes => nodes.map(node => node.id)")
    return found


def test_marks_are_the_words_they_stand_for(reading: Any) -> None:
    told = reading.evaluate(
        """[...document.querySelectorAll('.text p[data-span]')].map(p => [p.textContent,
        ...[...p.querySelectorAll('[data-span]')].map(m => [m.dataset.span.split(' ').map(Number)
        .map(n => n - Number(p.dataset.span.split(' ')[0])), m.textContent])])"""
    )
    assert any(len(paragraph) > 1 for paragraph in told)
    for text, *marks in told:
        for (start, end), words in marks:
            assert words == text[start:end]


def test_keys_go_from_claim_to_claim(reading: Any) -> None:
    live = reading.locator("[aria-live=polite]")
    for key, chosen in (("j", "c1"), ("j", "c2"), ("ArrowDown", "c3"), ("k", "c2"), ("ArrowUp", "c1")):
        reading.keyboard.press(key)
        assert active(reading) == [chosen]
        assert reading.evaluate("document.activeElement.hash") == f"#{chosen}"
        assert reading.locator(f"#{chosen} h3 .number").inner_text() in live.inner_text()
    reading.keyboard.press("Escape")
    assert active(reading) == []
    assert reading.locator(".text .lit").count() == 0


def test_keys_leave_fields_alone(reading: Any) -> None:
    reading.locator("#c1 details.edit summary").click()
    reading.locator("#c1 [name=place]").press("j")
    assert active(reading) == []


def test_pointing_lights_up_both_ways(reading: Any) -> None:
    reading.hover("#c2 h3")
    lit = reading.eval_on_selector_all(".text .lit", "nodes => nodes.map(node => node.dataset.claims)")
    assert lit
    assert all("2" in claims.split() for claims in lit)
    reading.hover(".text a.t1")
    assert reading.locator("#c1.pointed").count() == 1
    reading.hover("h1")
    assert reading.locator(".text .lit, .card.pointed").count() == 0


def test_a_mark_brings_its_card_beside_the_text(reading: Any) -> None:
    last = reading.locator(".cards > .card").count()
    before = reading.evaluate("scrollY")
    reading.locator(f".text a.t{last}").first.click()
    assert active(reading) == [f"c{last}"]
    box = reading.locator(f"#c{last}").bounding_box()
    assert 0 <= box["y"] < 860
    assert reading.evaluate("scrollY") == before, "the text stays where it was"


def test_words_of_several_claims_have_a_band_for_each(reading: Any) -> None:
    told = reading.eval_on_selector_all(
        ".text [data-claims]",
        """nodes => nodes.map(node => [node.dataset.claims.split(' ').length,
        getComputedStyle(node).backgroundImage.split('gradient(').length - 1,
        new Set(getComputedStyle(node).backgroundPositionY.split(', ')).size])""",
    )
    assert any(claims > 1 for claims, _, _ in told)
    for claims, bands, lanes in told:
        assert bands == claims
        assert lanes == min(claims, 4)


def test_why_unfolds(reading: Any) -> None:
    why = reading.locator("#c1 details.why")
    assert not why.locator("li").first.is_visible()
    why.locator("summary").press("Enter")
    assert why.locator("li").first.is_visible()


def test_a_claim_has_an_address(visit: Visit, address: str, pages: dict[str, str]) -> None:
    page = visit(f"{address}{pages['report']}#c3")
    assert active(page) == ["c3"]


def test_on_a_narrow_screen_the_card_is_a_sheet(visit: Visit, address: str, pages: dict[str, str]) -> None:
    page = visit(address + pages["report"], width=390)
    page.locator(".text a.t2").first.click()
    sheet = page.locator(".card.sheet")
    assert sheet.get_attribute("id") == "c2"
    box = sheet.bounding_box()
    assert box["y"] > 200
    assert box["y"] + box["height"] <= 860
    sheet.locator("button.close").click()
    assert page.locator(".card.sheet").count() == 0

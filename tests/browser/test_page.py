"""The HTML page in a real browser: direction, marks, links, and that nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ravi.output.html import to_html
from tests.builders import TEXT, make_report

pytestmark = pytest.mark.browser

# Every marked piece of the text: its span, and the words the browser shows for it.
MARKED = """[...document.querySelectorAll('.text [id^=p]')].map(
    node => [...node.dataset.span.split(' ').map(Number), node.textContent])"""


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "page.html"
    path.write_text(to_html(make_report(), why=True), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1200, "height": 800})
    opened.asked = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(path.as_uri())
    yield opened
    opened.close()


def background(page: Any, selector: str) -> str:
    shown: str = page.eval_on_selector(selector, "node => getComputedStyle(node).backgroundColor")
    return shown


def test_page_and_text_run_right_to_left(page: Any) -> None:
    for selector in ("html", ".text p", ".card"):
        assert page.eval_on_selector(selector, "node => getComputedStyle(node).direction") == "rtl"
    text = page.locator(".text").bounding_box()
    cards = page.locator("#claims").bounding_box()
    assert text["x"] > cards["x"], "the report stands right of its cards"


def test_marks_are_the_words_they_stand_for(page: Any) -> None:
    marked = page.evaluate(MARKED)
    assert marked
    for start, end, words in marked:
        assert words == TEXT[start:end]
    shown = page.evaluate("[...document.querySelectorAll('.text p')].map(node => node.textContent)")
    assert shown == [line for line in TEXT.split("\n") if line]


def test_a_mark_leads_to_its_card_and_back(page: Any) -> None:
    page.click("a.trigger[href='#c3']")
    assert page.url.endswith("#c3")
    assert page.eval_on_selector("#c3", "node => node.matches(':target')")
    page.click("#c3 blockquote a")
    start = TEXT.index("حمله هوایی")
    assert page.url.endswith(f"#p{start}")
    assert page.eval_on_selector(f"#p{start}", "node => node.textContent") == "حمله هوایی"


def test_pointing_at_a_card_lights_up_its_words(page: Any) -> None:
    agent = ".text .agent.c1"
    before = background(page, agent)
    page.hover("#c1 h3")
    assert background(page, agent) != before
    page.hover("#c3 h3")
    assert background(page, agent) == before


def test_pointing_at_a_trigger_lights_up_its_card(page: Any) -> None:
    shadow = "node => getComputedStyle(node).boxShadow"
    assert page.eval_on_selector("#c3", shadow) == "none"
    page.hover("a.t3")
    assert page.eval_on_selector("#c3", shadow) != "none"


def test_nothing_is_asked_of_the_network(page: Any) -> None:
    page.hover("#c1 h3")
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert len(page.asked) == 1
    assert page.evaluate("document.scripts.length") == 0


def test_every_card_is_reached_by_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#claims")


# Contrast as WCAG 2 computes it: each element with words against the first opaque colour behind.
CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = c => { const [r, g, b] = c.map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = node => { for (; node; node = node.parentElement) {
    const c = rgba(getComputedStyle(node).backgroundColor); if (c[3] === 255) return c; }
    return [255, 255, 255]; };
  const words = node => [...node.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  return [...document.body.querySelectorAll('*')].filter(words).map(node => {
    const pair = [light(rgba(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
    return [(pair[0] + .05) / (pair[1] + .05), node.tagName + '.' + node.className]; }); }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    weak = [(round(ratio, 2), name) for ratio, name in page.evaluate(CONTRAST) if ratio < 4.5]
    assert weak == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_no_width_needs_sideways_scrolling(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width

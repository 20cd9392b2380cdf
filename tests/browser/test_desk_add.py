"""Adding: pasted text and files become reports while one looks; hostile ones stay text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]

TEXT = "به گزارش خبرگزاری نمونه، والی هرات روز شنبه گفت که در حمله هوایی به روستای ده‌نو ۷ نفر کشته شدند."
HOSTILE = (
    "<script>window.pwned = 1</script></script><img src=x onerror='window.pwned = 2'> "
    "والی هرات گفت که در حمله هوایی به «<b onmouseover=alert(1)>ده‌نو</b>» ۷ نفر کشته شدند. "
    "به گزارش خبرگزاری نمونه، منابع محلی روز شنبه گفتند که نیروهای دولتی از شهر عقب‌نشینی کردند. "
    "\u202ejavascript:alert(2)\u202c {{ 7*7 }} ]]> <!-- \"'&amp;"
)


def test_pasted_text_opens_as_a_report(visit: Visit, own_address: str) -> None:
    page = visit(f"{own_address}/add")
    page.fill("#text", TEXT)
    page.fill("#publisher-text", "خبرگزاری نمونه")
    page.fill("#published-text", "2021-07-05")
    page.locator("form:has(#text) button[type=submit]").click()
    page.wait_for_url("**/reports/*", timeout=30_000)
    assert page.locator(".text p[data-span]").inner_text() == TEXT
    assert page.locator(".card").count() >= 1


def test_files_are_dropped_and_read(visit: Visit, own_address: str, tmp_path: Path) -> None:
    page = visit(f"{own_address}/add")
    drop = """([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, {type: 'text/plain'}));
      const form = document.querySelector('[data-ravi=drop]');
      for (const kind of ['dragenter', 'dragover', 'drop'])
        form.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(drop, ["گزارش.txt", TEXT])
    assert "گزارش.txt" in page.locator(".drop-hint").inner_text()
    page.locator("[data-ravi=drop] button[type=submit]").click()
    page.wait_for_url("**/reports/*", timeout=30_000)
    assert TEXT in page.locator(".text").inner_text()


def test_a_hostile_report_stays_text(visit: Visit, own_address: str) -> None:
    page = visit(f"{own_address}/add")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.fill("#text", HOSTILE)
    page.fill("#title", "</title><script>window.pwned = 3</script>")
    page.fill("#publisher-text", "\"><img src=x onerror='window.pwned = 4'>")
    page.fill("#published-text", "2021-07-05")
    page.locator("form:has(#text) button[type=submit]").click()
    page.wait_for_url("**/reports/*", timeout=30_000)
    page.wait_for_selector("html[data-ready]", state="attached")
    report = page.url
    assert page.evaluate("document.querySelector('.text p[data-span]').textContent") == HOSTILE
    assert page.locator("main img, main script:not([type='application/json']), .text b").count() == 0
    incidents = {link.get_attribute("href") for link in page.locator(".card a[href^='/incidents/']").all()}
    for path in (
        report,
        f"{own_address}/map",
        f"{own_address}/sources",
        f"{own_address}/",
        *(own_address + one for one in incidents),
    ):
        page.goto(path)
        page.wait_for_selector("html[data-ready]", state="attached")
        for hover in page.locator(".text a, .graph-node, .spot").all()[:5]:
            hover.hover(force=True)
        assert page.evaluate("window.pwned") is None
        assert page.locator("main img").count() == 0
    assert dialogs == []

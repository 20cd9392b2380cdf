"""Make the pictures of the desk: every page, in both languages and themes, wide and narrow.

``python docs/pictures.py`` fills a ledger with the example reports, serves it and writes
``docs/images/*.webp``; ``--out DIR --png --full`` writes whole pages elsewhere, to look at.
Needs the extras ``desk`` and ``browser``, a Chromium, and the desk's built files.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.served import browser, served
from ravi.web.example import fill_example

IMAGES = Path(__file__).parent / "images"
SIZES = {"wide": (1280, 860), "narrow": (390, 844)}
LANGUAGES, THEMES = ("fa", "en"), ("light", "dark")
#: How strongly the pictures are pressed: all together stay under 3 MB.
QUALITY = 55


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=IMAGES)
    parser.add_argument("--png", action="store_true", help="PNG in place of WebP")
    parser.add_argument("--full", action="store_true", help="whole pages in place of one screen")
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        ledger = str(Path(folder) / "example.db")
        fill_example(ledger)
        with served(ledger) as address:
            decide(opened, address)
            pages = dict(list_pages(address))
            for name, page in pictures(opened, address, pages, only=options.only):
                path = options.out / f"{name}.{'png' if options.png else 'webp'}"
                path.write_bytes(take(page, png=options.png, full=options.full))
    size = sum(path.stat().st_size for path in options.out.iterdir())
    print(f"{options.out}: {size / 1e6:.1f} MB")


def list_pages(address: str) -> Iterator[tuple[str, str]]:
    """Yield the name and path of every page; of incidents and reports, the one with the most claims."""
    yield from (
        ("incidents", "/"),
        ("map", "/map"),
        ("sources", "/sources"),
        ("add", "/add"),
        ("decisions", "/decisions"),
    )
    incidents = ask(address, "/api/v1/incidents?limit=100")
    yield "incident", f"/incidents/{max(incidents, key=lambda row: row['claims'])['id']}"
    reports = Counter(claim["report"]["id"] for claim in ask(address, "/api/v1/claims?limit=100"))
    yield "report", f"/reports/{max(reports.items(), key=lambda told: told[::-1])[0]}"


def ask(address: str, path: str) -> list[dict[str, Any]]:
    """Return the items of a list of the API."""
    with urllib.request.urlopen(f"{address}{path}") as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


def decide(opened: Any, address: str) -> None:
    """Confirm one claim and correct another, so that the pages show what people decided."""
    page = opened.new_page()
    page.goto(address + dict(list_pages(address))["report"])
    page.locator("#c1 form.verdict button[value=confirmed]").click()
    page.locator("#c2 form.verdict button[value=rejected]").click()
    page.close()


def pictures(opened: Any, address: str, pages: dict[str, str], *, only: str) -> Iterator[tuple[str, Any]]:
    """Yield each picture's name and the page as it is to be taken."""
    for size, (width, height) in SIZES.items():
        for language in LANGUAGES:
            for theme in THEMES:
                context = opened.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    locale={"fa": "fa-IR", "en": "en-GB"}[language],
                )
                page = context.new_page()
                for name, path in pages.items():
                    full = f"{name}-{language}-{theme}-{size}"
                    if only in full:
                        page.goto(f"{address}{path}?lang={language}")
                        settle(page, name)
                        yield full, page
                context.close()


def settle(page: Any, name: str) -> None:
    """Wait until scripts and fonts are there, and choose a claim where there is a text."""
    page.wait_for_selector("html[data-ready]")
    page.evaluate("document.fonts.ready.then(() => true)")
    if name == "report":
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.wait_for_timeout(100)
    page.wait_for_timeout(150)


def take(page: Any, *, png: bool, full: bool) -> bytes:
    """Return a picture of the page."""
    if png or full:
        shot: bytes = page.screenshot(full_page=full)
        return shot
    session = page.context.new_cdp_session(page)
    told = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    session.detach()
    return base64.b64decode(told["data"])


if __name__ == "__main__":
    main()

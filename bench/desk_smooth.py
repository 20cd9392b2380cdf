"""Measures how soon a desk over a large ledger paints after an interaction, in a real browser.

``python -m bench.desk_smooth [--claims 2000]`` makes reports from the package's examples (made_reports),
opens the list, the map, the sources and a report with very many claims, and interacts as people do:
typing, choosing, zooming, panning, brushing, going from claim to claim, switching colours. What is
measured is the browser's own event timing: from input to the next paint (it counts from 16 ms).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench.ledger import add_made
from bench.made_reports import make_reports
from bench.served import browser, served
from ravi.intake.files import Unread
from ravi.ledger.adding import add_report, read_unread
from ravi.ledger.store import schema
from ravi.ledger.store.opening import open_ledger
from ravi.web.example import example_reports

#: What the browser does not tell, because it took less (milliseconds).
LEAST = 16.0
WATCH = """() => { window.told = new Map(); new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (one.interactionId)
    told.set(one.interactionId, [Math.max(one.duration, told.get(one.interactionId)?.[0] ?? 0), one.name]);
}).observe({type: 'event', durationThreshold: 16, buffered: true}); }"""


def fill(where: str, claims: int) -> int:
    """Fill a ledger with made reports until it has ``claims`` claims; return how many it has."""
    seeds = [read_unread(one) for one in example_reports()]
    whole = "\n".join(seed.text for seed in seeds)
    with open_ledger(where) as ledger:
        # One report that is as full as a day's summary.
        kept = add_report(ledger, Unread(whole, publisher=seeds[0].publisher, published="2021-09-20")).claims
        for report in make_reports([seed for seed in seeds if seed.claims and seed.published]):
            if kept >= claims:
                break
            add_made(ledger, report)
            kept += len(report.claims)
    return kept


def interact(page: Any, address: str, report: str) -> dict[str, list[float]]:
    """Interact with each page; return the milliseconds of every interaction."""
    return {
        "list": _measured(page, f"{address}/?lang=en", _on_list),
        "map": _measured(page, f"{address}/map?lang=en", _on_map),
        "sources": _measured(page, f"{address}/sources?lang=en", _on_sources),
        "report": _measured(page, f"{address}/reports/{report}?lang=en", _on_report),
    }


def _measured(page: Any, url: str, act: Callable[[Any], int]) -> list[float]:
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    done = act(page)
    page.wait_for_timeout(300)
    told = [duration for duration, _ in page.evaluate("[...told.values()]")]
    return sorted([float(one) for one in told] + [LEAST] * max(0, done - len(told)))


def _on_list(page: Any) -> int:
    page.click("#f-words")
    page.keyboard.type("حمله هوایی", delay=40)
    for _ in range(4):
        page.click("[data-ravi=theme]")
    page.click("form.filters summary")
    return 16


def _on_map(page: Any) -> int:
    page.focus(".map-frame svg")
    keys = ["+", "+", "ArrowLeft", "ArrowUp", "+", "ArrowRight", "-", "-", "0", "-", "+", "+"]
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.locator(".map-buttons button").nth(2).click()
    box = page.locator(".timeline-frame svg").bounding_box()
    for end in (0.3, 0.5, 0.8):
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * end, box["y"] + 30, steps=12)
        page.mouse.up()
    page.click(".timeline-controls button")
    page.locator(".map-frame .cluster").first.click(force=True)
    for _ in range(2):
        page.click("[data-ravi=theme]")
    return len(keys) + 8


def _on_sources(page: Any) -> int:
    for _ in range(12):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
    return 12


def _on_report(page: Any) -> int:
    keys = ["j"] * 15 + ["k"] * 5 + ["Escape"]
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(40)
    page.locator(".text a.trigger").nth(3).click()
    page.locator(".card details.why summary").first.click()
    return len(keys) + 2


def quantile(values: list[float], share: float) -> float:
    """Return the value that ``share`` of the sorted values do not exceed.

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    at = max(0, -(-int(len(values) * share * 1000) // 1000) - 1)
    return values[min(len(values) - 1, at)]


def main() -> None:
    """Print the median and the 95th percentile of every page, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        where = str(Path(folder) / "large.db")
        claims = fill(where, options.claims)
        with served(where) as address:
            page = opened.new_page(viewport={"width": 1280, "height": 860})
            told = interact(page, address, _fullest(where))
    every = sorted(one for values in told.values() for one in values)
    rows = {**told, "all": every}
    print(json.dumps({"claims": claims, "at": datetime.now(UTC).isoformat(timespec="seconds")}))
    for name, values in rows.items():
        figures = {
            "interactions": len(values),
            "p50_ms": quantile(values, 0.5),
            "p95_ms": quantile(values, 0.95),
        }
        print(json.dumps({"page": name, **figures, "max_ms": values[-1]}))


def _fullest(where: str) -> str:
    """Return the id of the report with the most claims."""
    with open_ledger(where) as ledger, ledger.reading() as connection:
        of = schema.claims.c.report
        return str(connection.scalar(select(of).group_by(of).order_by(func.count().desc()).limit(1)))


if __name__ == "__main__":
    main()

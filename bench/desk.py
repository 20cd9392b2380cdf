"""How fast the desk answers many readers: ``python -m bench.desk DIR`` with reports that have claims.

Made reports (``bench.made_reports``) fill a ledger, ``ravi desk`` serves it as a process of its own, and
50 readers at once read pages and API, each in a session of its own, with a pause between two looks
as a person has (``--pause 0`` for a crowd that never rests). Of each address: the median and the 95th
percentile of the time to the whole answer, and of the time that the server itself took
(``Server-Timing``); of the first page also the bytes that a browser loads for it, style, scripts and
font included, as they go over the wire.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from bench.ledger import add_made
from bench.made_reports import load_seeds, make_reports
from ravi.ledger.store.opening import open_ledger

SIZE, READERS, LOOKS, PAUSE = 10_000, 50, 20, 1.0
#: What a reader looks at: a name for the row, and addresses of which one is chosen.
FIXED = {
    "first page": ["/"],
    "filtered": ["/?type=violence&order=grade", "/?grade=fair", "/?since=2015-01-01&until=2015-06-01"],
    "words": ["/?words=حمله", "/?words=سخنگوی ارتش"],
    "api list": ["/api/v1/incidents?limit=50", "/api/v1/incidents?type=air_strike"],
}


def fill(folder: Path, where: str, size: int) -> None:
    """Put ``size`` made reports into a new ledger."""
    with open_ledger(where) as ledger:
        for report in islice(make_reports(load_seeds(folder)), size):
            add_made(ledger, report)


@contextmanager
def serving(where: str) -> Iterator[str]:
    """Run ``ravi desk`` over a ledger; give its address."""
    command = [
        sys.executable,
        "-m",
        "ravi.cli",
        "desk",
        "--ledger",
        where,
        "--port",
        "0",
        "--no-browser",
        "--read-only",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "ravi desk did not start"
        yield found[0].rstrip("/")
    finally:
        process.terminate()
        process.wait(timeout=30)


def addresses(base: str) -> dict[str, list[str]]:
    """Return what readers look at, with incidents and reports that the ledger has."""
    items = httpx.get(f"{base}/api/v1/incidents?limit=200&order=grade").json()["items"]
    reports = httpx.get(f"{base}/api/v1/reports?limit=200").json()["items"]
    return FIXED | {
        "incident": [f"/incidents/{one['id']}" for one in items],
        "report": [f"/reports/{one['id']}" for one in reports],
        "api incident": [f"/api/v1/incidents/{one['id']}" for one in items],
    }


async def read(
    base: str, looks: dict[str, list[str]], pause: float, readers: int
) -> dict[str, list[tuple[float, float]]]:
    """Let all readers read at once; return the times of each kind of look, whole and server's, in ms."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)

    async def reader(number: int) -> None:
        rng = random.Random(number)
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            await asyncio.sleep(rng.random() * pause)
            for _ in range(LOOKS):
                kind = rng.choice(["first page", *looks])
                started = time.perf_counter()
                answer = await client.get(rng.choice(looks[kind]))
                took = (time.perf_counter() - started) * 1000
                answer.raise_for_status()
                times[kind].append((took, server_time(answer)))
                await asyncio.sleep(rng.expovariate(1 / pause) if pause else 0)

    await asyncio.gather(*(reader(number) for number in range(readers)))
    return times


def server_time(answer: httpx.Response) -> float:
    """Return the milliseconds that the server took, as it says itself."""
    found = re.search(r"dur=([\d.]+)", answer.headers.get("Server-Timing", ""))
    return float(found[1]) if found else float("nan")


def first_bytes(base: str) -> dict[str, int]:
    """Return the bytes that the first page takes over the wire: the page itself, and with all that it loads."""
    with httpx.Client(base_url=base, headers={"Accept-Encoding": "gzip"}) as client:
        page = size = _wire(client, "/")
        text = client.get("/").text
        seen: set[str] = set()
        left = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
        while left:
            path = left.pop()
            if path.split("?")[0] in seen:
                continue
            seen.add(path.split("?")[0])
            size += _wire(client, path)
            body = client.get(path)
            if "css" in body.headers["content-type"]:
                left += [f"/static/{one}" for one in re.findall(r"url\([\"']?(?:\./)?([\w.-]+)", body.text)]
            if "javascript" in body.headers["content-type"]:  # what is loaded at once, not on demand
                left += [
                    f"/static/{one}" for one in re.findall(r'(?:from|import)\s*"\./([\w.-]+)"', body.text)
                ]
    return {"page bytes": page, "first load bytes": size}


def _wire(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_raw()))


def rows(times: dict[str, list[tuple[float, float]]]) -> Iterator[dict[str, Any]]:
    """Yield the figures of each kind of look."""
    for kind, found in times.items():
        whole, server = zip(*found, strict=True)
        yield {
            "look": kind,
            "number": len(found),
            **{f"{name} ms": value for name, value in _shares(whole, "whole").items()},
            **{f"{name} ms": value for name, value in _shares(server, "server").items()},
        }


def _shares(values: Sequence[float], name: str) -> dict[str, float]:
    cut = statistics.quantiles(values, n=20) if len(values) > 1 else [values[0]] * 19
    return {f"{name} p50": round(statistics.median(values), 1), f"{name} p95": round(cut[-1], 1)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a row for each kind of look."""
    parser = argparse.ArgumentParser(prog="bench.desk", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path, help="reports with claims: .json files")
    parser.add_argument("--size", type=int, default=SIZE, help=f"reports; default: {SIZE}")
    parser.add_argument(
        "--ledger", metavar="PATH", help="a ledger of an earlier run, else a new one is made here"
    )
    parser.add_argument("--readers", type=int, default=READERS, help=f"default: {READERS}")
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two looks; default: 1")
    parser.add_argument("--json", action="store_true", help="print JSON, one row a line")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        where = options.ledger or f"{temporary}/ravi.db"
        if not Path(where).exists():
            if not load_seeds(options.folder):
                print(
                    f"bench.desk: {str(options.folder)!r} has no dated reports with claims", file=sys.stderr
                )
                return 2
            fill(options.folder, where, options.size)
        with serving(where) as base:
            times = asyncio.run(read(base, addresses(base), options.pause, options.readers))
            for row in (*rows(times), first_bytes(base)):
                told = "  ".join(f"{name} {value}" for name, value in row.items())
                print(json.dumps(row) if options.json else told, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Reads the project's own annotations: spans over reports whose texts are not ours to ship.

``annotations/*.jsonl`` holds one report a line: its id in ``../shared/data/news/fa.jsonl``,
how many characters of it were annotated and a digest of those, and its claims with every
mention as a span. ``python -m training.extra_gold OUT`` puts texts and spans together
into gold files, and says which reports it could not find or that have changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training import paths
from training.gold import write_gold

ANNOTATIONS = Path(__file__).parent / "annotations"


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def strip_texts(gold: dict[str, Any]) -> dict[str, Any]:
    """Return a gold report without a word of its text."""
    report, text = gold["report"], gold["report"]["text"]
    kept = {k: report[k] for k in ("id", "language", "publisher", "published")}
    claims = []
    for claim in gold["claims"]:
        bare = dict(claim)
        for slot in ("agents", "targets"):
            bare[slot] = [m["span"] for m in claim[slot]]
        bare["chain"] = [m["span"] for m in claim["chain"][1:]]
        bare["place"] = claim["place"] and claim["place"]["span"]
        claims.append(bare)
    return kept | {"characters": len(text), "digest": digest(text), "claims": claims}


def restore(bare: dict[str, Any], text: str) -> dict[str, Any]:
    """Put a report's text back behind its spans."""
    text = text[: bare["characters"]]
    if digest(text) != bare["digest"]:
        raise ValueError(f"{bare['id']}: the text is not the one that was annotated")
    claims = []
    for claim in bare["claims"]:
        full = dict(claim)
        for slot in ("agents", "targets"):
            full[slot] = [_named(text, s) for s in claim[slot]]
        full["chain"] = [
            {"name": bare["publisher"], "span": None},
            *(_named(text, s) for s in claim["chain"]),
        ]
        full["place"] = claim["place"] and _named(text, claim["place"])
        claims.append(full)
    report = {k: bare[k] for k in ("id", "language", "publisher", "published")}
    return {"report": report | {"title": None, "text": text}, "claims": claims}


def _named(text: str, span: list[int]) -> dict[str, Any]:
    return {"name": text[span[0] : span[1]], "span": span}


def read_bare(folder: Path) -> list[dict[str, Any]]:
    """Return the reports of a folder's ``.jsonl`` files, their mentions still spans, in the order of their ids."""
    lines = [line for p in folder.glob("*.jsonl") for line in p.read_text(encoding="utf-8").splitlines()]
    return sorted(map(json.loads, lines), key=lambda r: str(r["id"]))


def persian_news(shared: Path) -> dict[str, dict[str, Any]]:
    """Return the Persian reports at hand by their ids."""
    lines = (shared / "data/news/fa.jsonl").read_text(encoding="utf-8").splitlines()
    return {report["id"]: report for report in map(json.loads, lines)}


def extra_gold(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield the annotated reports whose texts are at hand, in the order of their ids."""
    news = persian_news(shared)
    for report in read_bare(ANNOTATIONS):
        try:
            yield restore(report, news[report["id"]]["text"])
        except (KeyError, ValueError) as error:
            print(f"left out: {error}", file=sys.stderr)


def main() -> None:
    """Write the annotated reports as gold files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for gold in extra_gold(arguments.shared):
        write_gold(gold, arguments.out)


if __name__ == "__main__":
    main()

"""Puts the texts back behind the posts that were linked to incidents by hand: ``python -m training.linked_posts OUT``.

``linked/*`` holds five stretches of two to nine days, 334 posts of Persian channels, in the files that
``bench.linking`` reads, but for the texts, which are not ours to ship: they are taken from
``../shared/data/news/fa.jsonl``. The links were made by a language model reading every post under the
manner of ``../shared/gold/linking``; that day is for measuring, these are for tuning.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from training import paths
from training.extra_gold import persian_news

LINKED = Path(__file__).parent / "linked"


def put_together(folder: Path, news: dict[str, dict[str, Any]], out: Path) -> int:
    """Write a folder that ``bench.linking`` reads; return how many posts have no text at hand."""
    out.mkdir(parents=True, exist_ok=True)
    lines = (folder / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    posts = [post for post in map(json.loads, lines) if post["id"] in news]
    texts = [
        {
            "id": post["id"],
            "source": post["id"].split("_", 1)[1].rsplit("-", 1)[0],
            "published": news[post["id"]]["date"],
            "text": news[post["id"]]["text"],
        }
        for post in posts
    ]
    (out / "posts.jsonl").write_text("".join(json.dumps(p) + "\n" for p in posts), encoding="utf-8")
    (out / "texts.json").write_text(json.dumps(texts, ensure_ascii=False, indent=0), encoding="utf-8")
    shutil.copyfile(folder / "incidents.jsonl", out / "incidents.jsonl")
    return len(lines) - len(posts)


def main() -> None:
    """Write every stretch of days into a folder of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    arguments = parser.parse_args()
    news = persian_news(arguments.shared)
    for folder in sorted(LINKED.iterdir()):
        missing = put_together(folder, news, arguments.out / folder.name)
        if missing:
            print(f"{folder.name}: {missing} posts have no text at hand", file=sys.stderr)


if __name__ == "__main__":
    main()

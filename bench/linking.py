"""How well Ravi links reports to incidents: ``python -m bench.linking DIR``.

DIR holds posts that people linked by hand: ``posts.jsonl`` (id, incidents: the main one first), ``incidents.jsonl``
(incident, type, what, place, date) and ``texts.json`` (id, source, published, text). Every post is read with its
publisher and date, its claims are linked with those of the others, and ``ravi.ledger.linking.about`` says
which incidents it is about.

Two questions are put (``bench/incident_scores.py``): *all*, every incident of every post, by extended B-cubed;
*main*, the first incident of the posts that have one. Both are answered too by every post alone, by the cosine
of TF-IDF vectors within a time window and by sentence vectors (the ``training`` extra), the last two by average
linkage at the threshold that is best on these very posts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.incident_scores import b_cubed, pairwise, sharing_pairs
from ravi.ledger.linking import LEAST, Profile, about, cluster, leaders, pairs, profile, score
from ravi.ledger.records import StoredClaim, StoredReport

Incidents = dict[str, tuple[str, ...]]
#: What the files are called.
_FILES = ("posts.jsonl", "incidents.jsonl", "texts.json")


@dataclass(frozen=True, slots=True)
class Post:
    """A hand-linked post: its text, when and where it came out, and the incidents it is about, the main one first."""

    id: str
    source: str
    published: str
    text: str
    incidents: tuple[str, ...]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures for a folder of hand-linked posts."""
    parser = argparse.ArgumentParser(
        prog="bench.linking", description="Measure the linking of posts to incidents."
    )
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help="posts.jsonl, incidents.jsonl and texts.json"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="list N pairs joined, and N kept apart, wrongly"
    )
    parser.add_argument("--days-only", action="store_true", help="link without the hours when posts came out")
    options = parser.parse_args(arguments)
    missing = [name for name in _FILES if not (options.folder / name).is_file()]
    if missing:
        print(f"bench.linking: {str(options.folder)!r} has no {', '.join(missing)}", file=sys.stderr)
        return 2
    posts = read_posts(options.folder)
    figures = measure(posts, hours=not options.days_only)
    found = figures.pop("found")
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print_figures(figures)
    for line in mistakes(posts, found, options.folder, options.errors):
        print(line)
    return 0


def read_posts(folder: Path) -> list[Post]:
    """Return the posts of a folder in the order of ``texts.json``."""
    lines = (folder / "posts.jsonl").read_text(encoding="utf-8").splitlines()
    links = {post["id"]: tuple(post["incidents"]) for post in map(json.loads, filter(str.strip, lines))}
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    return [Post(t["id"], t["source"], t["published"], t["text"], links[t["id"]]) for t in texts]


def measure(posts: Sequence[Post], *, hours: bool = True) -> dict[str, Any]:
    """Return the figures of Ravi and of what it is compared with; ``found`` is what Ravi links."""
    from bench.linking_baselines import baselines

    started = time.perf_counter()
    profiles = read_profiles(posts, hours=hours)
    read = time.perf_counter() - started
    found, compared = link(profiles, [post.id for post in posts])
    figures: dict[str, Any] = {
        "posts": len(posts),
        "incidents": len({incident for post in posts for incident in post.incidents}),
        "claims": len(profiles),
        "seconds to read": round(read, 1),
        "seconds to link": round(time.perf_counter() - started - read, 1),
        "pairs compared a claim": round(2 * compared / max(len(profiles), 1), 1),
        "ravi": rate(posts, found),
        "every post alone": rate(posts, {}),
    }
    for name, linked in baselines(posts):
        figures[name] = rate(posts, linked)
    return figures | {"found": found}


def read_profiles(posts: Sequence[Post], *, hours: bool = True) -> list[Profile]:
    """Read every post and return the profiles of its claims."""
    import ravi

    found = []
    for post in posts:
        report = ravi.read(
            post.text, publisher=post.source, published=post.published[:10], language="fa", id=post.id
        )
        stored = StoredReport(post.id, report, datetime.now(UTC), ravi.__version__)
        at = datetime.fromisoformat(post.published) if hours else None
        for number, claim in enumerate(report.claims):
            found.append(profile(StoredClaim(f"{post.id}#{number:03}", claim, stored), at=at))
    return found


def link(profiles: Sequence[Profile], posts: Sequence[str]) -> tuple[Incidents, int]:
    """Return the incidents of every post as claims make them, and how many pairs of claims were compared."""
    edges, compared = {}, 0
    for one, other in pairs(profiles):
        compared += 1
        value = score(one, other).value
        if value >= LEAST:
            edges[one.claim, other.claim] = value
    clusters = cluster([p.claim for p in profiles], edges, mass={p.claim: p.mass for p in profiles})
    incident_of = {claim: min(members) for members in clusters for claim in members}
    led_by = leaders(profiles, incident_of)
    told: dict[str, list[Profile]] = {post: [] for post in posts}
    for claim in profiles:
        told[claim.report].append(claim)
    return {post: about(claims, incident_of, led_by) for post, claims in told.items()}, compared


def rate(posts: Sequence[Post], found: Mapping[str, Sequence[str]]) -> dict[str, dict[str, dict[str, float]]]:
    """Return B-cubed and pairwise figures: of all incidents of every post, and of the main one where there is one."""
    every = {post.id: set(post.incidents) for post in posts}
    first = {post.id: set(post.incidents[:1]) for post in posts if post.incidents}
    linked = {post: set(incidents) for post, incidents in found.items()}
    leading = {post: set(incidents[:1]) for post, incidents in found.items()}
    return {
        "all": {"b-cubed": b_cubed(every, linked), "pairs": pairwise(every, linked)},
        "main": {"b-cubed": b_cubed(first, leading), "pairs": pairwise(first, leading)},
    }


def print_figures(figures: Mapping[str, Any]) -> None:
    """Print a line for each figure, and a table of what was compared."""
    for name, value in figures.items():
        if not isinstance(value, dict):
            print(f"{name:24}{value}")
    for question in ("all", "main"):
        for measured in ("b-cubed", "pairs"):
            print(f"\n{question} incidents, {measured}:")
            for name, value in figures.items():
                if isinstance(value, dict):
                    found = value[question][measured]
                    print(f"  {name:22}P {found['p']:.3f}  R {found['r']:.3f}  F1 {found['f1']:.3f}")


def mistakes(
    posts: Sequence[Post], found: Mapping[str, Sequence[str]], folder: Path, most: int
) -> Iterator[str]:
    """Yield lines on pairs of posts joined wrongly and kept apart wrongly, ``most`` of each, evenly spread."""
    texts = {post.id: " / ".join(post.text.split("\n"))[:110] for post in posts}
    main_of = {post.id: post.incidents[0] for post in posts if post.incidents}
    gold = sharing_pairs({post: {incident} for post, incident in main_of.items()})
    read = sharing_pairs({post: set(found.get(post, ())[:1]) for post in main_of})
    lines = (folder / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    what = {row["incident"]: row["what"] for row in map(json.loads, filter(str.strip, lines))}
    for title, wrong in (
        ("joined wrongly", sorted(read - gold)),
        ("kept apart wrongly", sorted(gold - read)),
    ):
        for one, other in wrong[:: max(1, len(wrong) // most)][:most] if most else ():
            yield f"\n{title}:"
            yield from (f"  {post}  [{what[main_of[post]][:60]}]  {texts[post]}" for post in (one, other))


if __name__ == "__main__":
    sys.exit(main())

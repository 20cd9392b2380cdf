"""How well Ravi reads claims: ``python -m bench.claims DIR``.

DIR holds hand-annotated reports, one JSON file each in the form of ``docs/format.md``.
Every report's text is read with what its file tells of it (publisher, date, title),
and the claims are compared with the file's own (``bench/scoring.py`` says how).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.scoring import Tally


def main(arguments: list[str] | None = None) -> int:
    """Print the figures for a folder; exit code 1 when they are below the floor."""
    options = _parse(arguments)
    paths = sorted(options.folder.glob("*.json"))
    if not paths:
        print(
            f"bench.claims: no .json files in {str(options.folder)!r}; give a folder of annotated reports",
            file=sys.stderr,
        )
        return 2
    folder = options.predictions or Path(tempfile.mkdtemp(prefix="ravi-claims-"))
    started = time.perf_counter()
    tally = measure(paths, folder)
    figures = tally.figures()
    if options.by_type:
        figures["types"] = tally.by_type()
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    else:
        print_figures(figures)
        for mistake in tally.mistakes[: options.errors]:
            print("  ", *mistake, sep="\t")
        print(f"{len(paths)} reports in {time.perf_counter() - started:.1f} s; claims are in {folder}")
    return check_floor(figures, options.floor) if options.floor else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.claims", description="Measure claims against annotated reports."
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="annotated reports, one JSON file each")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--by-type", action="store_true", help="add the figures of each event type")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N mistakes")
    parser.add_argument(
        "--floor", type=Path, metavar="FILE", help="fail when a figure is below the one in FILE"
    )
    parser.add_argument("--predictions", type=Path, metavar="DIR", help="keep the claims read here")
    return parser.parse_args(arguments)


def measure(paths: list[Path], folder: Path) -> Tally:
    """Read every report, write its claims to ``folder`` and return the comparison."""
    folder.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = read_report(gold["report"])
        (folder / path.name).write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
        tally.add(path.stem, gold, found["claims"])
    return tally


def read_report(report: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON form of a report read anew, with what is told of it."""
    import ravi

    told = {name: report.get(name) for name in ("publisher", "published", "language", "title", "id")}
    found = ravi.read(report["text"], **told)
    return found.to_dict(why=True)


def print_figures(figures: dict[str, Any]) -> None:
    """Print one line for each figure, and one for each type when they are there."""
    for name, value in figures.items():
        if name != "types":
            print(f"{name:18} {_line(value) if isinstance(value, dict) else value}")
    for name, value in figures.get("types", {}).items():
        print(f"  {name:22} {_line(value)}")


def _line(rate: dict[str, Any]) -> str:
    shares = f"P {rate['p']:.3f}  R {rate['r']:.3f}  F1 {rate['f1']:.3f}"
    return f"{shares}  ({rate['gold']} gold, {rate['predicted']} read)"


def check_floor(figures: dict[str, Any], path: Path) -> int:
    """Return 1 and say which figures are below those in the file ``path``; 0 when none is."""
    below = list(_below(figures, json.loads(path.read_text(encoding="utf-8"))))
    for name, value, floor in below:
        print(f"bench.claims: {name} is {value:.4f}, below the floor {floor:.4f} of {path}", file=sys.stderr)
    return 1 if below else 0


def _below(figures: dict[str, Any], floors: dict[str, float]) -> Iterator[tuple[str, float, float]]:
    for name, floor in floors.items():
        value = figures[name]
        value = value["f1"] if isinstance(value, dict) else value
        if value < floor:
            yield name, value, floor


if __name__ == "__main__":
    sys.exit(main())

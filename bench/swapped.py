"""How often two actors that change places leave the claims as they were: ``python -m bench.swapped FILE``.

FILE is a table such as ``bench/data/swapped.tsv``. Every template is read with two names of
one kind and with the two the other way round; the swap holds when the second reading's claims
are the first's with the names swapped. Nothing promises it (``docs/how-it-reads.md`` says
why); the shares tell how far the network goes by what actors are called.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import ravi
from bench.command import run
from ravi.report import Claim

#: What is compared, beside all of it together.
FIELDS = ("type", "agents", "targets", "chain", "place", "time", "counts", "manner")


def read_table(path: Path) -> tuple[list[str], dict[str, list[str]]]:
    """Return the templates, and the names of each kind."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    templates: list[str] = []
    names: dict[str, list[str]] = {}
    for kind, *fields in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if kind == "template":
            templates += fields
        else:
            names.setdefault(kind, []).extend(fields)
    return templates, names


def told(template: str, a: str, b: str, names: dict[str, str]) -> dict[str, list[Any]]:
    """Read a template and return each field of its claims; ``names`` is put for the actors' names."""
    report = ravi.read(template.format(a=a, b=b), publisher="راوی", published="2019-03-12", language="fa")
    rows = [_fields(claim, report.text, names) for claim in report.claims]
    return {field: [row[field] for row in rows] for field in FIELDS}


def _fields(claim: Claim, text: str, names: dict[str, str]) -> dict[str, Any]:
    def plain(name: str | None) -> str:
        for said, put in names.items():
            name = (name or "").replace(said, put)
        return name or ""

    return {
        "type": (claim.type, text[claim.trigger.start : claim.trigger.end]),
        "agents": [plain(m.name) for m in claim.agents],
        "targets": [plain(m.name) for m in claim.targets],
        "chain": [plain(voice.name) for voice in claim.chain],
        "place": claim.place and plain(claim.place.name),
        "time": claim.time and (claim.time.start, claim.time.end),
        "counts": [(c.what, c.low, c.high) for c in claim.counts],
        "manner": (claim.polarity, claim.modality, claim.certainty, claim.channel),
    }


def _pairs(names: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    for kind, listed in names.items():
        for a, b in combinations(listed, 2):
            yield kind, a, b


def measure(path: Path) -> dict[str, Any]:
    """Measure a table of templates and names."""
    templates, names = read_table(path)
    held: Counter[str] = Counter()
    every: Counter[str] = Counter()
    errors = []
    for template in templates:
        for kind, a, b in _pairs(names):
            one = told(template, a, b, {a: "A", b: "B"})
            other = told(template, b, a, {b: "A", a: "B"})
            wrong = [field for field in FIELDS if one[field] != other[field]]
            every.update((kind, "claims", *FIELDS))
            held.update(field for field in FIELDS if field not in wrong)
            if wrong:
                errors.append((kind, a, b, template, wrong))
            else:
                held.update((kind, "claims"))
    shares = {name: f"{held[name] / count:.3f} of {count}" for name, count in every.items()}
    return {**shares, "errors": errors}


if __name__ == "__main__":
    run(__doc__, measure)

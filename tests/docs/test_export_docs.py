"""``docs/export.md`` names every column and field that is written, and no other."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ravi.ledger.records import ADDED, Incident
from ravi.output.export import FORMS, export
from ravi.output.forms import acled, plover, ucdp
from ravi.output.forms.claim_rows import COLUMNS
from ravi.report import Reason
from tests.output.forms.made import told
from tests.output.forms.samples import incident_of, incidents

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")


def section(form: str) -> str:
    return next(part for part in PAGE.split("\n## ") if re.match(rf"[^\n]*`{form}`", part))


def documented(form: str) -> list[str]:
    """Return the names in the first cells of the form's table; «.name» stands under each base before it."""
    found = []
    for first in re.findall(r"^\| (`.*?) \|", section(form), re.MULTILINE):
        names = re.findall(r"`([^`]+)`", first)
        bases = [name for name in names if not name.startswith(".")]
        found += [base.removesuffix("[]") for base in bases]
        found += [base + name for base in bases for name in names if name.startswith(".")]
    return found


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        ("csv", list(COLUMNS)),
        ("parquet", list(COLUMNS)),
        ("acled", list(acled.COLUMNS)),
        ("ucdp", list(ucdp.COLUMNS)),
        ("plover", list(plover.COLUMNS)),
    ],
)
def test_columns_are_documented_in_their_order(form: str, columns: list[str]) -> None:
    assert documented(form) == columns


def paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from paths(item, f"{path}[]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield f"{path}.{name}" if path else name
            yield from paths(inner, f"{path}.{name}" if path else name)


def quarrel() -> Incident:
    """Return an incident in which one voice corrects itself, one differs and one denies."""
    office = ("سخنگوی پلیس", "police", "")
    return incident_of(
        told("shelling", by=office, killed=(3, 3)),
        told("shelling", by=office, killed=(5, 5), published="2019-03-13"),
        told("shelling", publisher="فارس", killed=(50, 50)),
        told("shelling", publisher="مهر", polarity="denied"),
    )


def by_hand() -> Incident:
    """Return an incident whose claim a person added."""
    one = told("siege")
    why = (Reason(*ADDED, None, one.claim.trigger, "سارا"),)
    return incident_of(replace(one, claim=replace(one.claim, why=why)))


@pytest.mark.parametrize("form", ["jsonl", "geojson", "annotations"])
def test_fields_are_documented(form: str) -> None:
    stream = io.StringIO(newline="")
    export([*incidents(), quarrel(), by_hand()], form, stream)
    texts = stream.getvalue().splitlines() if form == "jsonl" else [stream.getvalue()]
    assert set(documented(form)) == {path for text in texts for path in paths(json.loads(text))}


def test_every_form_is_in_the_first_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\.\w+)` \|", PAGE, re.MULTILINE)
    assert rows == [(form, ending) for form, (_, ending) in FORMS.items()]


def test_kinds_of_columns_are_right() -> None:
    found = re.findall(r"^\| (`.*?) \| (\w+) \|", section("csv"), re.MULTILINE)
    kinds = {name: kind for names, kind in found for name in re.findall(r"`(\w+)`", names)}
    assert kinds == COLUMNS

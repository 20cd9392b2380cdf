from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import OutputError
from ravi.ledger.records import Incident
from ravi.output.export import export
from ravi.output.forms.cells import split, unguard
from ravi.output.forms.claim_rows import COLUMNS, claim_rows
from ravi.output.forms.quotes import quote
from ravi.output.json import report_from_dict
from ravi.report import Claim, Count, Mention, Report, Span
from tests.builders import make_report
from tests.output.forms.samples import incidents, lone


def written(form: str, given_incidents: Any = None) -> bytes:
    stream = io.BytesIO()
    export(given_incidents or incidents(), form, stream)
    return stream.getvalue()


def table() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv").decode(), newline="")))


def in_order() -> list[Incident]:
    return sorted(incidents(), key=lambda incident: incident.id)


def test_there_is_a_row_for_each_claim() -> None:
    assert [row["claim_id"] for row in table()] == [one.id for i in in_order() for one in i.claims]


def test_a_csv_row_holds_the_values() -> None:
    readers = {
        "text": lambda text: unguard(text) or None,
        "integer": lambda text: int(text) if text else None,
        "decimal": lambda text: float(text) if text else None,
        "date": lambda text: date.fromisoformat(text) if text else None,
        "moment": lambda text: datetime.fromisoformat(text),
        "texts": lambda text: tuple(split(unguard(text))),
        "integers": lambda text: tuple(int(part) if part else None for part in split(text)),
    }
    for found, row in zip(table(), claim_rows(in_order()), strict=True):
        assert list(found) == list(COLUMNS)
        for name, kind in COLUMNS.items():
            value = readers[kind](found[name])
            # One unknown value among lists that run side by side looks like none at all.
            expected = () if row[name] in ((None,), ("",)) else row[name]
            assert value == expected, name


def test_every_span_in_a_row_is_the_words_beside_it() -> None:
    texts = {one.id: one.report.report.text for incident in incidents() for one in incident.claims}
    checked = 0
    for row in claim_rows(incidents()):
        text = texts[str(row["claim_id"])]
        for name in ("trigger", "quote", "place", "time"):
            if row[name] is not None:
                assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]  # type: ignore[misc]
                checked += 1
        for plural, single in (
            ("agents", "agent"),
            ("targets", "target"),
            ("counts", "count"),
            ("chain", "chain"),
        ):
            lists: list[Any] = [row[plural], row[f"{single}_starts"], row[f"{single}_ends"]]
            for words, start, end in zip(*lists, strict=True):
                assert start is None or text[start:end] == words
                checked += 1
    assert checked > 50


def test_parquet_has_types_and_the_same_values() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(written("parquet")))
    kinds = {
        "text": "string",
        "integer": "int64",
        "decimal": "double",
        "date": "date32[day]",
        "moment": "timestamp[us, tz=UTC]",
        "texts": "list<element: string>",
        "integers": "list<element: int64>",
    }
    assert {field.name: str(field.type) for field in found.schema} == {
        name: kinds[kind] for name, kind in COLUMNS.items()
    }
    for got, row in zip(found.to_pylist(), claim_rows(in_order()), strict=True):
        expected = {
            name: [item or None if isinstance(item, str) else item for item in value]
            if isinstance(value, tuple)
            else value
            for name, value in row.items()
        }
        assert got == expected


def test_parquet_of_nothing_has_its_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    export([], "parquet", stream)
    assert parquet.read_table(stream).schema.names == list(COLUMNS)


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"ravi\[parquet\]"):
        written("parquet")


def test_jsonl_has_every_claim_with_its_report_and_words() -> None:
    found = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    assert [one["id"] for one in found] == [incident.id for incident in in_order()]
    for told, incident in zip(found, in_order(), strict=True):
        for claim, stored in zip(told["claims"], incident.claims, strict=True):
            report = stored.report.report
            assert claim["id"] == stored.id
            assert claim["report"]["id"] == stored.report.id
            assert claim["report"]["publisher"] == report.publisher
            assert claim["trigger_words"] == report.text[slice(*claim["trigger"])]
            assert all(spoken(claim, report.text))
            back = report_from_dict({"report": {"text": report.text, "language": "fa"}, "claims": [claim]})
            assert back.claims == (stored.claim,)


def spoken(told: Any, text: str) -> list[bool]:
    """Say for every span in ``told`` whether its words are beside it."""
    if isinstance(told, list):
        return [one for item in told for one in spoken(item, text)]
    if not isinstance(told, dict):
        return []
    here = []
    if "span" in told:
        here = [told["words"] == (text[slice(*told["span"])] if told["span"] else None)]
    return here + [one for value in told.values() for one in spoken(value, text)]


def test_the_quote_is_the_sentence_of_the_trigger() -> None:
    for incident in incidents():
        for stored in incident.claims:
            span, trigger = quote(stored), stored.claim.trigger
            assert span.start <= trigger.start < trigger.end <= span.end
            assert "\n" not in stored.words(span).strip()


def test_two_counts_of_one_kind_are_no_number() -> None:
    report = make_report()
    told = (("killed", 12, None), ("killed", 3, 3), ("injured", 5, 9))
    counts = tuple(Count(*count, Span(0, 2)) for count in told)
    row = next(claim_rows(lone(replace(report, claims=(replace(report.claims[0], counts=counts),)))))
    assert (row["killed_low"], row["killed_high"]) == (None, None)
    assert (row["injured_low"], row["injured_high"]) == (5, 9)
    assert row["lows"] == (12, 3, 5)


WORDS = st.text(st.sampled_from("=+-@'\"; ,\n\t‌اب1😀"), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_whatever_a_report_says_its_cells_are_safe_and_come_back(
    parts: list[str], data: st.DataObject
) -> None:
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    trigger = Span(start, data.draw(st.integers(start + 1, len(text))))
    voice = Mention(parts[0], None)
    claim = Claim("e1", "armed_attack", trigger, (voice,), agents=(Mention(text, Span(0, len(text))),))
    found = lone(Report(text, "fa", publisher=parts[0], claims=(claim,)))
    row = next(csv.DictReader(io.StringIO(written("csv", found).decode(), newline="")))
    assert unguard(row["trigger"]) == text[trigger.start : trigger.end]
    assert split(unguard(row["agents"])) == [text]
    assert unguard(row["publisher"]) == parts[0]
    assert not any(value[:1] in {*"=+-@\t\r\n"} - {""} for value in row.values())

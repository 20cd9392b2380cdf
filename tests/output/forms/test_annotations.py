from __future__ import annotations

import io
import json
import re
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.output.export import export
from ravi.output.forms.annotations import CONTEXT_LENGTH
from ravi.report import Claim, Mention, Report, Span
from tests.output.forms.samples import incidents, lone

MOTIVATIONS = {"classifying", "identifying", "describing"}
PURPOSES = {"tagging", "describing", "linking", "identifying"}


def collection(given_incidents: Any = None) -> Any:
    stream = io.StringIO(newline="")
    export(incidents() if given_incidents is None else given_incidents, "annotations", stream)
    return json.loads(stream.getvalue())


def items() -> list[Any]:
    found: list[Any] = collection()["first"]["items"]
    return found


def is_iri(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"(https?://|urn:uuid:)[^\s<>\"{}|\\^`]+", text))


def test_the_collection_is_one_of_the_model() -> None:
    found = collection()
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert is_iri(found["id"])
    assert is_iri(found["first"]["id"])
    assert found["total"] == len(found["first"]["items"]) > 20
    assert found["first"]["startIndex"] == 0


def test_a_collection_of_nothing_has_no_page() -> None:
    found = collection([])
    assert found["total"] == 0
    assert "first" not in found  # a page must have an annotation


def test_every_annotation_keeps_the_model_s_musts() -> None:
    for item in items():
        assert item["type"] == "Annotation"
        assert is_iri(item["id"])
        assert item["motivation"] in MOTIVATIONS
        assert datetime.fromisoformat(item["generated"]).tzinfo is not None
        assert is_iri(item["generator"]["id"])
        for body in item["body"]:
            assert body["purpose"] in PURPOSES
            if body["type"] == "TextualBody":
                assert isinstance(body["value"], str)
            else:
                assert body["type"] == "SpecificResource"
                assert is_iri(body["source"])
        target = item["target"]
        source = target["source"] if target["type"] == "SpecificResource" else target
        assert is_iri(source["id"])
        assert source["type"] == "Text"
        assert is_iri(source.get("via", "http://none/"))


def test_ids_are_unique_and_the_same_each_time() -> None:
    found = [item["id"] for item in items()]
    assert len(set(found)) == len(found)
    assert found == [item["id"] for item in items()]


def test_quotes_and_positions_are_the_words_of_the_report() -> None:
    texts = {one.id: one.report.report.text for incident in incidents() for one in incident.claims}
    for item in items():
        text = texts[next(body["value"] for body in item["body"] if body["value"].startswith("c-"))]
        check_selectors(item["target"], text)


def check_selectors(target: Any, text: str) -> None:
    if "selector" not in target:
        return
    position, quoted = target["selector"]
    assert (position["type"], quoted["type"]) == ("TextPositionSelector", "TextQuoteSelector")
    start, end = position["start"], position["end"]
    assert quoted["exact"] == text[start:end] != ""
    assert text[:start].endswith(quoted["prefix"])
    assert text[end:].startswith(quoted["suffix"])
    assert len(quoted["prefix"]) == min(start, CONTEXT_LENGTH)
    assert len(quoted["suffix"]) == min(len(text) - end, CONTEXT_LENGTH)


@pytest.mark.parametrize("incident", incidents(), ids=lambda incident: incident.claims[0].claim.type)
def test_every_field_of_a_claim_has_its_annotation(incident: Any) -> None:
    found = collection([incident])["first"]["items"]
    for stored in incident.claims:
        claim = stored.claim
        told = [
            item["body"][0]["value"]
            for item in found
            if any(body["value"] == stored.id for body in item["body"] if "value" in body)
        ]
        expected = {
            "type": 1,
            "also": len(claim.also),
            "agent": len(claim.agents),
            "target": len(claim.targets),
            "chain": len(claim.chain),
            "place": 1 if claim.place else 0,
            "time": 1 if claim.time else 0,
            "count": len(claim.counts),
            "means": len(claim.means),
            "polarity": 1,
            "modality": 1,
            "certainty": 1,
            "channel": 1 if claim.channel else 0,
        }
        assert {name: told.count(name) for name in expected} == expected


def test_the_publisher_is_told_of_the_whole_report() -> None:
    wholes = [item for item in items() if "selector" not in item["target"]]
    assert {item["body"][0]["value"] for item in wholes} == {"chain"}
    assert {item["body"][1]["value"] for item in wholes} <= {"ایسنا", "فارس", "تسنیم", "مهر"}


@given(st.text(min_size=1, max_size=120), st.data())
def test_positions_count_code_points_of_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    claim = Claim("e1", "armed_attack", span, (Mention("ایسنا", None),), agents=(Mention("او", span),))
    for item in collection(lone(Report(text, "fa", claims=(claim,))))["first"]["items"]:
        check_selectors(item["target"], text)

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import FormatError
from ravi.output.json import report_from_dict, report_to_dict, to_json
from ravi.report import Claim, Mention, Report, Span
from tests.builders import make_report


def test_names_are_those_of_annotated_files() -> None:
    found = report_to_dict(make_report())
    assert list(found) == ["report", "claims"]
    assert list(found["report"]) == [
        "id",
        "language",
        "publisher",
        "published",
        "published_why",
        "title",
        "text",
    ]
    first = found["claims"][0]
    names = """
        event type trigger also agents targets place time counts means chain channel polarity modality
        certainty
    """
    assert list(first) == names.split()
    place = "name span lat lon geonames country admin kind geo_precision where_prec"
    assert list(first["place"]) == place.split()
    time = "span from to grain anchor edtf time_precision date_prec"
    assert list(first["time"]) == time.split()
    assert list(first["chain"][0]) == ["name", "span", "kind", "actor", "country"]
    assert list(first["agents"][0]) == ["name", "span", "kind", "actor", "country", "inter", "sector"]
    assert (first["chain"][0]["name"], first["chain"][0]["span"]) == ("ایسنا", None)
    assert first["counts"][0]["low"] == 12
    assert first["counts"][0]["high"] is None


def test_why_comes_when_asked() -> None:
    first = report_to_dict(make_report(), why=True)["claims"][0]
    assert first["why"][0]["by"] == "event head"
    assert first["place"]["why"] == "largest of two"
    assert make_report().to_dict(why=True)["claims"][0] == first


def test_there_and_back() -> None:
    report = make_report()
    assert report_from_dict(json.loads(to_json(report, why=True))) == report


def test_jsonl_is_one_line() -> None:
    assert "\n" not in to_json(make_report(), indent=None)


def spans_of(value: Any) -> Iterator[tuple[list[int], str | None]]:
    """Yield every span in a JSON value, with the name beside it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("span", "trigger") and inner is not None:
                yield inner, value.get("name") if key == "span" else None
            elif key == "also":
                yield from ((span, None) for span in inner)
            else:
                yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


LETTERS = st.sampled_from("اب\N{ZERO WIDTH NON-JOINER}\r\n <&é\U0001f4a5\u0301")


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports with claims whose spans lie anywhere in a text of awkward characters."""
    text = draw(st.text(LETTERS, min_size=2, max_size=40))

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    def mention() -> Mention:
        where = span()
        return Mention(text[slice(*where)], where)

    claims = [
        Claim(
            "e1",
            "air_strike",
            span(),
            (Mention("ایسنا", None), mention()),
            agents=(mention(),),
            also=(span(),),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return Report(text=text, language="fa", claims=tuple(claims))


@given(reports())
def test_every_span_is_the_slice_it_names(report: Report) -> None:
    found = json.loads(to_json(report, why=True))
    for (start, end), name in spans_of(found):
        assert 0 <= start < end <= len(report.text)
        assert name is None or found["report"]["text"][start:end] == name
    assert report_from_dict(found) == report


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        pytest.param(
            ("claims", 1, "trigger"), [5, 5], r"claims\[1\].trigger must be \[start, end\]", id="empty span"
        ),
        pytest.param(("claims", 0, "trigger"), [0, 10**6], "inside the text", id="span outside"),
        pytest.param(("claims", 0, "trigger"), [0, True], "inside the text", id="boolean"),
        pytest.param(("claims", 0, "chain"), [], r"claims\[0\].chain must name", id="no chain"),
        pytest.param(("claims", 0, "type"), None, r"claims\[0\].type is missing", id="no type"),
        pytest.param(
            ("claims", 0, "time", "from"), "1 May", r"claims\[0\].time.from must be a date", id="date"
        ),
        pytest.param(("claims", 0, "place"), [], r"claims\[0\].place must be an object", id="place"),
        pytest.param(("claims", 0, "means"), [3], r"claims\[0\].means must hold strings", id="means"),
        pytest.param(("report", "text"), 7, "report.text must be str or null, not 7", id="text"),
        pytest.param(("report",), None, "report must be an object", id="no report"),
    ],
)
def test_wrong_form_is_named_by_its_path(path: tuple[Any, ...], value: Any, message: str) -> None:
    data = report_to_dict(make_report())
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(FormatError, match=message):
        report_from_dict(data)


def test_annotated_files_are_read(annotated: list[Path]) -> None:
    for path in annotated:
        data = json.loads(path.read_text(encoding="utf-8"))
        report = report_from_dict(data)
        assert report_from_dict(report_to_dict(report)) == replace(report)

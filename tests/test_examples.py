"""The reader's own output over the example reports: sound in every format, whatever it claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ravi
from ravi.output.html import to_html
from ravi.output.json import report_from_dict, to_json
from ravi.output.terminal import to_terminal
from tests.output.test_html import Page
from tests.output.test_json import spans_of

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))
HALF_SPACE = "\N{ZERO WIDTH NON-JOINER}"

HABITS = [
    pytest.param(lambda text: text, id="as written"),
    pytest.param(lambda text: text.replace(HALF_SPACE, " "), id="spaces for half-spaces"),
    pytest.param(lambda text: text.replace(HALF_SPACE, ""), id="half-spaces lost"),
    pytest.param(lambda text: text.replace("ی", "ي").replace("ک", "ك"), id="Arabic letters"),
    pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows line ends"),
]


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_span_is_the_slice_it_names(path: Path, habit: object) -> None:
    assert callable(habit)
    text = habit(path.read_bytes().decode())
    report = ravi.read(text, publisher="خبرگزاری نمونه", published="2019-03-12")
    assert report.text == text
    found = json.loads(to_json(report, why=True))
    for (start, end), name in spans_of(found):
        assert 0 <= start < end <= len(text)
        assert name is None or text[start:end] == name
    assert report_from_dict(found) == report


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_format_takes_it(path: Path) -> None:
    report = ravi.read(path.read_text(encoding="utf-8"), publisher="خبرگزاری نمونه")
    Page(to_html(report, why=True))
    assert to_terminal(report, why=True, colour=True)

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from ravi.output.page import clean
from ravi.output.terminal import to_terminal
from ravi.report import Mention, Report
from tests.builders import make_claim, make_report

FSI, PDI = "\u2068", "\u2069"


def plain(page: str) -> str:
    return page.replace(FSI, "").replace(PDI, "")


def columns(line: str) -> int:
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in line)


def test_page_says_who_says_what() -> None:
    page = plain(to_terminal(make_report()))
    assert "خبر <نخست>\nایسنا · 2019-03-12\n3 claims by 1 voice\n" in page
    assert "  1 shelling\n" in page
    assert "who       نیروهای دولتی → شهر حمص" in page
    assert "where     حمص · سوریه › استان حمص (34.727, 36.723)" in page
    assert "when      2019-03-10 · روز یکشنبه" in page
    assert "how many  killed: at least 12" in page
    assert "says who  سخنگوی ارتش (statement) via رویترز via ایسنا" in page
    assert "  2 deployment PLANNED HEDGED" in page
    assert "  3 air strike DENIED" in page


def test_names_are_isolated_on_every_line() -> None:
    page = to_terminal(make_report(), width=44, why=True)
    for line in page.splitlines():
        assert line.count(FSI) == line.count(PDI)
        outside = re.sub(f"{FSI}[^{PDI}]*{PDI}", "", line)
        assert not re.search("[\u0600-\u06ff]", outside)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_fit_the_width(width: int) -> None:
    for line in to_terminal(make_report(), width=width, why=True).splitlines():
        assert columns(line) <= width


def test_no_colour_unless_asked() -> None:
    assert "\x1b" not in to_terminal(make_report())
    assert "\x1b[31;1mDENIED\x1b[0m" in to_terminal(make_report(), colour=True)


def test_why_lists_the_reasons() -> None:
    assert "type: event head 0.91 «هدف قرار دادند» «با موشک»" in plain(
        to_terminal(make_report(), why=True, width=100)
    )
    assert "event head" not in to_terminal(make_report())


def test_no_claims() -> None:
    assert "No claims" in to_terminal(Report(text="گفت", language="fa"))


def test_estimated_date_says_why() -> None:
    report = replace(make_report(), published_why="تاریخ در متن")
    assert "2019-03-12 (estimated: تاریخ در متن )" in plain(to_terminal(report))


def test_a_text_cannot_steer_the_terminal() -> None:
    claim = make_claim(agents=(Mention("a\x1b[2Jb\u202ec\u2069", None),))
    page = to_terminal(replace(make_report(), claims=(claim,), title="t\x07\nu"))
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert clean("نیم\N{ZERO WIDTH NON-JOINER}فاصله") == "نیم\N{ZERO WIDTH NON-JOINER}فاصله"

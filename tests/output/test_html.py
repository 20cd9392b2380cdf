from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings

from ravi.output.html import to_html
from ravi.report import Mention, Report, Span
from tests.builders import TEXT, make_claim, make_report
from tests.output.test_json import reports

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What the tests ask of a page: its tags, and the text under each tag that carries a span."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.spans: list[tuple[Span, str, str]] = []
        self._open: list[tuple[str, Span | None, list[str]]] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID:
            span = found.get("data-span")
            self._open.append((tag, Span(*map(int, span.split())) if span else None, []))

    def handle_endtag(self, tag: str) -> None:
        name, span, words = self._open.pop()
        assert name == tag, f"<{name}> is closed by </{tag}>"
        if span:
            self.spans.append((span, tag, "".join(words)))

    def handle_data(self, data: str) -> None:
        for _, _, words in self._open:
            words.append(data)

    def ids(self) -> list[str]:
        return [found["id"] or "" for _, found in self.tags if "id" in found]


def test_marks_slice_to_their_words() -> None:
    page = Page(to_html(make_report(), why=True))
    marked = [(TEXT[slice(*span)], words) for span, tag, words in page.spans if tag in ("p", "span")]
    assert len(marked) > 5
    assert all(expected == words for expected, words in marked)


def test_every_link_has_its_place() -> None:
    page = Page(to_html(make_report(), why=True))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    targets = [found["href"] or "" for tag, found in page.tags if tag == "a"]
    assert targets
    assert all(target[0] == "#" and target[1:] in ids for target in targets)


@settings(max_examples=40)
@given(reports())
def test_any_marks_give_a_sound_page(report: Report) -> None:
    page = Page(to_html(report))
    text = report.text
    for span, tag, words in page.spans:
        if tag in ("p", "span"):
            assert words == text[slice(*span)]
    assert len(page.ids()) == len(set(page.ids()))
    shown = {span.start for span, tag, _ in page.spans if tag == "p"}
    for claim in report.claims:
        if text[slice(*claim.trigger)].strip():
            assert any(start <= claim.trigger.end for start in shown)


def test_right_to_left_language_and_headings() -> None:
    page = Page(to_html(make_report()))
    assert ("html", {"lang": "fa", "dir": "rtl"}) in page.tags
    headings = [tag for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h2", "h3", "h3", "h3"]


def test_everything_is_escaped() -> None:
    evil = "<script>alert(1)</script>\"'&"
    report = replace(make_report(), title=evil, publisher=evil, published_why=evil)
    claim = make_claim(event=evil, type=evil, chain=(Mention(evil, None),))
    html = to_html(replace(report, claims=(claim,)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;بیمارستان&gt; &amp; «مدرسه»" in html


def test_nothing_is_loaded_from_anywhere() -> None:
    html = to_html(make_report(), why=True)
    assert not re.search(r"https?://|//\w|@import|url\(|<script|<link|<img|<iframe", html)
    assert "default-src 'none'" in html


def test_stance_and_shared_numbers_show() -> None:
    html = to_html(make_report())
    assert '<span class="stance denied">تکذیب‌شده</span>' in html
    assert '<span class="stance planned">در برنامه</span>' in html
    assert 'data-number="۲"' in html


def test_no_claims() -> None:
    html = to_html(Report(text="سلام", language="fa"))
    assert "ادعایی خوانده نشد" in html
    Page(html)


def test_why_only_when_asked() -> None:
    assert "<details>" in to_html(make_report(), why=True)
    assert "<details>" not in to_html(make_report())

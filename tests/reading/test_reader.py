"""The whole corridor, with the shipped model."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ravi
from ravi.report import Claim, Mention, Place, Report, Span

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
PIECES = (
    "سخنگوی ارتش گفت: دیروز ۱۲ نفر در حمله هوایی به حلب کشته شدند.", "به گزارش رویترز", "  ", "\n",
    "\N{ZERO WIDTH NON-JOINER}",
    "وی افزود", "«آتش‌بس»", "ظرف ۲۴ ساعت گذشته", "می کنند", "ي", "ك", "\N{ARABIC TATWEEL}", "&zwnj;",
    "\N{RIGHT-TO-LEFT MARK}",
    "انفجار بمب در کابل", "،", ".", "؟", "😀", "e\N{COMBINING ACUTE ACCENT}", "ﷲ", "12/03/2019",
    "چند صد تن", "\t", "شهر",
)  # fmt: skip


def mentions(claim: Claim) -> list[Mention | Place]:
    found: list[Mention | Place] = [*claim.agents, *claim.targets, *(m for m in claim.chain if m.span)]
    return found + ([claim.place] if claim.place else [])


def spans(claim: Claim) -> list[Span]:
    times = [claim.time.span] if claim.time else []
    return [
        claim.trigger,
        *claim.also,
        *times,
        *(c.span for c in claim.counts),
        *(r.span for r in claim.why if r.span),
    ]


def check(report: Report) -> None:
    for claim in report.claims:
        for mention in mentions(claim):
            assert mention.span is not None
            assert mention.name == report.text[mention.span.start : mention.span.end]
        for span in spans(claim):
            assert 0 <= span.start < span.end <= len(report.text)
            assert report.text[span.start : span.end].strip()
        assert claim.chain[0].span is None
        if claim.time and claim.time.start and claim.time.end:
            assert claim.time.start <= claim.time.end


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_have_claims_with_exact_words(path: Path) -> None:
    report = ravi.read(path.read_text(encoding="utf-8"), publisher="خبرگزاری راوی", published="2026-03-10")
    assert report.claims
    check(report)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
def test_every_mention_is_its_slice(parts: list[str]) -> None:
    text = " ".join(["در شهر حلب", *parts])
    check(ravi.read(text, publisher="ناشر", published=date(2026, 3, 10), language="fa"))


def test_reading_twice_gives_the_same() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    assert ravi.read(text, publisher="x") == ravi.read(text, publisher="x")


def test_arabic_letters_change_nothing() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    arabic = text.replace("ی", "\N{ARABIC LETTER YEH}").replace("ک", "\N{ARABIC LETTER KAF}")
    plain = ravi.read(text, publisher="x", published="2026-03-10", language="fa")
    other = ravi.read(arabic, publisher="x", published="2026-03-10", language="fa")
    assert [(c.type, c.trigger, [m.span for m in c.chain]) for c in plain.claims] == [
        (c.type, c.trigger, [m.span for m in c.chain]) for c in other.claims
    ]


def test_nothing_to_report_is_no_error() -> None:
    text = "برای پختن آش، ابتدا سبزی‌ها را خرد کنید و همراه حبوبات روی شعله ملایم بگذارید تا خوب بپزد."
    assert ravi.read(text).claims == ()


def test_a_missing_date_is_estimated_and_says_so() -> None:
    text = "ظهر امروز (سه‌شنبه ۲۱ اسفند ۱۳۹۷) در انفجار بمب در کابل سه نفر کشته شدند."
    report = ravi.read(text)
    assert report.published == date(2019, 3, 12)
    assert report.published_why


def test_a_number_counts_for_one_event() -> None:
    text = (
        "خبرگزاری راوی - در حمله هوایی دیروز به بازار شهر مرزی ۱۲ غیرنظامی کشته شدند. در پی این حمله، نیروهای امنیتی "
        "در عملیاتی در شمال استان ۵ مظنون را بازداشت کردند و ۷ گروگان را آزاد کردند."
    )
    report = ravi.read(text, publisher="خبرگزاری راوی", published="2026-03-10")
    events: dict[Span, set[str]] = {}
    for claim in report.claims:
        for count in claim.counts:
            events.setdefault(count.span, set()).add(claim.event)
    assert len(events) >= 3
    assert all(len(named) == 1 for named in events.values())


def test_explosions_in_two_towns_are_two_events() -> None:
    text = "پلیس افغانستان گفت دیروز انفجاری در کابل ۵ نفر و انفجاری در قندهار ۲ نفر را زخمی کرد."
    claims = ravi.read(text, publisher="خبرگزاری راوی", published="2021-09-08").claims
    places = {claim.place.name for claim in claims if claim.place}
    assert {"کابل", "قندهار"} <= places


def test_who_is_quoted_is_quoted_for_something():
    text = (
        "انفجار خودروی بمب‌گذاری‌شده در بازار کرکوک پنج کشته بر جای گذاشت. سرهنگ عادل الجبوری، سخنگوی پلیس، گفت: "
        "«سه تن از کشته‌شدگان پلیس و دو تن غیرنظامی هستند.»"
    )
    report = ravi.read(text, publisher="نمونه", published="2021-09-12")
    assert any("عادل الجبوری" in claim.chain[-1].name for claim in report.claims)

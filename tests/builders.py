"""Small reports made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ravi.report import Claim, Count, Mention, Period, Place, Reason, Report, Span

TEXT = (
    "به گزارش رویترز، سخنگوی ارتش گفت نیروهای دولتی روز یکشنبه شهر حمص را با موشک هدف قرار دادند "
    "و دست‌کم ۱۲ نفر کشته شدند.\n"
    "\n"
    "او حمله هوایی به <بیمارستان> & «مدرسه» را تکذیب کرد."
)


def span_of(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def mention_of(words: str, text: str = TEXT) -> Mention:
    return Mention(words, span_of(words, text))


PUBLISHER = Mention("ایسنا", None)


def make_claim(trigger: str = "هدف قرار دادند", *, text: str = TEXT, **changes: Any) -> Claim:
    told: dict[str, Any] = {
        "event": "e1",
        "type": "shelling",
        "trigger": span_of(trigger, text),
        "chain": (PUBLISHER,),
    }
    return Claim(**(told | changes))


def make_report() -> Report:
    """A report with a full claim, one nested in its words and one that is denied."""
    chain = (PUBLISHER, mention_of("رویترز"), mention_of("سخنگوی ارتش"))
    full = make_claim(
        chain=chain,
        agents=(mention_of("نیروهای دولتی"),),
        targets=(mention_of("شهر حمص"),),
        place=Place(
            "حمص", span_of("حمص"), 34.7268, 36.7234, 169577, "SY", ("سوریه", "استان حمص"), "largest of two"
        ),
        time=Period(
            span_of("روز یکشنبه"), date(2019, 3, 10), date(2019, 3, 10), "day", "published", "last Sunday"
        ),
        counts=(Count("killed", 12, None, span_of("دست‌کم ۱۲ نفر"), "at least"),),
        means=("missile",),
        also=(span_of("کشته شدند"),),
        channel="statement",
        why=(Reason("type", "event head", 0.91, span_of("هدف قرار دادند"), "«با موشک»"),),
    )
    nested = make_claim(
        "موشک هدف", type="deployment", event="e2", modality="planned", certainty="hedged", chain=chain
    )
    denied = make_claim("حمله هوایی", type="air_strike", event="e3", polarity="denied", chain=chain)
    return Report(
        text=TEXT,
        language="fa",
        publisher="ایسنا",
        published=date(2019, 3, 12),
        title="خبر <نخست>",
        id="r1",
        claims=(full, nested, denied),
    )

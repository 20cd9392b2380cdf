"""What is denied is never told as having happened."""

from __future__ import annotations

import pytest

import ravi


@pytest.mark.parametrize(
    ("text", "denied", "affirmed"),
    [
        pytest.param(
            "سخنگوی ارتش گلوله‌باران بازار شهر را تکذیب کرد.", {"shelling"}, set(), id="a verb of denial"
        ),
        pytest.param(
            "وزیر کشور بازداشت روزنامه‌نگاران در پایتخت را رد کرد.", {"detention"}, set(), id="rejected"
        ),
        pytest.param(
            "مسکو انکار می‌کند که بیمارستانی را در ادلب بمباران کرده باشد.",
            {"air_strike"},
            set(),
            id="in a clause behind",
        ),
        pytest.param(
            "دولت این خبر را رد کرد که سه سرباز کشته شده‌اند.",
            {"casualties"},
            set(),
            id="a telling with a clause behind",
        ),
        pytest.param(
            "شورشیان انکار کردند که در حمله به هتل بندر نقش داشته‌اند.",
            {"armed_attack"},
            set(),
            id="a part in a clause behind",
        ),
        pytest.param(
            "دمشق نه تایید و نه تکذیب کرد که ناو را هدف قرار داده است.",
            set(),
            {"armed_attack"},
            id="neither told nor denied",
        ),
        pytest.param(
            "هنوز هیچ گروهی مسئولیت انفجار دیروز در کابل را بر عهده نگرفته است.",
            {"responsibility_claim"},
            set(),
            id="a negated verb",
        ),
        pytest.param(
            "منابع محلی گفتند که دیروز جنگنده‌ها روستا را بمباران کردند.",
            set(),
            {"air_strike"},
            id="a plain claim",
        ),
        pytest.param(
            "پس از تکذیب این خبر، شورشیان دیروز شهر مأرب را تصرف کردند.",
            set(),
            {"capture"},
            id="a denial before",
        ),
        pytest.param(
            "شبه‌نظامیان مدعی شدند جنگنده‌ها دیروز بیمارستان شهر را بمباران کردند؛ ادعایی که ارتش آن را رد کرد.",
            set(),
            {"air_strike"},
            id="denied by another voice",
        ),
        pytest.param(
            "سخنگوی ارتش این که نیروهایش دیروز روستا را بمباران کرده‌اند تکذیب کرد.",
            {"air_strike"},
            set(),
            id="a denied clause",
        ),
        pytest.param(
            "سخنگوی شورشیان حمله دیروز به بیمارستان شهر را «دروغ محض» خواند.",
            {"armed_attack"},
            set(),
            id="called a lie",
        ),
    ],
)
def test_denials(text: str, denied: set[str], affirmed: set[str]) -> None:
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-09-08").claims
    assert denied <= {claim.type for claim in claims if claim.polarity == "denied"}
    assert not denied & {claim.type for claim in claims if claim.polarity == "affirmed"}
    assert affirmed <= {claim.type for claim in claims if claim.polarity == "affirmed"}


@pytest.mark.parametrize(
    "text",
    [
        "دبیرکل سازمان ملل خواستار پایان حملات هوایی به صنعا شد.",
        "وزیر خارجه ایتالیا از اسرائیل خواست به بمباران غزه پایان دهد.",
        "دولت قطر خواهان توقف فوری گلوله‌باران شهر شد.",
    ],
)
def test_who_asks_for_the_end_of_attacks_asks_for_none(text: str) -> None:
    [claim] = ravi.read(text, publisher="نمونه", published="2024-05-01").claims
    assert (claim.modality, claim.polarity) == ("demanded", "denied")


def test_what_follows_the_end_of_attacks_denies_none_of_them() -> None:
    text = "پس از پایان حملات هوایی، نیروهای ارتش وارد صنعا شدند."
    claims = ravi.read(text, publisher="نمونه", published="2024-05-01").claims
    assert {claim.polarity for claim in claims} == {"affirmed"}

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.ledger.accounts.voices import group_voices, independent
from ravi.ledger.records import StoredClaim
from tests.ledger.builders import said, told_in


def groups(*claims: StoredClaim) -> list[list[str]]:
    """The ids of the claims of each voice."""
    return sorted([claim.id for claim in voice.claims] for voice in group_voices(claims))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("یحیی سریع", "یحیی سریع"),
        ("یحیی سریع", "يحيى سريع"),
        ("کنان یعقوب", "Kenan Yaqoub"),
        ("یحیی سریع", "سرتیپ یحیی سریع سخنگوی نیروهای مسلح یمن"),
        ("یحیی سریع", "سریع"),
        ("سخنگوی ارتش یمن", "ارتش یمن"),
        ("سرتیپ یحیی سریع سخنگوی نیروهای مسلح یمن", "نیروهای مسلح یمن"),
        ("روابط عمومی سپاه", "سپاه پاسداران"),
        ("بیانیه سپاه", "سپاه پاسداران انقلاب اسلامی"),
        ("رئیس‌جمهور آمریکا", "رئیس جمهوری ایالات متحده آمریکا"),
        ("وزیر دفاع ترکیه", "خلوصی آکار وزیر دفاع ترکیه"),
        ("خبرگزاری رویترز", "رویترز"),
        ("حاجی‌زاده", "امیرعلی حاجی زاده"),
        ("گزارش سازمان ملل", "گزارش سازمان ملل"),
        ("ارتش", "ارتش سوریه"),
    ],
)
def test_one_voice(a: str, b: str) -> None:
    one, two = said(a, report=told_in("ایسنا")), said(b, report=told_in("مهر"))
    assert groups(one, two) == [[one.id, two.id]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("یحیی سریع", "ترکی المالکی"),
        ("سردار سلامی", "رئیس مجلس شورای اسلامی"),
        ("سخنگوی وزارت خارجه ایران", "سخنگوی وزارت خارجه چین"),
        ("وزارت دفاع روسیه", "وزارت دفاع ترکیه"),
        ("سپاه پاسداران", "سپاه نیوز"),
        ("آمریکا", "رئیس‌جمهور آمریکا"),
        ("منابع محلی", "منابع محلی"),
        ("گزارش سازمان ملل", "گزارش عفو بین‌الملل"),
    ],
)
def test_two_voices(a: str, b: str) -> None:
    one, two = said(a, report=told_in("ایسنا")), said(b, report=told_in("مهر"))
    assert groups(one, two) == [[one.id], [two.id]]


def test_a_surname_that_fits_two_people_is_joined_with_neither() -> None:
    claims = [said("علی رضایی"), said("محسن رضایی"), said("رضایی")]
    assert groups(*claims) == [[claim.id] for claim in claims]
    alone = next(voice for voice in group_voices(claims) if voice.name == "رضایی")
    assert [why.en for why in alone.why] == ["“رضایی” fits 2 fuller names, so it was joined with none"]


def test_an_unnamed_group_is_one_within_a_report_and_by_one_teller() -> None:
    same = told_in("ایسنا")
    within = [said("منابع محلی", report=same), said("منابع محلی", report=same)]
    relayed = [said("رویترز", "منابع محلی", report=told_in(name)) for name in ("مهر", "فارس")]
    copied = said("منابع محلی", report=told_in("ایلنا", copy_of=same.id))
    assert groups(*within, *relayed, copied) == sorted(
        [sorted([within[0].id, within[1].id, copied.id]), sorted([relayed[0].id, relayed[1].id])]
    )


def test_a_copy_adds_no_voice() -> None:
    original = told_in("ایسنا")
    claims = [said(report=original), said(report=told_in("تابناک", copy_of=original.id))]
    (voice,) = group_voices(claims)
    assert voice.publishers == ("ایسنا", "تابناک")
    assert voice.name == "ایسنا"
    assert any("copied" in why.en for why in voice.why)


def test_copies_of_a_report_that_is_not_here_are_one_voice() -> None:
    claims = [said(report=told_in(name, copy_of="r-elsewhere")) for name in ("تابناک", "عصر ایران")]
    assert len(group_voices(claims)) == 1


def test_an_agency_quoted_is_the_agency_itself() -> None:
    claims = [said(report=told_in("رویترز")), said("خبرگزاری رویترز", report=told_in("ایسنا"))]
    (voice,) = group_voices(claims)
    assert voice.kind == "media"
    assert voice.publishers == ("ایسنا", "رویترز")


def test_ten_relays_of_one_voice_are_one_voice() -> None:
    outlets = ("ایسنا", "مهر", "فارس", "ایلنا", "ایرنا", "تسنیم", "کیهان", "همشهری", "تابناک", "میزان")
    (voice,) = group_voices([said("رویترز", "یحیی سریع", report=told_in(name)) for name in outlets])
    assert voice.relays == ("رویترز",)
    assert len(voice.publishers) == 10


def test_reports_without_a_publisher_are_voices_of_their_own() -> None:
    assert len(group_voices([said(report=told_in(None)), said(report=told_in(None))])) == 2


def test_a_minister_and_his_ministry_are_two_voices_of_one_body() -> None:
    found = group_voices([said("سپاه پاسداران"), said("فرمانده سپاه حسین سلامی")])
    assert (len(found), independent(found)) == (2, 1)


NAMES = [
    (),
    ("یحیی سریع",),
    ("سریع",),
    ("سخنگوی نیروهای مسلح یمن یحیی سریع",),
    ("ارتش یمن",),
    ("رویترز",),
    ("رویترز", "منابع محلی"),
    ("منابع محلی",),
    ("علی سریع",),
    ("ارتش",),
    ("یک مقام پنتاگون",),
    ("بیانیه سپاه",),
]
POOL = [
    said(*name, report=report, id=f"c-{number}{letter}")
    for number, name in enumerate(NAMES)
    for letter, report in (
        ("a", told_in("ایسنا", id="r-a")),
        ("b", told_in("مهر", id="r-b")),
        ("c", told_in("تابناک", id="r-c", copy_of="r-a")),
    )
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL), unique_by=lambda claim: claim.id).flatmap(
    lambda claims: st.tuples(st.just(claims), st.permutations(claims))
))  # fmt: skip
def test_the_order_of_claims_changes_nothing(orders: tuple[list[StoredClaim], list[StoredClaim]]) -> None:
    one, two = map(group_voices, orders)
    assert one == two
    assert sorted(claim.id for voice in one for claim in voice.claims) == sorted(c.id for c in orders[0])
    assert len({voice.key for voice in one}) == len(one)
    assert all(voice.why for voice in one)

"""Whose account it is, read with the shipped model: what stands for a voice and what does not."""

import ravi
from ravi.report import Claim


def claims(text: str, publisher: str = "خبرگزاری نمونه") -> tuple[Claim, ...]:
    found = ravi.read(text, publisher=publisher, published="2024-05-02").claims
    assert found
    return found


def test_one_voice_speaks_through_one_channel() -> None:
    text = (
        "کریم احمدی، فرماندار هرات، در گفت‌وگو با روزنامه صبح گفت که طالبان روز دوشنبه به پاسگاهی در غوریان حمله کردند. "
        "وی افزود که سه سرباز در این حمله کشته شدند. احمدی همچنین گفت که نیروهای کمکی به غوریان اعزام شدند."
    )
    told = [one for one in claims(text) if "احمدی" in one.chain[-1].name]
    assert len(told) >= 2
    assert {one.channel for one in told} == {"interview"}


def test_who_signs_a_report_is_no_voice_of_it() -> None:
    text = (
        "آتش‌بس شکننده در شمال\nکامران یوسفی\nدرگیری میان ارتش و شورشیان در شهر حلب دوشنبه از سر گرفته شد. "
        "در این درگیری‌ها ده نفر کشته شدند."
    )
    assert all("یوسفی" not in voice.name for one in claims(text) for voice in one.chain)


def test_the_lead_is_told_by_whom_the_report_hands_on() -> None:
    text = (
        "انفجار بمب در بازار شهر کویته پنج کشته بر جای گذاشت.\n"
        "به گزارش خبرگزاری نمونه به نقل از رویترز، ده نفر نیز در این انفجار زخمی شدند."
    )
    assert {one.chain[-1].name for one in claims(text)} == {"رویترز"}


def test_an_initial_stays_with_the_name() -> None:
    text = "دونالد جی. ترامپ گفت که ارتش آمریکا به مواضع داعش در شرق سوریه حمله هوایی کرده است."
    assert any(one.chain[-1].name == "دونالد جی. ترامپ" for one in claims(text))


def test_a_voice_before_a_colon_has_the_noun_that_it_belongs_to() -> None:
    text = "دیدبان حقوق بشر سوریه: ۲۱ نفر در حملات هوایی به دیرالزور کشته شدند."
    claims = ravi.read(text, publisher="نمونه", published="2023-05-01").claims
    assert {claim.origin.name for claim in claims} == {"دیدبان حقوق بشر سوریه"}


def test_who_speaks_to_an_outlet_is_one_voice_and_the_outlet_another() -> None:
    text = "یک منبع معارض به الجزیره گفت در سه ماه نبرد بیش از ۱۱۰ تن از مسلحان کشته شده‌اند."
    assert [voice.name for voice in claims(text)[0].chain] == ["خبرگزاری نمونه", "الجزیره", "یک منبع معارض"]


def test_what_is_condemned_is_told_by_who_condemns_it() -> None:
    text = "وزارت خارجه اسپانیا حمله شورشیان به بندر لنگر را محکوم کرد."
    attack = next(one for one in claims(text) if one.type != "accusation")
    assert [voice.name for voice in attack.chain] == ["خبرگزاری نمونه", "وزارت خارجه اسپانیا"]


def test_who_did_what_is_condemned_is_blamed() -> None:
    for one, other in (("طالبان", "داعش"), ("حزب‌الله", "طالبان")):
        blame = claims(f"{one} حمله {other} به بندر لنگر را محکوم کرد.")[-1]
        assert blame.type == "accusation"
        assert [target.name for target in blame.targets] == [other]


def test_a_person_is_a_voice_with_the_whole_name() -> None:
    text = "کامران سهرابی حمله بهرام یزدانی به کاروان کمک‌رسانی را محکوم کرد."
    assert "کامران" not in {voice.name for one in claims(text) for voice in one.chain}

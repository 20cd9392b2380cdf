"""How a voice spoke, by the words that say so."""

import pytest

import ravi


@pytest.mark.parametrize(
    ("text", "channel", "words"),
    [
        (
            "سخنگوی ارتش در نشست خبری گفت شورشیان دیروز پادگان شهر را تصرف کردند.",
            "press_conference",
            "نشست خبری",
        ),
        ("گروه داعش در بیانیه‌ای اعلام کرد بازار شهر را بمباران کرده است.", "statement", "بیانیه"),
        ("یک افسر پلیس به رویترز گفت مهاجمان سه سرباز را در کرکوک کشتند.", "interview", "رویترز"),
        (
            "وزیر دفاع در تماس تلفنی با خبرگزاری فرانسه گفت دو سرباز در مأرب کشته شدند.",
            "interview",
            "تماس تلفنی",
        ),
        ("فرماندار بلگورود در تلگرام نوشت دو نفر در حمله پهپادی کشته شدند.", "social_media", "تلگرام"),
    ],
)
def test_the_words_for_a_channel(text: str, channel: str, words: str) -> None:
    claims = ravi.read(text, publisher="نمونه", published="2023-05-01").claims
    assert {claim.channel for claim in claims} == {channel}
    why = next(why for why in claims[0].why if why.field == "channel")
    assert why.by == "lexicon"
    assert why.span is not None
    assert text[why.span.start : why.span.end].startswith(words)


def test_a_report_that_is_told_of_is_no_channel_for_sure() -> None:
    text = "سخنگوی ارتش گفت گزارش تصرف پادگان درست است و شورشیان دیروز آن را تصرف کردند."
    claims = ravi.read(text, publisher="نمونه", published="2023-05-01").claims
    assert all(why.by != "lexicon" for claim in claims for why in claim.why if why.field == "channel")

"""Denials of a part in an event: «دست داشتن در این حمله را رد کرد»."""

import pytest

import ravi
from ravi.reading import lexical
from ravi.reading.claims.disowned import disowned
from ravi.reading.claims.tellings import denying
from ravi.reading.text.sentences import tokenise


@pytest.mark.parametrize(
    ("text", "part", "event"),
    [
        ("طالبان دست داشتن در این حمله را رد کرد.", "دست", "حمله"),
        ("مسکو هرگونه نقش در ماجرا را تکذیب کرده است.", "نقش", "ماجرا"),
        ("ما در انفجار دیشب هیچ نقشی نداشته‌ایم.", "نقشی", "انفجار"),
        ("ما در آن عملیات دستی نداشتیم.", "دستی", "عملیات"),
        ("ما مستقیم دخیل نیستیم.", "دخیل", "دخیل"),
        ("سفیر دخالت کشورش را مردود دانست.", "دخالت", "دخالت"),
        ("این گروه ضمن تکذیب هرگونه دخالت در آدم‌ربایی خواستار تحقیق شد.", "دخالت", "آدم‌ربایی"),
        ("فرمانده ارتباط نیروهایش با این انفجار را انکار کرد.", "ارتباط", "انفجار"),
        ("این قانون ارتباطی با مجلس ندارد.", None, None),
        ("مرد یک دست ندارد.", None, None),
        ("این گروه دست داشتن در حمله را انکار نمی‌کند.", None, None),
        ("این گروه در حمله نقش داشت.", None, None),
        ("در این ارتباط وزیر خبر را تکذیب کرد.", None, None),
    ],
)
def test_the_part_that_is_denied(text: str, part: str | None, event: str | None) -> None:
    document = tokenise(text, "fa")
    marks = lexical.matches(document)
    found = [
        (document.tokens[one.part].text, document.words(one.event.start, one.event.stop))
        for one in disowned(document, marks, denying(document, marks))
    ]
    assert found == ([(part, event)] if part else [])


def test_who_denies_a_part_denies_the_event() -> None:
    text = (
        "در انفجار خودروی بمب‌گذاری‌شده در قندهار ۱۲ نفر کشته شدند. "
        "سخنگوی طالبان در تماس با خبرگزاری‌ها دست داشتن این گروه در این انفجار را رد کرد."
    )
    claims = ravi.read(text, publisher="نمونه", published="2021-05-02").claims
    told = [claim for claim in claims if claim.polarity == "affirmed"]
    denied = [claim for claim in claims if claim.polarity == "denied"]
    assert told
    assert [claim.origin.name for claim in denied] == ["سخنگوی طالبان"]
    assert denied[0].event in {claim.event for claim in told}
    assert text[denied[0].trigger.start : denied[0].trigger.end] == "انفجار"
    assert any(why.field == "polarity" and why.by == "grammar" for why in denied[0].why)


def test_words_that_name_no_event_have_the_type_of_one_told_before() -> None:
    text = (
        "دیدبان حقوق بشر گفت سربازان ارتش دیروز روستای چنار را گلوله‌باران کردند. "
        "فرمانده لشکر هرگونه نقش سربازانش در این رویداد را تکذیب کرد."
    )
    claims = ravi.read(text, publisher="نمونه", published="2021-05-02").claims
    assert [(claim.type, claim.polarity) for claim in claims] == [
        ("shelling", "affirmed"),
        ("shelling", "denied"),
    ]

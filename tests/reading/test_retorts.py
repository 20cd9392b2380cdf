"""Denials by a word for the telling: «این ادعا را رد کرد»."""

import pytest

import ravi
from ravi.reading import lexical
from ravi.reading.claims.retorts import denied_tellings
from ravi.reading.claims.tellings import denying
from ravi.reading.text.sentences import tokenise


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("ارتش این ادعا را رد کرد.", "ادعا"),
        ("ارتش این ادعاها را به شدت تکذیب کرد.", "ادعاها"),
        ("سخنگوی ارتش ضمن رد این اتهام خواستار تحقیق شد.", "اتهام"),
        ("روستا ویران شد؛ ادعایی که ارتش آن را رد کرد.", "ادعایی"),
        ("ارتش این ادعا را تکرار کرد.", None),
        ("ارتش ادعا کرد که حمله را رد کرده است.", None),
        ("مجلس این لایحه را رد کرد.", None),
        ("او این خبر را شنید. ارتش حمله را تکذیب کرد.", None),  # another sentence
        ("ارتش این گزارش را «توهم محض» خواند.", "گزارش"),
        ("وزارت کشور این گزارش را دروغین توصیف کرد.", "گزارش"),
        ("ارتش این گزارش را مهم خواند.", None),
        ("ارتش این گزارش را رد نکرد.", None),
    ],
)
def test_the_noun_of_a_denied_telling(text: str, noun: str | None) -> None:
    document = tokenise(text, "fa")
    found = [
        document.tokens[at].text
        for at, _ in denied_tellings(document, denying(document, lexical.matches(document)))
    ]
    assert found == ([noun] if noun else [])


@pytest.mark.parametrize(
    ("text", "type", "denier", "also"),
    [
        (
            "سازمان دیده‌بان حقوق بشر گفت سربازان ارتش پاکستان روستای چنار را گلوله‌باران کردند. "
            "ارتش پاکستان این ادعا را رد کرد.",
            "shelling",
            "ارتش پاکستان",
            ["ادعا", "رد کرد"],
        ),
        (
            "وزارت دفاع اوکراین گفت روسیه با موشک به بندر اودسا حمله کرد؛ ادعایی که مسکو آن را تکذیب کرد.",
            "shelling",
            "مسکو",
            ["ادعایی", "تکذیب کرد"],
        ),
        (
            "وزارت دفاع اوکراین گفت روسیه با موشک به بندر اودسا حمله کرد؛ ادعایی که مسکو آن را بی‌پایه خواند.",
            "shelling",
            "مسکو",
            ["ادعایی", "بی‌پایه خواند"],
        ),
    ],
)
def test_what_one_voice_tells_another_denies(text: str, type: str, denier: str, also: list[str]) -> None:
    claims = ravi.read(text, publisher="نمونه", published="2024-05-02").claims
    told, denied = (
        [one for one in claims if one.type == type and one.polarity == polarity]
        for polarity in ("affirmed", "denied")
    )
    assert [one.chain[-1].name for one in denied] == [denier]
    assert denied[0].event == told[0].event
    assert denied[0].trigger == told[0].trigger
    assert denied[0].agents == told[0].agents
    assert [text[span.start : span.end] for span in denied[0].also] == also
    assert any(why.field == "polarity" and why.span in denied[0].also for why in denied[0].why)


def test_who_gives_another_figure_does_not_deny_the_event() -> None:
    text = (
        "گروه داعش مدعی شد که در انفجار روز یکشنبه در کرکوک بیش از ۲۰ پلیس کشته شدند. "
        "سخنگوی وزارت کشور عراق این ادعا را رد کرد و گفت که تنها سه پلیس کشته شده‌اند."
    )
    claims = ravi.read(text, publisher="نمونه", published="2021-09-14").claims
    assert claims
    assert all(one.polarity == "affirmed" for one in claims)

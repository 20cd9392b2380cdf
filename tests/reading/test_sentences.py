"""Sentences and tokens: the cases of news text, and spans that lead back to the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.reading.text.normal import ZWNJ, normalise
from ravi.reading.text.sentences import tokenise


def sentences(text: str, language: str = "fa") -> list[str]:
    document = tokenise(text, language)
    return [document.words(part.start, part.stop) for part in document.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وی گفت: ما آمدیم. او رفت.", ["وی گفت : ما آمدیم .", "او رفت ."]),
        ("چرا؟ نه! بله…اما", ["چرا ؟", "نه !", "بله … اما"]),
        ("کشت؛ سپس رفت.", ["کشت ؛ سپس رفت ."]),
        ("«الف آمد. ب رفت.» سپس", ["« الف آمد .", "ب رفت . »", "سپس"]),
        ('گفت "رفت." و "آمد"', ['گفت " رفت . "', 'و " آمد "']),
        ("خط یک\nخط دو\r\n\r\nخط سه", ["خط یک", "خط دو", "خط سه"]),
        ("۳٫۵ میلیون و ۳.۵ و ۳/۵", ["3.5 میلیون و 3.5 و 3/5"]),
        ("۱,۲۰۰ نفر در ۱۴:۳۰ روز ۲۰۱۹/۰۳/۱۲", ["1,200 نفر در 14:30 روز 2019/03/12"]),
        ("2019-03-12", ["2019-03-12"]),
        ("بین ۱۰-۱۲ نفر،۲۰ساله", ["بین 10 - 12 نفر ، 20 ساله"]),
        ("۱. متن", ["1 . متن"]),
        ("در سال ۱۹۴۰ م. و ۱۳۹۸ ه.ش. رفت", ["در سال 1940 م. و 1398 ه.ش. رفت"]),
        ("آیت‌ا... خامنه‌ای", ["آیت‌ا... خامنه‌ای"]),
        ("رفت.او آمد", ["رفت .", "او آمد"]),
        ("(شگفتا!) رفت", ["( شگفتا ! ) رفت"]),
        ("پیامبر (ص) گفت", ["پیامبر ( ص ) گفت"]),
        ("@AkhbareFori #حزب_الله", ["@AkhbareFori #حزب_الله"]),
        ("https://t.me/a/b. t.me/x،", ["https://t.me/a/b .", "t.me/x ،"]),
        ("«چرا؟»، «رفت.»", ["« چرا ؟ » ، « رفت . »"]),
        ("a.b@example.org جنگنده F-35 و CoRoT-7b", ["a.b@example.org جنگنده F-35 و CoRoT-7b"]),
        ("چی؟!! رفت", ["چی ؟ !!", "رفت"]),
        ("۵٪ رفت", ["5 % رفت"]),
        ("خانه‌یA خانه‌یم", ["خانه A خانه‌یم"]),
        ("", []),
        (" \n\t‌ ", []),
    ],
)
def test_sentences_and_tokens(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("جورج اچ. دبلیو. بوش رفت. او آمد.", ["جورج اچ. دبلیو. بوش رفت .", "او آمد ."]),
        ("به شبکه ام. اس. ان. بی. سی گفت.", ["به شبکه ام. اس. ان. بی. سی گفت ."]),
        ("سایوز ام.اس رفت", ["سایوز ام. اس رفت"]),
        ("کتاب او. ما", ["کتاب او .", "ما"]),  # «او» is a letter only beside another
        ("خواهیم زد. هیچ", ["خواهیم زد .", "هیچ"]),
    ],
)
def test_initials_do_not_end_a_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_english_abbreviations_do_not_end_a_sentence() -> None:
    text = "Gen. Smith of the U.S. Army, i.e. AT&T, said 1,200 left. He didn't."
    assert sentences(text, "en")[0].startswith("Gen. Smith of the U.S. Army ,")
    assert sentences(text, "en")[-1] == "He didn't ."


TRAPS = st.lists(
    st.sampled_from(
        [*'می کنندهاای.!؟؛:»«")(\n ‌&;٫,/-_۱2aZ@#…ﷲيۀٔ', "&zwnj;", "http://a", "می کند", "ها", " ام"]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(st.text() | TRAPS, st.sampled_from(["fa", "ar", "en"]))
def test_tokens_lead_back_to_what_they_stand_for(original: str, language: str) -> None:
    document = tokenise(original, language)
    last = 0
    for token in document.tokens:
        assert last <= token.span.start < token.span.end <= len(original)
        last = token.span.end
        words = normalise(original[token.span.start : token.span.end], language).text
        assert bare(words) == bare(token.text)
    # every token is in one sentence, the sentences in order
    assert [i for part in document.sentences for i in part] == list(range(len(document.tokens)))
    assert all(i in document.sentences[token.sentence] for i, token in enumerate(document.tokens))
    # nothing but spaces was left out
    assert bare("".join(token.text for token in document.tokens)) == bare(normalise(original, language).text)


def bare(text: str) -> str:
    return "".join(text.replace(ZWNJ, "").split())

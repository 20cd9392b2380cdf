import pytest

from ravi.ledger.linking.series import told_turns
from ravi.reading.text.sentences import tokenise


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("موج ۱۴ عملیات آغاز شد.", [("wave", 14)]),
        ("موج۱۴ عملیات آغاز شد.", [("wave", 14)]),
        ("در مرحله بیست‌ویکم عملیات، سه پایگاه هدف قرار گرفت.", [("stage", 21)]),
        ("بیست‌وهفتمین مرحله از عملیات پایان یافت.", [("stage", 27)]),
        ("یازدهمین شب حملات پایان یافت.", [("night", 11)]),
        ("دور سوم مذاکرات در مسقط برگزار شد.", [("round", 3)]),
        ("ارتش در بیانیه شماره ۴۳ خود چنین نوشت.", [("statement", 43)]),
        # A day of the month, a number of nights or waves, and a new round are none of a numbered row.
        ("شب ۲۵ خرداد حمله شد.", []),
        ("سه شب پیش حمله شد.", []),
        ("۵ موج حمله رخ داد.", []),
        ("دور جدید حملات آغاز شد.", []),
        ("در بیانیه ۲۰ کشور آمده است.", []),
    ],
)
def test_one_of_a_numbered_row_is_known_by_its_number(text: str, told: list[tuple[str, int]]) -> None:
    assert [tuple(turn) for turn in told_turns(tokenise(text, "fa")).get(0, ())] == told


def test_each_sentence_has_its_own() -> None:
    document = tokenise("موج سوم حمله پایان یافت. موج چهارم فردا آغاز می‌شود.", "fa")
    told = told_turns(document)
    assert [turn.number for turn in told[1]] == [4]
    assert [turn.number for sentence in (0, 1) for turn in told[sentence]] == [3, 4]


def test_a_language_without_the_nouns_has_no_rows() -> None:
    assert told_turns(tokenise("Wave 14 of the operation began.", "en")) == {}

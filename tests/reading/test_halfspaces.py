"""Half-space repair: the kinds of loss, what must stay, and the floor under the figures."""

from pathlib import Path

import pytest

from bench.orthography import measure, read
from ravi.reading.text.halfspaces import joins, repair_word
from ravi.reading.text.normal import ZWNJ
from ravi.reading.text.sentences import tokenise

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    "word",
    [
        "می‌کنند",
        "نمی‌توانسته‌اند",
        "درگیری‌هایی",
        "موشک‌های",
        "هفته‌های",
        "گسترده‌ای",
        "پیش‌بینی",
        "داعشی‌ها",
        "کامیون‌هایشان",
        "بزرگ‌ترین",
        "گرفته‌اند",
    ],
)
def test_a_lost_half_space_comes_back(word: str) -> None:
    assert repair_word(word.replace(ZWNJ, "")) == word
    assert repair_word(word) == word


@pytest.mark.parametrize(
    "word",
    # words that look as if they had lost one: prefixes, plurals after د and ر, names
    [
        *("میدان", "میدانی", "تنها", "آنها", "نیروهای", "کردهای", "نبردهای", "خواهد", "بازداشت"),
        *("تهران", "الباغوز", "کرملین", "شاهد", "نماینده", "علیه", "هایم"),
        *("توییتر", "میسان", "الخیام", "ابیض", "السدانه", "المنهاد"),
    ],
)
def test_a_word_without_half_space_stays(word: str) -> None:
    assert repair_word(word) == word


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("می کنند", "می‌کنند"),
        ("نمی  خواهند", "نمی‌خواهند"),
        ("حمله ها", "حمله‌ها"),
        ("نیرو های", "نیروهای"),
        ("کرده اند", "کرده‌اند"),
        ("می رفته اند", "می‌رفته‌اند"),
        ("هسته ای", "هسته‌ای"),
        ("حمله" + "\N{NO-BREAK SPACE}" + "هایی", "حمله‌هایی"),
    ],
)
def test_a_torn_word_is_one_token_whose_span_covers_all(text: str, token: str) -> None:
    document = tokenise("در " + text + ".", "fa")
    assert [t.text for t in document.tokens] == ["در", token, "."]
    assert document.tokens[1].span == (3, 3 + len(text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("این", "حمله"),
        ("به", "دلیل"),
        ("ثبت", "شده"),
        ("کشته", "شدند"),
        ("را", "می"),
        ("گروگان", "آزاد"),
        ("به", "ای‌بی‌سی"),
    ],
)
def test_two_words_stay_apart(left: str, right: str) -> None:
    assert not joins(left, right)


def test_words_do_not_join_over_punctuation_or_lines() -> None:
    assert len(tokenise("می، کنند", "fa").tokens) == 3
    assert len(tokenise("می\nکنند", "fa").tokens) == 2


def test_other_languages_are_left_alone() -> None:
    assert [t.text for t in tokenise("می کنند میکنند", "ar").tokens] == ["مي", "كنند", "ميكنند"]


def test_a_very_long_run_of_letters_costs_nothing() -> None:
    assert repair_word("می" * 5000) == "می" * 5000
    assert repair_word("می" + ZWNJ + "کا" * 5000) == "می" + ZWNJ + "کا" * 5000
    assert len(tokenise("ها " * 5000, "fa").tokens) > 100


def floor(path: Path, how: str, precision: float, recall: float) -> None:
    figures, mistakes = measure(read(path, how))
    assert figures["precision"] >= precision, mistakes
    assert figures["recall"] >= recall, mistakes


def test_floor_on_our_own_sentences() -> None:
    floor(Path(__file__).parent / "half-spaces.txt", "joined", 0.95, 0.93)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring data is not here")
@pytest.mark.parametrize(
    ("path", "how", "precision", "recall"),
    [
        ("orthography/seed-half-spaces.txt", "joined", 0.96, 0.96),
        ("ud/fa-perdt/fa_perdt-ud-dev.conllu", "joined", 0.97, 0.95),
        ("ud/fa-perdt/fa_perdt-ud-dev.conllu", "torn", 0.97, 0.92),
        ("ud/fa-perdt/fa_perdt-ud-dev.conllu", "kept", 0.98, 1.0),
    ],
)
def test_floor_on_shared_data(path: str, how: str, precision: float, recall: float) -> None:
    floor(SHARED / path, how, precision, recall)

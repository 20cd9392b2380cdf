"""Numbers in words, digits and both."""

import pytest

from ravi.reading.counts.atoms import Atoms
from ravi.reading.counts.numbers import Numbers, joined
from ravi.reading.text.sentences import tokenise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("هفده", 17),
        ("بیست و پنج", 25),
        ("صد و دو", 102),
        ("یکصد و نوزده", 119),
        ("دو هزار و سیصد و چهل و پنج", 2345),
        ("۳ هزار و ۴۵۰", 3450),
        ("یک میلیون و دویست هزار", 1_200_000),
        ("۲٫۵ میلیون", 2_500_000),
        ("دو و نیم میلیون", 2_500_000),
        ("نیم میلیون", 500_000),
        ("۱۲٬۳۴۵", 12345),
        ("۱۲,۳۴۵,۶۷۸", 12_345_678),
        ("هفتصد هزار", 700_000),
        ("صدهزار", 100_000),
        ("سیصدوپنج", 305),
        ("بیست‌وپنج", 25),
        ("هزار و سیصد‌وسی‌ودو", 1332),
        ("٤٢", 42),
    ],
)
def test_value(text, value):
    atoms = Atoms(tokenise(text, "fa"))
    number = Numbers(atoms).at(0)
    assert number.value == value
    assert number.end == len(atoms)
    assert not number.ordinal


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("بیست و سوم", 23),
        ("بیست‌ویکم", 21),
        ("سی‌وهفتمین", 37),
        ("سی‌ام", 30),
        ("چهاردهم", 14),
        ("بیست و یکمین", 21),
    ],
)
def test_rank(text, rank):
    atoms = Atoms(tokenise(text, "fa"))
    number = Numbers(atoms).at(0)
    assert (number.value, number.end, number.ordinal) == (rank, len(atoms), True)


def test_and_joins_only_what_is_smaller():
    atoms = Atoms(tokenise("۲۰ و ۵ و سی و چهل", "fa"))
    assert [Numbers(atoms).at(i).value for i in (0, 2, 4, 6)] == [20, 5, 30, 40]


def test_words_written_together():
    assert joined("دوهزاروپنج", "fa") == (2005, False)
    assert joined("پنجره", "fa") is None
    assert joined("سیاست", "fa") is None

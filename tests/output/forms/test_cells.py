from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.output.forms.cells import Value, cell, csv_lines, guard, join, needs_guard, split, unguard

MARKS = "=+-@＝＋－＠﹢⁼−\t\r\n\0"
TRICKY = st.text(st.sampled_from(MARKS + "' ;\\\"‌‏\ufeff,aا۱"), max_size=8)


@pytest.mark.parametrize("mark", list(MARKS))
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_what_begins_like_a_formula_is_guarded(mark: str, before: str) -> None:
    assert guard(before + mark + "1+1") == f"'{before}{mark}1+1"


@pytest.mark.parametrize("before", [" ", "\N{NO-BREAK SPACE}", "\u200f", "\ufeff", "\u200c"])
def test_what_nobody_sees_before_a_formula_does_not_hide_it(before: str) -> None:
    assert guard(before + "=1+1") == f"'{before}=1+1"


@pytest.mark.parametrize("text", ["", "ایسنا", "a=b", "۱۲ نفر", "'ok'", "(-1)", "«=»", " ", "‌"])
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@given(st.one_of(st.text(), TRICKY))
def test_a_guarded_cell_never_begins_like_a_formula_and_comes_back(text: str) -> None:
    kept = guard(text)
    assert unguard(kept) == text
    assert kept[:1] not in {*"=+-@＝＋－＠\t\r\n\0"} - {""}


@given(st.text())
def test_an_apostrophe_in_front_changes_nothing(text: str) -> None:
    assert needs_guard("'" + text) == needs_guard(text)


@given(st.lists(st.one_of(st.text(), TRICKY), min_size=1).filter(lambda values: values != [""]))
def test_several_values_come_back(values: list[str]) -> None:
    assert split(join(values)) == values


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (-70.25, "-70.25"),
        (-3, "-3"),
        ("-3", "'-3"),
        (date(2019, 3, 10), "2019-03-10"),
        (datetime(2019, 3, 10, 8, 30, tzinfo=UTC), "2019-03-10T08:30:00Z"),
        (("=x", "b"), "'=x; b"),
        ((1, None, 3), "1; ; 3"),
        ((), ""),
    ],
)
def test_values_in_cells(value: Value, written: str) -> None:
    assert cell(value) == written


@given(st.lists(st.lists(TRICKY, min_size=2, max_size=2), max_size=4))
def test_a_csv_reader_gets_the_same_texts(rows: list[list[str]]) -> None:
    written = "".join(csv_lines(["a", "b"], [{"a": first, "b": second} for first, second in rows]))
    head, *found = csv.reader(io.StringIO(written, newline=""))
    assert head == ["a", "b"]
    assert [[unguard(text) for text in row] for row in found] == rows


def test_a_row_with_other_columns_is_a_fault() -> None:
    with pytest.raises(ValueError, match=r"\['b', 'c'\]"):
        list(csv_lines(["a", "b"], [{"a": 1, "c": 2}]))

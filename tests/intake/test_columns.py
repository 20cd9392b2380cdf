from __future__ import annotations

import pytest

from ravi.data.tables import table
from ravi.errors import FormatError
from ravi.intake.columns import match_columns
from ravi.intake.options import COLUMN_FIELDS


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        pytest.param(["text"], {"text": "text"}, id="text alone"),
        pytest.param(["Body", "Date"], {"text": "Body", "published": "Date"}, id="case"),
        pytest.param(["full_text", "pub-date"], {"text": "full_text", "published": "pub-date"}, id="marks"),
        pytest.param(
            ["متن خبر", "تاريخ انتشار", "خبرگزاری", "تیتر", "لینک"],
            {
                "text": "متن خبر",
                "published": "تاريخ انتشار",
                "publisher": "خبرگزاری",
                "title": "تیتر",
                "url": "لینک",
            },
            id="Persian, with an Arabic letter",
        ),
        pytest.param(["content", "body", "text"], {"text": "text"}, id="the likeliest of several"),
        pytest.param(
            ["source", "publisher", "text"], {"text": "text", "publisher": "publisher"}, id="likelier"
        ),
        pytest.param(["text", "note", ""], {"text": "text"}, id="unknown ones are left"),
    ],
)
def test_usual_names(names: list[str], columns: dict[str, str]) -> None:
    assert match_columns(names, {}) == columns


def test_told_ones_win() -> None:
    names = ["text", "body", "date"]
    assert match_columns(names, {"text": "body"}) == {"text": "body", "published": "date"}
    assert match_columns(names, {"title": "text", "text": "body", "published": ""}) == {
        "title": "text",
        "text": "body",
    }


def test_no_column_for_the_text_names_those_there_are() -> None:
    with pytest.raises(FormatError, match=r"no column holds the text; the columns are 'a', 'b';.*text=NAME"):
        match_columns(["a", "b"], {})
    with pytest.raises(FormatError, match="no column 'c' for text; the columns are 'a', 'b'"):
        match_columns(["a", "b"], {"text": "c"})
    with pytest.raises(FormatError, match="'29' and 1970 more"):
        match_columns(map(str, range(2000)), {})


def test_every_row_of_the_table_is_a_field_s_and_no_name_stands_twice() -> None:
    listed = table("ravi.data", "columns")
    assert {row["field"] for row in listed} == set(COLUMN_FIELDS)
    assert len({row["name"] for row in listed}) == len(listed)

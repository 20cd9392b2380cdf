from __future__ import annotations

from datetime import date, datetime

import pytest

from ravi.errors import BinaryInputError, DateError, EmptyInputError, EncodingError, InputError, TooLargeError
from ravi.reading.accept import LIMIT, check_text, parse_published


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param("", EmptyInputError, id="empty"),
        pytest.param("\ufeff \n…!", EmptyInputError, id="no words"),
        pytest.param("a\ud800", EncodingError, id="lone surrogate"),
        pytest.param("گفت\0", BinaryInputError, id="nul"),
        pytest.param("\x01\x02گفت", BinaryInputError, id="control characters"),
        pytest.param("گ" * (LIMIT + 1), TooLargeError, id="too large"),
    ],
)
def test_texts_that_are_refused(text: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        check_text(text)


def test_bytes_are_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match="decode it first"):
        check_text(b"abc")  # type: ignore[arg-type]


def test_texts_that_pass() -> None:
    check_text("گفت\t\r\n\x0c" + "و" * 200 + "\x02")
    check_text("۱۲")


@pytest.mark.parametrize(
    "value", ["2019-03-12", date(2019, 3, 12), datetime(2019, 3, 12, 5), "2019-03-12T10:00:00Z"]
)
def test_dates(value: date | str) -> None:
    assert parse_published(value) == date(2019, 3, 12)


@pytest.mark.parametrize("value", ["12 March", "2019-02-30", "1397-12-21", "1440-07-05", date(1397, 12, 21)])
def test_wrong_dates(value: date | str) -> None:
    with pytest.raises(DateError, match="2019-03-12"):
        parse_published(value)


def test_no_date() -> None:
    assert parse_published(None) is parse_published("") is None

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import DateError
from ravi.intake.days import find_day, parse_day

DAY = date(2024, 3, 9)


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-09",
        " 2024-03-09 ",
        "2024-03-09T23:30:00",
        "2024-03-09 23:30:00",
        "2024-03-09T23:30:00.123456Z",
        "2024-03-09T00:10+04:30",
        "2024-03-09 10:00 UTC",
        "20240309",
        "2024/3/9",
        "2024/03/09 10:00",
        "2024.03.09",
        "۲۰۲۴-۰۳-۰۹",
        "٢٠٢٤/٣/٩",
        "Sat, 09 Mar 2024 23:30:00 +0330",
        "Sat, 9 Mar 2024 23:30:00 GMT",
        "9 Mar 2024 23:30:00 +0000",
        "09 Mar 2024 23:30 EST",
        date(2024, 3, 9),
        datetime(2024, 3, 9, 23, 59, tzinfo=UTC),
    ],
)
def test_the_day_in_its_own_zone(value: object) -> None:
    assert parse_day(value) == DAY


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing(value: object) -> None:
    assert parse_day(value) is None


@pytest.mark.parametrize(
    "value",
    ["yesterday", "2024-13-01", "2024/2/31", "09/03/2024", "12 اسفند", "1710000000", 5, "Sat, 99 Mar"],
)
def test_no_date(value: object) -> None:
    with pytest.raises(DateError, match="is not a date"):
        parse_day(value)


@pytest.mark.parametrize("value", ["1402-12-19", "1402/12/19", "۱۴۴۵/۸/۲۸"])
def test_hijri_years_are_never_taken_for_gregorian(value: str) -> None:
    with pytest.raises(DateError, match="looks like a Hijri year"):
        parse_day(value)


def test_the_first_that_is_a_day() -> None:
    assert find_day(None, "soon", "", "2024-03-09", "2020-01-01") == DAY
    assert find_day("soon", None) is None


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_iso_and_mail_dates_agree(moment: datetime, minutes: int) -> None:
    sign, ahead = "-" if minutes < 0 else "+", timedelta(minutes=abs(minutes))
    hours, rest = divmod(ahead.seconds // 60, 60)
    iso = moment.strftime("%Y-%m-%dT%H:%M:%S") + f"{sign}{hours:02}:{rest:02}"
    mail = moment.strftime("%a, %d %b %Y %H:%M:%S ") + f"{sign}{hours:02}{rest:02}"
    assert parse_day(iso) == parse_day(mail) == moment.date()

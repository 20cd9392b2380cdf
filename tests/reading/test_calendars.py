"""Calendars: known days, leap years, round trips."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.reading.times.calendars import (
    from_gregorian,
    lunar_is_listed,
    month_days,
    month_length,
    solar_new_year,
    to_gregorian,
    year_days,
)

CALENDARS = ["solar", "lunar", "gregorian"]


@pytest.mark.parametrize(
    ("calendar", "told", "day"),
    [
        ("solar", (1357, 11, 22), date(1979, 2, 11)),
        ("solar", (1399, 12, 30), date(2021, 3, 20)),  # a leap year
        ("solar", (1403, 12, 30), date(2025, 3, 20)),  # a leap year after five
        ("solar", (1300, 1, 1), date(1921, 3, 21)),
        ("lunar", (1440, 9, 1), date(2019, 5, 7)),  # Ramadan as Iran began it, a day after Umm al-Qura
        ("lunar", (1447, 10, 1), date(2026, 3, 21)),  # the list's last month
        ("gregorian", (2020, 2, 29), date(2020, 2, 29)),
    ],
)
def test_known_days(calendar, told, day):
    assert to_gregorian(calendar, *told) == day
    assert from_gregorian(calendar, day) == told


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        ("solar", (1398, 12, 30)),
        ("solar", (1398, 7, 31)),
        ("solar", (1398, 13, 1)),
        ("solar", (1700, 1, 1)),
        ("solar", (0, 1, 1)),
        ("lunar", (1440, 1, 31)),
        ("gregorian", (2019, 2, 29)),
        ("gregorian", (9999, 1, 1)),
    ],
)
def test_days_that_cannot_be(calendar, told):
    assert to_gregorian(calendar, *told) is None


def test_solar_leap_years_of_a_century():
    leap = [y for y in range(1370, 1420) if month_length("solar", y, 12) == 30]
    assert leap == [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416]


def test_lunar_months_outside_the_list_are_reckoned():
    assert lunar_is_listed(1440, 1)
    assert not lunar_is_listed(1460, 1)
    assert month_length("lunar", 1460, 1) in (29, 30)


@given(
    st.sampled_from(CALENDARS),
    st.dates(date(1801, 1, 1), date(2200, 1, 1)),
)
def test_round_trip(calendar, day):
    assert to_gregorian(calendar, *from_gregorian(calendar, day)) == day


@given(st.sampled_from(CALENDARS), st.integers(1230, 1600), st.integers(1, 11))
def test_months_follow_each_other(calendar, year, month):
    this, following = month_days(calendar, year, month), month_days(calendar, year, month + 1)
    assert this[1] + timedelta(1) == following[0]
    assert 28 <= (this[1] - this[0]).days + 1 <= 31


@given(st.integers(1178, 1633))
def test_solar_years_begin_in_march(year):
    assert solar_new_year(year).month == 3
    assert (year_days("solar", year)[1] - year_days("solar", year)[0]).days in (364, 365)

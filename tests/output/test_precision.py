from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.output.precision import date_prec, edtf, geo_precision, time_precision, where_prec
from ravi.report import Period, Place, Span


def period(start: str | None, end: str | None) -> Period:
    return Period(Span(0, 1), *(date.fromisoformat(d) if d else None for d in (start, end)))


@pytest.mark.parametrize(
    ("start", "end", "text", "acled", "ucdp"),
    [
        ("2019-03-10", "2019-03-10", "2019-03-10", 1, 1),
        ("2019-03-11", "2019-03-12", "2019-03-11/2019-03-12", 2, 2),
        ("2019-03-04", "2019-03-10", "2019-03-04/2019-03-10", 2, 3),
        ("2020-02-01", "2020-02-29", "2020-02", 3, 4),
        ("2019-01-01", "2019-12-31", "2019", None, 5),
        ("2018-03-21", "2019-03-20", "2018-03-21/2019-03-20", None, 5),
        ("2011-01-01", "2014-12-31", "2011-01-01/2014-12-31", None, None),
        (None, "2019-03-12", "../2019-03-12", None, None),
        ("2019-03-12", None, "2019-03-12/..", None, None),
        (None, None, None, None, None),
    ],
)
def test_times(
    start: str | None, end: str | None, text: str | None, acled: int | None, ucdp: int | None
) -> None:
    found = period(start, end)
    assert (edtf(found), time_precision(found), date_prec(found)) == (text, acled, ucdp)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_time_is_never_more_exact(start: date, days: int, more: int) -> None:
    short = Period(Span(0, 1), start, start + timedelta(days))
    long = Period(Span(0, 1), start, start + timedelta(days + more))
    for code in (time_precision, date_prec):
        assert (code(long) or 9) >= (code(short) or 9)


def place(kind: str, *admin: str, known: bool = True) -> Place:
    return Place("x", Span(0, 1), 34.0 if known else None, 40.0 if known else None, admin=admin, kind=kind)


@pytest.mark.parametrize(
    ("found", "acled", "ucdp"),
    [
        (place("village", "سوریه", "استان دیرالزور"), 1, 1),
        (place("admin", "سوریه", "استان دیرالزور"), 2, 3),
        (place("admin", "سوریه"), 3, 4),
        (place("region"), 3, 5),
        (place("country"), None, 6),
        (place("city", known=False), None, None),
        (place("unknown", known=False), None, None),
    ],
)
def test_places(found: Place, acled: int | None, ucdp: int | None) -> None:
    assert (geo_precision(found), where_prec(found)) == (acled, ucdp)

"""Days in forms: Solar Hijri or Gregorian, in any digits; the address keeps ISO."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.output.brief_words import full_day
from ravi.web.days import DayProblem, read_day, write_day
from ravi.web.interface import Interface
from tests.web.conftest import Client
from tests.web.html import Page, get, post
from tests.web.test_checking import card, fields
from tests.web.test_pages import report_of

DAY = date(2026, 6, 8)


@pytest.mark.parametrize(
    "written",
    [
        "۱۴۰۵/۰۳/۱۸",
        "۱۴۰۵/۳/۱۸",
        "١٤٠٥/٠٣/١٨",
        "1405/03/18",
        "1405-03-18",
        "1405.3.18",
        " ۱۴۰۵ / ۰۳ / ۱۸ ",
        "\u2068۱۴۰۵/۰۳/۱۸\u2069",
        "2026-06-08",
        "2026/6/8",
        "۲۰۲۶-۰۶-۰۸",
    ],
)
def test_a_day_is_read(written: str) -> None:
    assert read_day(written, "filter.since") == DAY


@given(st.dates(date(1850, 1, 1), date(2250, 1, 1)))
def test_what_a_form_shows_it_takes_back(day: date) -> None:
    for language in ("fa", "en"):
        assert read_day(write_day(Interface(language), day.isoformat()), "filter.since") == day


@pytest.mark.parametrize(
    ("written", "fa", "en"),
    [
        ("دیروز", ("از روز", "دیروز", "۱۴۰۵/۰۳/۱۸"), ("since", "دیروز", "2026-06-08")),
        ("18/03/1405", ("18/03/1405", "۱۴۰۵/۰۳/۱۸"), ("18/03/1405", "2026-06-08")),
        ("1405/13/01", ("1405/13/01", "۱۴۰۵/۰۳/۱۸"), ("1405/13/01", "2026-06-08")),
        ("۱۴۰۴/۱۲/۳۰", ("۱۴۰۴/۱۲/۳۰", "اسفند ۱۴۰۴", "۲۹ روز"), ("Esfand 1404", "29 days")),
        ("2026-02-30", ("فوریه ۲۰۲۶", "۲۸ روز"), ("February 2026", "28 days")),
        ("0000-01-01", ("0000-01-01",), ("0000-01-01",)),
        ("9999/99/99", ("9999/99/99",), ("9999/99/99",)),
    ],
)
def test_what_is_no_day_is_named_with_the_remedy(
    shown: Client, written: str, fa: tuple[str, ...], en: tuple[str, ...]
) -> None:
    with pytest.raises(DayProblem):
        read_day(written, "filter.since")
    for language, words in (("fa", fa), ("en", en)):
        for path in ("/", "/map"):
            answer = shown.get(path, params={"since": written, "lang": language})
            page = Page(answer.text)
            [told] = page.words("//p[@role='alert']")
            assert (answer.status_code, page.faults()) == (400, [])
            assert all(one in told for one in words), told
    told = shown.get("/api/v1/incidents", params={"since": written}).json()["error"]
    assert (told["code"], "2026-06-08" in told["hint"]) == ("filter", True)


@pytest.mark.parametrize("path", ["/", "/map"])
def test_the_address_keeps_iso_days(shown: Client, path: str) -> None:
    asked = {"since": "۱۴۰۰/۰۱/۰۱", "until": "1400/6/31", "type": "violence", "place": ""}
    answer = shown.get(path, params=asked, follow_redirects=False)
    assert answer.status_code == 303
    where, _, query = answer.headers["location"].partition("?")
    told = [("since", "2021-03-21"), ("type", "violence"), ("until", "2021-09-22")]
    assert (where, sorted(parse_qsl(query))) == (path, told)
    page = get(shown, f"{answer.headers['location']}&lang=fa")
    assert page.one("//input[@name='since']/@value") == "۱۴۰۰/۰۱/۰۱"
    assert page.all("//input[@type='date']") == []
    page = get(shown, f"{answer.headers['location']}&lang=en")
    assert page.one("//input[@name='since'][@type='date']/@value") == "2021-03-21"


def test_links_of_a_filtered_list_carry_iso_days(shown: Client) -> None:
    asked = {"since": "۱۴۰۰/۰۱/۰۱", "lang": "fa"}
    page = Page(shown.get("/", params=asked).text)
    links = page.all("//a[contains(@href, 'since=')]/@href")
    assert links
    assert all("since=2021-03-21" in one for one in links)
    told = shown.get("/api/v1/incidents", params=asked).json()
    assert told == shown.get("/api/v1/incidents?since=2021-03-21").json()


def change(desk: Client, **more: str) -> Any:
    of = card(desk, report_of(desk, "peyk-2101"))
    return post(desk, f"/claims/{of.get('data-claim')}/correct", **{**fields(of), **more})


def test_corrected_days_are_solar_in_persian(desk: Client) -> None:
    assert fields(card(desk, report_of(desk, "peyk-2101")))["from_day"].startswith("۱۴۰۰/")
    assert change(desk, from_day="۱۴۰۰/۰۶/۱۶", to_day="1400/6/17").status_code == 200
    of = card(desk, report_of(desk, "peyk-2101"))
    assert (fields(of)["from_day"], fields(of)["to_day"]) == ("۱۴۰۰/۰۶/۱۶", "۱۴۰۰/۰۶/۱۷")
    now = desk.get(f"/api/v1/claims/{of.get('data-claim')}").json()["review"]["corrected"]["time"]
    assert (now["from"], now["to"]) == ("2021-09-07", "2021-09-08")
    answer = change(desk, to_day="۱۴۰۰/۰۷/۳۱")
    assert answer.status_code == 400
    assert "مهر ۱۴۰۰" in answer.text


def test_the_day_of_publication_is_solar_in_persian(desk: Client) -> None:
    refused = post(desk, "/add", text="در انفجاری در کابل ۳ نفر کشته شدند.", published="۱۴۰۰/۱۳/۰۱")
    assert refused.status_code == 400
    assert "روز انتشار" in refused.text
    assert (
        post(desk, "/add", text="در انفجاری در کابل ۳ نفر کشته شدند.", published="۱۴۰۰/۰۶/۱۷").status_code
        == 200
    )


def test_days_of_every_month_are_read() -> None:
    day = date(2025, 3, 21)
    for _ in range(366):
        assert read_day(write_day(Interface("fa"), day.isoformat()), "filter.since") == day
        day += timedelta(1)


@pytest.mark.parametrize("since", ["2260-01-01", "2300-01-01"])
def test_a_day_beyond_the_solar_calendar_stays_gregorian(desk: Client, since: str) -> None:
    answer = desk.get("/", params={"since": since, "lang": "fa"})
    assert answer.status_code == 200
    assert Page(answer.text).one("//input[@name='since']/@value") == since
    day = date.fromisoformat(since)
    told = Interface("fa").day(day)
    assert told is not None
    assert told.shown == told.other == f"۱ ژانویه {Interface('fa').number(str(day.year))}"
    assert full_day(day, "fa") == told.shown

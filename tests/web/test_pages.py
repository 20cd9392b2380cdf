"""The pages as they are read: parsed, in both languages, without scripts."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from ravi.data.tables import table
from ravi.ledger.store import schema
from ravi.ledger.store.opening import open_ledger
from ravi.web.interface import Interface
from tests.web.conftest import Client, Open
from tests.web.html import Page, get, post

PAGES = ("/", "/?order=grade&type=violence", "/?words=نیست‌درجهان", "/map", "/sources", "/add", "/decisions")


def names(client: Client) -> list[str]:
    """Return the ids of the incidents as the list links them."""
    return [one.rsplit("/", 1)[1] for one in get(client, "/").all("//table//a/@href")]


def richest(client: Client) -> str:
    """Return the path of the incident with most claims."""
    items = client.get("/api/v1/incidents").json()["items"]
    return f"/incidents/{max(items, key=lambda one: one['claims'])['id']}"


def report_of(client: Client, name: str) -> str:
    """Return the path of the report that the examples call ``name``."""
    items = client.get("/api/v1/reports").json()["items"]
    return next(f"/reports/{one['id']}" for one in items if one["url"].endswith(name))


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound(shown: Client, path: str, language: str) -> None:
    page = get(shown, f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert page.faults() == []
    assert page.one("//html/@lang") == language
    assert page.one("//html/@dir") == {"fa": "rtl", "en": "ltr"}[language]
    assert page.one("//a[@class='skip']/@href") == "#main"


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_incident_and_report_is_sound(shown: Client, language: str) -> None:
    for name in names(shown):
        page = get(shown, f"/incidents/{name}?lang={language}")
        assert page.faults() == [], name
        assert len(page.all("//ol[@class='claims']/li")) >= 1
    for item in shown.get("/api/v1/reports").json()["items"]:
        assert get(shown, f"/reports/{item['id']}?lang={language}").faults() == []


def test_every_link_leads_somewhere(shown: Client) -> None:
    seen, left = set[str](), ["/"]
    while left:
        path = left.pop().split("#")[0]
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        answer = shown.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html") and not path.startswith("/api/"):
            left += [one for one in Page(answer.text).all("//a/@href") if one.startswith("/")]
    assert len(seen) > 60


def test_filters_stand_in_the_address_and_in_the_form(shown: Client) -> None:
    page = get(shown, "/?place=کرکوک&type=violence&order=change")
    assert page.one("//input[@name='place']/@value") == "کرکوک"
    assert page.one("//select[@name='type']//option[@selected]/@value") == "violence"
    assert page.words("//table/tbody//td[1]/bdi")
    assert all("کرکوک" in one for one in page.words("//table/tbody//td[1]"))
    assert all("place=" in one for one in page.all("//ul[@class='orders']//@href"))


def test_the_orders_are_those_of_the_ledger(shown: Client) -> None:
    grades = [
        one.split()[-1]
        for one in get(shown, "/?order=grade").all("//tbody//span[contains(@class, 'grade ')]/@class")
    ]
    order = ("confirmed", "fair", "weak", "contested", "discounted", "ungraded")
    ranks = [order.index(one.removeprefix("grade-")) for one in grades]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
    days = get(shown, "/").all("//tbody/tr/td[2]/time[1]/@datetime")
    assert days == sorted(days, reverse=True)


def test_days_follow_the_reader_s_calendar(shown: Client) -> None:
    persian, english = (
        get(shown, f"/?place=کرکوک&lang={one}").all("//tbody//td[2]/time")[0] for one in ("fa", "en")
    )
    assert persian.text == english.get("title").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")).replace(
        "Shahrivar", "شهریور"
    )
    assert "September" in english.text
    assert persian.get("datetime") == english.get("datetime")


def test_the_language_is_remembered(open_desk: Open) -> None:
    client = open_desk(language="en")
    assert get(client, "/").one("//html/@lang") == "en"
    get(client, "/?lang=fa")
    assert get(client, "/map").one("//html/@lang") == "fa"
    assert get(client, "/map?lang=xx").one("//html/@lang") == "fa"


def test_an_incident_shows_voices_counts_and_differences(shown: Client) -> None:
    page = get(shown, richest(shown) + "?lang=en")
    claims = page.all("//ol[@class='claims']/li")
    days = page.all("//ol[@class='claims']/li//p[@class='about']/time/@datetime")
    assert days == sorted(days)
    assert len(page.words("//table[@class='voices']/tbody/tr")) >= 2
    assert page.words("//section[@aria-labelledby='differences']//li")
    chart = page.data("counts")
    assert {"what", "label", "low", "high", "by_voice"} <= set(chart[0])
    assert len(page.words("//figure[@data-ravi='chart']//tbody//tr")) == sum(
        len(one["by_voice"]) for one in chart
    )
    assert len(page.words("//section[@class='brief']/p")) >= 2
    assert len(claims) >= 3
    assert all(page.words(f"//li[@id='{one.get('id')}']//mark") for one in claims)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_why_claims_are_one_incident_is_told_in_the_page_s_language(desk: Client, language: str) -> None:
    first = richest(desk).rsplit("/", 1)[1]
    second = next(name for name in names(desk) if name != first)
    post(desk, f"/incidents/{first}/link", other=second, who="سارا", note="یک رویداد")
    page = get(desk, f"/incidents/{min(first, second)}?lang={language}")
    told = page.words("//section[@aria-labelledby='linking']/details//li")
    known = {row["feature"]: row[language] for row in table("ravi.data", "linking")}
    assert any(label in told[0] for label in known.values())
    assert any("سارا یک رویداد" in one and Interface(language).word("decision.same") in one for one in told)
    assert page.faults() == []
    if language == "fa":
        assert not re.search("[A-Za-z0-9]", " ".join(told))


def test_an_incident_s_old_name_leads_to_it(desk: Client) -> None:
    first, second = (one["id"] for one in desk.get("/api/v1/incidents").json()["items"][:2])
    post(desk, f"/incidents/{first}/link", other=second)
    gone = max(first, second)
    answer = desk.get(f"/incidents/{gone}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incidents/{min(first, second)}")


def test_a_report_s_text_is_whole_and_marked(shown: Client) -> None:
    path = report_of(shown, "peyk-2101")
    page, told = get(shown, path), shown.get(f"/api/v1{path}").json()
    lines = [line for line in told["report"]["text"].split("\n") if line.strip()]
    assert [one.text_content() for one in page.all("//article/p")] == lines
    assert len(page.all("//ol[@class='cards']/li")) == len(told["claims"])
    for number, claim in enumerate(told["claims"], 1):
        marked = "".join(
            one.text_content() for one in page.all("//article//a") if f"t{number}" in one.get("class").split()
        )
        spans = [claim["trigger"], *claim["also"]]
        assert marked == "".join(told["report"]["text"][start:end] for start, end in sorted(spans))
        card = page.one(f"//li[@id='c{number}']")
        assert card.xpath(".//details[@class='why']//li")
        assert claim["chain"][-1]["name"] in card.xpath(".//span[@class='origin']")[0].text_content()


def test_a_claim_leads_to_its_card(shown: Client) -> None:
    claim = shown.get("/api/v1/claims?limit=1").json()["items"][0]
    answer = shown.get(f"/claims/{claim['id']}", follow_redirects=False)
    path, anchor = answer.headers["location"].split("#")
    assert get(shown, path).one(f"//li[@id='{anchor}']/@data-claim") == claim["id"]


def test_the_map_says_how_exactly_it_knows(shown: Client) -> None:
    page = get(shown, "/map?lang=en")
    places = {one["id"]: one for one in page.data("places")}
    items = shown.get("/api/v1/incidents?limit=200").json()["items"]
    assert set(places) == {one["id"] for one in items}
    cities = [one for one in places.values() if one["kind"] == "city"]
    assert cities
    assert all(one["precision"] == "point" and one["lat"] is not None for one in cities)
    assert page.words("//figure[@data-ravi='map']//tbody/tr")
    assert page.all("//figure[@data-ravi='timeline']/@data-source") == ["places"]


def test_countries_and_unknown_places_are_no_points(desk: Client, ledger_path: object) -> None:
    with open_ledger(str(ledger_path)) as ledger, ledger.writing() as connection:
        row = connection.execute(select(schema.claims).where(schema.claims.c.place.is_not(None))).first()
        assert row is not None
        told = row.data | {"place": row.data["place"] | {"kind": "country"}}
        connection.execute(
            schema.claims.update().where(schema.claims.c.incident == row.incident).values(data=told)
        )
    [place] = [one for one in get(desk, "/map").data("places") if one["id"] == row.incident]
    assert (place["lat"], place["lon"], place["radius_km"]) == (None, None, None)
    assert (place["precision"], place["country"]) == ("country", row.country)


def test_sources_are_those_of_the_ledger(shown: Client) -> None:
    page = get(shown, "/sources")
    graph = page.data("relays")
    known = {one["id"] for one in graph["nodes"]}
    assert all({one["source"], one["target"]} <= known for one in graph["links"])
    assert ("خبرگزاری پیک", "روزنامه آفتاب شرق") in {(one["source"], one["target"]) for one in graph["links"]}
    told = shown.get("/api/v1/voices").json()
    assert (
        len(page.all("//table[caption[@id='publishers-caption']]/tbody/tr")) == len(told["publishers"]) == 5
    )
    assert all(
        one["alone"] + one["confirmed"] + one["contradicted"] >= one["incidents"] for one in told["voices"]
    )


def test_a_long_list_is_cut_into_pages(shown: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravi.web.pages.incidents.PAGE", 4)
    found: list[str] = []
    path = "/?order=grade"
    while path:
        page = get(shown, path)
        found += page.all("//tbody//a/@href")
        following = page.all("//a[@rel='next']/@href")
        path = following[0] if following else ""
    assert len(found) == len(set(found)) == len(shown.get("/api/v1/incidents").json()["items"])


def test_without_built_assets_the_pages_say_so(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravi.web.app.find_static", lambda: None)
    page = get(open_desk(), "/")
    assert page.words("//p[@role='note']/code") == ["cd frontend && npm ci && npm run build"]
    assert page.all("//link[@rel='stylesheet']") == page.all("//script[@src]") == []
    assert page.faults() == []

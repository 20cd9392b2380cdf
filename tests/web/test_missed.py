"""Adding a claim that the machine missed, by forms alone and through the API."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ravi.ledger.adding import reread
from ravi.ledger.store.opening import open_ledger
from tests.ledger.reports_read import read_once
from tests.web.conftest import Client, Open
from tests.web.html import Page, get, post, token_of
from tests.web.test_checking import card
from tests.web.test_pages import report_of

NAME = "peyk-2101"
WORDS = "وخیم است"


def found(desk: Client, words: str = WORDS, **more: str) -> Page:
    """Return the report's page with the words looked for."""
    path = report_of(desk, NAME)
    answer = desk.get(path, params={"words": words, **more})
    assert answer.status_code == 200
    return Page(answer.text)


def form_of(page: Page) -> dict[str, str]:
    """Return what the form for a missed claim would send if only its type was chosen."""
    form = page.one("//form[contains(@class, 'add')]")
    told = {
        one.get("name"): one.get("value") or ""
        for one in form.xpath(".//input[not(@type='radio' or @type='checkbox')]")
    }
    told |= {one.get("name"): (one.text or "").removeprefix("\n") for one in form.xpath(".//textarea")}
    for one in form.xpath(".//select"):
        told[one.get("name")] = one.xpath("string(.//option[@selected]/@value)")
    [told["span"]] = form.xpath(".//input[@type='radio'][@checked]/@value")
    told["type"] = "shelling"
    return {name: value for name, value in told.items() if name != "csrf"}


def add(desk: Client, **changes: str) -> Any:
    return post(desk, f"{report_of(desk, NAME)}/claims", **{**form_of(found(desk)), "who": "سارا", **changes})


def added_card(desk: Client) -> Any:
    return get(desk, report_of(desk, NAME)).one("//ol[@class='cards']/li[contains(@class, ' added')]")


def test_words_are_found_and_a_claim_is_added(desk: Client) -> None:
    page = found(desk)
    assert page.faults() == []
    assert page.words("//p[@class='spot']//mark") == [WORDS]
    before = len(page.all("//ol[@class='cards']/li"))
    answer = add(
        desk, counts="injured 30 - بیش از ۳۰ نفر", chain="خبرگزاری پیک\nسلیم القدور", note="ماشین ندید"
    )
    path = report_of(desk, NAME)
    assert str(answer.url).endswith(f"{path}#c3")
    shown = Page(answer.text)
    assert shown.faults() == []
    quotes = shown.words("//ol[@class='cards']/li/blockquote")
    assert sorted(quotes, key=shown.words("//article")[0].index) == quotes
    assert (len(quotes), [WORDS in one for one in quotes].count(True)) == (before + 1, 1)
    added = added_card(desk)
    assert "added" in added.get("class").split()
    told = added.text_content()
    assert all(one in told for one in ("سارا", "ماشین ندید", "سلیم القدور", "دست‌کم ۳۰", "افزوده با دست"))
    mark = shown.one("//article//a[@href='#c3']")
    assert (mark.text_content(), "added" in mark.get("class").split()) == (WORDS, True)
    incident = added.xpath("string(.//a[starts-with(@href, '/incidents/')]/@href)")
    name = added.get("data-claim")
    assert "افزوده با دست" in get(desk, incident).one(f"//li[@id='{name}']").text_content()
    assert str(desk.get(f"/claims/{name}").url).endswith(f"{path}#c3")


def test_an_added_claim_has_means_and_other_words(desk: Client) -> None:
    other = desk.get(f"/api/v1{report_of(desk, NAME)}").json()["report"]["text"].split()[0]
    assert add(desk, also=other, **{"means.mortar": "1", "means.artillery": "1"}).status_code == 200
    claim = added_card(desk).get("data-claim")
    told = desk.get(f"/api/v1/claims/{claim}").json()
    assert (told["means"], told["also_words"]) == (["artillery"], [other])
    assert "توپخانه" in " ".join(added_card(desk).xpath(".//dl//text()"))


def test_an_added_claim_survives_a_reread_and_exports(desk: Client, ledger_path: Path) -> None:
    add(desk)
    name = added_card(desk).get("data-claim")
    with open_ledger(str(ledger_path)) as ledger:
        reread(ledger, report_of(desk, NAME).rsplit("/", 1)[1], read=read_once)
    assert added_card(desk).get("data-claim") == name
    packed = zipfile.ZipFile(io.BytesIO(desk.get("/api/v1/export?format=gold").content))
    [gold] = [json.loads(packed.read(one)) for one in packed.namelist()]
    assert [one["review"]["state"] for one in gold["claims"]].count("added") == 1
    rows = desk.get("/api/v1/export?format=jsonl").text.splitlines()
    claims = [claim for row in rows for claim in json.loads(row)["claims"]]
    assert [one["id"] for one in claims if one["added_by"]] == [name]


@pytest.mark.parametrize("where", ["card", "list"])
def test_an_added_claim_is_taken_back(desk: Client, where: str) -> None:
    path = report_of(desk, NAME)
    before = [one.get("data-claim") for one in get(desk, path).all("//ol[@class='cards']/li")]
    add(desk)
    page = get(desk, "/decisions") if where == "list" else get(desk, path)
    xpath = "//form[contains(@class, 'undo')]/@action" if where == "card" else "//form/@action"
    answer = post(desk, page.one(xpath))
    assert answer.url.path == path
    assert [one.get("data-claim") for one in get(desk, path).all("//ol[@class='cards']/li")] == before
    page = get(desk, "/decisions")
    assert len(page.all("//section[@aria-labelledby='corrections']//tbody/tr")) == 2
    assert page.all("//section[@aria-labelledby='corrections']//form") == []
    assert {desk.get(url).status_code for url in page.all("//tbody//a/@href")} == {200}


def test_an_added_claim_is_judged_and_corrected_as_any_other(desk: Client) -> None:
    add(desk)
    name = added_card(desk).get("data-claim")
    post(desk, f"/claims/{name}/verdict", verdict="confirmed", who="دیگری")
    heading = added_card(desk).xpath("string(.//h3)")
    assert "درست خوانده شده" in heading
    assert "افزوده با دست" in heading


@pytest.mark.parametrize(
    ("words", "number"),
    [("شهر", 3), ("زخمی شده اند", 1), ("زخمي شده‌اند", 1), ("مریخ", 0), ("  ", 0), ("", 0), ("<b>", 0)],
)
def test_words_are_found_in_any_spelling(desk: Client, words: str, number: int) -> None:
    page = found(desk, words)
    assert len(page.all("//p[@class='spot']")) == number
    assert len(page.all("//section[@id='missed']//p[@role='alert']")) == (not number and bool(words.strip()))
    assert page.faults() == []


def test_the_place_that_was_marked_is_chosen(desk: Client) -> None:
    spots = found(desk, "شهر").all("//p[@class='spot']/input/@value")
    third = spots[2]
    chosen = found(desk, "شهر", at=third.split("-")[0]).all("//p[@class='spot']/input[@checked]/@value")
    assert chosen == [third]
    assert len(found(desk, "شهر", at="مریخ").all("//p[@class='spot']/input[@checked]")) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"span": ""}, "no words of the report are chosen"),
        ({"span": "5-999999"}, "trigger"),
        ({"span": "9-5"}, "trigger"),
        ({"type": ""}, "type is missing"),
        ({"type": "picnic"}, "picnic"),
        ({"agents": "ناوگان مریخ"}, "no words"),
        ({"event_of": "c-0"}, "c-0"),
    ],
)
def test_what_cannot_be_a_claim_is_refused(desk: Client, change: dict[str, str], says: str) -> None:
    get(desk, "/?lang=en")
    answer = add(desk, **change)
    assert answer.status_code == 400
    assert says in answer.text
    assert desk.get("/api/v1/corrections").json()["items"] == []


def test_a_desk_for_showing_offers_no_form(open_desk: Open) -> None:
    desk = open_desk(read_only=True)
    page = found(desk)
    assert page.all("//section[@id='missed']") == []
    assert page.faults() == []
    assert post(desk, f"{report_of(desk, NAME)}/claims", span="0-5", type="shelling").status_code == 403


def test_a_hostile_search_stays_text(desk: Client) -> None:
    page = found(desk, "<script>alert(1)</script>\x00")
    assert "<script>alert" not in page.source
    assert page.one("//input[@id='missed-words']/@value") == "<script>alert(1)</script>"


def say(desk: Client, path: str, **body: Any) -> Any:
    return desk.post(f"/api/v1/{path}", json=body, headers={"X-CSRF-Token": token_of(desk)})


def test_the_api_adds_shows_and_takes_back(desk: Client) -> None:
    report = report_of(desk, NAME).removeprefix("/")
    text = desk.get(f"/api/v1/{report}").json()["report"]["text"]
    start = text.index(WORDS)
    other = desk.get(f"/api/v1/claims?report={report.rsplit('/', 1)[1]}").json()["items"][0]
    fields = {"type": "shelling", "trigger": [start, start + len(WORDS)], "certainty": "hedged"}
    answer = say(desk, f"{report}/claims", fields=fields, event_of=other["id"], who="سارا")
    assert answer.status_code == 201
    told = answer.json()
    assert (told["added_by"], told["event"], told["trigger_words"]) == ("سارا", other["event"], WORDS)
    assert (told["review"]["state"], told["review"]["history"][0]["field"]) == ("added", "claim")
    assert desk.get(f"/api/v1/claims/{told['id']}").json() == told
    assert say(desk, f"{report}/claims", fields=fields).status_code == 400
    act = told["review"]["history"][0]["id"]
    assert say(desk, f"corrections/{act}/undo").status_code == 201
    assert desk.get(f"/api/v1/claims/{told['id']}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"fields": {}}, 400),
        ({"fields": {"type": [], "trigger": [0, 4]}}, 400),
        ({"fields": {"type": "shelling", "trigger": "0-4"}}, 400),
        ({"fields": {"type": "shelling", "trigger": [0, 4], "claim": {}}}, 400),
        ({"fields": {"type": "shelling", "trigger": [0, 4]}, "event_of": 7}, 400),
        ({"fields": {"type": "shelling", "trigger": [0, 4], "chain": ["\x00"]}}, 400),
    ],
)
def test_the_api_refuses_what_is_no_claim(desk: Client, body: dict[str, Any], status: int) -> None:
    answer = say(desk, f"{report_of(desk, NAME).removeprefix('/')}/claims", **body)
    assert (answer.status_code, set(answer.json()["error"])) == (status, {"code", "message", "hint"})


def test_a_report_that_is_not_there(desk: Client) -> None:
    fields = {"type": "shelling", "trigger": [0, 4]}
    assert say(desk, "reports/r-0/claims", fields=fields).status_code == 404
    assert post(desk, "/reports/r-0/claims", span="0-4", type="shelling").status_code == 404
    assert card(desk, report_of(desk, NAME)) is not None


@pytest.mark.parametrize("span", ["", "5", "5-3", "-1-3", "0-999999999999", "9" * 5000 + "-" + "3"])
def test_a_span_that_is_none_is_refused(desk: Client, span: str) -> None:
    assert add(desk, span=span).status_code == 400

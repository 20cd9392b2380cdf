"""Checking at the desk, by forms alone: confirm, reject, correct, link, unlink, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ravi.ledger.adding import reread
from ravi.ledger.store.opening import open_ledger
from tests.ledger.reports_read import read_once
from tests.web.conftest import Client
from tests.web.html import Page, get, post
from tests.web.test_pages import report_of


def card(client: Client, path: str, at: int = 1) -> Any:
    return get(client, path).one(f"//li[@id='c{at}']")


def fields(of: Any) -> dict[str, str]:
    """Return what a card's form would send if nothing was changed."""
    form = of.xpath(".//form[@class='correct']")[0]
    sent = form.xpath(".//input[not(@type='checkbox') or @checked]")
    told = {one.get("name"): one.get("value") or "" for one in sent}
    told |= {one.get("name"): (one.text or "").removeprefix("\n") for one in form.xpath(".//textarea")}
    for one in form.xpath(".//select"):
        told[one.get("name")] = one.xpath("string(.//option[@selected]/@value)")
    return {name: value for name, value in told.items() if name != "csrf"}


@pytest.mark.parametrize(("verdict", "words"), [("confirmed", "confirmed"), ("rejected", "rejected")])
def test_a_claim_is_judged(desk: Client, verdict: str, words: str) -> None:
    path = report_of(desk, "peyk-2101")
    claim = card(desk, path).get("data-claim")
    answer = post(desk, f"/claims/{claim}/verdict", verdict=verdict, who="سارا")
    assert str(answer.url).endswith(f"{path}#c1")
    judged = card(desk, f"{path}?lang=en")
    assert f"review-{verdict}" in judged.get("class")
    assert words in judged.xpath("string(.//h3)")
    assert "سارا" in judged.xpath("string(.//details[@class='history'])")
    incident = judged.xpath("string(.//a[starts-with(@href, '/incidents/')]/@href)")
    assert f"review-{verdict}" in get(desk, incident).one(f"//li[@id='{claim}']/@class")
    post(desk, f"/claims/{claim}/verdict", verdict="open")
    assert "review-open" in card(desk, path).get("class")


def test_a_claim_is_corrected_and_both_readings_are_shown(desk: Client, ledger_path: Path) -> None:
    path = report_of(desk, "peyk-2101")
    before = card(desk, path)
    claim, told = before.get("data-claim"), fields(before)
    told |= {
        "certainty": "hedged",
        "counts": "killed 14 20 دست‌کم ۱۴ نفر",
        "place": "ادلب",
        "agents": "ارتش سوریه",
    }
    assert post(desk, f"/claims/{claim}/correct", **{**told, "who": "سارا", "note": "سخت"}).status_code == 200
    after = card(desk, path)
    now = after.xpath(".//section[@class='correction']")[0].text_content()
    assert all(words in now for words in ("ادلب", "ارتش سوریه", "۱۴ تا ۲۰"))
    assert after.xpath("string(.//dl[1])") == before.xpath("string(.//dl[1])")
    assert fields(after)["place"] == "ادلب"
    review = desk.get(f"/api/v1/claims/{claim}").json()["review"]
    assert (review["corrected"]["certainty"], review["corrected"]["polarity"]) == ("hedged", "affirmed")
    assert {one["field"] for one in review["history"]} == {"certainty", "counts", "place", "agents"}
    assert review["corrected"]["place"]["lat"] is not None
    with open_ledger(str(ledger_path)) as ledger:
        reread(ledger, path.rsplit("/", 1)[1], read=read_once)
    assert "ارتش سوریه" in card(desk, path).xpath("string(.//section[@class='correction'])")


def test_a_form_sent_back_unchanged_corrects_nothing(desk: Client) -> None:
    for name in ("peyk-2101", "karaneh-9001", "aftab-81", "marz-352"):
        path = report_of(desk, name)
        for at in range(1, len(get(desk, path).all("//ol[@class='cards']/li")) + 1):
            of = card(desk, path, at)
            answer = post(desk, f"/claims/{of.get('data-claim')}/correct", **fields(of))
            assert answer.status_code == 400, (name, at)
            assert "چیزی در این ادعا تغییر نکرده است" in answer.text


def test_every_field_of_the_form_can_be_corrected(desk: Client) -> None:
    path = report_of(desk, "peyk-2101")
    claim = card(desk, path).get("data-claim")
    changes = {
        "type": "air_strike",
        "polarity": "denied",
        "modality": "possible",
        "certainty": "hedged",
        "channel": "video",
        "chain": "خبرگزاری پیک\nسلیم القدور",
        "agents": "ارتش سوریه\nگلوله‌ها",
        "targets": "بیمارستان",
        "place": "",
        "time": "چهارشنبه",
        "from_day": "2021-09-07",
        "to_day": "2021-09-09",
        "counts": "",
    }
    for name, value in changes.items():
        told = fields(card(desk, path)) | {name: value}
        if name == "from_day":
            told["time"] = changes["time"]
        assert post(desk, f"/claims/{claim}/correct", **told).status_code == 200, name
    now = desk.get(f"/api/v1/claims/{claim}").json()["review"]["corrected"]
    assert [now[name] for name in list(changes)[:5]] == list(changes.values())[:5]
    assert [one["name"] for one in now["chain"]] == changes["chain"].split("\n")
    assert [one["name"] for one in now["agents"]] == changes["agents"].split("\n")
    assert (now["place"], now["counts"]) == (None, [])
    assert (now["time"]["from"], now["time"]["to"]) == ("2021-09-07", "2021-09-09")
    text = desk.get(f"/api/v1{path}").json()["report"]["text"]
    assert text[slice(*now["time"]["span"])] == "چهارشنبه"
    assert text[slice(*now["agents"][1]["span"])] == "گلوله‌ها"


def correct(desk: Client, path: str, gone: str = "", **changes: str) -> dict[str, Any]:
    """Send the first card's form with changes, without the tick ``gone``, and return what is corrected now."""
    of = card(desk, path)
    form = {name: value for name, value in fields(of).items() if name != gone}
    assert post(desk, f"/claims/{of.get('data-claim')}/correct", **{**form, **changes}).status_code == 200
    found: dict[str, Any] = desk.get(f"/api/v1/claims/{of.get('data-claim')}").json()["review"]["corrected"]
    return found


def test_means_are_ticked_and_unticked(desk: Client) -> None:
    path = report_of(desk, "peyk-2101")
    labels = card(desk, path).xpath(".//fieldset[@class='ticks']/label")
    assert {"پهپاد", "توپخانه"} <= {one.text_content().strip() for one in labels}
    before = {name for name in fields(card(desk, path)) if name.startswith("means.")}
    now = correct(desk, path, **{"means.drone": "1"})
    assert set(now["means"]) == {one.removeprefix("means.") for one in before} | {"drone"}
    assert fields(card(desk, path))["means.drone"] == "1"
    shown = card(desk, path).xpath(".//section[@class='correction']")[0].text_content()
    assert "با چه" in shown
    assert "پهپاد" in shown
    now = correct(desk, path, gone="means.drone")
    assert set(now["means"]) == {one.removeprefix("means.") for one in before}
    assert Page(desk.get("/decisions").text).faults() == []


def test_words_that_tell_of_the_event_again_are_given_and_taken_away(desk: Client) -> None:
    path = report_of(desk, "peyk-2101")
    text = desk.get(f"/api/v1{path}").json()["report"]["text"]
    before = fields(card(desk, path))["also"]
    now = correct(desk, path, also=f"{before}\nگلوله‌ها")
    assert "گلوله‌ها" in [text[slice(*span)] for span in now["also"]]
    assert sorted(now["also"]) == now["also"]
    assert "گلوله‌ها" in fields(card(desk, path))["also"].split("\n")
    assert "تکرار" in card(desk, path).xpath(".//section[@class='correction']")[0].text_content()
    assert correct(desk, path, also="")["also"] == []
    trigger = card(desk, path).xpath("string(.//blockquote)").strip()
    of = card(desk, path)
    answer = post(desk, f"/claims/{of.get('data-claim')}/correct", **{**fields(of), "also": trigger})
    assert (answer.status_code, "جز همان‌جا" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"agents": "ناوگان مریخ"}, "no words"),
        ({"also": "ناوگان مریخ"}, "no words"),
        ({"counts": "بسیار"}, "no count"),
        ({"counts": "killed 5 6 در مریخ"}, "no words"),
        ({"type": "picnic"}, "picnic"),
        ({"chain": ""}, "chain"),
        ({"time": "", "from_day": "2021-01-01"}, "no words"),
        ({"from_day": "2021-99-01"}, "2021-99-01"),
    ],
)
def test_what_the_report_does_not_say_is_refused(desk: Client, change: dict[str, str], says: str) -> None:
    path = report_of(desk, "peyk-2101")
    of = card(desk, f"{path}?lang=en")
    answer = post(desk, f"/claims/{of.get('data-claim')}/correct", **{**fields(of), **change})
    assert answer.status_code == 400
    assert says in answer.text
    assert desk.get("/api/v1/corrections").json()["items"] == []


def test_corrections_are_taken_back_from_the_list(desk: Client) -> None:
    path = report_of(desk, "peyk-2101")
    of = card(desk, path)
    claim = of.get("data-claim")
    post(desk, f"/claims/{claim}/correct", **{**fields(of), "polarity": "denied"})
    page = get(desk, "/decisions")
    [undo] = page.all("//section[@aria-labelledby='corrections']//form/@action")
    assert page.faults() == []
    assert post(desk, undo).status_code == 200
    assert card(desk, path).xpath(".//section[@class='correction']") == []
    page = get(desk, "/decisions")
    assert len(page.words("//section[@aria-labelledby='corrections']//tbody/tr")) == 2
    assert page.all("//section[@aria-labelledby='corrections']//form") == []


def test_only_what_stands_is_taken_back(desk: Client) -> None:
    claim = card(desk, report_of(desk, "peyk-2101")).get("data-claim")
    for verdict in ("confirmed", "rejected"):
        post(desk, f"/claims/{claim}/verdict", verdict=verdict)
    rows = get(desk, "/decisions").all("//section[@aria-labelledby='corrections']//tbody/tr")
    assert [len(row.xpath(".//form")) for row in rows] == [1, 0]


def incidents(client: Client) -> dict[str, int]:
    items = client.get("/api/v1/incidents?limit=200").json()["items"]
    return {one["id"]: one["claims"] for one in items}


def test_incidents_are_linked_and_the_link_is_undone(desk: Client) -> None:
    before = incidents(desk)
    name = next(one for one in before if get(desk, f"/incidents/{one}").all("//select[@id='other']"))
    page = get(desk, f"/incidents/{name}")
    other = page.all("//select[@id='other']/option[@value != '']/@value")[0]
    answer = post(desk, f"/incidents/{name}/link", other=other, who="سارا", note="یک رویداد")
    assert answer.url.path == f"/incidents/{min(name, other)}"
    assert incidents(desk)[min(name, other)] == before[name] + before[other]
    deeds = get(desk, "/decisions")
    assert "یک رویداد" in deeds.words("//section[@aria-labelledby='links']//tbody/tr")[0]
    post(desk, deeds.all("//section[@aria-labelledby='links']//form/@action")[0])
    assert incidents(desk) == before
    deeds = get(desk, "/decisions")
    assert deeds.faults() == []
    assert deeds.all("//section[@aria-labelledby='links']//form") == []


def test_a_claim_is_kept_apart_and_comes_back(desk: Client) -> None:
    before = incidents(desk)
    name = max(before, key=before.__getitem__)
    claims = get(desk, f"/incidents/{name}").all("//button[@name='claim']/@value")
    assert len(claims) == before[name]
    apart = next(one for one in claims if one[2:] != name[2:])
    post(desk, f"/incidents/{name}/unlink", claim=apart)
    assert apart not in get(desk, f"/incidents/{name}").all("//button[@name='claim']/@value")
    post(desk, get(desk, "/decisions").all("//form/@action")[0])
    assert incidents(desk) == before


@pytest.mark.parametrize("told", [{}, {"other": "i-0"}, {"other_id": "nothing"}])
def test_a_link_with_nothing_is_refused(desk: Client, told: dict[str, str]) -> None:
    name = next(iter(incidents(desk)))
    answer = post(desk, f"/incidents/{name}/link", **told)
    assert answer.status_code in (400, 404)
    assert Page(answer.text).faults() == []
    assert desk.get("/api/v1/decisions").json()["items"] == []

"""Reports whose texts, names and addresses try to be markup, code or direction: on every page they stay words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from ravi.intake.files import Unread
from ravi.ledger.adding import add_report
from ravi.ledger.judgements.corrections import correct_claim, judge_claim
from ravi.ledger.judgements.decisions import judge
from ravi.ledger.store.opening import open_ledger
from ravi.report import Claim, Count, Mention, Period, Place, Reason, Report, Span
from ravi.web.app import create_app
from ravi.web.settings import DeskSettings
from tests.web.conftest import HOME
from tests.web.html import Page

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script><script>alert(2)</script>",
    "]]><!--<h1>",
    "\u202eevil\u202c\u2066x",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp;quot;",
    "=HYPERLINK(1)",
)


def hostile_report(words: str) -> Report:
    """Return a report in which every field that comes from outside holds ``words``."""
    text = f"{words} حمله {words}\nمتن {words} و \u2028 جدا\r\n{words}"
    whole, trigger = Span(0, len(words)), Span(len(words) + 1, len(words) + 5)
    mention = Mention(words, whole, actor=words)
    claim = Claim(
        "e1",
        "armed_attack",
        trigger,
        (Mention(words, None), mention, Mention(words + " ۲", whole)),
        also=(whole,),
        agents=(mention,),
        targets=(mention,),
        place=Place(words, whole, 36.2, 37.1, None, "SY", (words, words), why=words, kind="city"),
        time=Period(whole, date(2021, 1, 1), date(2021, 1, 2), why=words),
        counts=(Count("killed", 1, 2, whole, why=words),),
        why=(Reason("type", words, 0.5, whole, words),),
    )
    return Report(
        text,
        "fa",
        publisher=words,
        published=date(2021, 1, 3),
        title=words,
        published_why=words,
        claims=(claim,),
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a ledger of hostile reports, with decisions and corrections that are hostile too."""
    path = tmp_path_factory.mktemp("hostile") / "ravi.db"
    with open_ledger(str(path)) as ledger:
        added = []
        for words in HOSTILE:
            report = hostile_report(words)
            unread = Unread(report.text, publisher=words, language="fa", url=words, source=words)
            added.append(add_report(ledger, unread, read=lambda _, report=report: report))
        with ledger.writing() as connection:
            from sqlalchemy import select

            from ravi.ledger.store import schema

            claims = list(connection.scalars(select(schema.claims.c.id).order_by(schema.claims.c.number)))
            for words, claim in zip(HOSTILE, claims, strict=True):
                judge_claim(connection, claim, "confirmed", who=words, note=words)
                correct_claim(connection, claim, {"polarity": "denied"}, who=words, note=words)
            judge(connection, claims[0], claims[1], "same", who=HOSTILE[0], note=HOSTILE[1])
    return path


def pages(client: TestClient) -> list[str]:
    items = client.get("/api/v1/incidents?limit=200").json()["items"]
    reports = client.get("/api/v1/reports?limit=200").json()["items"]
    assert len(reports) == len(HOSTILE)
    return [
        "/",
        "/map",
        "/sources",
        "/decisions",
        *(f"/incidents/{one['id']}" for one in items),
        *(f"/reports/{one['id']}" for one in reports),
        *(
            f"/?words=x&publisher={words}"
            for words in ("%3Cscript%3E", "%22%3E%3Cimg%20onerror%3D1%3E", "'x")
        ),
        "/?since=%3Cscript%3Ealert(1)%3C/script%3E",
        "/reports/%3Cscript%3E",
        "/%3Cscript%3E",
        "/jobs/%22%3E%3Cimg%3E",
    ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_nothing_becomes_markup(hostile: Path, language: str) -> None:
    with TestClient(create_app(DeskSettings(str(hostile), language=language)), base_url=HOME) as client:
        for path in pages(client):
            answer = client.get(path)
            assert answer.status_code < 500, path
            page = Page(answer.text)
            assert page.faults() == [], path
            assert page.all("//img | //iframe | //object | //embed | //svg | //base") == [], path
            assert len(page.all("//h1")) == 1, path
            targets = [*page.all("//@href"), *page.all("//@src"), *page.all("//@action")]
            assert [one for one in targets if one[:1] not in ("/", "#")] == [], path
            assert "49" not in page.words("//h1")[0]


def test_words_are_shown_as_they_are(hostile: Path) -> None:
    with TestClient(create_app(DeskSettings(str(hostile))), base_url=HOME) as client:
        for one in client.get("/api/v1/reports?limit=200").json()["items"]:
            page = Page(client.get(f"/reports/{one['id']}").text)
            assert page.one("//h1").text_content() == one["title"]
            assert page.one("//h1/@dir") == "auto"
            lines = [
                line.rstrip("\r")
                for line in client.get(f"/api/v1/reports/{one['id']}").json()["report"]["text"].split("\n")
            ]
            assert [p.text_content() for p in page.all("//article/p")] == lines
            assert one["publisher"] in [name.text_content() for name in page.all("//header//bdi")]


def test_names_keep_their_direction_to_themselves(hostile: Path) -> None:
    with TestClient(create_app(DeskSettings(str(hostile))), base_url=HOME) as client:
        for path in pages(client)[:4]:
            page = Page(client.get(path).text)
            for one in page.all("//main//*[not(self::script)]/text()[contains(., '\u202e')]"):
                around = one.getparent()
                isolated = [
                    a
                    for a in (around, *around.iterancestors())
                    if a.tag in ("bdi", "option") or a.get("dir") == "auto"
                ]
                assert isolated, (path, one)

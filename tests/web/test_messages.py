"""Every error that a page can show is known in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ravi
import ravi.errors
from ravi.reading.accept import too_large
from ravi.web.interface import Interface
from ravi.web.messages import LONGEST, Message, messages, tell
from tests.web.conftest import Client, Open
from tests.web.html import Page, post, token_of
from tests.web.test_checking import card, fields
from tests.web.test_pages import names, report_of

SOURCE = Path(ravi.__file__).parent
FA = Interface("fa")
#: What no page runs: commands, other outputs, the JSON of the API, what tells its own words, what starts the desk.
APART = (
    "__init__", "cli", "cluster/", "commands/", "intake/added_places", "intake/exchange_", "intake/feed_list",
    "intake/gazetteer_file", "intake/options", "ledger/store/feeds", "ledger/linking/", "ledger/store/migrations",
    "output/brief", "output/emit", "output/export", "output/forms/", "reading/places/gazetteer",
    "reading/network/model", "web/api/", "web/app",
    "web/days", "web/serve",
)  # fmt: skip
#: Sentences that are put together elsewhere than where they are raised.
COMPOSED = ("message", "str(one.error)", "too_large(", "_unread(", "_misread(", "_told(", "message or hint")
#: Errors of folders, of what a library hands over and of opening a ledger: no form leads there.
NEVER = (
    "the folder {} has no files", "a report's text must be str", "there is no ledger at {}",
    "the folder {} of the ledger", "the ledger {} cannot be opened",
)  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(APART):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def pieces(node: ast.expr) -> list[str] | None:
    """Return the fixed parts of a sentence round what is filled in; None where it is no text here."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if not isinstance(node, ast.JoinedStr):
        return None
    found = [""]
    for one in node.values:
        if isinstance(one, ast.Constant):
            found[-1] += one.value
        else:
            found.append("")
    return found


def _joined(message: list[str] | None, remedy: list[str] | None) -> list[str] | None:
    if message is None or remedy is None:
        return None
    return [*message[:-1], f"{message[-1]}; {remedy[0]}", *remedy[1:]]


def raised() -> Iterator[tuple[str, str, list[str] | None]]:
    """Yield where each error is made, as what, and the fixed parts of its sentence."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            kind = node.func.id if isinstance(node.func, ast.Name) else ""
            place = f"{name}:{node.lineno}"
            if kind == "Problem":
                first, last = (pieces(one) for one in node.args[2:4])
                yield place, ast.unparse(node.args[2]), _joined(first, last)
            elif kind in vars(ravi.errors):
                yield place, ast.unparse(node.args[0]), pieces(node.args[0])


RAISED = [one for one in raised() if one[2] is not None and not "{}".join(one[2]).startswith(NEVER)]


def test_the_walk_finds_the_errors() -> None:
    assert len(RAISED) > 100
    apart = [text for _, text, parts in raised() if parts is None]
    assert [text for text in apart if not text.startswith(COMPOSED)] == []


@pytest.mark.parametrize(("place", "text", "parts"), RAISED, ids=[place for place, _, _ in RAISED])
def test_every_error_has_a_row(place: str, text: str, parts: list[str]) -> None:
    """What is filled in may end the sentence, with one remedy or another; else it is a value."""
    pattern = ".+".join(re.escape(part.replace("{", "{{").replace("}", "}}")) for part in parts)
    assert any(one.read("'x'".join(parts)) or re.fullmatch(pattern, one.en) for one in messages()), (
        f"{place}: {text}"
    )


def test_no_row_is_there_for_nothing() -> None:
    """The longest fixed part of a sentence, before or after its remedy, stands in the code."""
    texts = [
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    for one in messages():
        if not one.key.startswith(("os.", "language.")):
            longest = max((half for part in one.parts for half in re.split(r"; |: ", part)), key=len)
            assert any(longest in text for text in texts), one.key


@pytest.mark.parametrize("one", messages(), ids=lambda one: one.key)
def test_both_languages_say_the_same(one: Message) -> None:
    slots = [sorted(name for _, name, _, _ in Formatter().parse(words) if name) for words in (one.en, one.fa)]
    assert slots[0] == slots[1] == sorted(one.names)
    assert len(set(one.names)) == len(one.names)
    own = re.sub("\u2066[^\u2069]*\u2069", "", one.fa)
    assert own.count("\u2066") == own.count("\u2069") == 0
    assert not re.search("[يك]|[0-9]", own.replace("UTF-8", "").replace("UTF-16", ""))
    assert re.search("[\u0600-\u06ff]", own)


def test_keys_are_there_once() -> None:
    keys = [one.key for one in messages()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("one", messages(), ids=lambda one: one.key)
def test_each_sentence_is_taken_for_its_own(one: Message) -> None:
    values = {name: f"'x{number}'" for number, name in enumerate(one.names)}
    said = one.en.format(**values)
    assert next(other for other in messages() if other.read(said) is not None) is one
    assert one.read(said) == values
    told = tell(FA, said)
    assert all(f"x{number}" in told for number in range(len(values)))
    assert tell(Interface("en"), said) == ""


@given(st.text(max_size=60))
def test_any_value_is_shown_in_a_sentence_and_nothing_else(value: str) -> None:
    told = tell(FA, f"the report has no words {value!r:.80}; give them as the text writes them")
    assert told.startswith("واژه‌های «\u2068")
    assert tell(FA, value) == "" or "; " in value or any(one.read(value) is not None for one in messages())


@pytest.mark.parametrize(
    "said", ["", "x" * (LONGEST + 1), "nobody foresaw this; look", "the report has no words"]
)
def test_what_is_not_known_stays_as_it_is(said: str) -> None:
    assert tell(FA, said) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (too_large("5,000,001 characters"), ("۵٬۰۰۰٬۰۰۱ نویسه",)),
        (too_large("more than 200 bytes"), ("بیش از ۲۰۰ بایت",)),
        ("near 'x' is no circle; give one such as 36.2,37.16,50", ("نزدیک", "«\u2068x\u2069»")),
        ("published has 600 characters; give 500 at most", ("روز انتشار", "۶۰۰")),
        ("claims[0].counts[1].low must be int or null, not 'x'", ("چند", "int")),
        ("the input is a PDF document, not text (it begins b'%PDF-1.7'); give the report as plain text", ("سند PDF",)),
        ("the report has no words 'می\\u200cرود'; give them as the text writes them", ("می\u200cرود",)),
    ],
)  # fmt: skip
def test_what_differs_is_said_in_words(said: str, words: tuple[str, ...]) -> None:
    told = tell(FA, said)
    assert [one for one in words if one not in told] == [], told


GET = (
    "/nowhere", "/incidents/i-0", "/reports/r-0", "/claims/c-0", "/jobs/j-0", "/?type=picnic", "/?near=here",
    "/?near=99,0,5", "/?voices=many", "/?grade=best", "/?order=size", "/?cursor=x", "/decisions?cursor=x",
    f"/?words={'x' * 301}", "/?place=a%00b", "/?words=!!", "/map?status=x", "/add/nothing",
)  # fmt: skip


def refused(answer: Any) -> str:
    """Return what a page says of a refusal: one alert, in Persian."""
    page = Page(answer.text)
    assert 400 <= answer.status_code < 500
    assert page.faults() == []
    [alert] = page.all("//*[@role='alert']")
    assert alert.get("lang") is None
    assert page.all("//*[@lang='en'][not(@hreflang)]") == []
    told = " ".join(alert.text_content().split())
    assert re.match("[\u0600-\u06ff«\u2068]", told), told
    return told


@pytest.mark.parametrize("path", GET)
def test_a_page_says_what_is_wrong_in_persian(shown: Client, path: str) -> None:
    refused(shown.get(f"{path}{'&' if '?' in path else '?'}lang=fa"))
    page = Page(shown.get(f"{path}{'&' if '?' in path else '?'}lang=en").text)
    assert not re.search("[\u0600-\u06ff]", " ".join(page.words("//*[@role='alert']")))


def test_programs_are_told_in_english(shown: Client) -> None:
    told = shown.get("/api/v1/incidents?type=picnic&lang=fa").json()["error"]
    assert told["message"] == "type 'picnic' is not known"
    assert told["hint"].startswith("give one of violence")


def test_forms_say_what_is_wrong_in_persian(desk: Client) -> None:
    report, incident = report_of(desk, "peyk-2101"), f"/incidents/{names(desk)[0]}"
    of = card(desk, report)
    claim, form = f"/claims/{of.get('data-claim')}", fields(of)
    sent: list[tuple[str, dict[str, str]]] = [
        ("/add", {"text": " "}),
        ("/add", {"text": "\x00\x01\x02 x"}),
        ("/add", {"address": "ftp://news"}),
        ("/add", {"address": "http://a b"}),
        ("/add", {"text": "خبر", "publisher": "x" * 600}),
        (f"{claim}/verdict", {"verdict": "maybe"}),
        (f"{claim}/correct", form),
        (f"{claim}/correct", {**form, "agents": "کسی که نیست"}),
        (f"{claim}/correct", {**form, "counts": "many"}),
        (f"{claim}/correct", {**form, "counts": f"killed 1 {10**12} {form['time'] or 'خبر'}"}),
        (f"{claim}/correct", {**form, "type": "picnic"}),
        (f"{claim}/correct", {**form, "polarity": "maybe"}),
        (f"{report}/claims", {"span": ""}),
        (f"{report}/claims", {"span": "0-4", "type": ""}),
        (f"{report}/claims", {"span": "0-99999", "type": "shelling"}),
        (f"{report}/claims", {"span": "0-4", "type": "shelling", "event_of": "c-0"}),
        (f"{incident}/link", {}),
        (f"{incident}/link", {"other": "i-0"}),
        (f"{incident}/link", {"other": incident.rsplit("/", 1)[1]}),
        ("/decisions/d-0/undo", {}),
        ("/corrections/k-0/undo", {}),
    ]
    for path, values in sent:
        assert refused(post(desk, path, **values)), (path, values)


def test_the_door_and_the_checks_speak_persian(open_desk: Open) -> None:
    closed = open_desk(token="a" * 20)
    assert "رمز" in refused(closed.get("/"))
    assert "رمز" in refused(closed.get("/enter?token=wrong"))
    desk = open_desk()
    assert "نشان این فرم" in refused(desk.post("/add", data={"text": "خبر"}))
    token = token_of(desk)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}):
        refused(desk.post("/add", data={"csrf": token}, headers=headers))
    refused(open_desk(read_only=True).post("/add", data={"csrf": token}))


def test_a_job_says_what_it_could_not_read(desk: Client) -> None:
    files = [
        ("files", ("a.pdf", b"%PDF-1.7 x", "application/pdf")),
        ("files", ("b.txt", b"!!", "text/plain")),
        ("files", ("c.jsonl", b"[1]\n{\n", "application/json")),
        ("files", ("d.csv", b"a,b\n1,2\n", "text/csv")),
        ("files", ("e.txt", "خبر".encode("cp1256") * 40, "text/plain")),
        ("files", ("f.txt", b"Short news.", "text/plain")),
        ("files", ("g.html", b"<html><body>x</body></html>", "text/html")),
        ("files", ("h.txt.gz", b"\x1f\x8b\x08nothing", "application/gzip")),
    ]
    answer = desk.post("/add", data={"csrf": token_of(desk)}, files=files, follow_redirects=False)
    path = answer.headers["location"]
    events = desk.get(f"/api/v1{path}/events").text
    page = Page(desk.get(path).text)
    told = page.words("//li[contains(@class, 'outcome-refused')]/span")
    assert len(told) >= 8
    assert [one for one in told if not re.match("[\u0600-\u06ff«\u2068]", one)] == []
    assert page.all("//li//*[@lang='en'][not(@hreflang)]") == []
    [failed] = re.findall(r'"words": "([^"]+)", "href"', events)
    assert failed == told[0]
    assert "not text" in desk.get(f"/api/v1{path}").json()["outcomes"][0]["error"]

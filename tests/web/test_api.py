"""The API: the same data as JSON, described, in pages, its errors in one shape."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from litestar import Litestar
from litestar.routes import HTTPRoute

from ravi.ledger.incidents import load_incidents
from ravi.ledger.store.opening import open_ledger
from ravi.output.export import FORMS, export
from ravi.output.json import report_from_dict
from ravi.web.app import create_app
from ravi.web.settings import DeskSettings
from tests.web.conftest import Client, Open
from tests.web.html import token_of

API = "/api/v1"
LISTS = ("incidents", "claims", "reports", "decisions", "corrections")


def check_error(answer: Any) -> None:
    """Hold an error of the API to its shape."""
    told = answer.json()
    assert set(told) == {"error"}
    assert set(told["error"]) == {"code", "message", "hint"}
    assert re.fullmatch(r"[a-z_]+", told["error"]["code"])
    assert told["error"]["message"]
    assert "Traceback" not in answer.text


def say(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"{API}/{path}", json=body, headers={"X-CSRF-Token": token_of(client)})


def items(client: Client, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{API}/{path}").json()["items"]
    return found


@pytest.mark.parametrize(
    "question",
    ["limit=3", "limit=3&order=grade", "limit=2&order=change&type=violence", "limit=1&grade=weak"],
)
@pytest.mark.parametrize("name", LISTS)
def test_pages_of_a_list_join_to_the_whole(desk: Client, name: str, question: str) -> None:
    if name != "incidents":
        question = question.split("&")[0]
    for claim in items(desk, "claims?limit=7"):
        say(desk, f"claims/{claim['id']}/corrections", verdict="confirmed")
    for at, other in zip(items(desk, "claims?limit=6"), items(desk, "claims?limit=6")[1:], strict=False):
        say(desk, "decisions", a=at["id"], b=other["id"], verdict="different")
    whole = items(desk, f"{name}?{question.split('&', 1)[1] if '&' in question else ''}&limit=200")
    found, cursor = [], ""
    while cursor is not None:
        page = desk.get(f"{API}/{name}?{question}&cursor={cursor}").json()
        assert len(page["items"]) <= 3
        found += page["items"]
        cursor = page["next"]
    assert found == whole
    assert len(whole) > 1


def test_incidents_and_claims_are_those_of_the_exports(shown: Client) -> None:
    for one in items(shown, "incidents"):
        told = shown.get(f"{API}/incidents/{one['id']}").json()
        assert (told["id"], told["type"], told["status"]) == (one["id"], one["type"], one["status"])
        assert told["grade"]["name"] == one["grade"]
        assert len(told["claims"]) == one["claims"]
        assert told["sources"] == one["voices"]


def test_reports_can_be_read_back(shown: Client) -> None:
    for one in items(shown, "reports?limit=200"):
        told = shown.get(f"{API}/reports/{one['id']}").json()
        assert report_from_dict(told).text
        assert told["report"]["id"] == one["id"]
        assert report_from_dict(shown.get(f"{API}/reports/{one['id']}?gold=true").json()).text


@pytest.mark.parametrize("form", sorted(FORMS))
def test_exports_are_those_of_the_command(shown: Client, example_ledger: object, form: str) -> None:
    names = [one["id"] for one in items(shown, "incidents?type=violence&limit=200")]
    given = shown.get(f"{API}/export?format={form}&type=violence")
    with open_ledger(str(example_ledger)) as ledger, ledger.reading() as connection:
        made = io.BytesIO()
        export(load_incidents(connection, names), form, made)
    assert given.content == made.getvalue()
    assert f'filename="ravi-{form}{FORMS[form][1]}"' in given.headers["content-disposition"]
    named = shown.get(f"{API}/export?format={form}&ids={','.join(names[:2])}")
    assert len(named.content) < len(given.content)


def test_briefs_come_in_both_languages_and_forms(shown: Client) -> None:
    [name, *_] = [one["id"] for one in items(shown, "incidents?grade=fair")]
    assert shown.get(f"{API}/brief?ids={name}").text.startswith("# گزارش وضعیت")
    page = shown.get(f"{API}/brief?ids={name}&language=en&format=html")
    assert page.headers["content-type"].startswith("text/html")
    assert 'dir="ltr"' in page.text


def test_a_claim_is_corrected_and_given_out_as_gold(desk: Client) -> None:
    claim = next(one for one in items(desk, "claims") if one["polarity"] == "affirmed")
    path = f"claims/{claim['id']}"
    said = say(
        desk, f"{path}/corrections", verdict="confirmed", fields={"polarity": "denied"}, who="سارا", note="ن"
    )
    assert said.status_code == 201
    assert said.json()["state"] == "corrected"
    assert said.json()["corrected"]["polarity"] == "denied"
    told = desk.get(f"{API}/{path}").json()
    assert told["polarity"] == "affirmed"
    assert [one["who"] for one in told["review"]["history"]] == ["سارا", "سارا"]
    archive = zipfile.ZipFile(io.BytesIO(desk.get(f"{API}/export?format=gold").content))
    [name] = archive.namelist()
    gold = json.loads(archive.read(name))
    assert name == f"{claim['report']['id']}.json"
    assert [one["review"]["state"] for one in gold["claims"]].count("corrected") == 1
    act = told["review"]["history"][1]["id"]
    assert say(desk, f"corrections/{act}/undo", who="دیگری").status_code == 201
    assert desk.get(f"{API}/{path}").json()["review"]["state"] == "confirmed"


def test_incidents_are_linked_and_the_decision_taken_back(desk: Client) -> None:
    before = {one["id"]: one["claims"] for one in items(desk, "incidents")}
    first, second = list(before)[:2]
    made = say(desk, "decisions", a=first, b=second, verdict="same", note="یکی")
    assert (made.status_code, set(made.json()["incidents"])) == (201, {first, second})
    after = {one["id"]: one["claims"] for one in items(desk, "incidents")}
    assert after[min(first, second)] == before[first] + before[second]
    [decision] = items(desk, "decisions")
    assert decision["who"] == "آزمون"
    assert say(desk, f"decisions/{decision['id']}/undo").status_code == 201
    assert {one["id"]: one["claims"] for one in items(desk, "incidents")} == before


WRONG = (
    ("GET", "nowhere", 404),
    ("GET", "openapi.yaml", 404),
    ("GET", "incidents/i-0", 404),
    ("GET", "incidents/i-0/x", 404),
    ("DELETE", "incidents", 405),
    ("GET", "claims/c-0", 404),
    ("GET", "reports/r-0", 404),
    ("GET", "jobs/j-0", 404),
    ("GET", "jobs/j-0/events", 404),
    ("GET", "incidents?limit=0", 400),
    ("GET", "incidents?limit=x", 400),
    ("GET", "incidents?limit=999", 400),
    ("GET", "incidents?cursor=%00", 400),
    ("GET", "incidents?cursor=WyJ0aW1lIl0", 400),
    ("GET", "incidents?order=time&cursor=WyJjaGFuZ2UiLCIyMDIxLTAxLTAxIiwieCJd", 400),
    ("GET", "incidents?order=size", 400),
    ("GET", "incidents?since=2021-13-01", 400),
    ("GET", "incidents?type=picnic", 400),
    ("GET", "incidents?near=1,2", 400),
    ("GET", "incidents?near=inf,2,3", 400),
    ("GET", "incidents?voices=-1", 400),
    ("GET", "incidents?voices=99999999999999999999", 400),
    ("GET", "incidents?words=..", 400),
    ("GET", "incidents?words=%00", 400),
    ("GET", f"incidents?place={'x' * 400}", 400),
    ("GET", "incidents?modality=x", 400),
    ("GET", "claims?cursor=c-0", 404),
    ("GET", "claims?order=grade", 400),
    ("GET", "corrections?cursor=x", 400),
    ("GET", "decisions?cursor=x", 400),
    ("GET", "export?format=pdf", 400),
    ("GET", "export?ids=i-0", 404),
    ("GET", "brief?language=de", 400),
    ("POST", "decisions", 400),
    ("POST", "claims/c-0/corrections", 400),
    ("POST", "corrections/k-0/undo", 400),
    ("POST", "add", 400),
    ("POST", "add/files", 400),
)


@pytest.mark.parametrize(("method", "path", "status"), WRONG)
def test_every_error_has_one_shape(shown: Client, method: str, path: str, status: int) -> None:
    answer = shown.request(
        method,
        f"{API}/{path}",
        content=b"[]",
        headers={"X-CSRF-Token": token_of(shown), "Content-Type": "application/json"},
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    check_error(answer)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("decisions", {"a": "i-0", "b": "i-1", "verdict": "same"}, 404),
        ("decisions", {"a": "i-0", "b": "i-1", "verdict": "maybe"}, 400),
        ("decisions", {"a": "\x00", "b": "i-1", "verdict": "same"}, 400),
        ("decisions/d-0/undo", {}, 404),
        ("corrections/k-0/undo", {}, 404),
        ("claims/c-0/corrections", {"verdict": "confirmed"}, 404),
        ("add", {"text": "\x00\x01\x02"}, 400),
        ("add", {"text": "The quick brown fox jumps over the lazy dog."}, 202),
        ("add", {"address": "file:///etc/passwd"}, 400),
        ("add", {"text": "متن", "published": "1400-13-50"}, 400),
    ],
)
def test_bodies_are_checked(desk: Client, path: str, body: dict[str, Any], status: int) -> None:
    answer = say(desk, path, **body)
    assert answer.status_code == status, answer.text
    if status >= 400:
        check_error(answer)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "nothing"),
        ({"verdict": "maybe"}, "verdict"),
        ({"fields": {"polarity": "x"}}, "polarity"),
        ({"fields": {"agents": [{"name": "\x00", "span": None}]}}, "NUL"),
        ({"fields": {"trigger": [5, 1]}}, "trigger"),
        ({"fields": {"place": {"name": "x" * 200_000}}}, "fields"),
        ({"fields": {"counts": [{"what": "killed", "low": 10**30, "high": None, "span": [0, 1]}]}}, ""),
    ],
)
def test_corrections_are_checked(desk: Client, body: dict[str, Any], says: str) -> None:
    claim = items(desk, "claims?limit=1")[0]["id"]
    answer = say(desk, f"claims/{claim}/corrections", **body)
    assert answer.status_code in (200, 201, 400)
    if says:
        assert answer.status_code == 400
        check_error(answer)
        assert says in answer.text


def test_a_broken_ledger_is_told_without_its_inside(open_desk: Open, tmp_path: Any) -> None:
    where = tmp_path / "broken.db"
    client = open_desk(where)
    client.app.state.desk.ledger.close()
    for path in tmp_path.glob("broken.db*"):
        path.write_bytes(b"no database at all" * 1000)
    for path in ("/", f"{API}/incidents"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "SELECT" not in answer.text
    check_error(client.get(f"{API}/incidents"))


def description(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return told


def test_the_description_names_every_route_and_its_errors(shown: Client) -> None:
    told = description(shown)
    described = {
        (method, path) for path, of in told["paths"].items() for method in of if method in ("get", "post")
    }
    known = {
        (method.lower(), re.sub(r"\{(\w+):str\}", r"{\1}", route.path))
        for route in shown.app.routes
        if isinstance(route, HTTPRoute) and route.path.startswith(API)
        for method in route.methods - {"OPTIONS"}
    }
    own = {("get", path) for path in (API, f"{API}/openapi.json", f"{API}/{{path}}")}
    assert known - own == described
    for path, of in told["paths"].items():
        for method, operation in of.items():
            assert {"400", "401", "403", "503"} <= set(operation["responses"]), (method, path)
            assert operation["description"]
            error = operation["responses"]["400"]["content"]["application/json"]["schema"]
            assert error["$ref"].endswith("ErrorAnswer")


def test_the_description_is_valid(shown: Client) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(description(shown))
    schema.validate()
    assert len(list(schema.get_all_operations())) == len(description(shown)["paths"]) + 1


@pytest.fixture(scope="module")
def operations(example_ledger: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Client]]:
    import shutil

    from litestar.testing import TestClient

    schemathesis = pytest.importorskip("schemathesis")
    where = shutil.copy(example_ledger, tmp_path_factory.mktemp("fuzzed") / "ravi.db")
    app: Litestar = create_app(DeskSettings(str(where), most_bytes=100_000))
    with TestClient(app, base_url="http://127.0.0.1:8414", raise_server_exceptions=False) as client:
        schema = schemathesis.openapi.from_dict(description(client))
        yield [one.ok() for one in schema.get_all_operations()], client


def test_no_question_breaks_the_desk(operations: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask what the description allows, and much that it does not; nothing may end in a status of 500 or more."""
    requests = pytest.importorskip("requests")
    found, client = operations
    monkeypatch.setattr("ravi.web.jobs.Jobs._run", lambda _, job, *__: setattr(job, "is_done", True))
    token = token_of(client)
    for operation in found:
        _fuzz(operation, lambda asked: _send(client, requests, asked, token))


def _fuzz(operation: Any, send: Callable[[Any], Any]) -> None:
    documented = operation.definition.raw["responses"]

    @settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        asked = case.as_transport_kwargs(base_url="http://127.0.0.1:8414")
        answer = send(asked)
        assert answer.status_code < 500, (asked, answer.text[:300])
        if answer.status_code >= 400:
            check_error(answer)
        assert str(answer.status_code) in documented, (asked, answer.status_code)

    ask()


def _send(client: Client, requests: Any, asked: dict[str, Any], token: str) -> Any:
    """Send a question as the library that it was made for writes it."""
    kept = ("method", "url", "params", "json", "data", "files", "headers")
    sent = requests.Request(**{one: asked[one] for one in kept if asked.get(one) is not None}).prepare()
    headers = {**sent.headers, "X-CSRF-Token": token, "Host": "127.0.0.1:8414"}
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body
    return client.request(sent.method, sent.url, headers=headers, content=body, follow_redirects=False)

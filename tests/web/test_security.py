"""What keeps a desk its owner's: headers, hosts, tokens, forms, bounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.routes import HTTPRoute

from ravi.errors import InputError
from ravi.web.app import create_app
from ravi.web.security import HEADERS, SAFE
from ravi.web.settings import DeskSettings
from tests.web.conftest import Client, Open
from tests.web.html import Page, get, post, token_of

TOKEN = "a-token-of-24-characters"
EMPTY = {"name": "x-1", "act": "k-1"}


def routes(client: Client) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route of the application, its parameters filled in."""
    for route in client.app.routes:
        assert isinstance(route, HTTPRoute), route
        path = "/".join(part if isinstance(part, str) else "x-1" for part in route.path_components)
        for method in sorted(route.methods - {"OPTIONS"}):
            yield method, f"/{path}"


def test_every_answer_bears_the_headers(open_desk: Open) -> None:
    client = open_desk()
    asked = [
        *routes(client),
        ("GET", "/nowhere"),
        ("GET", "/api/v1/nowhere"),
        ("DELETE", "/"),
        ("OPTIONS", "/"),
    ]
    assert len(asked) > 35
    for method, path in asked:
        answer = client.request(method, path, follow_redirects=False)
        assert answer.status_code < 500, (method, path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (method, path, name)
        assert "cache-control" in answer.headers


def test_the_policy_lets_in_no_code_of_others() -> None:
    told = dict(one.strip().split(" ", 1) for one in HEADERS["Content-Security-Policy"].split(";"))
    assert told["default-src"] == "'none'"
    assert told["script-src"] == told["style-src"] == "'self'"
    assert told["frame-ancestors"] == told["base-uri"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["127.0.0.1:8414", "localhost:8414", "[::1]:8414", "127.0.0.1"])
def test_names_of_this_machine_are_known(shown: Client, host: str) -> None:
    assert shown.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8414", "192.168.1.5:8414", "", "localhost.evil.example"]
)
@pytest.mark.parametrize("path", ["/", "/api/v1/incidents", "/add"])
def test_a_name_that_was_bound_anew_is_refused(shown: Client, host: str, path: str) -> None:
    answer = shown.get(path, headers={"Host": host})
    assert answer.status_code == 403
    assert "i-" not in answer.text


def test_an_address_of_others_needs_a_token(ledger_path: Path) -> None:
    with pytest.raises(InputError, match="token"):
        create_app(DeskSettings(str(ledger_path), host="0.0.0.0"))


def test_with_a_token_nothing_is_told_without_it(open_desk: Open) -> None:
    client = open_desk(host="0.0.0.0", token=TOKEN)
    for method, path in routes(client):
        answer = client.request(method, path, follow_redirects=False)
        open_to_all = path == "/enter" or path.startswith("/static")
        assert open_to_all or answer.status_code == 401, (method, path)
        assert TOKEN not in answer.text
    for wrong in ("", "x", TOKEN[:-1], TOKEN + "x"):
        assert client.get("/", headers={"Authorization": f"Bearer {wrong}"}).status_code == 401
        assert client.get("/", headers={"Cookie": f"ravi_token={wrong}"}).status_code == 401
    assert client.get("/api/v1/incidents", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


@pytest.mark.parametrize("how", ["address", "form"])
def test_the_token_lets_in_and_is_kept_as_a_strict_cookie(open_desk: Open, how: str) -> None:
    client = open_desk(host="0.0.0.0", token=TOKEN)
    if how == "address":
        answer = client.get(f"/enter?token={TOKEN}", follow_redirects=False)
    else:
        door = Page(client.get("/enter").text)
        fields = {"csrf": door.one("//main//input[@name='csrf']/@value"), "token": TOKEN}
        answer = client.post("/enter", data=fields, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    [kept] = [one for one in answer.headers.get_list("set-cookie") if one.startswith("ravi_token=")]
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept
    assert TOKEN not in kept
    assert get(client, "/").faults() == []


def test_a_wrong_token_keeps_out(open_desk: Open) -> None:
    client = open_desk(host="0.0.0.0", token=TOKEN)
    assert client.get("/enter?token=wrong").status_code == 401
    assert client.get("/").status_code == 401


def unsafe(client: Client) -> list[tuple[str, str]]:
    found = [(method, path) for method, path in routes(client) if method not in SAFE]
    assert len(found) >= 12
    return found


def test_every_change_needs_the_form_s_token(open_desk: Open) -> None:
    client = open_desk()
    other = open_desk()
    stolen = token_of(other)
    for method, path in unsafe(client):
        for given in ("", "0" * 64, stolen):
            answer = client.request(method, path, data={"csrf": given})
            assert answer.status_code == 403, (method, path)
            answer = client.request(method, path, json={}, headers={"X-CSRF-Token": given})
            assert answer.status_code == 403, (method, path)


def test_a_form_of_another_site_is_refused(desk: Client) -> None:
    token = token_of(desk)
    for site in ("cross-site", "same-site"):
        answer = desk.post("/add", data={"csrf": token, "text": "x"}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


def test_cookies_are_not_for_scripts_or_other_sites(desk: Client) -> None:
    made = desk.get("/?lang=en").headers.get_list("set-cookie")
    assert len(made) == 2
    assert all("HttpOnly" in one and "SameSite=strict" in one and "Path=/" in one for one in made)


def test_a_desk_for_showing_changes_nothing(open_desk: Open) -> None:
    client = open_desk(read_only=True, language="en")
    token = token_of(client)
    for method, path in unsafe(client):
        if path != "/enter":
            answer = client.request(method, path, data={"csrf": token}, headers={"X-CSRF-Token": token})
            assert answer.status_code == 403, (method, path)
            assert "for showing" in answer.text
    for path in ("/", "/add", "/decisions", get(client, "/").all("//tbody//a/@href")[0]):
        assert get(client, path).all("//form[@method='post']") == [], path


def test_a_desk_for_showing_still_lets_in(open_desk: Open) -> None:
    client = open_desk(read_only=True, host="0.0.0.0", token=TOKEN)
    door = Page(client.get("/enter").text)
    fields = {"csrf": door.one("//main//input[@name='csrf']/@value"), "token": TOKEN}
    assert client.post("/enter", data=fields).status_code == 200


def test_more_than_a_request_may_bring_is_refused(open_desk: Open) -> None:
    client = open_desk(most_bytes=20_000)
    token = token_of(client)
    big = "x" * 30_000
    told = {"csrf": token}
    answers = (
        client.post("/add", data={**told, "text": big}),
        client.post("/add", data=told, files={"files": ("a.txt", big)}),
        client.post("/api/v1/add", json={"text": big}, headers={"X-CSRF-Token": token}),
        client.post(
            "/add", content=_chunks(big), headers={"Content-Type": "application/x-www-form-urlencoded"}
        ),
    )
    assert [answer.status_code for answer in answers] == [413] * 4


def _chunks(text: str) -> Iterator[bytes]:
    """Yield a body whose length no header tells."""
    for start in range(0, len(text), 1000):
        yield text[start : start + 1000].encode()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2fsettings.py",
        "/static/%2fetc%2fpasswd",
        "/static//etc/passwd",
        "/static/..%5c..%5cwords.tsv",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/incidents/%2e%2e",
        "/jobs/..%2f..",
    ],
)
def test_no_path_leads_out(
    open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (static / "desk.css").write_text("p {}")
    (tmp_path / "settings.py").write_text("secret")
    monkeypatch.setattr("ravi.web.app.find_static", lambda: static)
    client = open_desk()
    assert client.get("/static/desk.css").text == "p {}"
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "secret" not in answer.text
    assert "root:" not in answer.text


def test_what_nobody_foresaw_is_not_told(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret of the inside")

    client = open_desk()
    for path in ("/sources", "/api/v1/voices"):
        monkeypatch.setattr("ravi.web.pages.sources.list_publishers", fail)
        monkeypatch.setattr("ravi.web.api.voices.list_publishers", fail)
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert all(answer.headers[name] == value for name, value in HEADERS.items())


def test_who_decides_is_remembered_and_bounded(desk: Client) -> None:
    incident, other = (one["id"] for one in desk.get("/api/v1/incidents").json()["items"][:2])
    post(desk, f"/incidents/{incident}/link", other=other, who="سارا  \x00 نیک" + "x" * 300, note="<b>")
    [made] = desk.get("/api/v1/decisions").json()["items"]
    assert made["who"].startswith("سارا نیک")
    assert len(made["who"]) == 100
    assert made["note"] == "<b>"
    fields = get(desk, f"/incidents/{min(incident, other)}").all("//input[@name='who']/@value")
    assert set(fields) == {made["who"]}

"""What is kept of a ledger holds until it changes, is bounded, and is signed for each reader anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from ravi.ledger.judgements.decisions import judge
from ravi.ledger.links import DIFFERENT, SAME
from ravi.ledger.store.opening import open_ledger
from ravi.web.kept import Kept
from tests.web.conftest import Client, Open
from tests.web.html import Page, get


def test_an_answer_is_made_once_for_each_state() -> None:
    state, made = [1], iter("abc")
    kept = Kept(lambda: state[0])
    assert [kept.get("asked", lambda: next(made)) for _ in range(3)] == ["a", "a", "a"]
    state[0] = 2
    assert kept.get("asked", lambda: next(made)) == "b"
    assert kept.get("another", lambda: next(made)) == "c"


def test_an_answer_that_a_change_overtook_is_not_given_again() -> None:
    state = [1]
    kept = Kept(lambda: state[0])

    def overtaken() -> str:
        state[0] = 2
        return "half old"

    assert kept.get("asked", overtaken) == "half old"
    assert kept.get("asked", lambda: "new") == "new"


def test_what_fails_is_not_kept() -> None:
    kept = Kept(lambda: 1)
    with pytest.raises(ZeroDivisionError):
        kept.get("asked", lambda: 1 // 0)
    assert kept.get("asked", lambda: "well") == "well"


@pytest.mark.parametrize("bound", [{"most": 2}, {"room": 25}])
def test_the_oldest_go_when_there_is_no_room(bound: dict[str, int]) -> None:
    kept = Kept(lambda: 1, **bound)
    for name in "abc":
        kept.get(name, lambda: "x" * 10)
        kept.get("a", lambda: "x" * 10)
    assert len(kept) == 2
    assert kept.get("a", lambda: "anew") != "anew"
    assert kept.get("b", lambda: "anew") == "anew"


def test_an_answer_without_end_is_given_but_not_kept() -> None:
    kept = Kept(lambda: 1, room=5)
    assert kept.get("asked", lambda: "x" * 6) == "x" * 6
    assert len(kept) == 0


def test_what_is_no_text_takes_its_room_too() -> None:
    kept = Kept(lambda: 1, room=1_000)
    kept.get("text", lambda: "x" * 100)
    kept.get("short", lambda: {"words": "x" * 100})
    assert len(kept) == 2
    kept.get("long", lambda: [{"words": "x" * 100}] * 10)
    assert len(kept) == 0


def test_many_who_ask_at_once_wait_for_one() -> None:
    kept, made, all_here = Kept(lambda: 1), [], Barrier(8)

    def ask() -> str:
        all_here.wait()
        return kept.get("asked", lambda: made.append(1) or "answer")  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(8) as threads:
        answers = [one.result() for one in [threads.submit(ask) for _ in range(8)]]
    assert answers == ["answer"] * 8
    assert len(made) == 1


@pytest.mark.parametrize("elsewhere", [False, True], ids=["the desk", "another process"])
def test_a_page_follows_every_change(desk: Client, ledger_path: Path, elsewhere: bool) -> None:
    items = desk.get("/api/v1/incidents?order=grade").json()["items"]
    known = max(items, key=lambda one: one["claims"])
    path = f"/incidents/{known['id']}"
    before, listed = get(desk, path).source, get(desk, "/").source
    claims = desk.get(f"/api/v1{path}").json()["claims"]
    if elsewhere:
        with open_ledger(str(ledger_path)) as ledger, ledger.writing() as connection:
            judge(connection, known["id"], claims[-1]["id"], DIFFERENT, who="دیگری")
    else:
        answer = desk.post(
            "/api/v1/decisions",
            json={"a": known["id"], "b": claims[-1]["id"], "verdict": DIFFERENT},
            headers={"X-CSRF-Token": get(desk, "/").one("//meta[@name='csrf-token']/@content")},
        )
        assert answer.is_success, answer.text
    now = desk.get("/api/v1/incidents?order=grade").json()["items"]
    assert sum(one["claims"] for one in now) == sum(one["claims"] for one in items)
    assert now != items
    left = desk.get(f"/api/v1{path}").json()["claims"]
    kept = [one["id"] for one in left]
    assert claims[-1]["id"] not in kept
    assert claims[0]["id"] in kept
    assert get(desk, path).source != before
    assert get(desk, "/").source != listed


def test_a_kept_page_has_the_token_language_and_theme_of_its_reader(open_desk: Open) -> None:
    one = open_desk()
    assert one.get("/").text == one.get("/").text
    mine = get(one, "/").one("//meta[@name='csrf-token']/@content")
    one.cookies.clear()
    other = get(one, "/").one("//meta[@name='csrf-token']/@content")
    assert mine != other
    assert len(mine) == len(other) == 64
    assert 'dir="ltr"' in one.get("/?lang=en").text
    one.cookies.clear()
    assert '<html lang="fa" dir="rtl"' in one.get("/").text
    one.cookies.set("theme", "dark")
    assert 'data-theme="dark"' in one.get("/").text


def test_an_incident_that_moves_while_it_is_asked_for_is_shown(
    desk: Client, ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = sorted(item["id"] for item in desk.get("/api/v1/incidents").json()["items"])[:2]
    with open_ledger(str(ledger_path)) as ledger, ledger.writing() as connection:
        judge(connection, one, other, SAME, who="دیگری")
    monkeypatch.setattr("ravi.web.pages.incident._known", lambda desk, name: name)  # asked before the change
    answer = desk.get(f"/incidents/{other}")
    assert (answer.status_code, answer.url.path) == (200, f"/incidents/{other}")
    assert Page(answer.text).faults() == []

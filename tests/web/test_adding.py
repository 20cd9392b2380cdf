"""Reports handed in at the desk: texts, addresses, files; what is refused, and how far they are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ravi.web.intake import shown_name
from tests.serving import article, page, serving
from tests.web.conftest import Client, Open
from tests.web.html import Page, get, post, token_of

TEXT = "به گزارش خبرگزاری نمونه، سخنگوی پلیس کرکوک روز دوشنبه گفت در انفجار یک بمب در بازار کرکوک ۴ نفر کشته شدند."
TOLD = {"publisher": "خبرگزاری آزمون", "published": "2021-09-13"}


def finished(client: Client, path: str) -> dict[str, Any]:
    """Return a job's state when it is done, and check that its page says so."""
    for _ in range(400):
        job: dict[str, Any] = client.get(f"/api/v1{path}").json()
        if job["is_done"]:
            shown = get(client, path)
            assert shown.faults() == []
            assert shown.all("//meta[@http-equiv='refresh']") == []
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def add_files(client: Client, *files: tuple[str, bytes], **told: str) -> Any:
    uploads = [("files", (name, data, "text/plain")) for name, data in files]
    return client.post("/add", data={"csrf": token_of(client), **told}, files=uploads)


def events(client: Client, path: str) -> list[tuple[str, dict[str, Any]]]:
    told = client.get(f"/api/v1{path}/events").text.replace("\r\n", "\n")
    lines = [dict(line.split(": ", 1) for line in one.split("\n")) for one in told.split("\n\n") if one]
    return [(one["event"], json.loads(one["data"])) for one in lines]


def test_a_pasted_text_is_read_and_opens(desk: Client) -> None:
    answer = post(desk, "/add", text=TEXT, title="انفجار", **TOLD)
    job = finished(desk, answer.url.path)
    [outcome] = job["outcomes"]
    assert (outcome["kind"], outcome["claims"] > 0) == ("added", True)
    report = get(desk, job["href"])
    assert report.one("//h1").text_content() == "انفجار"
    assert report.words("//header//p[@class='about']/bdi") == [TOLD["publisher"]]
    assert events(desk, answer.url.path)[-1] == ("finished", {"href": job["href"]})
    again = finished(desk, post(desk, "/add", text=TEXT, **TOLD).url.path)
    assert again["outcomes"][0]["kind"] == "known"


def test_progress_is_told_as_it_happens(desk: Client) -> None:
    answer = add_files(desk, *((f"{n}.txt", f"{TEXT} {n}".encode()) for n in range(3)), publisher="پ")
    told = events(desk, answer.url.path)
    assert told[-1][0] == "finished"
    numbers = [data["done"] for name, data in told if name == "progress"]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 3


def test_files_of_every_kind_are_read_under_their_own_names(desk: Client) -> None:
    rows = "".join(
        json.dumps({"text": f"{TEXT} {n}", "publisher": "پ"}, ensure_ascii=False) + "\n" for n in range(2)
    )
    answer = add_files(
        desk,
        ("day.jsonl", rows.encode()),
        ("page.html", f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode()),
        ("../../etc/c.txt", f"{TEXT} ۳".encode("utf-16")),
        ("broken.json", b"{"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
    )
    job = finished(desk, answer.url.path)
    sources = {one["source"]: one["kind"] for one in job["outcomes"]}
    assert {"day.jsonl#1", "day.jsonl#2", "c.txt", "broken.json", "picture.png"} <= set(sources)
    assert sources["broken.json"] == sources["picture.png"] == "refused"
    assert "/tmp" not in json.dumps(job)
    assert job["href"] == "/?order=change"


def test_uploads_leave_nothing_behind(desk: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "uploads"))
    (tmp_path / "uploads").mkdir()
    finished(desk, add_files(desk, ("a.txt", TEXT.encode())).url.path)
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "no words"),
        ({"text": "   "}, "no words"),
        ({"text": TEXT, "published": "yesterday"}, "yesterday"),
        ({"text": TEXT, "publisher": "x" * 600}, "600"),
        ({"address": "file:///etc/passwd"}, "no address"),
        ({"address": "/etc/passwd"}, "no address"),
        ({"address": "ftp://example.org/a"}, "no address"),
        ({"address": "-"}, "no address"),
        ({"address": "https://" + "a" * 3000}, "no address"),
    ],
)
def test_what_cannot_be_a_report_is_refused_at_once(desk: Client, fields: dict[str, str], says: str) -> None:
    answer = post(desk, "/add?lang=en", **fields)
    assert answer.status_code == 400
    assert says in Page(answer.text).words("//main")[0]


@pytest.fixture
def secret() -> Iterator[str]:
    with serving() as site:
        site.paths["/secret"] = page(article())
        yield f"{site.url}/secret"


PRIVATE = (
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/",
    "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://user:pw@10.0.0.1/",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_fetched(desk: Client, address: str) -> None:
    job = finished(desk, post(desk, "/add", address=address).url.path)
    assert [one["kind"] for one in job["outcomes"]] == ["refused"]
    assert job["href"] is None


def test_a_report_is_fetched_where_private_addresses_are_allowed(open_desk: Open, secret: str) -> None:
    strict, free = open_desk(), open_desk(allow_private=True)
    assert finished(strict, post(strict, "/add", address=secret).url.path)["outcomes"][0]["kind"] == "refused"
    told = finished(free, post(free, "/add", address=secret).url.path)
    assert told["outcomes"][0]["kind"] == "added"


def test_too_many_files_are_refused(open_desk: Open) -> None:
    client = open_desk(most_files=2)
    answer = add_files(client, *((f"{n}.txt", b"x") for n in range(3)))
    assert answer.status_code == 413
    assert add_files(client, ("a.txt", b"")).status_code == 400


def test_too_many_jobs_wait_for_their_turn(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravi.web.jobs.WAITING", 0)
    answer = post(desk, "/add", text=TEXT)
    assert answer.status_code == 503


def test_the_api_takes_texts_and_files(desk: Client) -> None:
    headers = {"X-CSRF-Token": token_of(desk)}
    made = desk.post(
        "/api/v1/add", json={"text": TEXT, **TOLD, "url": "https://example.org/1"}, headers=headers
    )
    assert made.status_code == 202
    job = finished(desk, f"/jobs/{made.json()['id']}")
    assert desk.get(f"/api/v1{job['href']}").json()["report"]["url"] == "https://example.org/1"
    files = [("files", ("b.txt", f"{TEXT} باز".encode(), "text/plain"))]
    made = desk.post("/api/v1/add/files", data={"publisher": "ناشر"}, files=files, headers=headers)
    assert made.status_code == 202
    assert finished(desk, f"/jobs/{made.json()['id']}")["outcomes"][0]["source"] == "b.txt"
    both = desk.post("/api/v1/add", json={"text": TEXT, "address": "https://example.org"}, headers=headers)
    assert both.status_code == 400


def test_a_job_under_way_refreshes_without_scripts(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ravi.web.jobs.Jobs._run", lambda *_: None)
    job = Page(post(desk, "/add", text=TEXT).text)
    assert job.one("//noscript/meta[@http-equiv='refresh']/@content") == "2"
    assert job.one("//div[@data-ravi='progress']/@data-events").startswith("/api/v1/jobs/j-")
    assert job.faults() == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.txt", "a.txt"),
        ("../a", "a"),
        ("..", ".."),
        ("", "file"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("x" * 500, "x" * 200),
    ],
)
def test_names_of_files_are_safe_to_show(name: str, shown: str) -> None:
    assert shown_name(name) == shown

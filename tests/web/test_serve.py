"""``ravi desk`` as a process: where it listens, what it says, that nothing of it is loaded before."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ravi.cli import main
from ravi.errors import InputError
from ravi.web.example import example_reports
from ravi.web.serve import AHEAD, address, listen, read_ahead
from ravi.web.settings import PORT, DeskSettings


def test_help_loads_nothing_of_the_desk() -> None:
    code = (
        "import sys, ravi.cli\n"
        "try: ravi.cli.main(['desk', '--help'])\nexcept SystemExit: pass\n"
        "print([one for one in ('litestar', 'uvicorn', 'jinja2', 'sqlalchemy', 'ravi.web') if one in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"
    assert "--read-only" in shown


def test_the_command_s_port_is_the_desk_s() -> None:
    from ravi.commands.desk import PORT as told

    assert told == PORT


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, f"http://127.0.0.1:{PORT}/"),
        ({"host": "::1"}, f"http://[::1]:{PORT}/"),
        ({"host": "10.0.0.5", "port": 80, "token": "abc"}, "http://10.0.0.5:80/enter?token=abc"),
        ({"host": "::", "token": "abc"}, f"http://[::1]:{PORT}/enter?token=abc"),
    ],
)
def test_the_address_leads_to_the_desk(settings: dict[str, object], found: str) -> None:
    assert address(DeskSettings("ravi.db", **settings)) == found  # type: ignore[arg-type]


def test_a_taken_port_is_told_and_the_usual_one_gives_way() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(InputError, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])
    with listen("127.0.0.1", PORT) as first, listen("127.0.0.1", PORT) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_the_first_pages_are_asked_for_before_anyone_does() -> None:
    asked: list[tuple[str, str | None]] = []

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers["Cookie"]))
            self.send_response(200)
            self.send_header("Set-Cookie", "ravi_token=abc; Path=/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings = DeskSettings("ravi.db", port=server.server_address[1], token="abc" * 8)
        read_ahead(settings)
        server.shutdown()
    assert asked == [(f"/enter?token={'abc' * 8}", None), *((page, "ravi_token=abc") for page in AHEAD)]
    read_ahead(settings)  # nobody is there any more


def test_a_short_token_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["desk", "--token", "short"])
    assert "16 characters" in capsys.readouterr().err


def test_the_examples_are_enough_to_see_everything() -> None:
    found = example_reports()
    assert len(found) >= 12
    assert len({one.publisher for one in found}) == 5
    assert [str(one.published) for one in found] == sorted(str(one.published) for one in found)


@pytest.mark.skipif(sys.platform == "win32", reason="stopped by a signal")
def test_the_example_desk_starts_serves_and_stops(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ravi.cli",
            "desk",
            "--example",
            "--port",
            "0",
            "--no-browser",
            "--language",
            "en",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    try:
        assert process.stdout is not None
        where = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert where
        with urllib.request.urlopen(where[0], timeout=60) as page:
            text = page.read().decode()
            assert page.headers["Server"] is None
        assert 'lang="en"' in text
        assert text.count("/incidents/i-") >= 3
        asked = urllib.request.Request(where[0], headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(asked, timeout=60)
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors
    assert list(tmp_path.glob("ravi-desk-*")) == []

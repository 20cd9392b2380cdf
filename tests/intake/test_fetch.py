"""Fetching from real servers on this machine: they are private, so tests that mean to reach them allow it."""

from __future__ import annotations

import gzip
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import ravi
from ravi.errors import FetchError, InputError, RefusedError, TooLargeError
from ravi.intake.exchange import parse_target
from ravi.intake.fetch import Fetcher
from ravi.intake.options import IntakeOptions
from tests.serving import Reply, Site, moved, page, serving

ALLOWED = IntakeOptions(allow_private=True, pause=0, seconds=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def test_page_with_what_the_server_says_of_it(site: Site) -> None:
    site.paths["/1"] = page("گفت", ETag='"v1"', Last_Modified="Tue, 12 Mar 2024 20:00:00 GMT")
    found = Fetcher(ALLOWED).get(site.url + "/1")
    assert (found.url, found.body.decode(), found.type) == (site.url + "/1", "گفت", "text/html")
    assert (found.charset, found.etag, found.last_modified) == (
        "utf-8",
        '"v1"',
        "Tue, 12 Mar 2024 20:00:00 GMT",
    )


def test_ravi_names_itself(site: Site) -> None:
    site.paths["/1"] = page("گفت")
    Fetcher(ALLOWED).get(site.url + "/1")
    [headers] = site.requests("/1")
    assert f"Ravi/{ravi.__version__}" in headers["User-Agent"]
    assert headers["Host"] == site.url.removeprefix("http://")


def test_letters_beyond_ascii_in_the_path(site: Site) -> None:
    site.paths["/%D8%AE%D8%A8%D8%B1?a=%DB%B1"] = page("گفت")
    assert Fetcher(ALLOWED).get(site.url + "/خبر?a=۱#پایین").body.decode() == "گفت"


def test_redirects_are_followed_to_the_last_address(site: Site) -> None:
    site.paths |= {"/a": moved("/b"), "/b": moved(site.url + "/c"), "/c": page("گفت")}
    assert Fetcher(ALLOWED).get(site.url + "/a").url == site.url + "/c"


@pytest.mark.parametrize("redirects", [0, 2])
def test_no_more_redirects_than_the_limit(site: Site, redirects: int) -> None:
    site.paths["/a"] = moved("/a")
    options = IntakeOptions(allow_private=True, pause=0, redirects=redirects)
    with pytest.raises(FetchError, match=f"more than {redirects} times"):
        Fetcher(options).get(site.url + "/a")
    assert len(site.requests("/a")) == redirects + 1


@pytest.mark.parametrize(
    "where",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://a/",
        "http://u:p@example.org/",
        "http://[",
        "//[x]:y",
    ],
)
def test_a_redirect_leads_nowhere_else(site: Site, where: str) -> None:
    site.paths["/a"] = moved(where)
    with pytest.raises(RefusedError):
        Fetcher(ALLOWED).get(site.url + "/a")


def test_too_big_as_it_comes_and_unpacked(site: Site) -> None:
    small = IntakeOptions(allow_private=True, pause=0, limit=10_000)
    bomb = gzip.compress(b"a" * 20_000_000)
    site.paths |= {
        "/fits": page("a" * 10_000),
        "/big": page("a" * 10_001),
        "/bomb": page(bomb, Content_Encoding="gzip"),
        "/packed": page(gzip.compress("گفت".encode()), Content_Encoding="gzip"),
    }
    fetcher = Fetcher(small)
    assert len(fetcher.get(site.url + "/fits").body) == 10_000
    assert fetcher.get(site.url + "/packed").body.decode() == "گفت"
    for path in ("/big", "/bomb"):
        with pytest.raises(TooLargeError, match="more than 10,000 bytes"):
            fetcher.get(site.url + path)


def _drip_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    _drip(handler)


def _drip_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(handler)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    try:
        for _ in range(200):
            handler.wfile.write(b"a")
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True


def _say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _redirect_slowly(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.3)
    handler.send_response(302)
    handler.send_header("Location", "/slow")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize("answering", [_drip_body, _drip_head, _say_nothing, _redirect_slowly])
def test_the_whole_exchange_ends_in_time(site: Site, answering: object) -> None:
    site.paths["/slow"] = answering  # type: ignore[assignment]
    options = IntakeOptions(allow_private=True, pause=0, seconds=0.8, redirects=20)
    before = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.8 seconds"):
        Fetcher(options).get(site.url + "/slow")
    assert time.monotonic() - before < 2


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", id="another protocol"),
        pytest.param(b"HTTP/1.1 OK\r\n\r\n", id="no status"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000, id="too many headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", id="a long header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncut", id="cut off"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", id="no chunks"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed", id="no gzip"),
    ],
)
def test_servers_that_talk_nonsense(site: Site, said: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(said)
        handler.close_connection = True

    site.paths["/a"] = answer
    with pytest.raises(FetchError, match="cannot be fetched") as caught:
        Fetcher(ALLOWED).get(site.url + "/a")
    assert not caught.value.lasting


def test_other_content_types_are_refused(site: Site) -> None:
    site.paths["/a.pdf"] = Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    with pytest.raises(FetchError, match=r"is 'application/pdf'.*download it"):
        Fetcher(ALLOWED).get(site.url + "/a.pdf")


@pytest.mark.parametrize(
    ("status", "lasting"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_errors_say_whether_they_last(site: Site, status: int, lasting: bool) -> None:
    site.paths["/a"] = Reply(status=status, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match=f"answers {status}") as caught:
        Fetcher(ALLOWED).get(site.url + "/a")
    assert (caught.value.status, caught.value.retry_after, caught.value.lasting) == (status, 120.0, lasting)


def test_only_what_has_changed(site: Site) -> None:
    site.paths["/a"] = page("گفت", ETag='"v1"')
    fetcher = Fetcher(ALLOWED)
    first = fetcher.get(site.url + "/a")
    again = fetcher.get(site.url + "/a", etag=first.etag, last_modified="Tue, 12 Mar 2024 20:00:00 GMT")
    assert (again.is_unchanged, again.body, again.etag) == (True, b"", '"v1"')
    assert site.requests("/a")[1]["If-Modified-Since"] == "Tue, 12 Mar 2024 20:00:00 GMT"
    site.paths["/a"] = page("رفت", ETag='"v2"')
    assert fetcher.get(site.url + "/a", etag=first.etag).body.decode() == "رفت"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_by_every_name(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with pytest.raises(RefusedError, match="an address of this machine"):
        Fetcher(IntakeOptions(pause=0)).get(f"http://{host}:{port}/secret")
    assert site.asked == []


class Names:
    """A name server: each name has a list of answers, and goes on to the next one when asked again."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers, self.asked = answers, [""]

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.answers[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def test_a_public_name_that_redirects_to_this_machine(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server stands for a public host: its address counts as public here, and no other does.
    monkeypatch.setattr("ravi.intake.addresses.is_public", "127.0.0.1".__eq__)
    port = site.url.rpartition(":")[2]
    site.paths |= {"/a": moved(f"http://inside:{port}/secret"), "/secret": page("گفت")}
    names = Names(outside=[["127.0.0.1"]], inside=[["127.0.0.2"]])
    with pytest.raises(RefusedError, match=r"'inside' is at '127\.0\.0\.2'"):
        Fetcher(IntakeOptions(pause=0), look_up=names).get(f"http://outside:{port}/a")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_name_cannot_change_its_address_between_check_and_connection(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ravi.intake.addresses.is_public", "127.0.0.1".__eq__)
    port = site.url.rpartition(":")[2]
    site.paths["/a"] = page("گفت")
    # The first look-up is for robots.txt, the second for the page; a third would be the connection's own.
    names = Names(rebinding=[["127.0.0.1"], ["127.0.0.1"], ["127.0.0.2"]])
    found = Fetcher(IntakeOptions(pause=0), look_up=names).get(f"http://rebinding:{port}/a")
    assert found.body.decode() == "گفت"
    assert names.asked[1:] == ["rebinding", "rebinding"]
    with pytest.raises(RefusedError, match=r"127\.0\.0\.2"):
        Fetcher(IntakeOptions(pause=0), look_up=names).get(f"http://rebinding:{port}/a")


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.paths["/a"] = page("گفت")
    port = site.url.rpartition(":")[2]
    names = Names(two=[["127.0.0.9", "127.0.0.1"]])
    assert Fetcher(ALLOWED, look_up=names).get(f"http://two:{port}/a").body.decode() == "گفت"


@pytest.mark.parametrize(
    "url", ["", "x", "//a/b", "http://", "http:///a", "http://a b/", "http://[::1]:99999/", "javascript:1"]
)
def test_no_url(url: str) -> None:
    with pytest.raises(RefusedError):
        parse_target(url)


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        pytest.param("User-agent: *\nDisallow: /private/", "/private/1", False, id="for all"),
        pytest.param("User-agent: *\nDisallow: /private/", "/public/1", True, id="another folder"),
        pytest.param("User-agent: Ravi\nDisallow: /", "/1", False, id="by name"),
        pytest.param("User-agent: Other\nDisallow: /", "/1", True, id="another's name"),
        pytest.param(
            "User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True, id="the longest rule wins"
        ),
        pytest.param("User-agent: *\nDisallow: /*?print=", "/1?print=1", False, id="wildcard"),
        pytest.param("\xff\xfe not a rule", "/1", True, id="nonsense"),
    ],
)
def test_robots_txt_is_obeyed(site: Site, rules: str, path: str, is_allowed: bool) -> None:
    site.paths |= {"/robots.txt": Reply(rules.encode("latin-1")), path: page("گفت")}
    fetcher = Fetcher(ALLOWED)
    if is_allowed:
        assert fetcher.get(site.url + path).body.decode() == "گفت"
        return
    with pytest.raises(RefusedError, match=r"robots\.txt forbids"):
        fetcher.get(site.url + path)
    assert site.requests(path) == []


def test_robots_txt_of_a_redirect_s_goal_is_obeyed(site: Site) -> None:
    with serving() as other:
        other.paths |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /"), "/1": page("گفت")}
        site.paths["/1"] = moved(other.url + "/1")
        with pytest.raises(RefusedError, match=r"robots\.txt forbids"):
            Fetcher(ALLOWED).get(site.url + "/1")


def test_robots_txt_is_asked_for_once_and_a_failing_one_forbids_for_now(site: Site) -> None:
    site.paths |= {"/1": page("گفت"), "/2": page("رفت")}
    fetcher = Fetcher(ALLOWED)
    fetcher.get(site.url + "/1")
    fetcher.get(site.url + "/2")
    assert len(site.requests("/robots.txt")) == 1
    site.paths["/robots.txt"] = Reply(status=503)
    with pytest.raises(FetchError, match=r"robots\.txt answers 503") as caught:
        Fetcher(ALLOWED).get(site.url + "/1")
    assert not caught.value.lasting


def test_a_pause_between_requests_to_one_host(site: Site) -> None:
    site.paths |= {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 7"), "/1": page("a"), "/2": page("b")}
    slept: list[float] = []
    fetcher = Fetcher(IntakeOptions(allow_private=True, pause=3), clock=float, sleep=slept.append)
    fetcher.get(site.url + "/1")
    fetcher.get(site.url + "/2")
    assert slept == [7.0]


def test_keeping_the_pause_takes_no_time_of_the_exchange(site: Site) -> None:
    site.paths |= {"/1": page("a"), "/2": page("b")}
    fetcher = Fetcher(IntakeOptions(allow_private=True, pause=0.6, seconds=0.5))
    fetcher.get(site.url + "/1")
    assert fetcher.get(site.url + "/2").body == b"b"


def test_nobody_answers() -> None:
    with serving() as gone:
        pass
    with pytest.raises(FetchError, match=r"cannot be fetched: .*refused") as caught:
        Fetcher(ALLOWED).get(gone.url + "/1")
    assert not caught.value.lasting


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "both.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    name = ["-subj", "/CN=named.test", "-addext", "subjectAltName=DNS:named.test", "-days", "2"]
    try:
        subprocess.run(
            [*command, *name, "-keyout", str(path), "-out", str(tmp_path / "certificate.pem")],
            check=True,
            capture_output=True,
        )
    except FileNotFoundError:
        pytest.skip("no openssl on this machine to make a certificate with")
    path.write_text(path.read_text() + (tmp_path / "certificate.pem").read_text())
    return path


def test_tls_checks_the_name_though_the_connection_goes_to_an_address(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/1" else 404)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    names = Names(**{"named.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]})
    try:
        with pytest.raises(InputError, match="certificate verify failed"):
            Fetcher(ALLOWED, look_up=names).get(f"https://named.test:{server.server_port}/1")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("certificate.pem")))
        assert Fetcher(ALLOWED, look_up=names).get(f"https://named.test:{server.server_port}/1").body == b"ok"
        with pytest.raises(InputError, match=r"other\.test.*match"):
            Fetcher(ALLOWED, look_up=names).get(f"https://other.test:{server.server_port}/1")
    finally:
        server.shutdown()
        server.server_close()

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

import pytest

from ravi.errors import EmptyInputError, FormatError, TooLargeError
from ravi.intake.files import Unread, Unreadable
from ravi.intake.options import IntakeOptions
from ravi.intake.sources import open_sources
from tests.serving import FIRST, article

PAGE = article().encode()
DATELESS = article().replace("2024-03-09T23:40:00+03:30", "").encode()


def record(kind: str, url: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-13T05:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, head: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body
    return record("response", url, "application/http; msgtype=response", block)


def take(data: bytes, limit: int = 1_000_000) -> list[Unread | Unreadable]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc"
        path.write_bytes(data)
        return list(open_sources([str(path)], IntakeOptions(limit=limit)))


RECORDS = [
    record("warcinfo", "", "application/warc-fields", b"software: own\r\n"),
    response("https://a.example/1", PAGE),
    response("https://a.example/p.png", b"\x89PNG", "Content-Type: image/png"),
    response("https://a.example/none", PAGE, status="404 Not Found"),
    record("request", "https://a.example/3", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    response("https://a.example/nav", b"<html><body><nav>x</nav></body></html>"),
    record("conversion", "https://a.example/4", "text/plain", FIRST.encode()),
    response("https://a.example/5", DATELESS),
]


def outline(found: list[Unread | Unreadable]) -> list[tuple[str, object]]:
    return [
        (item.source.rpartition("/")[2], item.url if isinstance(item, Unread) else type(item.error).__name__)
        for item in found
    ]


WHOLE = [
    ("a.warc#1", "https://a.example/1"),
    ("a.warc#4", "EmptyInputError"),
    ("a.warc#5", "https://a.example/4"),
    ("a.warc#6", "https://a.example/5"),
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"".join(RECORDS), id="plain"),
        pytest.param(b"".join(map(gzip.compress, RECORDS)), id="record by record packed"),
    ],
)
def test_pages_and_texts_of_an_archive(data: bytes) -> None:
    found = take(data)
    assert outline(found) == WHOLE
    days = [item.published for item in found if isinstance(item, Unread)]
    assert days == [date(2024, 3, 9), date(2024, 3, 13), date(2024, 3, 13)]
    assert found[2].text == FIRST  # type: ignore[union-attr]


@pytest.mark.parametrize("cut", [3, 100, 700])
@pytest.mark.parametrize("packed", [False, True])
def test_what_stands_before_a_broken_tail_is_read(cut: int, packed: bool) -> None:
    last = gzip.compress(RECORDS[-1]) if packed else RECORDS[-1]
    before = b"".join(map(gzip.compress, RECORDS[:-1]) if packed else RECORDS[:-1])
    found = take(before + last[:-cut])
    # The shortest cut takes no more than the line ends after a record, or the sum after a packed one.
    assert outline(found)[: 4 if cut == 3 else 3] == WHOLE[: 4 if cut == 3 else 3]
    if cut > 3:
        assert [type(item.error) for item in found[3:]] == [FormatError]  # type: ignore[union-attr]
        assert "those before were read" in str(found[3].error)  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [b"nonsense", b"\0" * 100, gzip.compress(b"nonsense"), b"WARC/1.0\r\n"])
def test_no_archive(data: bytes) -> None:
    assert all(isinstance(item, Unreadable) for item in take(data))


def test_one_bad_record_does_not_stop_the_others() -> None:
    bomb = gzip.compress(b"a" * 20_000_000)
    found = take(
        b"".join(
            [
                response(
                    "https://a.example/1", b"not packed", "Content-Type: text/html\r\nContent-Encoding: gzip"
                ),
                response("https://a.example/2", bomb, "Content-Type: text/html\r\nContent-Encoding: gzip"),
                response("https://a.example/3", b"a" * 2_000_000),
                record("response", "https://a.example/4", "application/http", b"no HTTP at all"),
                response("https://a.example/5", PAGE),
            ]
        )
    )
    errors = [type(item.error) for item in found if isinstance(item, Unreadable)]
    assert errors == [FormatError, TooLargeError, TooLargeError]
    assert outline(found[-1:]) == [("a.warc#5", "https://a.example/5")]
    assert EmptyInputError not in errors


@pytest.mark.parametrize(
    ("head", "pack"),
    [
        pytest.param("Content-Encoding: gzip", gzip.compress, id="gzip"),
        pytest.param(
            "Transfer-Encoding: chunked", lambda b: b"%x\r\n%b\r\n0\r\n\r\n" % (len(b), b), id="chunked"
        ),
    ],
)
def test_bodies_are_unpacked(head: str, pack: object) -> None:
    body = pack(PAGE)  # type: ignore[operator]
    [found] = take(response("https://a.example/1", body, f"Content-Type: text/html\r\n{head}"))
    assert FIRST in found.text  # type: ignore[union-attr]


def test_the_encoding_that_the_server_named() -> None:
    body = article().encode("cp1256", "ignore")
    [found] = take(response("https://a.example/1", body, "Content-Type: text/html; charset=windows-1256"))
    assert "انفجار در" in found.text  # type: ignore[union-attr]

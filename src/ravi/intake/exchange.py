"""One HTTP request to one checked address and its answer, by urllib3, within a deadline and a size."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

import ravi
from ravi.errors import FetchError, RefusedError, TooLargeError
from ravi.intake.libraries import load_library

AGENT = "Ravi"
"""The name that robots.txt files may call Ravi by."""

USER_AGENT = f"{AGENT}/{ravi.__version__} (reads conflict news)"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in its parts, from one parsing only; ``path`` has the query in it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """The scheme, the host and the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == _PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    @property
    def url(self) -> str:
        """The URL again."""
        return self.origin + self.path


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; the names of ``headers`` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The content type without its parameters, in small letters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the content type names."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset()

    @property
    def retry_after(self) -> float | None:
        """The seconds that the server asks to wait."""
        return parse_retry_after(self.headers.get("retry-after", ""))


class Deadline:
    """The moment at which an exchange has to be over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @contextmanager
    def halted(self) -> Iterator[None]:
        """Let what is done meanwhile take no time of the exchange: keeping a pause is no slowness."""
        before = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - before

    def left(self) -> float:
        """Return the seconds left; raise a ``FetchError`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(f"it took longer than {self.seconds:g} seconds; try again later")
        return left


_PORTS = {"http": 80, "https": 443}

# How urllib3 begins a message: <…Connection object at 0x…>: or HTTPConnection(host='…', port=1):
_OBJECT = re.compile(r"^(?:<.{1,80} object at 0x[0-9a-f]+>|\w+\(host=[^)]{1,300}\)): ")


def parse_target(url: str) -> Target:
    """Return the parts of a URL, letters beyond ASCII encoded; raise a ``RefusedError`` for what is none.

    >>> parse_target("https://isna.example/خبر?a=1#x").url
    'https://isna.example/%D8%AE%D8%A8%D8%B1?a=1'
    """
    urllib3 = load_library("urllib3", "fetching URLs")
    try:
        found = urllib3.util.parse_url(url.strip())
    except urllib3.exceptions.LocationParseError:
        raise RefusedError(f"{url!r:.200} is no URL; give one such as https://example.org/news/1") from None
    if found.scheme not in _PORTS or not found.host:
        raise RefusedError(f"{url!r:.200} is not fetched: only http and https URLs are; give one of these")
    if found.auth is not None:
        raise RefusedError(f"the URL of {found.host!r} holds a user's name or password; give it without")
    port = found.port if found.port is not None else _PORTS[found.scheme]
    return Target(found.scheme, found.host.strip("[]"), port, found.request_uri)


def exchange(
    target: Target, addresses: list[str], headers: Mapping[str, str], deadline: Deadline, limit: int
) -> Answer:
    """Ask for a target at the first of its addresses that answers; the host's name is used for TLS and Host."""
    urllib3 = load_library("urllib3", "fetching URLs")
    failure: Exception | None = None
    for address in addresses:
        try:
            return _exchange(urllib3, target, address, headers, deadline, limit)
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            if isinstance(error, FetchError | TooLargeError):
                raise
            deadline.left()
            failure = error
    raise FetchError(f"{target.url!r:.200} cannot be fetched: {_plain(failure)}; try again later")


def _exchange(
    urllib3: Any,
    target: Target,
    address: str,
    headers: Mapping[str, str],
    deadline: Deadline,
    limit: int,
) -> Answer:
    connection = _connection(urllib3, target, address, deadline.left())
    guard = _Guard(connection)
    timer = threading.Timer(deadline.left(), guard.cut)
    timer.daemon = True
    timer.start()
    try:
        connection.connect()
        guard.hold()
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.origin.partition("://")[2],
                "User-Agent": USER_AGENT,
                "Accept-Encoding": "gzip, deflate",
                **headers,
            },
            preload_content=False,
        )
        response = connection.getresponse()
        try:
            body = _read(response, limit, target)
        finally:
            response.close()
        deadline.left()  # a connection that was cut may look like a body that has ended
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, body)
    finally:
        timer.cancel()
        connection.close()


def _connection(urllib3: Any, target: Target, address: str, seconds: float) -> Any:
    if target.scheme == "http":
        return urllib3.connection.HTTPConnection(address, target.port, timeout=seconds)
    return urllib3.connection.HTTPSConnection(
        address,
        target.port,
        timeout=seconds,
        ssl_context=ssl.create_default_context(),
        server_hostname=target.host,
        assert_hostname=target.host,
    )


class _Guard:
    """Cuts a connection off, whatever it is waiting for: a server may send a byte now and then for ever."""

    def __init__(self, connection: Any) -> None:
        self._connection, self._socket = connection, None

    def hold(self) -> None:
        """Remember the socket, which the connection lets go of before its body is read."""
        self._socket = self._connection.sock

    def cut(self) -> None:
        """Shut the socket down; what reads from it sees the end."""
        sock = self._socket or self._connection.sock
        with suppress(OSError, AttributeError):
            sock.shutdown(socket.SHUT_RDWR)


def _read(response: Any, limit: int, target: Target) -> bytes:
    """Return the body, unpacked; never holds much more than ``limit``."""
    body = bytearray()
    while piece := response.read(min(65_536, limit + 1 - len(body)), decode_content=True):
        body += piece
        if len(body) > limit:
            raise TooLargeError(f"{target.url!r:.200} has more than {limit:,} bytes; it is no single report")
    return bytes(body)


def _plain(error: Exception | None) -> str:
    """Return an error's message on one line, without the name of urllib3's object before it."""
    first = error.args[0] if error is not None and error.args else None
    message = first if isinstance(first, str) else str(error)
    return " ".join(_OBJECT.sub("", message).split()) or type(error).__name__


def parse_retry_after(value: str) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or until a date.

    >>> parse_retry_after("120"), parse_retry_after("soon")
    (120.0, None)
    """
    if value.strip().isdecimal():
        return float(value)
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    return None

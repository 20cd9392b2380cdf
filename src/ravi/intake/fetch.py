"""Fetches pages and feeds: politely, and never from where or more than it should.

A URL may come from anybody, so each hop of it is held to these rules, in this order:

1. http or https, and no password in the URL.
2. The host's name is resolved once; only public addresses stay (``addresses``), and the
   connection goes to one of these, not to the name: it cannot resolve to another one meanwhile.
3. The host's robots.txt (obeyed here like every page) must allow it (``robots``).
4. Requests to one host keep a pause between them.
5. The whole exchange, redirects included and pauses not, ends after ``seconds``; unpacked, a body
   has at most ``limit`` bytes; its content type is one that was asked for.

Proxies that the environment names are not used: they would resolve names themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from ravi.errors import FetchError, RefusedError
from ravi.intake.addresses import check_public, resolve
from ravi.intake.exchange import Answer, Deadline, Target, exchange, parse_target
from ravi.intake.options import IntakeOptions
from ravi.intake.robots import Robots

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "application/json",
)

_REDIRECTS = (301, 302, 303, 307, 308)
_WAIT = (408, 425, 429, 500, 502, 503, 504)
"""Statuses after which trying again later may help."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave: its last URL after redirects, and the server's answer.

    ``is_unchanged``: a conditional request found nothing new, and the body is empty.
    """

    url: str
    body: bytes
    type: str
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False


class Fetcher:
    """Fetches URLs under the limits of ``options``; remembers robots.txt files and when a host was asked.

    ``look_up`` gives the addresses of a host; ``clock`` and ``sleep`` are those of ``time``.
    """

    def __init__(
        self,
        options: IntakeOptions,
        *,
        look_up: Callable[[str, int], list[str]] = resolve,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._options, self._look_up, self._clock, self._sleep = options, look_up, clock, sleep
        self._robots = Robots(self._robots_txt, clock)
        self._next: dict[str, float] = {}

    def get(
        self,
        url: str,
        types: tuple[str, ...] = PAGES + FEEDS,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Return what ``url`` gives; with ``etag`` or ``last_modified``, only if it has changed since.

        Raises a ``FetchError``, or a ``RefusedError`` where a rule forbids the URL.
        """
        headers = {"Accept": ", ".join(types) + ", */*;q=0.1"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        target, answer = self._follow(parse_target(url), headers, Deadline(self._options.seconds))
        if answer.status == 304:
            return Fetched(target.url, b"", "", etag=etag, last_modified=last_modified, is_unchanged=True)
        self._check(target, answer, types)
        return Fetched(
            target.url,
            answer.body,
            answer.type,
            answer.charset,
            answer.headers.get("etag"),
            answer.headers.get("last-modified"),
        )

    def _follow(
        self, target: Target, headers: dict[str, str], deadline: Deadline, *, obey: bool = True
    ) -> tuple[Target, Answer]:
        for _ in range(self._options.redirects + 1):
            if obey:
                with deadline.halted():
                    self._obey(target)
            answer = self._ask(target, headers, deadline)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return target, answer
            target = _next_target(target, location)
        raise FetchError(
            f"the URL redirects more than {self._options.redirects} times, at last to {target.url!r:.200}; "
            "give the page's last address",
            lasting=True,
        )

    def _obey(self, target: Target) -> None:
        """Read the host's robots.txt, raise a ``RefusedError`` where it forbids, and keep the pause."""
        delay = self._robots.check(target)
        wait = self._next.get(target.host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next[target.host] = self._clock() + max(self._options.pause, delay)

    def _ask(self, target: Target, headers: dict[str, str], deadline: Deadline) -> Answer:
        addresses = self._look_up(target.host, target.port)
        if not self._options.allow_private:
            addresses = check_public(target.host, addresses)
        return exchange(target, addresses, headers, deadline, self._options.limit)

    def _robots_txt(self, target: Target) -> Answer:
        return self._follow(target, {"Accept": "text/plain"}, Deadline(self._options.seconds), obey=False)[1]

    def _check(self, target: Target, answer: Answer, types: tuple[str, ...]) -> None:
        if answer.status != 200:
            again = "try again later" if answer.status in _WAIT else "check the address"
            raise FetchError(
                f"the server answers {answer.status} for {target.url!r:.200}; {again}",
                status=answer.status,
                retry_after=answer.retry_after,
                lasting=answer.status not in _WAIT,
            )
        if answer.type and answer.type not in types and not answer.type.endswith("+xml"):
            raise FetchError(
                f"{target.url!r:.200} is {answer.type!r}, not a page, a text or a feed; "
                "download it and give the file",
                lasting=True,
            )


def _next_target(target: Target, location: str) -> Target:
    try:
        return parse_target(urljoin(target.url, location))
    except ValueError:
        raise RefusedError(
            f"{target.url!r:.200} redirects to {location!r:.200}, which is not fetched; give the page's last address"
        ) from None

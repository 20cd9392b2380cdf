"""Obeys robots.txt (RFC 9309), by protego."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ravi.errors import FetchError, RefusedError
from ravi.intake.exchange import AGENT, Answer, Target, parse_target
from ravi.intake.libraries import load_library

KEPT = 24 * 3600.0
"""Seconds for which a robots.txt is remembered: a day, as RFC 9309 says."""

KEPT_FAILURE = 600.0
"""Seconds for which a server that could not give its robots.txt is not asked for anything."""

SIZE = 512_000
"""Bytes of a robots.txt that are read; the RFC asks for at least 500 KiB."""

LONGEST_DELAY = 60.0
"""The longest ``Crawl-delay`` that is kept."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A host's rules: None allows everything; ``failure`` says why nothing may be asked now."""

    rules: Any
    until: float
    failure: FetchError | None = None


class Robots:
    """The robots.txt of every host that was asked for something; ``get`` fetches one."""

    def __init__(self, get: Callable[[Target], Answer], clock: Callable[[], float]) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, _Rules] = {}

    def check(self, target: Target) -> float:
        """Return the seconds that the host wants between requests; raise a ``RefusedError`` where it forbids."""
        known = self._known.get(target.origin)
        if known is None or known.until < self._clock():
            known = self._known[target.origin] = self._load(target)
        if known.failure is not None:
            raise known.failure
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(target.url, AGENT):
            raise RefusedError(
                f"{target.origin}/robots.txt forbids programs to fetch {target.url!r:.200}; "
                "save the page in a browser and give the file"
            )
        return min(float(known.rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)

    def _load(self, target: Target) -> _Rules:
        """Return a host's rules. Without a robots.txt (4xx) all is allowed, with a failing server (5xx) nothing."""
        protego = load_library("protego", "obeying robots.txt")
        answer = self._get(parse_target(f"{target.origin}/robots.txt"))
        if answer.status >= 500 or answer.status == 429:
            failure = FetchError(
                f"{target.origin}/robots.txt answers {answer.status}, and says so not what may be fetched; "
                "try again later",
                status=answer.status,
                retry_after=answer.retry_after,
            )
            return _Rules(None, self._clock() + KEPT_FAILURE, failure)
        if answer.status != 200:
            return _Rules(None, self._clock() + KEPT)
        text = answer.body[:SIZE].decode("utf-8", "replace")
        return _Rules(protego.Protego.parse(text), self._clock() + KEPT)

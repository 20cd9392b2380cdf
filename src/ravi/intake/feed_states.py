"""What is remembered of a feed between its polls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

SEEN = 2000
"""Entries of a feed that are remembered; feeds hold some tens."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: how the server marked it, when to ask again, what was taken from it.

    ``next_poll`` is in seconds since 1970 and 0 for a feed that was never asked; ``failures`` counts
    those since the last success; ``seen`` holds the keys of the entries taken, the latest last.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll: float = 0.0
    failures: int = 0
    seen: tuple[str, ...] = ()

    def with_seen(self, key: str) -> tuple[str, ...]:
        """Return what is seen when ``key`` has been taken too."""
        return (*(old for old in self.seen if old != key), key)[-SEEN:]


class FeedStates(Protocol):
    """Where states are kept; the ledger keeps them from run to run."""

    def load(self, url: str) -> FeedState:
        """Return the state of a feed, ``FeedState(url)`` for one that was never saved."""

    def save(self, state: FeedState) -> None:
        """Keep a state in the place of the feed's last one."""

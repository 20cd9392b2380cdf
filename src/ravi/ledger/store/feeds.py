"""Remembers in a ledger where each watched feed stands (see ``ravi.intake.watch``)."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, insert, select

from ravi.intake.feed_states import FeedState
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger


class KeptFeeds:
    """The states of feeds, one row each; what ``watch`` asks for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def load(self, url: str) -> FeedState:
        """Return where the feed stood when it was last polled, or that it never was."""
        with self._ledger.reading() as connection:
            state = connection.scalar(select(schema.feeds.c.state).where(schema.feeds.c.url == url))
        return FeedState(url=url) if state is None else FeedState(**{**state, "seen": tuple(state["seen"])})

    def save(self, state: FeedState) -> None:
        """Keep where the feed stands now."""
        with self._ledger.writing() as connection:
            connection.execute(delete(schema.feeds).where(schema.feeds.c.url == state.url))
            connection.execute(insert(schema.feeds).values(url=state.url, state=asdict(state)))

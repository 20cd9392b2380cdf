"""Watches feeds: asks each when it is due, gives out what is new, and bothers no server more than it must.

A feed is asked with what its server marked the last answer with, so that one without news
costs next to nothing. An entry counts as taken when the caller asks for the next one: a program
that is killed in between gets it again, and loses nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ravi.errors import FetchError, InputError
from ravi.intake.feed_list import Feed, load_feeds
from ravi.intake.feed_states import FeedState, FeedStates
from ravi.intake.feeds import Entry, ParsedFeed, fetch_entry, parse_feed
from ravi.intake.fetch import FEEDS, PAGES, Fetcher
from ravi.intake.files import Unread, Unreadable
from ravi.intake.options import IntakeOptions

LEAST = 300.0
"""Seconds between two polls at least, where the feed's own ``ttl`` does not say otherwise."""

TTL = (60.0, 3600.0)
"""The bounds within which a feed's ``ttl`` is obeyed; some say a day and publish every minute."""

LONGEST = 86_400.0
"""Seconds after which a feed that keeps failing is asked again."""

JITTER = 0.1
"""The share by which an interval is lengthened by chance, so that feeds do not fall due together."""

LONGEST_ASKED = 7 * 86_400.0
"""The longest time that a server may ask to be left alone for."""

PATIENCE = 3
"""Pages of a feed's entries that may fail before the others are left for the next poll."""

NAP = 60.0
"""The longest sleep in one piece: a machine that was suspended notices what is due."""

Found = Iterator[Unread | Unreadable]


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock (seconds since 1970), the sleep and the chance (0 to 1) that ``watch`` goes by."""

    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


def watch(
    feeds: str | Path | Sequence[Feed],
    options: IntakeOptions,
    states: FeedStates,
    *,
    once: bool = False,
    timing: Timing | None = None,
    fetcher: Fetcher | None = None,
) -> Found:
    """Yield the new reports of the feeds of a feeds.toml (or of the list given) as they come.

    Goes on until it is interrupted (Ctrl-C ends it like the end of a list); with ``once`` every feed
    that is due is asked once. What fails gives an ``Unreadable``; a failing feed is asked more and
    more seldom and stops no other. Raises an ``InputError`` for a list of feeds that has a mistake.
    """
    listed = load_feeds(feeds) if isinstance(feeds, str | Path) else tuple(feeds)
    return _watch(listed, _Poller(options, states, timing or Timing(), fetcher or Fetcher(options)), once)


def _watch(feeds: tuple[Feed, ...], poller: _Poller, once: bool) -> Found:
    try:
        if once:
            for feed in poller.due(feeds):
                yield from poller.poll(feed)
            return
        while True:
            for feed in poller.due(feeds):
                yield from poller.poll(feed)
            poller.wait(feeds)
    except KeyboardInterrupt:
        return


@dataclass(frozen=True, slots=True)
class _Poller:
    """What a poll needs."""

    options: IntakeOptions
    states: FeedStates
    timing: Timing
    fetcher: Fetcher

    def due(self, feeds: Sequence[Feed]) -> list[Feed]:
        """Return the feeds to ask now, the longest due first."""
        now = self.timing.clock()
        waiting = [(self.states.load(feed.url).next_poll, feed) for feed in feeds]
        return [feed for when, feed in sorted(waiting, key=_when) if when <= now]

    def wait(self, feeds: Sequence[Feed]) -> None:
        """Sleep until a feed is due, or for a nap."""
        first = min(self.states.load(feed.url).next_poll for feed in feeds)
        left = first - self.timing.clock()
        if left > 0:
            self.timing.sleep(min(left, NAP))

    def poll(self, feed: Feed) -> Found:
        """Ask a feed and yield what is new in it."""
        state = self.states.load(feed.url)
        try:
            page = self.fetcher.get(
                feed.url, FEEDS + PAGES, etag=state.etag, last_modified=state.last_modified
            )
            parsed = None
            if not page.is_unchanged:
                parsed = parse_feed(page.body, url=page.url, charset=page.charset)
        except InputError as error:
            self.states.save(self._failed(feed, state, error))
            yield Unreadable(feed.url, error)
            return
        if parsed is None:
            self.states.save(replace(state, failures=0, next_poll=self._next(feed, None)))
            return
        state, is_complete = yield from self._take(feed, page.url, parsed, state)
        # Marks of the answer are kept only when all of it was taken: else the next poll would find nothing new.
        marks = (page.etag, page.last_modified) if is_complete else (None, None)
        self.states.save(
            replace(
                state,
                etag=marks[0],
                last_modified=marks[1],
                failures=0,
                next_poll=self._next(feed, parsed.ttl),
            )
        )

    def _take(
        self, feed: Feed, url: str, parsed: ParsedFeed, state: FeedState
    ) -> Generator[Unread | Unreadable, None, tuple[FeedState, bool]]:
        """Yield the entries that were not taken before; return the state, and whether all were taken."""
        failures = 0
        for entry in parsed.entries:
            if entry.key in state.seen:
                continue
            found = self._fetch(entry, feed, url, parsed.title)
            yield found
            if _may_help_later(found):
                failures += 1
                if failures == PATIENCE:
                    break
                continue
            state = replace(state, seen=state.with_seen(entry.key))
            self.states.save(state)
        return state, not failures

    def _fetch(self, entry: Entry, feed: Feed, url: str, title: str | None) -> Unread | Unreadable:
        found = fetch_entry(entry, url, title, self.fetcher, self.options)
        if isinstance(found, Unreadable):
            return found
        if feed.publisher is not None:
            found = found.override(publisher=feed.publisher, publisher_why="")
        return self.options.apply(found.override(language=feed.language))

    def _next(self, feed: Feed, ttl: float | None) -> float:
        """Return when a feed that answered is asked again."""
        least = LEAST if ttl is None else min(max(ttl, TTL[0]), TTL[1])
        return self.timing.clock() + max(feed.every, least) * (1 + JITTER * self.timing.chance())

    def _failed(self, feed: Feed, state: FeedState, error: InputError) -> FeedState:
        """Return the state after a failure: twice as long to wait for each, or as long as the server asks."""
        failures = state.failures + 1
        wait = min(max(feed.every, LEAST) * 2 ** min(failures, 20), LONGEST)
        wait *= 1 + JITTER * self.timing.chance()
        asked = error.retry_after if isinstance(error, FetchError) else None
        wait = max(wait, min(asked or 0.0, LONGEST_ASKED))
        return replace(state, failures=failures, next_poll=self.timing.clock() + wait)


def _may_help_later(found: Unread | Unreadable) -> bool:
    """Say whether an entry's page could not be fetched now and may be had at another time."""
    return isinstance(found, Unreadable) and isinstance(found.error, FetchError) and not found.error.lasting


def _when(waiting: tuple[float, Feed]) -> float:
    return waiting[0]

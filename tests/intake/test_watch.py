from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from ravi.errors import FetchError, FormatError, InputError
from ravi.intake.feed_list import Feed
from ravi.intake.feed_states import SEEN, FeedState
from ravi.intake.files import Unread, Unreadable
from ravi.intake.options import IntakeOptions
from ravi.intake.watch import LEAST, LONGEST, LONGEST_ASKED, PATIENCE, Timing, watch
from tests.intake.test_feeds import FULL, feed, item, rss
from tests.serving import Reply, Site, article, page, serving

ALLOWED = IntakeOptions(allow_private=True, pause=0, seconds=5)
NOW = 1_710_000_000.0


class Time:
    """A clock that goes on only in sleep; ``stop`` interrupts that sleep, as Ctrl-C would."""

    def __init__(self, stop: float = float("inf")) -> None:
        self.now, self.end, self.slept = NOW, NOW + stop, [0.0]

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        if self.now > self.end:
            raise KeyboardInterrupt

    @property
    def timing(self) -> Timing:
        return Timing(self.clock, self.sleep, lambda: 0.0)


class MemoryStates:
    """States that last as long as the test."""

    def __init__(self) -> None:
        self._states: dict[str, FeedState] = {}

    def load(self, url: str) -> FeedState:
        return self._states.get(url, FeedState(url))

    def save(self, state: FeedState) -> None:
        self._states[state.url] = state


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def poll(
    site: Site, states: MemoryStates, *, at: float = 0.0, every: float = 900.0, **told: str
) -> list[Unread | Unreadable]:
    time = Time()
    time.now += at
    feeds = [Feed(site.url + "/rss", every, **told)]
    return list(watch(feeds, ALLOWED, states, once=True, timing=time.timing))


def state(site: Site, states: MemoryStates) -> FeedState:
    return states.load(site.url + "/rss")


def test_what_is_new_is_given_once(site: Site) -> None:
    states = MemoryStates()
    site.paths |= {"/rss": feed(item(site.url + "/1", FULL))}
    [first] = poll(site, states, publisher="روزنامه زرکوه", language="fa")
    assert isinstance(first, Unread)
    assert (first.publisher, first.publisher_why, first.language) == ("روزنامه زرکوه", "", "fa")
    assert first.source == first.url == site.url + "/1"
    site.paths["/rss"] = feed(item(site.url + "/2", FULL), item(site.url + "/1", FULL))
    assert [found.source for found in poll(site, states, at=1000)] == [site.url + "/2"]
    assert poll(site, states, at=2000) == []
    changed = feed(item(site.url + "/1", FULL, summary="شمار زخمی‌ها به پنج رسید"))
    site.paths["/rss"] = changed
    assert [found.source for found in poll(site, states, at=3000)] == [site.url + "/1"]


def test_a_feed_is_asked_when_it_is_due(site: Site) -> None:
    states = MemoryStates()
    site.paths["/rss"] = feed(item(site.url + "/1", FULL))
    poll(site, states)
    assert state(site, states).next_poll == NOW + 900
    poll(site, states, at=899)
    assert len(site.requests("/rss")) == 1
    poll(site, states, at=900)
    assert len(site.requests("/rss")) == 2


@pytest.mark.parametrize(
    ("every", "ttl", "seconds"),
    [
        pytest.param(60, None, LEAST, id="never faster than the least"),
        pytest.param(60, 1, 60, id="unless the feed says so"),
        pytest.param(900, 30, 1800, id="slower when the feed says so"),
        pytest.param(900, 10, 900, id="not faster than asked"),
        pytest.param(900, 1440, 3600, id="a day is not obeyed"),
        pytest.param(60, 0, 60, id="nor is nothing"),
    ],
)
def test_intervals(site: Site, every: float, ttl: int | None, seconds: float) -> None:
    channel = "" if ttl is None else f"<ttl>{ttl}</ttl>"
    site.paths["/rss"] = page(rss(item(site.url + "/1", FULL), channel=channel), Content_Type="text/xml")
    states = MemoryStates()
    poll(site, states, every=every)
    assert state(site, states).next_poll == NOW + seconds


def test_jitter_lengthens(site: Site) -> None:
    site.paths["/rss"] = feed(item(site.url + "/1", FULL))
    states, time = MemoryStates(), Time()
    timing = Timing(time.clock, time.sleep, lambda: 1.0)
    list(watch([Feed(site.url + "/rss", 1000)], ALLOWED, states, once=True, timing=timing))
    assert state(site, states).next_poll == NOW + 1100


def test_only_what_has_changed_is_sent(site: Site) -> None:
    states = MemoryStates()
    modified = "Sat, 09 Mar 2024 20:00:00 GMT"
    site.paths["/rss"] = feed(item(site.url + "/1", FULL), ETag='"v1"', Last_Modified=modified)
    assert len(poll(site, states)) == 1
    assert (state(site, states).etag, state(site, states).last_modified) == ('"v1"', modified)
    assert poll(site, states, at=1000) == []
    again = site.requests("/rss")[1]
    assert (again["If-None-Match"], again["If-Modified-Since"]) == ('"v1"', modified)
    assert (state(site, states).etag, state(site, states).next_poll) == ('"v1"', NOW + 1900)


def test_a_failing_feed_is_asked_more_and_more_seldom(site: Site) -> None:
    states = MemoryStates()
    site.paths["/rss"] = Reply(status=500)
    waits, at = [], 0.0
    for _ in range(9):
        [found] = poll(site, states, at=at)
        assert isinstance(found, Unreadable)
        assert isinstance(found.error, FetchError)
        assert found.source == site.url + "/rss"
        waits.append(state(site, states).next_poll - NOW - at)
        at += waits[-1]
    assert waits == [1800, 3600, 7200, 14400, 28800, 57600, LONGEST, LONGEST, LONGEST]
    site.paths["/rss"] = feed(item(site.url + "/1", FULL))
    assert len(poll(site, states, at=at)) == 1
    assert state(site, states).failures == 0
    assert state(site, states).next_poll == NOW + at + 900


@pytest.mark.parametrize(
    ("asked", "wait"), [("7200", 7200), ("60", 1800), ("99999999999", LONGEST_ASKED), ("soon", 1800)]
)
def test_retry_after_is_obeyed(site: Site, asked: str, wait: float) -> None:
    states = MemoryStates()
    site.paths["/rss"] = Reply(status=429, headers={"Retry-After": asked})
    poll(site, states)
    assert state(site, states).next_poll == NOW + wait


def test_one_feed_s_failure_does_not_stop_the_others(site: Site) -> None:
    site.paths |= {"/good": feed(item(site.url + "/1", FULL)), "/page": page(article())}
    urls = [site.url + path for path in ("/bad", "/page", "/good")]
    feeds = [Feed("http://127.0.0.1:1/rss", 900), *(Feed(url, 900) for url in urls)]
    found = list(watch(feeds, ALLOWED, MemoryStates(), once=True, timing=Time().timing))
    assert [type(item).__name__ for item in found] == ["Unreadable"] * 3 + ["Unread"]
    assert isinstance(found[2].error, FormatError)  # type: ignore[union-attr]


def test_what_was_not_asked_for_any_more_comes_again(site: Site) -> None:
    """A program killed while it works on a report gets that report again, and none before it."""
    states = MemoryStates()
    entries = [item(f"{site.url}/{number}", FULL) for number in range(4)]
    site.paths["/rss"] = feed(*entries, ETag='"v1"')
    feeds = [Feed(site.url + "/rss", 900)]
    taken = watch(feeds, ALLOWED, states, once=True, timing=Time().timing)
    assert [found.source[-1] for found in islice(taken, 3)] == ["0", "1", "2"]
    del taken
    assert [found.source[-1] for found in poll(site, states)] == ["2", "3"]


def test_a_page_that_may_come_back_is_tried_again_and_one_that_is_gone_is_not(site: Site) -> None:
    states = MemoryStates()
    site.paths |= {
        "/rss": feed(item(site.url + "/busy"), item(site.url + "/gone"), ETag='"v1"'),
        "/busy": Reply(status=503),
    }
    assert [type(found).__name__ for found in poll(site, states)] == ["Unreadable"] * 2
    assert state(site, states).etag is None
    site.paths["/busy"] = page(article())
    [found] = poll(site, states, at=1000)
    assert (type(found).__name__, found.source) == ("Unread", site.url + "/busy")
    assert state(site, states).etag == '"v1"'
    assert poll(site, states, at=2000) == []


def test_many_failing_pages_are_left_for_the_next_poll(site: Site) -> None:
    entries = [item(f"{site.url}/{number}") for number in range(20)]
    site.paths |= {"/rss": feed(*entries)} | {f"/{number}": Reply(status=503) for number in range(20)}
    assert len(poll(site, MemoryStates())) == PATIENCE


def test_feeds_are_watched_until_it_is_interrupted(site: Site, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.toml"
    listed.write_text(f'[[feed]]\nurl = "{site.url}/a"\n[[feed]]\nurl = "{site.url}/b"\nevery = "1h"')
    site.paths |= {"/a": feed(item(site.url + "/1", FULL)), "/b": feed(item(site.url + "/2", FULL))}
    time = Time(stop=3700)
    found = list(watch(listed, ALLOWED, MemoryStates(), timing=time.timing))
    assert [item.source[-1] for item in found] == ["1", "2"]
    assert len(site.requests("/a")) == 5
    assert len(site.requests("/b")) == 2
    assert max(time.slept) <= 60


def test_a_mistake_in_the_list_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        watch(tmp_path / "none.toml", ALLOWED, MemoryStates())


def test_states_remember_the_latest() -> None:
    states = MemoryStates()
    assert states.load("a") == FeedState("a")
    states.save(FeedState("a", etag="x"))
    assert states.load("a").etag == "x"
    full = FeedState("a", seen=tuple(map(str, range(SEEN))))
    assert full.with_seen("new")[-1] == "new"
    assert len(full.with_seen("new")) == SEEN
    assert full.with_seen("5")[-1] == "5"
    assert full.with_seen("5").count("5") == 1

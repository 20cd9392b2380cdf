"""Where each feed stands lasts from run to run."""

from __future__ import annotations

from ravi.intake.feed_states import FeedState
from ravi.ledger.store.feeds import KeptFeeds
from ravi.ledger.store.opening import Ledger, open_ledger

URL = "https://a.example/rss"


def test_a_feed_that_was_never_polled_starts_anew(ledger: Ledger) -> None:
    assert KeptFeeds(ledger).load(URL) == FeedState(URL)


def test_the_last_state_of_each_feed_is_kept(where: str) -> None:
    first = FeedState(URL, etag='"1"', next_poll=10.5, seen=("a",))
    last = FeedState(
        URL, etag='"2"', last_modified="Sat, 09 Mar 2024 23:00:00 GMT", failures=2, seen=("a", "ب")
    )
    with open_ledger(where) as ledger:
        for state in (first, FeedState("https://b.example/rss"), last):
            KeptFeeds(ledger).save(state)
    with open_ledger(where, create=False) as ledger:
        assert KeptFeeds(ledger).load(URL) == last

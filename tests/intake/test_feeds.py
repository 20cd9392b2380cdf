from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import EmptyInputError, FetchError, FormatError, InputError, RefusedError
from ravi.intake.feeds import fetch_entry, parse_feed
from ravi.intake.fetch import Fetcher
from ravi.intake.options import IntakeOptions
from ravi.intake.sources import Unread, Unreadable, open_sources
from tests.serving import FIRST, SECOND, Reply, Site, article, page, serving

ALLOWED = IntakeOptions(allow_private=True, pause=0, seconds=5)
FULL = f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def item(link: str = "", content: str = "", title: str = "انفجار در زرکوه", summary: str = "سه نفر") -> str:
    whole = f"<content:encoded>{escape(content)}</content:encoded>" if content else ""
    where = f"<link>{link}</link><guid>{link}</guid>" if link else ""
    return (
        f"<item><title>{title}</title>{where}<description>{escape(summary)}</description>{whole}"
        "<pubDate>Sat, 09 Mar 2024 23:30:00 +0330</pubDate></item>"
    )


def rss(*items: str, channel: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>خبرهای زرکوه</title>'
        f"{channel}{''.join(items)}</channel></rss>"
    )


def feed(*items: str, **headers: str) -> Reply:
    return page(rss(*items), **{"Content_Type": "application/rss+xml", **headers})


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>خبرهای زرکوه</title>
<entry><id>urn:1</id><title type="html">انفجار &amp;amp; آتش</title><link href="https://a.example/1"/>
<updated>2024-03-09T23:30:00+03:30</updated>
<content type="html">&lt;p&gt;یک&lt;/p&gt;&lt;p&gt;گروه‌ها&lt;/p&gt;</content>
</entry></feed>"""


def test_atom() -> None:
    found = parse_feed(ATOM.encode())
    [entry] = found.entries
    assert (found.title, entry.id, entry.url) == ("خبرهای زرکوه", "urn:1", "https://a.example/1")
    assert (entry.title, entry.published) == ("انفجار & آتش", date(2024, 3, 9))
    assert entry.content == "یک\nگروه‌ها"


def test_a_feed_in_a_file_gives_its_own_words_and_fetches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(rss(item("https://a.invalid/1"), item("https://a.invalid/2", FULL), item(summary="")))
    found = list(open_sources([str(path)], IntakeOptions()))
    assert found[0] == Unread(
        "سه نفر",
        id="https://a.invalid/1",
        publisher="خبرهای زرکوه",
        published=date(2024, 3, 9),
        title="انفجار در زرکوه",
        url="https://a.invalid/1",
        source=f"{path}#1",
        publisher_why="the feed calls itself so",
        published_at=datetime(2024, 3, 9, 23, 30),
    )
    assert found[1].text == f"{FIRST}\n{SECOND}\n{FIRST}"  # type: ignore[union-attr]
    assert isinstance(found[2].error, EmptyInputError)  # type: ignore[union-attr]


def test_a_feed_s_pages_are_fetched_unless_it_holds_the_full_text(site: Site) -> None:
    site.paths |= {
        "/rss": feed(
            item(site.url + "/1"),
            item(site.url + "/2", FULL),
            item(site.url + "/3", FULL + "…"),
            item(site.url + "/gone"),
        ),
        "/1": page(article()),
        "/3": page(article("خبر سوم")),
    }
    found = list(open_sources([site.url + "/rss"], ALLOWED))
    assert [item.source for item in found] == [site.url + path for path in ("/1", "/2", "/3", "/gone")]
    assert FIRST in found[0].text  # type: ignore[union-attr]
    assert found[0].published == date(2024, 3, 9)  # type: ignore[union-attr]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/rss", "/1", "/3", "/gone"]
    assert isinstance(found[3].error, FetchError)  # type: ignore[union-attr]


def test_a_page_by_its_url(site: Site) -> None:
    site.paths |= {"/1": page(article()), "/t": page("سه نفر", Content_Type="text/plain; charset=utf-8")}
    found = list(open_sources([site.url + "/1", site.url + "/t", site.url + "/none"], ALLOWED))
    assert FIRST in found[0].text  # type: ignore[union-attr]
    assert (found[0].source, found[0].url) == (site.url + "/1", site.url + "/1")  # type: ignore[union-attr]
    assert found[1] == Unread("سه نفر", url=site.url + "/t", source=site.url + "/t")
    assert isinstance(found[2], Unreadable)


def test_an_old_encoding_named_by_the_server(site: Site) -> None:
    body = article().replace('<meta charset="utf-8">', "").encode("cp1256", "ignore")
    site.paths["/1"] = page(body, Content_Type="text/html; charset=windows-1256")
    [found] = open_sources([site.url + "/1"], ALLOWED)
    assert "انفجار در" in found.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "url", ["http://localhost:1/", "http://127.0.0.1:1/", "http://10.0.0.1/", "ftp://x/"]
)
def test_private_addresses_need_leave(url: str) -> None:
    [found] = open_sources([url], IntakeOptions())
    assert type(found.error).__name__ == "RefusedError"  # type: ignore[union-attr]


def test_a_feed_s_links_are_held_to_the_rules_of_every_url() -> None:
    links = ["http://169.254.169.254/latest/meta-data", "http://[::1]/", "file:///etc/passwd"]
    options = IntakeOptions(pause=0, seconds=5)
    entries = parse_feed(rss(*map(item, links)).encode()).entries
    found = [
        fetch_entry(entry, "https://a.example/rss", None, Fetcher(options), options) for entry in entries
    ]
    assert [type(one.error) for one in found[:2]] == [RefusedError, RefusedError]  # type: ignore[union-attr]
    # What is no address of a page is no link: the entry has its own words only.
    assert (found[2].text, found[2].url) == ("سه نفر", None)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"/etc/passwd", id="a path"),
        pytest.param(b"http://127.0.0.1/", id="a URL"),
        pytest.param(b"", id="empty"),
        pytest.param(b"<html><body>x</body></html>", id="page"),
        pytest.param(b"\x00\xff", id="binary"),
    ],
)
def test_no_feed(data: bytes) -> None:
    with pytest.raises(FormatError, match="no RSS or Atom feed"):
        parse_feed(data)


def test_entities_are_neither_fetched_nor_blown_up() -> None:
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "lol"><!ENTITY f SYSTEM "file:///etc/hostname">{bombs}]>'
    hostile = rss(item("https://a.example/1", summary="")).replace("<rss", doctype + "<rss")
    hostile = hostile.replace("<title>انفجار در زرکوه", "<title>&e9;&f;انفجار")
    try:
        found = parse_feed(hostile.encode())
    except InputError:
        return
    assert all(len(entry.title or "") < 1000 for entry in found.entries)
    assert Path("/etc/hostname").read_text().strip() not in str(found.entries)


def test_a_changed_entry_has_another_key() -> None:
    def key(entry: str) -> str:
        return parse_feed(rss(entry).encode()).entries[0].key

    first = key(item("https://a.example/1"))
    assert first == key(item("https://a.example/1"))
    assert first != key(item("https://a.example/1", summary="پنج نفر"))
    assert first != key(item("https://a.example/2"))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_an_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        parse_feed(data)

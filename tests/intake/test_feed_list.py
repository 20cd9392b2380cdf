from __future__ import annotations

from pathlib import Path

import pytest

from ravi.errors import FormatError, InputError
from ravi.intake.feed_list import Feed, load_feeds

GOOD = """\
every = "1h"
language = "fa"

[[feed]]
url = "https://a.example/rss"
publisher = "روزنامه زرکوه"
every = "10m"

[[feed]]
url = "https://b.example/atom.xml"
"""


def test_feeds_with_defaults(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert load_feeds(path) == (
        Feed("https://a.example/rss", 600.0, "روزنامه زرکوه", "fa"),
        Feed("https://b.example/atom.xml", 3600.0, None, "fa"),
    )


@pytest.mark.parametrize(("every", "seconds"), [("90s", 90), ("15m", 900), ("2 h", 7200), ("1d", 86_400)])
def test_intervals(tmp_path: Path, every: str, seconds: float) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "https://a.example/"\nevery = "{every}"')
    assert load_feeds(path)[0].every == seconds


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "lists no feeds", id="empty"),
        pytest.param("feed = 3", "lists no feeds", id="no list"),
        pytest.param("feed = [3]", "feed 1: it is 3, not a table", id="no table"),
        pytest.param("[[feed]]\nurl = x\n", "is not TOML: .*line 2", id="broken"),
        pytest.param('[[feeds]]\nurl = "x"', "the file: 'feeds' means nothing here; give feed", id="name"),
        pytest.param('[[feed]]\npublisher = "x"', "feed 1: it has no url", id="no url"),
        pytest.param('[[feed]]\nurl = "a.example"', "feed 1: .*only http and https", id="no scheme"),
        pytest.param('[[feed]]\nurl = ""', "feed 1: url is '', not a text", id="empty url"),
        pytest.param(
            '[[feed]]\nurl = "https://a.example"\nlang = "fa"', "feed 1: 'lang' means nothing", id="field"
        ),
        pytest.param(
            '[[feed]]\nurl = "https://a.example"\nevery = 15', "feed 1: every is 15, not a text", id="number"
        ),
        pytest.param(
            '[[feed]]\nurl = "https://a.example"\nevery = "soon"', "every = 'soon' is no time", id="time"
        ),
        pytest.param(
            '[[feed]]\nurl = "https://a.example"\nevery = "0m"', "every = '0m' is no time", id="never"
        ),
        pytest.param(
            '[[feed]]\nurl = "https://a.example"\n[[feed]]\nurl = "https://a.example"',
            "feed 2: 'https://a.example' is listed twice",
            id="twice",
        ),
        pytest.param(b"\xff\xfe", "is not UTF-8", id="encoding"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FormatError, match=message) as caught:
        load_feeds(path)
    assert str(path) in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load_feeds(tmp_path / "none.toml")

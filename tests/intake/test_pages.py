from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import EmptyInputError, InputError, TooLargeError
from ravi.intake.files import Unread
from ravi.intake.pages import Origin, decode_page, read_page, to_lines
from tests.serving import FIRST, SECOND, article

LIMIT = 1_000_000


def read(html: str | bytes, origin: Origin = Origin(), encoding: str | None = None) -> Unread:  # noqa: B008
    return read_page(html.encode() if isinstance(html, str) else html, origin, encoding, limit=LIMIT)


def test_article_with_what_the_page_tells() -> None:
    found = read(article(), Origin("https://www.example.org/1"))
    assert found.text == f"{FIRST}\n{SECOND}"
    assert (found.title, found.publisher, found.published) == (
        "انفجار در زرکوه",
        "سایت نمونه",
        date(2024, 3, 9),
    )
    assert (found.url, found.publisher_why) == ("https://www.example.org/1", "the page names its site so")


@pytest.mark.parametrize("spelled", ["\N{ZERO WIDTH NON-JOINER}", "&zwnj;", "&#8204;", "&#x200C;"])
def test_half_spaces_stay(spelled: str) -> None:
    html = article().replace("\N{ZERO WIDTH NON-JOINER}", spelled)
    assert "گروه\N{ZERO WIDTH NON-JOINER}های" in read(html).text
    with_letters = article(second=SECOND + " ꙮꙭ")
    found = read(with_letters).text
    assert "ꙮꙭ" in found
    assert "آتش\N{ZERO WIDTH NON-JOINER}نشانی" in found


def test_nothing_that_a_reader_would_not_see() -> None:
    hostile = article(
        second=SECOND
        + '<script>پنهان()</script><style>.پنهان{}</style><!-- پنهان --><img src=x onerror="پنهان()">'
    )
    assert "پنهان" not in read(hostile).text


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="nothing"),
        pytest.param("<html><body></body></html>", id="empty"),
        pytest.param("<div>" * 100_000 + "x", id="deep"),
        pytest.param("<" * 100_000, id="brackets"),
        pytest.param("<a " + "x=1 " * 100_000, id="attributes"),
        pytest.param("<p>" + "&lt;" * 10, id="entities"),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><html><p>&b;</p></html>", id="file"
        ),
        pytest.param(b"\x00\x01\x02\xff\xfe", id="binary"),
        pytest.param(b"\xff\xfe<\x00p\x00", id="cut UTF-16"),
    ],
)
def test_hostile_pages_have_no_article(html: str | bytes) -> None:
    with pytest.raises(InputError):
        read(html)


@given(st.text(max_size=300))
def test_any_markup_is_a_report_or_an_error(html: str) -> None:
    with contextlib.suppress(InputError):
        assert read(html.encode("utf-8", "surrogatepass")).text


def test_too_large_a_page() -> None:
    with pytest.raises(TooLargeError):
        read_page(b"<p>" + b"a" * 100, Origin(), limit=50)


def test_too_many_tags_are_not_waited_for() -> None:
    with pytest.raises(TooLargeError, match="200,000 tags"):
        read_page(b"<p>a</p>" * 150_000, Origin(), limit=5_000_000)


def test_no_article_says_what_to_do() -> None:
    with pytest.raises(EmptyInputError, match="no article is found on the page; save its text"):
        read("<html><body><nav><a href='/'>خانه</a></nav></body></html>")
    assert read("<html><body><p>سه نفر در زرکوه زخمی شدند.</p></body></html>").text


@pytest.mark.parametrize(
    ("data", "charset", "told"),
    [
        pytest.param(article().encode(), None, None, id="utf-8"),
        pytest.param(article().encode("utf-16"), None, None, id="utf-16 with a mark"),
        pytest.param(
            article().replace("utf-8", "windows-1256").encode("cp1256", "ignore"), None, None, id="meta"
        ),
        pytest.param(article().encode("cp1256", "ignore"), "windows-1256", None, id="server"),
        pytest.param(article().encode("cp1256", "ignore"), "no-such", "cp1256", id="told"),
        pytest.param(article().replace("utf-8", "").encode("cp1256", "ignore"), None, None, id="guessed"),
        pytest.param(article().encode(), "windows-1252x", None, id="unknown name"),
        pytest.param(article().encode(), "zip", None, id="a codec that is no encoding"),
        pytest.param(article().encode(), "idna", None, id="one for names"),
        pytest.param(article().encode(), "a\0b", None, id="no name at all"),
        pytest.param(article().replace('"utf-8"', '"utf-16"').encode(), None, None, id="UTF-16 in ASCII"),
    ],
)
def test_encodings(data: bytes, charset: str | None, told: str | None) -> None:
    found = decode_page(data, told, charset)
    assert "سخنگوی استانداری زرکوه".replace("ی", "") in found.replace("ی", "")


def test_a_wrong_byte_does_not_spoil_a_page() -> None:
    data = article().encode() + b"\xff"
    assert FIRST in decode_page(data)
    assert FIRST in decode_page(data, None, "utf-8")


@pytest.mark.parametrize(
    ("url", "canonical", "settled"),
    [
        ("https://www.example.org/1?from=x", "https://example.org/1", "https://example.org/1"),
        ("https://evil.example/1", "https://www.isna.ir/news/1", "https://evil.example/1"),
        ("https://example.org/1", "javascript:alert(1)", "https://example.org/1"),
        ("https://example.org/1", "http://[", "https://example.org/1"),
        (None, "https://www.isna.ir/news/1", "https://www.isna.ir/news/1"),
        (None, "", None),
    ],
)
def test_a_page_s_own_address_is_believed_on_its_own_host(
    url: str | None, canonical: str, settled: str | None
) -> None:
    html = article().replace("</head>", f'<link rel="canonical" href="{canonical}"></head>')
    assert read(html, Origin(url)).url == settled


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("", ""),
        ("گفت", "گفت"),
        ("<p>یک</p><p>دو</p>", "یک\nدو"),
        ("یک<br/>دو<BR>سه", "یک\nدو\nسه"),
        ("<b>یک</b> دو <a href='x'>سه</a>", "یک دو سه"),
        ("<ul><li>یک<li>دو</ul>", "یک\nدو"),
        ("۳ < ۵ و ۷ > ۲", "۳ < ۵ و ۷ > ۲"),
        ("<script>x<p></script>یک<style>y", "یک"),
        ("گروه&zwnj;ها", "گروه\N{ZERO WIDTH NON-JOINER}ها"),
        ("<!-- یک -->دو<!-- سه", "دو"),
        pytest.param("<p" * 200_000, "<p" * 200_000, id="never closed"),
    ],
)
def test_a_piece_of_markup_as_lines(markup: str, lines: str) -> None:
    assert to_lines(markup) == lines

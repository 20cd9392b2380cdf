from __future__ import annotations

import pytest

from ravi.data.tables import table
from ravi.intake.files import Unread
from ravi.intake.publishers import settle_publisher
from ravi.languages.lexicon import rows


def settle(text: str, url: str | None = None) -> tuple[str | None, str]:
    found = settle_publisher(Unread(text, url=url))
    return found.publisher, found.publisher_why


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("به گزارش ایسنا، سه نفر زخمی شدند.", "ایسنا"),
        ("به‌گزارش ایسنا سه نفر زخمی شدند.", "ایسنا"),
        ("به گزارش خبرنگار ايسنا، سه نفر زخمی شدند.", "ایسنا"),
        ("🔴 به گزارش خبرگزاری صداوسیما، سه نفر زخمی شدند.", "صدا و سیما"),
        ("انفجار در زرکوه\nبه گزارش خبرنگار گروه بین‌الملل خبرگزاری تسنیم، سه نفر", "خبرگزاری تسنیم"),
        ("به گزارش همشهری‌آنلاین به نقل از ایسنا، سه نفر", "همشهری"),
        ("به گزارش فارس، سه نفر", "خبرگزاری فارس"),
        ("به گزارش خبرگزاری فارس سه نفر", "خبرگزاری فارس"),
        ("به گزارش خبرنگار مهر از زرکوه، سه نفر", "خبرگزاری مهر"),
        ("به گزارش باشگاه خبرنگاران جوان سه نفر", "باشگاه خبرنگاران جوان"),
        ("ایسنا/ زرکوه سه نفر زخمی شدند.", "ایسنا"),
        ("زرکوه - ایرنا - سه نفر زخمی شدند.", "ایرنا"),
        ("زرکوه (ایسنا) – سه نفر زخمی شدند.", "ایسنا"),
        ("سه نفر در زرکوه زخمی شدند.\n\n@Farsna", "خبرگزاری فارس"),
        ("سه نفر در زرکوه زخمی شدند.\nt.me/farsna", "خبرگزاری فارس"),
    ],
)
def test_the_report_names_its_publisher(text: str, publisher: str) -> None:
    found, why = settle(text)
    assert found == publisher
    assert why


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("سه نفر زخمی شدند.", id="nothing"),
        pytest.param("به گزارش رویترز، سه نفر زخمی شدند.", id="an outlet that never says so of itself"),
        pytest.param("به گزارش بی‌بی‌سی، سه نفر زخمی شدند.", id="another"),
        pytest.param("به نقل از ایسنا، سه نفر زخمی شدند.", id="handed on"),
        pytest.param("بنابر گزارش ایسنا، سه نفر زخمی شدند.", id="according to"),
        pytest.param("ایسنا: سه نفر زخمی شدند.", id="a voice"),
        pytest.param("سه نفر زخمی شدند. / تسنیم", id="relay at the end"),
        pytest.param("سه نفر زخمی شدند.\n/ تسنیم", id="relay on a line of its own"),
        pytest.param("سه نفر به گزارش ایسنا، زخمی شدند.", id="in the middle"),
        pytest.param("یک\nدو\nسه\nچهار\nبه گزارش ایسنا، پنج", id="far down"),
        pytest.param("به گزارش پلیس فارس، سه نفر زخمی شدند.", id="a province"),
        pytest.param("به گزارش فارس سه نفر زخمی شدند.", id="a word that is a name too, no mark"),
        pytest.param("به گزارش میزان بارش، سه نفر", id="another"),
        pytest.param("مهر ۱۳۹۸، سه نفر", id="a month"),
        pytest.param("مهر/۱۳۹۸ سه نفر", id="a month and a year"),
        pytest.param("سه نفر\n@Farsna\n@alonews", id="signed twice"),
        pytest.param("@Farsna نوشت\nیک\nدو\nسه\nچهار", id="an account that is spoken of"),
        pytest.param("سه نفر\n@zarkooh_people", id="an account that is not known"),
    ],
)
def test_somebody_else_or_nobody(text: str) -> None:
    assert settle(text) == (None, "")


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.isna.ir/news/1", "ایسنا"),
        ("http://fa.isna.ir/x", "ایسنا"),
        ("https://www.bbc.com/persian/articles/x", "بی‌بی‌سی فارسی"),
        ("https://www.bbc.com/news/x", None),
        ("https://notisna.ir/1", None),
        ("https://isna.ir.example.org/1", None),
        ("https://t.me/farsna/12", "خبرگزاری فارس"),
        ("https://t.me/s/Farsna/12", "خبرگزاری فارس"),
        ("https://t.me/zarkooh/12", None),
        ("https://t.me/", None),
        ("https://example.org/@farsna", None),
        ("isna.ir/1", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_the_address_tells(url: str, publisher: str | None) -> None:
    assert settle("سه نفر", url)[0] == publisher


def test_the_address_goes_before_the_words_which_may_be_another_s() -> None:
    text = "به گزارش ایسنا، سه نفر زخمی شدند."
    assert settle(text, "https://www.tabnak.ir/1")[0] == "تابناک"
    assert settle(text, "https://zarkooh.example/1") == (None, "")
    assert settle(text, "https://t.me/zarkooh/1")[0] == "ایسنا"


def test_what_is_told_stays() -> None:
    told = Unread("به گزارش ایسنا، سه نفر", publisher="روزنامه زرکوه", url="https://isna.ir/1")
    assert settle_publisher(told) is told


@pytest.mark.parametrize(
    ("named", "url", "publisher"),
    [
        ("خبرگزاری ایسنا", None, "ایسنا"),
        ("فارس‌نیوز", None, "خبرگزاری فارس"),
        ("روزنامه زرکوه", None, "روزنامه زرکوه"),
        ("روزنامه زرکوه", "https://isna.ir/1", "ایسنا"),
        ("روزنامه زرکوه", "https://zarkooh.example/1", "روزنامه زرکوه"),
    ],
)
def test_what_a_page_calls_itself(named: str, url: str | None, publisher: str) -> None:
    found = settle_publisher(
        Unread("به گزارش ایرنا، سه نفر", publisher=named, publisher_why="the page says so", url=url)
    )
    assert found.publisher == publisher
    assert found.publisher_why


def test_settling_twice_changes_nothing() -> None:
    once = settle_publisher(Unread("به گزارش ایسنا، سه نفر"))
    assert settle_publisher(once) == once


def test_every_outlet_goes_by_the_name_that_the_reader_knows() -> None:
    aliases = {row["word"]: row["of"] for row in rows("fa", "publishers") if row["kind"] == "alias"}
    outlets = table("ravi.data", "outlets")
    assert [row["publisher"] for row in outlets if row["publisher"] in aliases] == []
    assert {row["kind"] for row in outlets} == {"host", "account", "network"}
    assert {row["self"] for row in outlets} == {"", "yes", "word"}
    assert all(row["address"] == row["address"].lower() for row in outlets)
    assert len({row["address"] for row in outlets}) == len(outlets)
    assert all(bool(row["publisher"]) is (row["kind"] != "network") for row in outlets)

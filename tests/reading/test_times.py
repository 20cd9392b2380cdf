"""Time expressions: what they cover, what must not be one, and what always holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.languages.lexicon import rows
from ravi.reading.sentences import tokenise
from ravi.reading.times import estimate_published, find_times

PUBLISHED = date(2021, 8, 18)  # a Wednesday, 27 Mordad 1400, 9 Muharram 1443


def read(text, published=PUBLISHED, calendar="solar"):
    periods = find_times(tokenise(text, "fa"), published, calendar=calendar)
    return [
        (text[p.span.start : p.span.end], str(p.start or ""), str(p.end or ""))
        for p in periods
        if not p.why.startswith(("a length", "a rank"))
    ]


def day(iso):
    return iso, iso


@pytest.mark.parametrize(
    ("text", "mention", "days"),
    [
        # from publication
        ("کابل دیروز سقوط کرد.", "دیروز", day("2021-08-17")),
        ("شب گذشته انفجاری رخ داد.", "شب گذشته", day("2021-08-17")),
        ("پس‌فردا گفت‌وگو می‌کنند.", "پس‌فردا", day("2021-08-20")),
        ("ظهر پریروز به پاسگاه حمله شد.", "ظهر پریروز", day("2021-08-16")),
        ("هم‌اکنون درگیری جریان دارد.", "هم‌اکنون", day("2021-08-18")),
        ("چهار روز قبل تسلیم شدند.", "چهار روز قبل", day("2021-08-14")),
        ("طی ۷۲ ساعت گذشته پیش رفتند.", "طی ۷۲ ساعت گذشته", ("2021-08-15", "2021-08-18")),
        ("در سه ماه اخیر آواره شدند.", "در سه ماه اخیر", ("2021-05-17", "2021-08-18")),
        ("یک ساعت و نیم پیش پایان یافت.", "یک ساعت و نیم پیش", day("2021-08-18")),
        ("دو هفته دیگر انتخابات است.", "دو هفته دیگر", day("2021-09-01")),
        ("طی روزهای اخیر حمله کردند.", "طی روزهای اخیر", ("", "2021-08-18")),
        ("تاکنون خبری نیست.", "تاکنون", ("", "2021-08-18")),
        # weekdays
        ("بامداد چهارشنبه حمله شد.", "بامداد چهارشنبه", day("2021-08-18")),
        ("روز پنج شنبه آمدند.", "روز پنج شنبه", day("2021-08-12")),
        ("جمعه شب درگیر شدند.", "جمعه شب", day("2021-08-13")),
        ("چهارشنبه گذشته رفتند.", "چهارشنبه گذشته", day("2021-08-11")),
        ("شنبه آینده می‌آیند.", "شنبه آینده", day("2021-08-21")),
        ("این نشست روز شنبه برگزار خواهد شد.", "روز شنبه", day("2021-08-21")),
        ("او روز شنبه گفت که حمله خواهد کرد.", "روز شنبه", day("2021-08-14")),
        ("سه‌شنبه هفته گذشته آمد.", "سه‌شنبه هفته گذشته", day("2021-08-10")),
        ("دیروز (سه‌شنبه) آمد.", "دیروز (سه‌شنبه)", day("2021-08-17")),
        # weeks, months, years in the publisher's calendar
        ("هفته گذشته آمد.", "هفته گذشته", ("2021-08-07", "2021-08-13")),
        ("ماه گذشته آمد.", "ماه گذشته", ("2021-06-22", "2021-07-22")),
        ("سال گذشته آمد.", "سال گذشته", ("2020-03-20", "2021-03-20")),
        ("اواخر ماه گذشته آمد.", "اواخر ماه گذشته", ("2021-07-12", "2021-07-22")),
        ("تا پایان سال می‌مانند.", "تا پایان سال", ("", "2022-03-20")),
        ("پارسال آمد.", "پارسال", ("2020-03-20", "2021-03-20")),
        ("تیرماه امسال آمد.", "تیرماه امسال", ("2021-06-22", "2021-07-22")),
        ("نوامبر سال گذشته آمد.", "نوامبر سال گذشته", ("2020-11-01", "2020-11-30")),
        ("در زمستان سال ۱۳۹۸ آمد.", "در زمستان سال ۱۳۹۸", ("2019-12-22", "2020-03-19")),
        # dates of three calendars
        ("بیست و چهارم مرداد کابل سقوط کرد.", "بیست و چهارم مرداد", day("2021-08-15")),
        ("۳ دی ۱۳۹۸ بود.", "۳ دی ۱۳۹۸", day("2019-12-24")),
        ("سیزدهم دی‌ماه ۹۸ بود.", "سیزدهم دی‌ماه ۹۸", day("2020-01-03")),
        ("۲ سپتامبر ۲۰۱۵ بود.", "۲ سپتامبر ۲۰۱۵", day("2015-09-02")),
        ("۱۳ می ۲۰۱۹ بود.", "۱۳ می ۲۰۱۹", day("2019-05-13")),
        ("روز ۱۵ آب ۲۰۲۰ بود.", "روز ۱۵ آب ۲۰۲۰", day("2020-08-15")),
        ("دهم شباط ۲۰۲۱ بود.", "دهم شباط ۲۰۲۱", day("2021-02-10")),
        ("پانزدهم اسد آمدند.", "پانزدهم اسد", day("2021-08-06")),
        ("دهم محرم ۱۴۴۳ بود.", "دهم محرم ۱۴۴۳", day("2021-08-19")),
        ("بین ۶ تا ۸ ژوئن بود.", "۶ تا ۸ ژوئن", ("2021-06-06", "2021-06-08")),
        ("۱۴۰۰/۵/۲۴ بود.", "۱۴۰۰/۵/۲۴", day("2021-08-15")),
        ("۲۴/۵/۱۴۰۰ بود.", "۲۴/۵/۱۴۰۰", day("2021-08-15")),
        ("2021-08-15 بود.", "2021-08-15", day("2021-08-15")),
        ("سوم همین ماه بود.", "سوم همین ماه", day("2021-07-25")),
        # spans
        ("بین سال‌های ۲۰۰۱ تا ۲۰۱۴ بود.", "بین سال‌های ۲۰۰۱ تا ۲۰۱۴", ("2001-01-01", "2014-12-31")),
        ("از شهریور تا آبان پارسال بود.", "از شهریور تا آبان پارسال", ("2020-08-22", "2020-11-20")),
        ("از سال ۲۰۱۱ در جنگ است.", "از سال ۲۰۱۱", ("2011-01-01", "2021-08-18")),
        ("از ۱۵ مرداد تاکنون رفته‌اند.", "از ۱۵ مرداد تاکنون", ("2021-08-06", "2021-08-18")),
        ("در دهه ۱۹۸۰ بود.", "در دهه ۱۹۸۰", ("1980-01-01", "1989-12-31")),
        ("در دهه شصت بود.", "در دهه شصت", ("1981-03-21", "1991-03-20")),
        # times of the day
        ("ساعت ۱۱ و ۲۰ دقیقه بود.", "ساعت ۱۱ و ۲۰ دقیقه", day("2021-08-18")),
        ("ساعت ۱۰ شب سه‌شنبه بود.", "ساعت ۱۰ شب سه‌شنبه", day("2021-08-17")),
        # named
        ("حملات یازده سپتامبر بود.", "یازده سپتامبر", day("2001-09-11")),
        ("در دهه فجر بود.", "در دهه فجر", ("2021-01-31", "2021-02-10")),
        ("شب عاشورا بود.", "عاشورا", day("2021-08-19")),
    ],
)
def test_days(text, mention, days):
    found = read(text)
    assert any(mention in said and (start, end) == days for said, start, end in found), found


@pytest.mark.parametrize(
    "text",
    [
        "خبرگزاری مهر نوشت.",
        "تیر به سرش خورد و تیراندازی ادامه دارد.",
        "آبان محمدی و مهر احمدی آمدند.",
        "یک می‌شود و دو نمی‌شود.",
        "او را می زدند.",
        "امام جمعه تهران گفت.",
        "مه غلیظ منطقه را پوشاند.",
        "رجب طیب اردوغان گفت.",
        "مرکز سرطان و میزان خسارت",
        "دختر بهار نام داشت.",
        "۲۶ شبه نظامی کشته شدند.",
        "۲۰۰۰ نفر گریختند.",
        "عصر ایران نوشت.",
    ],
)
def test_no_time(text):
    assert read(text) == []


def test_an_earlier_day_of_the_report():
    found = read("حمله ۵ مرداد رخ داد. آن روز سه نفر کشته شدند. روز بعد عقب نشستند.")
    assert [days for _, *days in found] == [["2021-07-27"] * 2, ["2021-07-27"] * 2, ["2021-07-28"] * 2]


def test_gregorian_publisher():
    assert read("ماه گذشته", calendar="gregorian") == [("ماه گذشته", "2021-07-01", "2021-07-31")]


def test_two_digit_years_are_not_in_the_future():
    assert read("سال ۹۶", date(2006, 3, 9)) == [("سال ۹۶", "1996-01-01", "1996-12-31")]


def test_without_publication_date():
    assert read("دیروز و ۱۲ تیر و سال ۲۰۱۴", None) == [
        ("دیروز", "", ""),
        ("۱۲ تیر", "", ""),
        ("سال ۲۰۱۴", "2014-01-01", "2014-12-31"),
    ]


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("بامداد امروز (پنجشنبه ۳۰ خرداد ۱۳۹۸) سرنگون شد.", date(2019, 6, 20), "with a day word"),
        ("دیروز، ۲۹ خرداد ۱۳۹۸، سرنگون شد.", date(2019, 6, 20), "with a day word"),
        ("امروز (پنجشنبه ۳۰ خرداد) شد. در سال ۲۰۱۹ بود.", date(2019, 6, 20), "with a day word"),
        ("در ۱۵ تیر ۱۳۹۸ و ۲ تیر ۱۳۹۸ بود.", date(2019, 7, 6), "latest date"),
        ("در ۱۵ تیر ۱۳۶۷ بود و در سال ۱۳۹۸ گفت.", None, "before the years"),
        ("حملات ۱۱ سپتامبر.", None, "no date"),
        ("دیروز آمد.", None, "no date"),
    ],
)
def test_estimate_published(text, day, why):
    found, reason = estimate_published(tokenise(text, "fa"))
    assert found == day
    assert why in reason


WORDS = sorted(
    {
        row["form"]
        for name in ("months", "weekdays", "units", "relative", "numbers")
        for row in rows("fa", name)
    }
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 3000).map(str)), max_size=12),
    st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))),
)
def test_what_always_holds(words, published):
    text = " ".join(words)
    last = 0
    for period in find_times(tokenise(text, "fa"), published):
        assert last <= period.span.start < period.span.end <= len(text)
        last = period.span.end
        assert period.start is None or period.end is None or period.start <= period.end
        assert period.why
        if period.start is None and period.end is None:
            assert period.anchor == "none"

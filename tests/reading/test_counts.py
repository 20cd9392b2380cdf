"""Counts: bounds, what is no count, what is counted, and what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ravi
from ravi.languages.lexicon import rows
from ravi.reading.counts.counted import may_count, what_is_counted
from ravi.reading.counts.finding import find_counts
from ravi.reading.text.sentences import tokenise


def bounds(text):
    return [(n.low, n.high) for n in find_counts(tokenise(text, "fa"))]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("۱۴ نفر کشته شدند", 14, 14),
        ("یک سرباز کشته شد", 1, 1),
        ("بیست و یک تن زخمی شدند", 21, 21),
        ("۱۰نفر اسیر شدند", 10, 10),
        ("دوتا موشک زدند", 2, 2),
        ("چند صد خانواده", 200, 900),
        ("چند میلیون نفر", 3_000_000, 9_000_000),
        ("چندین پهپاد", 3, 9),
        ("ده ها نفر", 20, 90),
        ("ده‌ها هزار نفر", 20_000, 90_000),
        ("صدها تن", 200, 900),
        ("شماری از غیرنظامیان", 3, 9),
        ("تعدادی کشته شدند", 3, 9),
        ("تعداد زیادی کشته شدند", None, None),
        ("حداقل بیست نفر", 20, None),
        ("بیش از ۳۰ نفر", 31, None),
        ("کمتر از ۲۰ نفر", None, 19),
        ("حداکثر ۲۰ نفر", None, 20),
        ("تا ۲۰ نفر", None, 20),
        ("حدود ۵۰ نفر", 45, 55),
        ("نزدیک به صد تن", 90, 100),
        ("حدود ۳۰ تا ۴۰ هزار نفر", 30_000, 40_000),
        ("دو سه نفر", 2, 3),
        ("پنج یا شش موشک", 5, 6),
        ("هر سه سرباز", 3, 3),
        ("یکی از سربازان", 1, 1),
        ("هیچ‌یک از نیروها آسیب ندید", 0, 0),
        ("کسی کشته نشد", 0, 0),
        ("۹۵۰ میلیون تومان", 950_000_000, 950_000_000),
        # round numbers with an uncertain rest, guesses of two numbers, what «چند» multiplies
        ("بیست و چند نفر", 21, 29),
        ("صد و اندی تن", 101, 199),
        ("هزار و چند صد نفر", 1200, 1900),
        ("چند ده نفر", 20, 90),
        ("چند ده هزار نفر", 20_000, 90_000),
        ("چند صد هزار نفر", 200_000, 900_000),
        ("ده پانزده نفر", 10, 15),
        ("بیست‌وپنج سرباز", 25, 25),
        ("طی ۴۸ ساعت ۳۰۰ سرباز", 300, 300),
        ("هفتاد هشتاد تن", 70, 80),
        ("یکی دو نفر", 1, 2),
        ("شمار اندکی غیرنظامی", 3, 9),
        # written together, grouped by a point, stored mirrored by old archives
        ("چندتن زخمی شدند", 3, 9),
        ("دونفر زخمی شدند", 2, 2),
        ("۳۰.۰۰۰ نفر", 30_000, 30_000),
        ("5/1 میلیون نفر", 1_500_000, 1_500_000),
        ("۱/۵ میلیون نفر", 1_500_000, 1_500_000),
        # a number whose noun comes later, and «نه» that is nine
        ("کشته شدن ۳ و زخمی شدن ۱۲ نفر", 3, 3),
        ("هشت کودک و نه زن", 9, 9),
        # one of those named, and nobody
        ("یکی از سرکردگان این گروه", 1, 1),
        ("یکی از آنها کشته شد", 1, 1),
        ("هیچ‌گونه تلفات جانی نداشت", 0, 0),
        ("این حمله تلفات جانی نداشت", 0, 0),
        ("هیچ‌کس کشته نشد", 0, 0),
        ("به آنها آسیبی نرسید", 0, 0),
        ("هیچ آسیبی به کسی وارد نشد", 0, 0),
        ("این حمله تلفاتی در بر نداشت و خسارتی هم در برنداشت", 0, 0),
        ("چندین موج حمله", 3, 9),
        # a share of a number, one that is exceeded, a half written together
        ("نیمی از ۸۰ سرنشین", 40, 40),
        ("بیش از یک سوم از ۹۰ سرباز", 31, None),
        ("شمار کشته‌ها از ۱۵۰ نفر گذشت", 151, None),
        ("تلفات از مرز دو هزار نفر فراتر رفت", 2001, None),
        ("قریب به ۵۰۰ نفر", 450, 500),
        ("یک‌ونیم میلیون نفر", 1_500_000, 1_500_000),
        ("نه نفر از یک خانواده", 9, 9),
    ],
)
def test_bounds(text, low, high):
    assert (low, high) in bounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "در سال ۲۰۱۴ بود",
        "۲۱ اسفند ۱۳۹۷",
        "۲۴ تیرماه آمد",
        "ساعت ۱۵:۳۰ رسید",
        "۲۰۱۹/۳/۱۰",
        "۳۲ ساله بود",
        "۴۵ درصد رای داد",
        "سومین حمله",
        "لشکر ۲۵ کربلا",
        "دو روز پیش",
        "جنگنده اف-۱۶ سقوط کرد",
        "دو سوم سربازان",
        "نه این و نه آن",
        "کسی آمد",
        "این شهر ویران است، نه منطقه مرزی",
        "آنان سربازند و نه مردم",
        "کاهش ۱۰ تا ۱۵ درصدی",
        "۲ بعد",
        "ویدئوی ۱۴ دقیقه‌ای",
        "به یک فرودگاه حمله شد",
        "در ۱۳۰ کیلومتری ساحل",
        "ساختمانی سه طبقه",
        "بودجه ۸۰ میلیاردی",
    ],
)
def test_no_count(text):
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "event", "what"),
    [
        ("۱۵ نفر کشته و ۴۶ نفر زخمی شدند.", "armed_attack", ["killed", "injured"]),
        ("انفجار به کشته شدن ۱۹ تن و زخمی شدن ۴۰ تن انجامید.", "explosion", ["killed", "injured"]),
        ("بیش از ۱۰۰ تن کشته و زخمی شدند.", "bombing", ["dead_or_injured"]),
        ("چندین کشته و مجروح برجا گذاشت.", "armed_clash", ["dead_or_injured"]),
        ("یک زن، دو کودک و سه مرد زخمی شدند.", "shelling", ["injured"] * 3),
        ("از بازداشت پنج نفر خبر داد.", "detention", ["detained"]),
        ("هفت نفر را گروگان گرفتند.", "abduction", ["abducted"]),
        ("از آزادی سه گروگان خبر داد.", "release", ["released"]),
        ("۱۸ تن از جنگجویان تسلیم شدند.", "surrender", ["surrendered"]),
        ("۹۰۰ سرباز به منطقه اعزام شد.", "deployment", ["fighters"]),
        ("سه فروند پهپاد سرنگون شد.", "interception", ["weapons"]),
        ("یک پهپاد سرنگون شد.", "interception", ["weapons"]),
        ("جنگنده‌ها ۱۲ عنصر گروه را از پای درآوردند.", "air_strike", ["killed"]),
        ("شش حمله هوایی انجام شد.", "air_strike", ["strikes"]),
        ("چند انفجار رخ داد.", "explosion", ["other"]),
        ("هزار نفر تجمع کردند.", "protest", ["other"]),
        ("۳۰۰ هزار نفر آواره شدند.", "displacement", ["displaced"]),
        ("چهار نفر مفقود شدند.", "armed_attack", ["missing"]),
        ("شش سرباز جان سپردند و چهار تن دیگر زخم برداشتند.", "armed_attack", ["killed", "injured"]),
        ("حال دو نفر وخیم است و پنج نفر تحت درمان هستند.", "shelling", ["injured", "injured"]),
        ("۲۵۰ تن تجهیزات رسید.", "aid", ["other"]),
        ("دو نفر بر اثر شدت جراحات جان باختند.", "bombing", ["killed"]),
        ("یک سرباز به علت جراحات درگذشت.", "shelling", ["killed"]),
        ("کشته شدن ۳ و زخمی شدن ۱۲ نفر را تأیید کرد.", "shelling", ["killed", "injured"]),
        ("پس از کشته شدن فرمانده‌شان، چند صد جنگجو تسلیم شدند.", "surrender", ["surrendered"]),
        ("مبادله ۲۰۰ اسیر انجام شد.", "release", ["released"]),
        ("این روستا ۱۲ بار بمباران شد.", "air_strike", ["strikes"]),
        ("آتش‌بس ۱۲ بار نقض شد.", "ceasefire", ["other"]),
        ("تعدادی از سربازان اعزام شدند.", "deployment", ["fighters"]),
        ("سه تن از مهاجمین دستگیر شدند.", "detention", ["detained"]),
        ("شمار مجروحین به ۱۲ نفر رسید.", "bombing", ["injured"]),
        ("به شهادت و مصدومیت ۴۵ نفر انجامید.", "chemical_attack", ["dead_or_injured"]),
        ("چندین موج حمله انجام شد.", "air_strike", ["strikes"]),
        ("سه سوله و دو دکل ویران شد.", "shelling", ["other"] * 2),
        ("این حمله تلفات جانی نداشت.", "shelling", ["killed"]),
        ("۳۰ هزار نفر خانه‌های خود را رها کردند.", "displacement", ["displaced"]),
        ("از ده پهپاد سه تا منحرف شد.", "interception", ["weapons", "weapons"]),
        ("۲ قبضه کلت یافتند.", "capture", ["weapons"]),
        ("سه تن به هلاکت رسیدند و دو تن دیگر متواری شدند.", "armed_clash", ["killed", "other"]),
        ("هیچ سربازی کشته نشد و تنها دو نگهبان بر اثر سنگ‌پرانی زخمی شدند.", "riot", ["killed", "injured"]),
        ("پیکر ۳۱ نفر به سردخانه رسید.", "air_strike", ["killed"]),
    ],
)
def test_what_is_counted(text, event, what):
    document = tokenise(text, "fa")
    assert [what_is_counted(number, event, document) for number in find_counts(document)] == what


@pytest.mark.parametrize(
    ("text", "event", "what"),
    [
        ("سه مهاجم به پاسگاهی حمله کردند", "armed_attack", "fighters"),
        ("سه مهاجم سربازان را کشتند", "armed_attack", "fighters"),
        ("هزاران نفر به کنسولگری حمله‌ور شدند", "riot", "civilians"),
        ("سه مهاجم کشته شدند", "armed_attack", "killed"),
        ("سه مهاجم زخمی شدند", "armed_attack", "injured"),
    ],
)
def test_who_acts_is_not_counted_among_the_dead(text, event, what):
    document = tokenise(text, "fa")
    number = next(iter(find_counts(document)))
    assert what_is_counted(number, event, document, acts=True) == what


def test_a_state_counts_for_the_event_of_that_state():
    document = tokenise("۱۹ نفر دستگیر و ۵ نفر هلاک شدند", "fa")
    numbers = list(find_counts(document))
    assert [what_is_counted(number, "detention", document) for number in numbers] == ["detained", "killed"]


def test_ranges_of_a_number():
    text = "ارتش گفت دست‌کم ۱۲ نفر از سربازان کشته شدند."
    document = tokenise(text, "fa")
    [number] = find_counts(document)
    assert text[number.span.start : number.span.end] == "دست‌کم ۱۲ نفر از سربازان"
    assert document.words(number.start, number.end) == "دست‌کم 12 نفر از سربازان"
    assert document.words(number.digits.start, number.digits.stop) == "دست‌کم 12"
    assert (number.noun, number.kind, number.modifier) == ("سربازان", "fighter", "at least")


WORDS = sorted(
    {row["form"] for name in ("quantities", "counted", "numbers", "outcomes") for row in rows("fa", name)}
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 10**7).map(str)), max_size=14))
def test_what_always_holds(words):
    text = " ".join(words)
    document = tokenise(text, "fa")
    last = 0
    for number in find_counts(document):
        assert last <= number.span.start < number.span.end <= len(text)
        last = number.span.end
        assert (
            0
            <= number.start
            <= number.digits.start
            < number.digits.stop
            <= number.end
            <= len(document.tokens)
        )
        assert number.low is None or number.high is None or 0 <= number.low <= number.high
        assert what_is_counted(number, "armed_attack", document)


@pytest.mark.parametrize(
    ("text", "event", "may"),
    [
        ("در این بمباران دو زن کشته شدند.", "air_strike", True),
        ("در این بمباران دو زن کشته شدند.", "destruction", False),
        ("دو خانه ویران شد.", "destruction", True),
        ("۱۲۰ خانوار آواره شدند.", "displacement", True),
        ("هفت نفر بازداشت شدند.", "detention", True),
        ("هفت نفر بازداشت شدند.", "armed_clash", False),
        ("طرفین ۴۷۸ اسیر را مبادله کردند.", "release", True),
        ("طرفین ۴۷۸ اسیر را مبادله کردند.", "agreement", True),
    ],
)
def test_which_events_count_it(text, event, may):
    document = tokenise(text, "fa")
    [number] = find_counts(document)
    assert may_count(number, event, document) is may


def test_the_group_that_people_belong_to_is_not_counted():
    document = tokenise("ده عضو یک خانواده کشته شدند.", "fa")
    assert [number.low for number in find_counts(document)] == [10, 1]  # without a tree nobody can tell
    document.tokens[3].head = 1
    assert [number.low for number in find_counts(document)] == [10]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("یک مرد مسلح عصر دیروز در بازار کرکوک به سوی مردم تیراندازی کرد.", []),
        ("سه مرد مسلح عصر دیروز در بازار کرکوک به سوی مردم تیراندازی کردند.", [("fighters", 3)]),
    ],
)
def test_one_who_acts_is_named_not_counted(text, counts):
    claims = ravi.read(text, publisher="نمونه", published="2021-05-02").claims
    assert claims
    assert [(count.what, count.low) for claim in claims for count in claim.counts] == counts

"""Places in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.reading.document import Document
from ravi.reading.places.finding import find_places
from ravi.reading.places.gazetteer import KINDS
from ravi.reading.places.references import FoundPlace
from ravi.reading.places.unnamed import find_unnamed
from ravi.reading.text.normal import normalise
from ravi.reading.text.sentences import tokenise


def find(text: str, **options: str) -> dict[str, FoundPlace]:
    """Return the places of a text by the words that name them, as the reader spells them."""
    found = find_places(tokenise(text, "fa"), **options)
    assert all(p.place.name == text[p.place.span.start : p.place.span.end] for p in found)
    return {normalise(place.place.name, "fa").text: place for place in found}


def tagged(text: str, **entities: str) -> Document:
    """Return a text as if the model had tagged words («w3» is the fourth token)."""
    document = tokenise(text, "fa")
    for key, label in entities.items():
        document.tokens[int(key[1:])].entity = label
    return document


def test_an_adjective_alone_names_no_place() -> None:
    document = tagged("به پایگاه هوایی ساکی حمله کرد.", w1="B-LOC", w2="I-LOC", w3="I-LOC")
    for token, upos in zip(
        document.tokens, ("ADP", "NOUN", "ADJ", "PROPN", "NOUN", "VERB", "PUNCT"), strict=True
    ):
        token.upos = upos
    assert [found.place.name for found in find_places(document)] == ["پایگاه هوایی ساکی"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("نبرد در شهرک الباغوز در شرق سوریه پایان یافت.", "الباغوز", "village", "SY"),
        ("نيروها وارد استان ديرالزور شدند.", "دیرالزور", "admin", "SY"),
        ("درگیری در کوبانی ادامه دارد.", "کوبانی", "city", "SY"),
        ("یک نفتکش در تنگۀ هرمز توقیف شد.", "تنگه هرمز", "water", None),
        ("در شهر هیت عراق بمبی منفجر شد.", "هیت", "city", "IQ"),
        ("انفجاری در پایگاه هوایی بگرام روی داد.", "پایگاه هوایی بگرام", "site", "AF"),
        ("حملات به غوطه شرقی شدت گرفت.", "غوطه شرقی", "region", "SY"),
        ("آمریکا اعلام کرد عقب می‌نشیند.", "آمریکا", "country", "US"),
        ("او از آمریکای شمالی نبود، از آمریکای دیروز بود.", "آمریکای", "country", "US"),
    ],
)
def test_finds_a_place(text: str, name: str, kind: str, country: str | None) -> None:
    place = find(text)[name]
    assert (place.kind, place.place.country) == (kind, country)
    assert place.place.latitude is not None


def test_the_span_is_the_name_and_first_begins_the_phrase() -> None:
    text = "نبرد در شهرک «الباغوز» در شرق سوریه پایان یافت."
    document = tokenise(text, "fa")
    village, country = find_places(document)
    assert text[village.place.span.start : village.place.span.end] == "الباغوز"
    assert document.tokens[village.first].text == "شهرک"
    assert document.words(country.first, country.end) == "شرق سوریه"


@pytest.mark.parametrize(
    "text",
    [
        "سه شهر در آتش سوخت.",
        "سردار سلیمانی سخن گفت.",
        "وضع مالی مردم بد است.",
        "دولت بلد نیست و منا ندارد.",
        "به گزارش فارس، جلسه‌ای برگزار شد.",
        "روزنامه نیویورک تایمز نوشت.",
        "مردم در امان نیستند.",
    ],
)
def test_common_words_and_people_are_no_places(text: str) -> None:
    assert find(text) == {}


def test_a_word_for_a_kind_of_place_is_a_name_only_after_a_unit() -> None:
    document = tagged("در سوریه بخش غربی شهرک بمباران شد.", w4="B-LOC")
    assert [p.place.name for p in find_places(document)] == ["سوریه"]
    assert find("نیروها ولسوالی شهرک را گرفتند.")["شهرک"].place.country == "AF"


def test_a_quoted_name_after_a_type_word_stays_without_coordinates() -> None:
    place = find("درگیری در روستای «گل‌چمن‌دره» رخ داد.")["گل‌چمن‌دره"].place
    assert (place.latitude, place.longitude, place.country) == (None, None, None)
    assert "no gazetteer entry" in place.why


def test_the_place_after_it_decides_between_places_of_one_name() -> None:
    assert find("انفجار در طرابلس لبنان")["طرابلس"].place.country == "LB"
    assert find("انفجار در طرابلس لیبی")["طرابلس"].place.country == "LY"


def test_the_other_places_decide_between_places_of_one_name() -> None:
    text = "در بیروت و صیدا و صور درگیری شد. لبنان آرام نیست. در طرابلس نیز تیراندازی شد."
    assert find(text)["طرابلس"].place.country == "LB"


def test_a_side_of_a_place_is_no_province_of_another_country() -> None:
    text = "جنوب ادلب ناآرام است و اریحا زیر آتش."
    (place,) = (
        p for p in find_places(tagged(text, w0="B-LOC", w1="I-LOC", w5="B-LOC")) if p.place.name == "اریحا"
    )
    assert place.place.country == "SY"


def test_the_admin_path_goes_from_the_country_inward() -> None:
    place = find("در سراوان تیراندازی شد.", country_hint="IR")["سراوان"].place
    assert place.admin[:2] == ("ایران", "سیستان و بلوچستان")
    assert place.geonames


def test_a_list_vouches_for_its_members() -> None:
    assert {"بغداد", "واسط", "نینوا", "دیاله"} <= find(
        "مراکزی در بغداد، واسط، نینوا و دیاله بمباران شد."
    ).keys()


def test_words_that_refer_back() -> None:
    found = find("انفجاری در شهر حلب رخ داد. ساکنان این شهر گریختند.")
    assert found["این شهر"].back
    assert found["این شهر"].place.latitude == found["حلب"].place.latitude
    assert "حلب" in found["این شهر"].place.why


def test_our_country_is_the_publishers() -> None:
    text = "مرزهای کشورمان امن است."
    assert find(text, country_hint="IR")["کشورمان"].place.country == "IR"
    assert find(text)["کشورمان"].place.country is None


def test_the_models_tags_decide() -> None:
    text = "پلیس به جاتخواب نرسید."
    assert find_places(tokenise(text, "fa")) == []
    (place,) = find_places(tagged(text, w2="B-LOC"))
    assert (place.place.name, place.kind, place.place.latitude) == ("جاتخواب", "unknown", None)
    assert find_places(tagged("کابل قطع شد.", w0="B-PER")) == []
    assert find_places(tagged("کابل ناامن شد.", w0="B-LOC"))


def test_places_without_a_name_are_asked_for_apart() -> None:
    document = tokenise("پهپاد در حریم هوایی بین‌المللی بود و او در زندان ماند. در شهر حلب آرامش است.", "fa")
    found = find_places(document)
    assert [place.place.name for place in found] == ["حلب"]
    unnamed = find_unnamed(document, found)
    assert [place.place.name for place in unnamed] == ["حریم هوایی بین‌المللی", "زندان"]


def test_a_name_does_not_cross_sentences() -> None:
    assert "دیر الزور" not in find("بسیار دیر. الزور نام کسی است.")


@given(st.text(alphabet="ابتدرسشعکلمنوهی آئ‌«».،\n۱۲ Aa", max_size=120), st.sampled_from([None, "IR", "XX"]))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str, hint: str | None) -> None:
    document = tokenise(text, "fa")
    stop = 0
    for place in find_places(document, country_hint=hint):
        assert 0 <= place.first <= place.start < place.end <= len(document.tokens)
        assert 0 <= place.place.span.start < place.place.span.end <= len(text)
        assert place.start >= stop
        assert place.kind in (*KINDS, "unknown")
        stop = place.end


@pytest.mark.parametrize(
    ("text", "name"), [("سقوط غوریان را تکذیب کرد.", "غوریان"), ("به هیت حمله کردند.", "هیت")]
)
def test_where_something_happened_a_doubtful_name_is_a_place(text, name):
    document = tokenise(text, "fa")
    at = next(i for i, token in enumerate(document.tokens) if token.text == name)
    assert find_places(document) == []
    [found] = find_places(document, here=range(at, at + 1))
    assert (found.place.name, found.kind, found.is_placed) == (name, "city", True)


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("طالبان دیروز در ولسوالی دشت ارچی جنگیدند.", "دشت ارچی", (37.1, 69.1)),
        ("در ولسوالی نرخ ولایت میدان وردک درگیری شد.", "ولسوالی نرخ", (34.4, 68.8)),
        ("در ولسوالی سپین‌بولدک ولایت قندهار درگیری شد.", "سپین‌بولدک", (31.0, 66.4)),
    ],
)
def test_districts_of_afghanistan(text, name, near):
    place = find_places(tokenise(text, "fa"))[0].place
    assert (place.name, place.country) == (name, "AF")
    assert (place.latitude, place.longitude) == (
        pytest.approx(near[0], abs=0.4),
        pytest.approx(near[1], abs=0.4),
    )


def test_an_everyday_word_is_no_district():
    assert [found.place.name for found in find_places(tokenise("نرخ ارز در ایران بالا رفت.", "fa"))] == [
        "ایران"
    ]

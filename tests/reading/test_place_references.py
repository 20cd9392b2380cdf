"""Where words lie that the gazetteer does not know, in sentences of our own."""

from __future__ import annotations

import pytest

from ravi.reading.places.finding import find_places
from ravi.reading.places.references import FoundPlace, give_areas
from ravi.reading.places.unnamed import find_unnamed
from tests.reading.test_places import tagged


def located(text: str, **entities: str) -> dict[str, FoundPlace]:
    """Return every place of a text by its words, with the areas given; «w3» is the label of the fourth token."""
    document = tagged(text, **entities)
    named = find_places(document)
    found = give_areas(document, [*named, *find_unnamed(document, named)])
    assert [p.start for p in found] == sorted(p.start for p in found)
    assert all(p.place.name == text[p.place.span.start : p.place.span.end] for p in found)
    return {place.place.name: place for place in found}


@pytest.mark.parametrize(
    ("text", "name", "area", "kind"),
    [
        ("انفجاری در میدان «رازقی» در شهر کرکوک رخ داد.", "رازقی", "کرکوک", "city"),
        ("بمب در بازار شهر موصل منفجر شد.", "بازار", "موصل", "city"),
        ("درگیری در روستای «خرمازو» در شمال حلب ادامه دارد.", "خرمازو", "حلب", "region"),
        ("حمله به روستای «خرمازو» از توابع حلب بود.", "خرمازو", "حلب", "region"),
        ("در روستای «خرمازو» در ۴۰ کیلومتری حلب نبردی است.", "خرمازو", "حلب", "region"),
        ("در روستای «خرمازو»، استان دیرالزور، نبردی است.", "خرمازو", "دیرالزور", "admin"),
        ("طالبان وارد شهر قندوز شدند. درگیری در داخل شهر ادامه دارد.", "شهر", "قندوز", "city"),
        ("در شهر حلب، روستای «خرمازو» بمباران شد.", "خرمازو", "حلب", "city"),
    ],
)
def test_a_place_without_coordinates_takes_the_area_that_the_text_gives(
    text: str, name: str, area: str, kind: str
) -> None:
    found = located(text)
    assert found[area].is_placed
    place = found[name].place
    assert (place.latitude, place.longitude) == (found[area].place.latitude, found[area].place.longitude)
    assert (place.kind, place.country) == (kind, found[area].place.country)
    assert place.geonames == (found[area].place.geonames if name == "شهر" else None)
    assert f"in {area}, " in place.why


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نبرد در روستای «خرمازو» ادامه دارد. سازمان ملل در ژنو نشست.", "خرمازو"),
        ("در روستای «خرمازو» و حلب نبردی است.", "خرمازو"),
        ("در روستای «خرمازو»، حلب و موصل نبردی است.", "خرمازو"),
        ("هیأتی از ژنو به روستای «خرمازو» رفت.", "خرمازو"),
    ],
)
def test_no_area_is_better_than_a_guess(text: str, name: str) -> None:
    assert located(text)[name].place.latitude is None


def test_places_in_places_lend_outwards() -> None:
    found = located("در خیابان «نسترن» در روستای «خرمازو» در استان دیرالزور نبردی است.")
    assert found["نسترن"].place.admin == found["خرمازو"].place.admin == found["دیرالزور"].place.admin


def test_the_capital_of_a_country_is_its_town() -> None:
    found = located("انفجاری در پایتخت افغانستان روی داد.")["افغانستان"]
    assert (found.kind, found.place.country) == ("city", "AF")
    assert located("انفجاری در افغانستان روی داد.")["افغانستان"].kind == "country"


def test_a_capital_alone_is_that_of_the_country_whose_places_are_named() -> None:
    found = located("درگیری در صعده و عدن ادامه دارد. در پایتخت آرامش است.")["پایتخت"]
    assert (found.place.country, found.kind) == ("YE", "city")
    assert (
        "پایتخت" not in located("در پایتخت آرامش است.")
        or not located("در پایتخت آرامش است.")["پایتخت"].is_placed
    )


def test_an_events_name_may_hold_a_place() -> None:
    text = "محاصره غزه ادامه دارد و نوار غزه ناآرام است."
    assert "غزه" in located(text, w0="B-EVE", w1="I-EVE")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("در بانکوک درگیری شد. اعتراض در سراسر کشور ادامه دارد.", "TH"),
        ("در بانکوک درگیری شد. در کشور حالت فوق العاده اعلام شد.", "TH"),
    ],
)
def test_the_country_by_itself_is_the_one_that_the_report_tells_of(text: str, country: str) -> None:
    place = located(text)["کشور"].place
    assert (place.country, place.kind) == (country, "country")
    assert "whose places the report names" in place.why


@pytest.mark.parametrize(
    "text",
    ["در بانکوک درگیری شد. وزارت کشور بیانیه داد.", "در بانکوک درگیری شد. در این دیدار کشور میزبان نبود."],
)
def test_the_interior_ministry_is_no_place(text: str) -> None:
    assert "کشور" not in located(text)

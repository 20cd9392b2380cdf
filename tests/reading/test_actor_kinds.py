import pytest

import ravi
from ravi.data.tables import table
from ravi.languages.lexicon import rows
from ravi.reading.claims.actor_kinds import is_only_owner, known_names, recognise
from ravi.reading.text.sentences import tokenise


def of(text: str) -> tuple[str, str, str]:
    actor = recognise([t.text for t in tokenise(text, "fa").tokens], "fa")
    return (actor.kind, actor.name, actor.country) if actor else ("", "", "")


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("۳۰۰۰ تن از نيروهاي داعش", "rebel", "داعش"),
        ("گروهک تروریستی داعش", "rebel", "داعش"),
        ("گروه طالبان", "rebel", "طالبان"),
        ("زندانیان طالبان", "prisoners", ""),
        ("شهروندان عراقی", "civilians", ""),
        ("شبه نظامیان مسلح", "militia", ""),
        ("نظامی‌های آمریکایی", "military", ""),
        ("سخنگوی پلیس کابل", "police", ""),
        ("مردان مسلح ناشناس", "unnamed_group", ""),
        ("علی رضایی", "", ""),
    ],
)
def test_kinds(text: str, kind: str, name: str) -> None:
    assert of(text)[:2] == (kind, name)


def test_every_name_in_the_table_leads_to_its_actor() -> None:
    for row in rows("fa", "actors"):
        if row["match"] == "name":
            assert of(row["word"])[1:] == (row["canonical"], row["country"]), row["word"]


def test_every_kind_has_its_codes_and_labels() -> None:
    kinds = {row["kind"]: row for row in table("ravi.data", "actor_kinds")}
    assert {row["kind"] for row in rows("fa", "actors")} <= kinds.keys()
    assert all(row["plover"] and row["fa"] and row["en"] for row in kinds.values())


def test_a_sign_before_a_name_is_no_part_of_it() -> None:
    text = "🔹والی هرات گفت طالبان ولسوالی کرخ را تصرف کردند."
    [claim] = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-07-10").claims
    assert claim.chain[-1].name == "والی هرات"


def test_the_country_after_an_army_says_whose_it_is_after_an_embassy_where():
    assert is_only_owner("ارتش", "fa")
    assert not is_only_owner("سفارت", "fa")
    assert not is_only_owner("شهر", "fa")


@pytest.mark.parametrize(("one", "other"), [("سوریه", "عراق"), ("عراق", "سوریه")])
def test_an_army_is_no_place(one, other):
    report = ravi.read(
        f"ارتش {one} با شلیک موشک پایگاه ارتش {other} را هدف قرار داد.", publisher="راوی", language="fa"
    )
    assert report.claims
    assert all(claim.place is None or claim.place.name not in (one, other) for claim in report.claims)


def test_known_names_are_found_whole_and_without_the_marks_after_them():
    words = ["درگیری", "ارتش", "سوریه", "،", "با", "داعش"]
    assert known_names(words, "fa") == [range(1, 3), range(5, 6)]


@pytest.mark.parametrize("body", ["پلیس", "ارتش"])
def test_who_somebody_is_handed_to_is_no_place(body):
    text = f"دادستان گفت که هیچ معلمی بازداشت نشده و تنها چهار اخلالگر برای چند ساعت به {body} منتقل شده اند."
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2021-07-10").claims
    assert claims
    assert all(claim.place is None or claim.place.name != body for claim in claims)

"""The lexicons load, and their words are marked in running text."""

from __future__ import annotations

import pytest

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.lexical import EVENT_TYPES, FEATURES, mark, matches, publisher_tokens
from ravi.reading.text.normal import normalise
from ravi.reading.text.sentences import tokenise

CHANNELS = {
    "social_media",
    "email",
    "interview",
    "press_conference",
    "statement",
    "video",
    "report",
    "leaflet",
    "speech",
    "letter",
}
MEANS = {
    "air_strike",
    "drone",
    "artillery",
    "rocket",
    "missile",
    "car_bomb",
    "suicide_bomber",
    "ied",
    "mine",
    "small_arms",
    "guided_missile",
    "chemical",
    "white_phosphorus",
    "cluster_munition",
    "knife",
    "fire",
    "other",
}
#: Lexicon → field → its known values.
VALUES: dict[str, dict[str, set[str]]] = {
    "events": {
        "type": set(EVENT_TYPES),
        "strength": {"sure", "maybe"},
        "kind": {"noun", "verb", "compound", "light"},
    },
    "saying": {
        "kind": {"verb", "light", "noun"},
        "does": {
            "say",
            "announce",
            "emphasise",
            "confirm",
            "deny",
            "claim",
            "write",
            "report",
            "demand",
            "warn",
            "threaten",
            "condemn",
            "accuse",
            "promise",
            "hope",
            "think",
            "predict",
            "praise",
        },
    },
    "relays": {"does": {"report", "quote", "say", "write", "interview", "tell"}},
    "hedges": {"does": {"hedged"}},
    "modality": {"does": {"planned", "predicted", "demanded", "possible"}},
    "negation": {"does": {"denied", "none", "not", "called_off"}},
    "channels": {"channel": CHANNELS},
    "means": {"means": MEANS},
    "role_nouns": {"does": {"pronoun", "role"}},
    "collectives": {"does": {"sources", "witnesses", "officials", "media", "activists", "experts"}},
    "publishers": {"kind": {"generic", "guard", "alias"}},
}


def found(text: str, publisher: str | None = None) -> dict[str, set[str]]:
    """Return the features of each word of ``text``."""
    document = tokenise(text, "fa")
    marks = mark(document, publisher)
    return {
        token.text: {name for name, flag in zip(FEATURES, line, strict=True) if flag}
        for token, line in zip(document.tokens, marks, strict=True)
    }


@pytest.mark.parametrize("name", sorted(VALUES))
def test_lexicon_has_a_head_and_known_values(name: str) -> None:
    table = rows("fa", name)
    assert table
    for row in table:
        assert normalise(row["word"], "fa").text == row["word"]
        for field, values in VALUES[name].items():
            assert row[field] in values, row
    keys = [tuple(row.values()) for row in table]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", [*sorted(VALUES), "verbs", "affixes"])
def test_lexicon_says_where_it_comes_from(name: str) -> None:
    import ravi.languages

    path = f"{ravi.languages.__path__[0]}/fa/{name}.tsv"
    with open(path, encoding="utf-8") as file:
        head = "".join(line for line in file if line.startswith("#"))
    assert "Origin:" in head
    assert "Apache-2.0" in head


def test_event_types_are_those_of_the_data() -> None:
    import ravi.languages

    path = f"{ravi.languages.__path__[0]}/../data/event_types.tsv"
    with open(path, encoding="utf-8") as file:
        names = [line.split("\t")[0] for line in file if not line.startswith("#")]
    assert tuple(names[1:]) == EVENT_TYPES


def test_every_event_type_has_words() -> None:
    sure = {row["type"] for row in rows("fa", "events") if row["strength"] == "sure"}
    assert sure == set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("text", "word", "feature"),
    [
        ("درگیری‌های شدیدی رخ داد", "درگیری‌های", "armed_clash"),
        ("درگيريهاي شديد", "درگیری‌های", "armed_clash"),
        ("جنگنده‌ها شهر را بمباران کردند", "بمباران", "air_strike"),
        ("حملات هوایی ادامه دارد", "حملات", "air_strike"),
        ("حمله‌ای به پایگاه شد", "حمله‌ای", "armed_attack"),
        ("سه سرباز ربوده شده‌اند", "ربوده", "abduction"),
        ("نیروها عقب نشینی کردند", "عقب‌نشینی", "withdrawal"),
        ("وزیر گفت که جنگ تمام شد", "گفت", "saying"),
        ("سخنگو می‌گوید", "می‌گوید", "saying"),
        ("به نقل از رویترز", "نقل", "relay"),
        ("ظاهرا کسی نبود", "ظاهرا", "hedge"),
        ("حمله خواهد کرد", "خواهد", "planned"),
        ("خواستار آتش‌بس شد", "خواستار", "demanded"),
        ("احتمال حمله", "احتمال", "possible"),
        ("احتمال حمله پیش‌بینی شد", "پیش‌بینی", "predicted"),
        ("این خبر را تکذیب کرد", "تکذیب", "negation"),
        ("کسی کشته نشد", "نشد", "negation"),
        ("نیروها نمی‌روند", "نمی‌روند", "negation"),
        ("نیروها نیامدند", "نیامدند", "negation"),
        ("حمله نخواهد کرد", "نخواهد", "negation"),
        ("در توییتی نوشت", "توییتی", "channel"),
        ("با موشک‌هایشان زدند", "موشک‌هایشان", "means"),
        ("وی افزود", "وی", "pronoun_voice"),
        ("شاهدان عینی گفتند", "شاهدان", "collective_voice"),
    ],
)
def test_words_are_marked_in_their_forms(text: str, word: str, feature: str) -> None:
    assert feature in found(text)[word]


@pytest.mark.parametrize("word", ["نبرد", "نزد", "نامه", "نشست", "نظامی", "نماینده", "نیرو"])
def test_words_that_only_look_negated_are_not(word: str) -> None:
    assert "negation" not in found(f"در {word} بود")[word]


def test_longest_row_wins_within_a_lexicon() -> None:
    document = tokenise("حمله هوایی ارتش", "fa")
    events = [match for match in matches(document) if match.lexicon == "events"]
    assert {(match.start, match.end, match.row["word"]) for match in events} == {(0, 2, "حمله هوایی")}


def test_uncertain_words_are_marked_so() -> None:
    assert "event_maybe" in found("حمله شد")["حمله"]
    assert "event_maybe" not in found("حمله انتحاری شد")["حمله"]


def test_half_spaces_do_not_matter() -> None:
    for text in ("گروگان‌گیری", "گروگان گیری", "گروگانگیری"):
        assert all("abduction" in features for features in found(text).values()), text


@pytest.mark.parametrize(
    ("publisher", "text", "named"),
    [
        ("خبرگزاری فارس", "به گزارش خبرگزاری فارس ، وی گفت", "خبرگزاری فارس"),
        ("خبرگزاري فارس", "به گزارش خبرنگار فارس از تهران", "فارس"),
        ("خبرگزاری فارس", "ناوها در خلیج فارس هستند", ""),
        ("خبرگزاری فارس", "خبرگزاری رویترز نوشت", ""),
        ("ایسنا", "به گزارش خبرگزاری دانشجویان ایران ( ایسنا )", "خبرگزاری دانشجویان ایران ایسنا"),
        (None, "به گزارش ایسنا", ""),
    ],
)
def test_publisher_is_found_by_its_names(publisher: str | None, text: str, named: str) -> None:
    document = tokenise(text, "fa")
    words = [document.tokens[token].text for token in publisher_tokens(document, publisher)]
    assert words == named.split()


def test_shapes_of_empty_and_unknown() -> None:
    assert mark(Document("", "fa", []), "ایسنا").shape == (0, len(FEATURES))
    assert matches(tokenise("nothing here", "xx")) == []

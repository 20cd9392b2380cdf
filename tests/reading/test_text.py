"""Normalisation: what becomes of each confusable character, and the way back to the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.reading.text.normal import fold, normalise
from ravi.report import Span

Z = "\N{ZERO WIDTH NON-JOINER}"
YEH = "\N{ARABIC LETTER FARSI YEH}"
KEHEH = "\N{ARABIC LETTER KEHEH}"
HEH = "\N{ARABIC LETTER HEH}"
ALEF = "\N{ARABIC LETTER ALEF}"
LAM = "\N{ARABIC LETTER LAM}"
BEH = "\N{ARABIC LETTER BEH}"

CASES = [
    # letters that look Persian
    ("\N{ARABIC LETTER YEH}", YEH),
    ("\N{ARABIC LETTER ALEF MAKSURA}", YEH),
    ("\N{ARABIC LETTER KAF}", KEHEH),
    ("\N{ARABIC LETTER TEH MARBUTA}", HEH),
    ("\N{ARABIC LETTER HEH GOAL}", HEH),
    ("\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}", ALEF),
    ("\N{ARABIC LETTER ALEF WITH MADDA ABOVE}", "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"),
    # digits and what stands between them
    ("\u06f1\u06f9\u066b\u0665", "19.5"),
    ("\u0661\u066c\u0660\u0660\u0660\u066a", "1,000%"),
    # presentation forms, ligatures, isolated marks
    ("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", LAM + ALEF),
    ("\N{ARABIC LIGATURE ALLAH ISOLATED FORM}", ALEF + LAM + LAM + HEH),
    ("\N{ARABIC LETTER YEH FINAL FORM}", YEH),
    (BEH + "\N{ARABIC FATHATAN ISOLATED FORM}", BEH),
    ("\N{LATIN SMALL LIGATURE FI}\N{FULLWIDTH DIGIT ONE}", "fi1"),
    # marks
    (BEH + "\N{ARABIC TATWEEL}\N{ARABIC FATHA}" + BEH, BEH + BEH),
    (ALEF + "\N{ARABIC FATHA}\N{ARABIC MADDAH ABOVE}", "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"),
    ("\N{ARABIC LETTER YEH}\N{ARABIC HAMZA ABOVE}", "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"),
    ("e\N{COMBINING ACUTE ACCENT}", "\N{LATIN SMALL LETTER E WITH ACUTE}"),
    # the ezafe after heh
    (BEH + HEH + Z + YEH, BEH + HEH),
    (BEH + HEH + Z + "\N{ARABIC LETTER YEH} " + BEH, BEH + HEH + " " + BEH),
    (BEH + HEH + "\N{ARABIC HAMZA ABOVE}", BEH + HEH),
    (BEH + "\N{ARABIC LETTER HEH WITH YEH ABOVE}", BEH + HEH),
    (BEH + HEH + Z + ALEF + YEH, BEH + HEH + Z + ALEF + YEH),
    # half-spaces
    (BEH + Z + Z + BEH, BEH + Z + BEH),
    (BEH + Z + " " + Z + BEH, BEH + " " + BEH),
    (Z + BEH + Z, BEH),
    (ALEF + Z + BEH, ALEF + BEH),
    ("20" + Z + BEH, "20" + Z + BEH),
    (BEH + "\N{ZERO WIDTH SPACE}" + BEH, BEH + Z + BEH),
    (BEH + "\N{NOT SIGN}" + BEH, BEH + Z + BEH),
    ("ء\N{NOT SIGN}" + Z + "ء", "ءء"),
    (BEH + "\N{RIGHT-TO-LEFT MARK}\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}" + BEH, BEH + BEH),
    # entities
    (BEH + "&zwnj;" + BEH, BEH + Z + BEH),
    (BEH + "&#8204;" + BEH + "&#x200C;" + BEH, BEH + Z + BEH + Z + BEH),
    (BEH + "&amp;zwnj;" + BEH, BEH + Z + BEH),
    (BEH + "&nbsp;&laquo;" + BEH + "&raquo;", BEH + " \xab" + BEH + "\xbb"),
    ("AT&T &c; &nosuch; &#0; &#xD800;", "AT&T &c; &nosuch; &#0; &#xD800;"),
    # quotation marks, dashes, spaces, lines
    ("\N{LEFT DOUBLE QUOTATION MARK}a\N{RIGHT SINGLE QUOTATION MARK}", "\"a'"),
    ("1\N{NON-BREAKING HYPHEN}2\N{MINUS SIGN}3", "1-2-3"),
    ("a\N{NO-BREAK SPACE}b\N{NARROW NO-BREAK SPACE}c\td", "a b c d"),
    ("a\r\nb\rc\N{LINE SEPARATOR}d", "a\nb\nc\nd"),
]


@pytest.mark.parametrize(("original", "normal"), CASES)
def test_spelling(original: str, normal: str) -> None:
    assert normalise(original).text == normal


def test_arabic_keeps_its_letters() -> None:
    word = "\N{ARABIC LETTER KAF}\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH MARBUTA}"
    assert normalise(word, "ar").text == word
    assert normalise(KEHEH + YEH, "ar").text == word[:2]


def test_span_leads_back_through_entities_and_ligatures() -> None:
    original = "&laquo;\N{ARABIC LIGATURE ALLAH ISOLATED FORM}&raquo; x"
    normal = normalise(original)
    assert normal.text[1:5] == ALEF + LAM + LAM + HEH
    assert normal.span(1, 5) == Span(7, 8)
    assert normal.span(2, 3) == Span(7, 8)  # a part of a ligature is the whole of it
    assert normal.span(0, len(normal.text)) == Span(0, len(original))
    assert normal.span(3, 3) == Span(7, 7)


# Strings made of the characters that the steps are about find more than plain random ones.
TRAPS = st.lists(
    st.sampled_from(
        [
            *"\u0627\u0648\u06cc\u064a\u0647\u0628\u0643\u06c0\u0653\u0654\u064e\u0640\u200c\u200d\u200f\u00ad\u00ac",
            *"&;#zwnjamp820x ea\u0301\r\n\ufdf2\ufe70\ufef7\uff06\u0674 .\u06f1",
            *("&amp;", "&zwnj;", "&shy;", "&#38;", "&nbsp;"),
        ]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(st.text() | TRAPS)
def test_any_text_has_a_monotone_map_and_is_stable(original: str) -> None:
    normal = normalise(original)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    previous = (0, 0)
    for start, end in zip(normal.starts, normal.ends, strict=True):
        assert 0 <= start < end <= len(original)
        assert (start, end) >= previous
        assert start >= previous[1] or start == previous[0]
        previous = (start, end)
    assert normalise(normal.text).text == normal.text


@settings(deadline=None)
@given(st.text() | TRAPS, st.sampled_from(["fa", "ar", "en"]))
def test_every_language_is_stable(original: str, language: str) -> None:
    once = normalise(original, language).text
    assert normalise(once, language).text == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حزب‌الله", "حزب الله"),
        ("رئیسی", "رييسي"),
        ("مؤسسه", "موسسه"),
        ("آمریکا", "امریکا"),
        ("New York", "newyork"),
        ("علاء", "علا"),
    ],
)
def test_fold_takes_spellings_of_one_name_for_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_names_apart() -> None:
    assert fold("سنندج") != fold("سنند")
    assert fold("") == fold(" ‌.") == ""

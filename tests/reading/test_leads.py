"""Whose account a lead is: the formula that names a voice after it."""

import pytest

from ravi.reading import lexical
from ravi.reading.claims.leads import voice_of_lead
from ravi.reading.text.sentences import tokenise

LEAD = "سه نفر در انفجاری کشته شدند. "


def lead_of(text: str, publisher: str, *voices: str) -> tuple[int, str] | None:
    """Return the sentence of the formula and the voice, given the words that name voices."""
    document = tokenise(text, "fa")
    lexical.mark(document, publisher)
    words = [token.text for token in document.tokens]
    named = []
    for voice in voices:
        parts = voice.split()
        start = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        named.append(range(start, start + len(parts)))
    found = voice_of_lead(
        document,
        lexical.matches(document),
        named,
        lambda run: document.words(run.start, run.stop) == publisher,
    )
    return found and (found[0], voices[found[1]])


@pytest.mark.parametrize(
    ("rest", "voices", "expected"),
    [
        ("به گزارش فارس به نقل از رویترز، شمار زخمی‌ها روشن نیست.", ("فارس", "رویترز"), "رویترز"),
        ("به گزارش رویترز، شمار زخمی‌ها روشن نیست.", ("رویترز",), "رویترز"),
        ("به گزارش فارس به نقل از «رویترز»، شمار روشن نیست.", ("فارس", "رویترز"), "رویترز"),
        # two outlets beside the publisher: the formula does not say whose the lead is
        ("به گزارش ایسنا به نقل از رویترز، شمار روشن نیست.", ("ایسنا", "رویترز"), None),
        ("به گزارش فارس، احمد رضایی گفت شمار روشن نیست.", ("فارس", "احمد رضایی"), None),
        ("احمد رضایی به رویترز گفت شمار روشن نیست.", ("احمد رضایی", "رویترز"), None),
    ],
)
def test_the_formula_after_a_lead(rest: str, voices: tuple[str, ...], expected: str | None) -> None:
    assert lead_of(LEAD + rest, "فارس", *voices) == (expected and (1, expected))


def test_a_formula_far_down_speaks_for_no_lead() -> None:
    text = LEAD * 6 + "به گزارش رویترز، شمار زخمی‌ها روشن نیست."
    assert lead_of(text, "فارس", "رویترز") is None


def test_a_formula_that_opens_the_report_has_no_lead() -> None:
    assert lead_of("به گزارش رویترز، سه نفر کشته شدند. " + LEAD, "فارس", "رویترز") is None

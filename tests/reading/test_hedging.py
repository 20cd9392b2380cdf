"""What a voice hedges is told as hedged."""

import pytest

import ravi


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("گفته می‌شود رهبر گروه در حمله پهپادی کشته شده است.", "hedged"),
        ("شورشیان احتمالا دیشب شهر را تصرف کرده‌اند.", "hedged"),
        ("به نظر می‌رسد که شورشیان دو سرباز را ربوده‌اند.", "hedged"),
        ("شورشیان دیشب شهر را تصرف کردند.", "stated"),
        ("احتمالا باران می‌بارد، اما شورشیان شهر را تصرف کردند.", "stated"),  # another verb's adverb
    ],
)
def test_hedges(text: str, certainty: str) -> None:
    claims = ravi.read(text, publisher="نمونه", published="2024-05-02").claims
    assert claims
    assert {claim.certainty for claim in claims} == {certainty}

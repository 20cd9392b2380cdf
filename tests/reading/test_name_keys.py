import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.data.tables import table
from ravi.reading.claims.name_keys import alike, same_name, skeleton

NAMES = st.text("ابپتجچدرزسشغفقکگلمنوهیء آ\u200cabdghiklmnoqrstuvyz-'", max_size=24)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("جبرئیل حداد", "جبرائيل حدّاد", True),
        ("کنان یعقوب", "Kenan Yaqoub", True),
        ("القحطانی", "قحطانی", True),
        ("کنان یعقوب", "شارل دوپون", False),
        ("علی", "علا", False),  # too few consonants to tell
        ("", "", False),
    ],
)
def test_spellings_of_one_name(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same


@given(NAMES, NAMES)
def test_likeness_is_a_share_and_has_no_direction(a: str, b: str) -> None:
    assert 0 <= alike(a, b) <= 1
    assert same_name(a, b) == same_name(b, a)


@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    assert alike(name, name) == (1.0 if skeleton(name) else 0.0)


def test_no_letter_has_two_classes() -> None:
    groups = [g for row in table("ravi.data", "letter_classes") for g in row["letters"].split()]
    assert len(groups) == len(set(groups))

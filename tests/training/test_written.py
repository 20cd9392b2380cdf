import random
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from training.written import ZWNJ, lose_half_spaces, written

REPORTS = list(written())


def mentions(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mention of a report, however deep."""
    if isinstance(value, dict):
        if value.get("name") and value.get("span"):
            yield value
        for part in value.values():
            yield from mentions(part)
    elif isinstance(value, list):
        for part in value:
            yield from mentions(part)


def test_every_mention_is_a_slice_of_its_text() -> None:
    assert len(REPORTS) > 100
    for gold in REPORTS:
        text = gold["report"]["text"]
        for mention in mentions(gold["claims"]):
            assert mention["name"] == text[slice(*mention["span"])], gold["report"]["id"]


@given(st.integers(0, len(REPORTS) - 1), st.integers())
def test_spans_move_with_lost_half_spaces(number: int, seed: int) -> None:
    gold = REPORTS[number]
    lost = lose_half_spaces(gold, random.Random(seed))
    text = lost["report"]["text"]
    bare = str.maketrans("", "", ZWNJ + " ")
    assert text.translate(bare) == gold["report"]["text"].translate(bare)
    for before, after in zip(mentions(gold["claims"]), mentions(lost["claims"]), strict=True):
        assert after["name"] == text[slice(*after["span"])]
        assert after["name"].translate(bare) == before["name"].translate(bare)


def test_events_have_types_and_the_publisher_comes_first() -> None:
    for gold in REPORTS:
        for claim in gold["claims"]:
            assert claim["chain"][0] == {"name": gold["report"]["publisher"], "span": None}
            assert claim["trigger"][0] < claim["trigger"][1]

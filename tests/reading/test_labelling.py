"""Which claims tell of one event: groups that grow from the surest pairs."""

import numpy as np
import pytest

import ravi
from ravi.reading.claims.labelling import grouped


def pairs(size: int, chances: dict[tuple[int, int], float]) -> np.ndarray:
    alike = np.zeros((size, size))
    for (a, b), chance in chances.items():
        alike[a, b] = alike[b, a] = chance
    return alike


def test_what_is_alike_is_one_group() -> None:
    assert grouped(pairs(4, {(0, 2): 0.9, (2, 3): 0.8, (0, 3): 0.7}), 0.3) == [0, 1, 0, 0]


def test_one_likely_pair_does_not_join_two_groups_that_are_apart() -> None:
    sure = {(a, b): 0.9 for group in (range(4), range(4, 8)) for a in group for b in group if a < b}
    assert grouped(pairs(8, sure | {(3, 4): 0.4}), 0.3) == [0] * 4 + [4] * 4
    assert grouped(pairs(2, {(0, 1): 0.4}), 0.3) == [0, 0]


def test_a_pair_that_is_never_one_keeps_its_groups_apart() -> None:
    chances = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6, (0, 3): -np.inf}
    assert grouped(pairs(4, chances), 0.1) == [0, 0, 2, 2]


def test_the_order_of_claims_changes_no_group() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        alike = rng.random((7, 7)) ** 3
        alike = np.maximum(alike, alike.T)
        order = rng.permutation(7)
        found = grouped(alike, 0.4)
        again = grouped(alike[np.ix_(order, order)], 0.4)
        same = {(a, b) for a in range(7) for b in range(7) if found[a] == found[b]}
        assert same == {(order[a], order[b]) for a in range(7) for b in range(7) if again[a] == again[b]}


def test_no_claim_no_group() -> None:
    assert grouped(pairs(0, {}), 0.3) == []


@pytest.mark.parametrize(
    ("text", "type"),
    [
        (
            "به گفته پلیس هرات، افراد مسلح شنبه به پاسگاهی در هرات حمله کردند. "
            "سخنگوی والی قندهار گفت که افراد مسلح شنبه به پاسگاهی در قندهار حمله کردند.",
            "armed_attack",
        ),
        (
            "شبکه العربیه از حمله هوایی به حلب خبر داد. منابع محلی گفتند که حمله هوایی در شهر دیرالزور انجام شد.",
            "air_strike",
        ),
        (
            "پلیس کابل گفت در انفجار روز شنبه در کابل پنج نفر کشته شدند. "
            "وزارت کشور از انفجار دیگری در روز دوشنبه در کابل و کشته شدن دو نفر خبر داد.",
            "explosion",
        ),
    ],
    ids=["far apart", "two towns", "two days"],
)
def test_two_voices_tell_of_two_events(text: str, type: str) -> None:
    assert len(events(text, type)) == 2
    assert len(set(events(text, type))) == 2


@pytest.mark.parametrize(
    ("text", "type"),
    [
        (
            "به گفته پلیس هرات، افراد مسلح شنبه به پاسگاهی در هرات حمله کردند. "
            "سخنگوی طالبان گفت که در این حمله در افغانستان ده سرباز کشته شدند.",
            "armed_attack",
        ),
        (
            "پلیس کابل گفت در انفجار روز شنبه در کابل پنج نفر کشته شدند. "
            "وزارت کشور شمار کشته‌شدگان انفجار روز شنبه را هفت نفر اعلام کرد.",
            "explosion",
        ),
    ],
    ids=["a town and its country", "one day"],
)
def test_two_voices_tell_of_one_event(text: str, type: str) -> None:
    assert len(events(text, type)) == 2
    assert len(set(events(text, type))) == 1


def events(text: str, type: str) -> list[str]:
    """Return the labels of the events of a type that claims of a text tell of."""
    claims = ravi.read(text, publisher="خبرگزاری نمونه", published="2024-05-02").claims
    return [claim.event for claim in claims if claim.type == type]

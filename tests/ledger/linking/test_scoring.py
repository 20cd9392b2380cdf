from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.data.tables import event_types, table
from ravi.ledger.linking import Profile, Spot, blocks, pairs, score
from ravi.ledger.linking.actors import SPEECH
from ravi.ledger.linking.features import affinity, features
from ravi.ledger.linking.hours import Hours
from tests.ledger.linking.claims import profiled

SANGAN = Spot("سنگان", "city", "IR", 11, 34.4, 60.3, ("ایران", "خراسانرضوی"))
TAYBAD = Spot("تایباد", "city", "IR", 12, 34.74, 60.78, ("ایران", "خراسانرضوی"))
AHVAZ = Spot("اهواز", "city", "IR", 13, 31.3, 48.7, ("ایران", "خوزستان"))
DAY = date(2021, 5, 4).toordinal()
ONE = profiled(
    "جنگنده‌ها پل فیروزه سنگان را بمباران کردند و ۷ نفر زخمی شدند.",
    "بمباران کردند",
    type="air_strike",
    id="r-1",
)
ONE = replace(ONE, spot=SANGAN, start=DAY, end=DAY, told=True, agent_sides=("US",), sides=("IR", "US"))
OTHER = replace(
    profiled("منابع محلی از حمله هوایی در حومه شهر خبر دادند.", "حمله هوایی", type="air_strike", id="r-2"),
    spot=SANGAN, start=DAY, end=DAY, told=True, agent_sides=("US",), sides=("IR", "US"),
)  # fmt: skip


def test_two_tellings_of_one_event_are_linked() -> None:
    found = score(ONE, OTHER)
    assert found.value > 0.6
    assert found.reasons[0].points > 0
    assert "place_same" in [reason.feature for reason in found.reasons]
    assert all(reason.words("fa") and reason.words("en") for reason in found.reasons)


AGAINST: list[tuple[str, dict[str, Any]]] = [
    ("another place", {"spot": AHVAZ}),
    ("another day", {"start": DAY - 3, "end": DAY - 3}),
    ("another side acts", {"agent_sides": ("IL",), "sides": ("IL", "IR")}),
    ("the other way round", {"agent_sides": ("IR",), "target_sides": ("US",)}),
    ("another type", {"type": "trial"}),
]


@pytest.mark.parametrize("change", [row[1] for row in AGAINST], ids=[row[0] for row in AGAINST])
def test_contradictions_count_against(change: dict[str, Any]) -> None:
    changed = score(ONE, replace(OTHER, **change))
    assert changed.value < score(ONE, OTHER).value - 0.1


@pytest.mark.parametrize(
    ("words", "other"),
    [(("پل", "سنگان"), 0.0), (("پل", "دادگاه"), 0.5), (("حکم", "دادگاه"), 1.0)],
    ids=["one text", "half of it", "nothing in common"],
)
def test_unrelated_types_count_less_in_like_words(words: tuple[str, ...], other: float) -> None:
    one = replace(ONE, text=(("پل", 4.0), ("سنگان", 4.0)))
    tried = replace(OTHER, type="trial", text=tuple((word, 4.0) for word in words))
    assert features(one, tried).get("type_other", 0.0) == pytest.approx(other)


def test_other_numbers_hardly_count() -> None:
    seven = replace(ONE, counts=(("injured", 7, 7),))
    nine = replace(OTHER, counts=(("injured", 9, 9),))
    assert score(seven, nine).value > score(ONE, OTHER).value - 0.05


def test_a_denial_belongs_to_what_it_denies() -> None:
    assert score(ONE, replace(OTHER, polarity="denied")).value == score(ONE, OTHER).value
    assert score(ONE, replace(OTHER, modality="planned")).value > score(ONE, OTHER).value - 0.15


def test_waves_of_one_day_are_told_apart_by_the_hour() -> None:
    dawn, noon = Hours(DAY * 24, DAY * 24 + 6.5, True), Hours(DAY * 24 + 11, DAY * 24 + 14, True)
    near = score(replace(ONE, hours=dawn), replace(OTHER, hours=dawn))
    far = score(replace(ONE, hours=dawn), replace(OTHER, hours=noon))
    assert near.value > score(ONE, OTHER).value > far.value


def test_waves_of_one_operation_are_told_apart_by_their_number() -> None:
    def wave(number: str, id: str) -> Profile:
        text = f"در موج {number} عملیات، پایگاه سنگان هدف پهپادها قرار گرفت."
        return profiled(text, "هدف پهپادها قرار گرفت", id=id, type="air_strike")

    first, again, next_one = wave("۱۴", "r-1"), wave("چهاردهم", "r-2"), wave("پانزدهم", "r-3")
    assert [turn.number for turn in (*first.turns, *again.turns, *next_one.turns)] == [14, 14, 15]
    assert score(first, again).value > 0.5 > score(first, next_one).value


def test_a_copy_says_the_same() -> None:
    assert score(ONE, replace(OTHER, group=ONE.group)).value > score(ONE, OTHER).value


spots = st.sampled_from(
    [None, SANGAN, TAYBAD, AHVAZ, replace(AHVAZ, borrowed=True), Spot("ایران", "country", "IR")]
)
sides = st.sampled_from([(), ("IR",), ("US",), ("IR", "US"), ("IL", "IR")])
starts = st.sampled_from([None, DAY - 9, DAY - 1, DAY])
profiles = st.builds(
    lambda which, told: replace(which, **told),
    st.sampled_from([ONE, OTHER]),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from([row["type"] for row in event_types()]),
            "modality": st.sampled_from(["actual", "planned"]),
            "spot": spots,
            "agent_sides": sides,
            "target_sides": sides,
            "sides": sides,
            "voice": st.sampled_from([(), ("DNLD TRMP",), ("TRMP",), ("ارتش",)]),
            "start": starts,
            "hours": st.sampled_from(
                [None, Hours(DAY * 24, DAY * 24 + 6, True), Hours(DAY * 24, DAY * 24 + 20, False)]
            ),
            "published": st.sampled_from([None, DAY * 24 + 7.0, DAY * 24 + 20.0]),
            "counts": st.sampled_from([(), (("injured", 7, 7),), (("injured", 9, None),)]),
        }
    ),
)


@given(profiles, profiles)
def test_scores_are_symmetric(a: Profile, b: Profile) -> None:
    assert score(a, b) == score(b, a)
    assert 0 <= score(a, b).value <= 1
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in features(a, b).values())
    assert features(a, b).keys() == features(b, a).keys()


@given(profiles, profiles)
def test_every_feature_has_its_weight(a: Profile, b: Profile) -> None:
    assert features(a, b).keys() <= {row["feature"] for row in table("ravi.data", "linking")}


def test_the_tables_are_whole() -> None:
    types = {row["type"] for row in event_types()}
    affinities = table("ravi.data", "type_affinities")
    assert {row[end] for row in affinities for end in ("one", "other")} <= types
    assert len({frozenset((row["one"], row["other"])) for row in affinities}) == len(affinities)
    assert all(0 < float(row["affinity"]) <= 1 for row in affinities)
    assert types >= SPEECH
    assert all(row["fa"] and row["en"] and row["meaning"] for row in table("ravi.data", "linking"))


def test_affinity_has_no_direction() -> None:
    assert affinity("air_strike", "explosion") == affinity("explosion", "air_strike") > 0.5


def test_claims_of_one_incident_share_a_block() -> None:
    assert blocks(ONE) & blocks(OTHER)
    assert blocks(replace(ONE, words=(), text=())) & blocks(replace(OTHER, spot=TAYBAD, words=(), text=()))
    assert not blocks(ONE) & blocks(replace(OTHER, start=DAY - 30, end=DAY - 30))
    assert blocks(replace(ONE, start=None, end=None)) & blocks(replace(OTHER, start=None, end=None))


def test_what_a_report_tells_further_on_has_fewer_of_its_words() -> None:
    text = tuple((word, 5.0) for word in ("فیروزه", "سنگان", "کهورستان", "بندرگاه", "ناوچه"))
    first, further = (blocks(replace(ONE, words=(), text=text, rank=rank)) for rank in (0, 5))
    assert further < first
    assert {key.rpartition("|")[2] for key in first - further} == {"کهورستان", "بندرگاه", "ناوچه"}


def test_a_claim_has_few_blocks() -> None:
    year = replace(ONE, start=DAY - 365, end=DAY)
    assert max(len(blocks(ONE)), len(blocks(year))) < 70


def test_pairs_come_once_in_order() -> None:
    third = replace(ONE, claim="c-0", report="r-0")
    found = [(a.claim, b.claim) for a, b in pairs([OTHER, ONE, third])]
    assert found == sorted({tuple(sorted(pair)) for pair in found}, key=lambda pair: (pair[1], pair[0]))
    assert len(found) == 3


def test_the_moment_of_publication_is_optional() -> None:
    text = "به سنگان حمله شد."
    assert profiled(text, "حمله").published is None
    assert profiled(text, "حمله", at=datetime(2021, 5, 4, 6)).published == DAY * 24 + 6

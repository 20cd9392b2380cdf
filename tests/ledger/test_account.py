from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.data.tables import event_types, table
from ravi.ledger.accounts import grades
from ravi.ledger.accounts.account import Account, account
from ravi.ledger.accounts.stances import stance_of
from ravi.ledger.accounts.whereabouts import exclude_places
from ravi.ledger.records import Incident, StoredClaim
from tests.ledger.builders import (
    ALEPPO,
    HOMS,
    HOMS_QUARTER,
    NOWHERE,
    SYRIA,
    account_of,
    on,
    people,
    said,
    told_in,
)

ARMY, RUSSIA, COALITION = "ارتش سوریه", "ارتش روسیه", "ائتلاف سعودی"


def kinds(account: Account) -> list[str]:
    return [difference.kind for difference in account.contradictions]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ([{}], "happened"),
        ([{"certainty": "hedged"}], "alleged"),
        ([{"polarity": "denied"}], "denied"),
        ([{}, {"polarity": "denied"}], "disputed"),
        ([{"modality": "planned"}], "planned"),
        ([{"modality": "predicted"}], "predicted"),
        ([{"modality": "demanded"}], "demanded"),
        ([{"modality": "possible"}], "possible"),
        ([{"modality": "planned"}, {"modality": "demanded"}, {"modality": "demanded"}], "demanded"),
        ([{"modality": "planned"}, {}], "happened"),
        ([{"modality": "planned"}, {"polarity": "denied"}], "denied"),
        ([{"modality": "planned", "polarity": "denied"}], "denied"),
        ([{"modality": "planned"}, {"modality": "planned", "polarity": "denied"}], "planned"),
    ],
)
def test_status(changes: list[dict[str, str]], status: str) -> None:
    voices = ("علی رضایی", "محسن کریمی", "سارا احمدی")
    claims = [said(voice, **change) for voice, change in zip(voices, changes, strict=False)]
    assert account_of(*claims).status == status


def test_unnamed_voices_alone_only_allege() -> None:
    assert account_of(said("منابع محلی"), said("شاهدان عینی")).status == "alleged"


@pytest.mark.parametrize("modality", ["planned", "predicted", "demanded", "possible"])
@pytest.mark.parametrize("polarity", ["affirmed", "denied"])
def test_what_has_not_happened_never_happened(modality: str, polarity: str) -> None:
    claims = [
        said(name, modality=modality, polarity=polarity) for name in ("رویترز", "علی رضایی", "ارتش روسیه")
    ]
    account = account_of(*claims)
    assert account.status not in ("happened", "alleged", "disputed")
    assert account.grade.name == "ungraded"


def test_a_denial_of_a_detail_on_the_same_day_is_no_denial_of_the_event() -> None:
    day = told_in()
    account = account_of(said("علی رضایی", report=day), said("علی رضایی", report=day, polarity="denied"))
    assert account.status == "happened"


def test_the_type_of_most_voices_wins_and_the_more_specific_of_equals() -> None:
    attack = said("علی رضایی", type="armed_attack")
    strike = said("محسن کریمی", type="air_strike")
    assert account_of(attack, strike).type == "air_strike"
    more = account_of(attack, strike, said("سارا احمدی", type="armed_attack"))
    assert [one.value for one in more.types] == ["armed_attack", "air_strike"]


def test_ten_reports_of_one_voice_do_not_outweigh_two_voices() -> None:
    many = [said("علی رضایی", type="armed_attack", report=told_in("مهر", day)) for day in range(1, 11)]
    two = [said("محسن کریمی", type="shelling"), said("سارا احمدی", type="shelling")]
    assert account_of(*many, *two).type == "shelling"


@pytest.mark.parametrize(
    ("places", "chosen"),
    [
        ([SYRIA, HOMS], HOMS),
        ([HOMS, HOMS_QUARTER], HOMS_QUARTER),
        ([HOMS, HOMS, ALEPPO], HOMS),
        ([HOMS, HOMS, HOMS_QUARTER, ALEPPO], HOMS_QUARTER),
        ([SYRIA, NOWHERE], SYRIA),
        ([NOWHERE], NOWHERE),
    ],
)
def test_the_most_specific_place_that_the_majority_does_not_contradict(places: list, chosen: object) -> None:
    voices = ("علی رضایی", "محسن کریمی", "سارا احمدی", "نادر صالحی")
    account = account_of(*(said(v, place=place) for v, place in zip(voices, places, strict=False)))
    assert account.place == chosen
    assert {one.value for one in account.places} == set(places)


def test_the_narrowest_period_that_the_majority_does_not_contradict() -> None:
    account = account_of(
        said("علی رضایی", time=on(8, 12)), said("محسن کریمی", time=on(10)), said("سارا احمدی", time=on(2))
    )
    assert account.period == on(10)
    assert {one.value for one in account.periods[1:]} == {on(8, 12), on(2)}


def test_places_exclude_each_other_only_when_neither_lies_in_the_other() -> None:
    assert exclude_places(HOMS, ALEPPO)
    assert not exclude_places(HOMS, SYRIA)
    assert not exclude_places(HOMS_QUARTER, HOMS)
    assert not exclude_places(NOWHERE, ALEPPO)


def test_a_voice_s_latest_figure_counts_and_its_earlier_ones_are_kept() -> None:
    account = account_of(
        said("علی رضایی", report=told_in(day=10), counts=people("killed", 12)),
        said("علی رضایی", report=told_in(day=11), counts=people("killed", 20)),
        said("محسن کریمی", report=told_in(day=11), counts=people("killed", 18, exact=False)),
    )
    (told,) = account.counts
    assert (told.what, told.low, told.high, told.best) == ("killed", 18, None, 20)
    mine = next(one for one in told.by_voice if one.voice.name == "علی رضایی")
    assert [(f.low, f.day) for f in (*mine.earlier, mine.latest)] == [
        (12, date(2019, 3, 10)),
        (20, date(2019, 3, 11)),
    ]
    assert "count" not in kinds(account)


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        ((10, 12), (10, 20), True),
        ((10, 12), (11, 20), True),
        ((10, 12), (14, 20), False),  # tolls grow
        ((10, 20), (14, 12), True),  # and do not shrink
        ((10, 12), (None, 20), True),
    ],
)
def test_counts_that_cannot_both_hold(one: tuple, two: tuple, differ: bool) -> None:
    claims = [
        said(voice, report=told_in(day=day), counts=people("killed", number))
        for voice, (day, number) in (("علی رضایی", one), ("محسن کریمی", two))
    ]
    account = account_of(*claims)
    assert ("count" in kinds(account)) is differ
    for difference in account.contradictions:
        assert [side.claims for side in difference.sides] == [
            (claim,) for claim in sorted(claims, key=_number)
        ]
        assert difference.about == "killed"
        assert "کشته" in difference.words.fa
        assert "killed" in difference.words.en


def _number(claim: StoredClaim) -> int:
    return claim.claim.counts[0].low or 0


def test_overlapping_ranges_and_things_that_are_no_toll_do_not_contradict() -> None:
    account = account_of(
        said("علی رضایی", counts=people("killed", 12, exact=False) + people("weapons", 3)),
        said("محسن کریمی", counts=people("killed", 20) + people("weapons", 9)),
    )
    assert account.contradictions == ()


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        (ARMY, COALITION, True),
        ("سپاه پاسداران", "ارتش ایران", False),
        ("مهاجمان", ARMY, False),
        ("پنتاگون", "ارتش آمریکا", False),
    ],
)
def test_doers_who_exclude_each_other(one: str, two: str, differ: bool) -> None:
    account = account_of(said("علی رضایی", agents=[one]), said("محسن کریمی", agents=[two]))
    assert ("agent" in kinds(account)) is differ


def test_two_sides_of_a_clash_are_no_contradiction() -> None:
    claims = [
        said("علی رضایی", type="armed_clash", agents=[ARMY]),
        said("محسن کریمی", type="armed_clash", agents=["داعش"]),
    ]
    assert kinds(account_of(*claims)) == []


def test_places_and_days_that_exclude_each_other() -> None:
    account = account_of(
        said("علی رضایی", place=HOMS, time=on(3)), said("محسن کریمی", place=ALEPPO, time=on(9))
    )
    assert kinds(account) == ["place", "time"]
    assert "حمص" in account.contradictions[0].words.en


def test_a_day_s_difference_is_none() -> None:
    account = account_of(said("علی رضایی", time=on(3)), said("محسن کریمی", time=on(4)))
    assert account.contradictions == ()


@pytest.mark.parametrize(
    ("claims", "grade", "rule"),
    [
        ([said("علی رضایی")], "weak", "otherwise"),
        ([said("رویترز", "منابع محلی"), said("شاهدان عینی")], "weak", "otherwise"),
        ([said("علی رضایی"), said("محسن کریمی", certainty="hedged")], "weak", "otherwise"),
        ([said("سپاه پاسداران"), said("روابط عمومی سپاه")], "weak", "otherwise"),
        ([said("علی رضایی"), said("محسن کریمی")], "fair", "independent"),
        ([said("علی رضایی"), said(report=told_in("مهر"))], "fair", "independent"),
        ([said("سخنگوی ارتش سوریه", agents=[ARMY])], "weak", "otherwise"),
        (
            [said("سخنگوی ارتش سوریه", agents=[ARMY]), said("علی رضایی", agents=[ARMY])],
            "confirmed",
            "acknowledged",
        ),
        (
            [said("ارتش سوریه", agents=[ARMY]), said("علی رضایی"), said("محسن کریمی", polarity="denied")],
            "confirmed",
            "acknowledged",
        ),
        ([said("ارتش سوریه", agents=[ARMY]), said("ارتش روسیه", agents=[RUSSIA])], "contested", "rival_doers"),
        ([said("علی رضایی"), said("محسن کریمی", polarity="denied")], "contested", "denied"),
        ([said("علی رضایی", agents=[ARMY]), said("محسن کریمی", agents=[COALITION])], "contested", "who"),
        ([said("علی رضایی", polarity="denied")], "discounted", "only_denied"),
        (
            [said("علی رضایی", report=told_in(day=3)), said("علی رضایی", report=told_in(day=9), polarity="denied")],
            "discounted",
            "withdrawn",
        ),
        ([said("علی رضایی", modality="planned")], "ungraded", "nobody_tells"),
    ],
)  # fmt: skip
def test_grades(claims: list[StoredClaim], grade: str, rule: str) -> None:
    found = account_of(*claims).grade
    assert (found.name, found.rule) == (grade, rule)
    assert set(found.claims) <= set(claims)
    assert found.claims
    assert found.words.fa
    assert found.words.en


def test_every_rule_has_its_row_and_every_row_its_rule() -> None:
    assert [row["rule"] for row in table("ravi.data", "grades")] == list(grades._RULES)


def test_specificity_names_types() -> None:
    listed = {row["type"] for row in table("ravi.data", "type_specificity")}
    assert listed <= {row["type"] for row in event_types()}


def test_first_and_latest_reports() -> None:
    days = [said("علی رضایی", report=told_in(day=day)) for day in (9, 3, 6)]
    account = account_of(*days)
    assert (account.first, account.latest) == (days[1].report, days[0].report)


def test_an_incident_without_claims_has_no_account() -> None:
    with pytest.raises(ValueError, match=r"'i-1' has no claims"):
        account_of()


VOICES = ("علی رضایی", "رضایی", "منابع محلی", "سخنگوی ارتش سوریه", "ارتش روسیه")
POOL = [
    said(
        voice,
        id=f"c-{number}-{kind}",
        report=told_in(("ایسنا", "مهر")[number % 2], 3 + number, id=f"r-{number}"),
        type=("air_strike", "shelling")[kind % 2],
        agents=[(ARMY, RUSSIA)[number % 2]],
        place=(HOMS, ALEPPO, SYRIA, None)[(number + kind) % 4],
        time=(on(3), on(4, 9), None)[kind % 3],
        counts=people("killed", 5 * number + kind) + people("killed", 5 * number + kind, exact=False),
        polarity="denied" if (number + kind) % 5 == 4 else "affirmed",
        modality="planned" if kind == 3 else "actual",
    )
    for number, voice in enumerate(VOICES)
    for kind in range(4)
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(POOL), min_size=1, unique_by=lambda claim: claim.id).flatmap(
        lambda claims: st.tuples(st.just(tuple(claims)), st.permutations(claims).map(tuple))
    )
)
def test_accounts_do_not_depend_on_order_and_unfold_into_claims(
    orders: tuple[tuple[StoredClaim, ...], tuple[StoredClaim, ...]],
) -> None:
    one, two = account_of(*orders[0]), account_of(*orders[1])
    incident = Incident("i-1", ())
    assert replace(one, incident=incident) == replace(two, incident=incident)
    known = set(orders[0])
    fields = [*one.types, *one.places, *one.periods, *one.agents, *one.counts, one.grade]
    sides = [side for difference in one.contradictions for side in difference.sides]
    for part in (*fields, *sides):
        assert part.claims
        assert set(part.claims) <= known
    if one.status in ("happened", "alleged", "disputed"):
        assert any(stance_of(claim.claim) in ("actual", "hedged") for claim in known)


@pytest.mark.parametrize("words", ["این شهر", "شهر"])
def test_a_place_that_points_back_is_shown_by_its_name(words: str) -> None:
    here = replace(HOMS, name=words)
    told = account(
        Incident("i-1", (said(id="c-1", place=here), said("والی", id="c-2", polarity="denied", place=HOMS)))
    )
    assert told.place == HOMS
    assert account(Incident("i-1", (said(id="c-1", place=here),))).place == here

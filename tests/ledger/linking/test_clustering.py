from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.ledger.linking import THRESHOLD, Judgement, cluster, components, settle

NAMES = [f"c{n}" for n in range(9)]
PAIRS = list(combinations(NAMES, 2))
edges = st.dictionaries(st.sampled_from(PAIRS), st.floats(0.01, 1.0), max_size=30)
judgements = st.lists(
    st.builds(lambda p, same: Judgement(*p, same), st.sampled_from(PAIRS), st.booleans()), max_size=8
)


@given(edges, judgements, st.randoms())
def test_any_order_makes_the_same_clusters(
    links: dict[tuple[str, str], float], told: list[Judgement], chance: random.Random
) -> None:
    same, different = settle(told)
    mass = {name: 1 / (1 + number) for number, name in enumerate(NAMES)}
    expected = cluster(NAMES, links, same=same, different=different, mass=mass)
    turned = [((b, a) if chance.random() < 0.5 else (a, b), value) for (a, b), value in links.items()]
    names, same, different = list(NAMES), list(same), list(different)
    for shuffled in (turned, names, same, different):
        chance.shuffle(shuffled)
    assert cluster(names, dict(turned), same=same, different=different, mass=mass) == expected


@given(edges, judgements)
def test_judgements_hold(links: dict[tuple[str, str], float], told: list[Judgement]) -> None:
    same, different = settle(told)
    group = {
        claim: members
        for members in cluster(NAMES, links, same=same, different=different)
        for claim in members
    }
    assert all(group[a] == group[b] for a, b in same)
    assert all(group[a] != group[b] for a, b in different)


@given(edges)
def test_clusters_hold_every_claim_once(links: dict[tuple[str, str], float]) -> None:
    assert sorted(claim for members in cluster(NAMES, links) for claim in members) == NAMES


@given(edges)
def test_a_component_is_clustered_as_if_it_were_alone(links: dict[tuple[str, str], float]) -> None:
    """No cluster spans what only weak links connect, though such links count within a component."""
    whole = cluster(NAMES, links)
    strong = [pair for pair, value in links.items() if value >= THRESHOLD]
    parts = [members for part in components(NAMES, strong) for members in cluster(part, links)]
    assert sorted(whole, key=min) == sorted(parts, key=min)


@given(edges)
def test_the_nearest_are_merged_first(links: dict[tuple[str, str], float]) -> None:
    """The lazy queue does what a plain search for the nearest two clusters does."""
    found = cluster(NAMES, links, threshold=0.25)
    assert sorted(found, key=min) == sorted(merged_plainly(links, 0.25), key=min)


def merged_plainly(links: dict[tuple[str, str], float], threshold: float) -> list[frozenset[str]]:
    groups = [frozenset({name}) for name in NAMES]

    def near(one: frozenset[str], other: frozenset[str]) -> float:
        ends = (tuple(sorted((a, b))) for a in one for b in other)
        return sum(links.get(pair, 0.0) for pair in ends) / (len(one) * len(other))

    while len(groups) > 1:
        best, one, other = max(
            ((near(a, b), a, b) for a, b in combinations(groups, 2)), key=lambda found: found[0]
        )
        if best < threshold or sum(abs(near(a, b) - best) < 1e-9 for a, b in combinations(groups, 2)) > 1:
            break
        groups = [g for g in groups if g not in (one, other)] + [one | other]
    if len(groups) > 1 and max(near(a, b) for a, b in combinations(groups, 2)) >= threshold:
        return cluster(NAMES, links, threshold=threshold)  # a tie: which comes first is another test's matter
    return groups


def test_a_chain_of_links_is_no_incident() -> None:
    names = [f"c{n:02}" for n in range(40)]
    chain = dict.fromkeys(pairwise(names), 0.9)
    assert max(map(len, cluster(names, chain))) < 8


def test_what_has_little_mass_hardly_keeps_apart() -> None:
    links = {("a", "b"): 0.9, ("b", "c"): 0.9}
    assert len(cluster("abc", links, threshold=0.5)) == 2
    assert len(cluster("abc", links, threshold=0.5, mass={"a": 0.05})) == 1


def test_links_and_judgements_of_other_claims_play_no_part() -> None:
    assert cluster("ab", {("a", "z"): 0.9, ("z", "b"): 0.9}, same=[("a", "y")], different=[("b", "x")]) == [
        frozenset("a"),
        frozenset("b"),
    ]


def test_contradictory_judgements_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'a' and 'c' are judged both"):
        cluster("abc", {}, same=[("a", "b"), ("b", "c")], different=[("a", "c")])


SETTLED = [
    ("the later of two wins", "ab= ab!", "", "ab"),
    ("and the other way round", "ab! ab=", "ab", ""),
    ("through a third claim", "ab= bc= ac!", "bc", "ac"),
    ("parted groups stay parted", "ab= bc! ac=", "ac", "bc"),
    ("said twice", "ab= ba=", "ab", ""),
]


@pytest.mark.parametrize(
    ("told", "same", "different"), [row[1:] for row in SETTLED], ids=[row[0] for row in SETTLED]
)
def test_later_judgements_win(told: str, same: str, different: str) -> None:
    said = [Judgement(word[0], word[1], word[2] == "=") for word in told.split()]
    assert settle(said) == (
        tuple(tuple(pair) for pair in same.split()),
        tuple(tuple(pair) for pair in different.split()),
    )


@given(judgements)
def test_the_last_judgement_always_holds(told: list[Judgement]) -> None:
    same, different = settle(told)
    if told:
        assert (told[-1].one, told[-1].other) in (same if told[-1].same else different)


def test_large_components_take_little_time() -> None:
    chance = random.Random(1)
    names = [f"c{n:04}" for n in range(3000)]
    links = {}
    for n in range(30_000):
        one, other = chance.sample(names, 2)
        links[one, other] = 0.1 + 0.8 * chance.random() * (n % 7 == 0)
    assert len(cluster(names, links)) < len(names)

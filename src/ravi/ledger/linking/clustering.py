"""Puts claims that are linked into incidents.

Clusters that lie nearest are merged first, as long as they lie near enough. How near two clusters are is the mean of
the links between their claims (average linkage; no link counts as 0), so that every telling of one has to speak for
every telling of the other, and nothing chains. In the mean a claim counts as much as it has mass: what a
report leads with is told best, what it tells in passing often too short to be known again.

The outcome follows from the set of claims, links and judgements alone: everything is sorted first and
ties are broken by id. What no judgement and no link of at least the threshold connects plays no part in each other's
clusters, so that a new report is clustered anew only with the claims that such links reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]

#: How near two clusters must be to be merged: the best of five on three hand-linked days (docs/linking.md).
THRESHOLD = 0.25
#: Links below this are not kept: many weak ones would outweigh what they say, and blocking misses some of them.
LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word that two claims tell of one incident (``same``), or of two."""

    one: str
    other: str
    same: bool


def settle(judgements: Iterable[Judgement]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that are the same and those that are not, from judgements in the order they were made.

    Where judgements contradict each other, directly or through third claims, the later ones win: going
    back from the last, one that cannot hold beside those already taken is left out.

    >>> settle([Judgement("a", "b", True), Judgement("b", "c", True), Judgement("a", "c", False)])
    ((('b', 'c'),), (('a', 'c'),))
    """
    groups = _Groups()
    same: list[Pair] = []
    different: list[Pair] = []
    for judgement in reversed(list(judgements)):
        pair = _ordered(judgement.one, judgement.other)
        one, other = groups.find(pair[0]), groups.find(pair[1])
        if judgement.same:
            parted = {frozenset((groups.find(a), groups.find(b))) for a, b in different}
            if frozenset((one, other)) not in parted:
                groups.join(*pair)
                same.append(pair)
        elif one != other:
            different.append(pair)
    return tuple(sorted(set(same))), tuple(sorted(set(different)))


def cluster(
    claims: Iterable[str],
    edges: Mapping[Pair, float],
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    mass: Mapping[str, float] | None = None,
    threshold: float = THRESHOLD,
) -> list[frozenset[str]]:
    """Return the claims in clusters, each an incident, in the order of their first ids.

    ``edges`` are the scores of pairs of claims, in either order; a pair left out has 0. ``same`` and
    ``different`` are a person's judgements, which always hold; ``settle`` takes contradictions out of them.
    ``mass`` says how much each claim counts (see ``Profile.mass``); 1 where it does not. Links and
    judgements about claims that are not given play no part.

    Raises a ``ValueError`` when judgements contradict each other.

    >>> links = {("a", "b"): 0.9, ("c", "b"): 0.8, ("c", "d"): 0.9}
    >>> [sorted(found) for found in cluster("abcd", links, different=[("b", "c")])]
    [['a', 'b'], ['c', 'd']]
    """
    known = sorted(set(claims))
    links = _among(known, edges)
    kept, parted = _pairs_among(known, same), _pairs_among(known, different)
    # a mean that is near enough has a link that is: no cluster spans parts that only weaker links connect
    parts = components(known, [*(pair for pair, value in links.items() if value >= threshold), *kept])
    part_of = {claim: number for number, members in enumerate(parts) for claim in members}
    inside: list[tuple[dict[Pair, float], list[Pair], list[Pair]]] = [({}, [], []) for _ in parts]
    for pair, value in links.items():
        if part_of[pair[0]] == part_of[pair[1]]:
            inside[part_of[pair[0]]][0][pair] = value
    for pair in kept:
        inside[part_of[pair[0]]][1].append(pair)
    for pair in parted:
        if part_of[pair[0]] == part_of[pair[1]]:
            inside[part_of[pair[0]]][2].append(pair)
    found = (
        _Component(m, *near, mass or {}).merged(threshold) for m, near in zip(parts, inside, strict=True)
    )
    return sorted((group for groups in found for group in groups), key=min)


def components(claims: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the claims that pairs connect, each list and all of them sorted.

    >>> components("abcd", [("a", "c")])
    [['a', 'c'], ['b'], ['d']]
    """
    groups = _Groups()
    for one, other in pairs:
        groups.join(one, other)
    found: dict[str, list[str]] = {}
    for claim in sorted(claims):
        found.setdefault(groups.find(claim), []).append(claim)
    return sorted(found.values())


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _among(claims: list[str], edges: Mapping[Pair, float]) -> dict[Pair, float]:
    """Return the links between given claims, sorted; of a pair told both ways round the higher value."""
    known = set(claims)
    links: dict[Pair, float] = {}
    for (one, other), value in edges.items():
        if value > 0 and one != other and one in known and other in known:
            pair = _ordered(one, other)
            links[pair] = max(value, links.get(pair, 0.0))
    return dict(sorted(links.items()))


def _pairs_among(claims: list[str], pairs: Iterable[Pair]) -> list[Pair]:
    known = set(claims)
    return sorted({_ordered(*pair) for pair in pairs if pair[0] in known and pair[1] in known})


class _Groups:
    """Disjoint sets of claims, each named by its smallest id."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def find(self, claim: str) -> str:
        """Return the name of a claim's set."""
        top = claim
        while (above := self._up.get(top, top)) != top:
            top = above
        while claim != top:
            self._up[claim], claim = top, self._up.get(claim, claim)
        return top

    def join(self, one: str, other: str) -> None:
        """Make two claims' sets one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._up[second] = first


class _Component:
    """Claims that links connect, on their way to clusters; a cluster goes by the id of one of its claims."""

    def __init__(
        self,
        claims: list[str],
        links: Mapping[Pair, float],
        same: list[Pair],
        different: list[Pair],
        mass: Mapping[str, float],
    ) -> None:
        self.mass = {claim: mass.get(claim, 1.0) for claim in claims}
        self.members = {claim: [claim] for claim in claims}
        self.sums: dict[str, dict[str, float]] = {claim: {} for claim in claims}
        self.apart: dict[str, set[str]] = {claim: set() for claim in claims}
        for (one, other), value in links.items():
            self.sums[one][other] = self.sums[other][one] = value * self.mass[one] * self.mass[other]
        name = {claim: claim for claim in claims}
        for pair in same:
            one, other = (name[claim] for claim in pair)
            if one != other:
                merged, _ = self._merge(one, other)
                name.update((claim, merged) for claim in self.members[merged])
        for pair in different:
            one, other = (name[claim] for claim in pair)
            if one == other:
                raise ValueError(
                    f"{pair[0]!r} and {pair[1]!r} are judged both the same and different; settle() first"
                )
            self.apart[one].add(other)
            self.apart[other].add(one)

    def merged(self, threshold: float) -> Iterator[frozenset[str]]:
        """Merge the nearest clusters until none are near enough, and return what is there then.

        A pair's nearness only falls while one of the two grows without it, so an entry of the queue is never
        too low: one that is too high is put back with what holds now, and the first that holds is the nearest.
        """
        queue = [(-self._near(a, b), a, b) for a, near in self.sums.items() for b in near if a < b]
        heapify(queue)
        while queue:
            told, one, other = heappop(queue)
            if -told < threshold:
                break
            if one not in self.members or other not in self.members or other in self.apart[one]:
                continue
            now = self._near(one, other)
            if now < -told:
                heappush(queue, (-now, one, other))
                continue
            name, moved = self._merge(one, other)
            for neighbour in moved:
                heappush(queue, (-self._near(name, neighbour), *_ordered(name, neighbour)))
        return map(frozenset, self.members.values())

    def _near(self, one: str, other: str) -> float:
        return self.sums[one][other] / (self.mass[one] * self.mass[other])

    def _merge(self, one: str, other: str) -> tuple[str, list[str]]:
        """Merge two clusters; return what the new one goes by, and its neighbours that may lie nearer now.

        The one with fewer neighbours goes into the other, so that no link is moved more often than its
        cluster can double.
        """
        if (len(self.sums[one]), other) < (len(self.sums[other]), one):
            one, other = other, one
        moved = self.sums.pop(other)
        moved.pop(one, None)
        self.sums[one].pop(other, None)
        for neighbour, value in moved.items():
            self.sums[neighbour].pop(other)
            total = self.sums[one].get(neighbour, 0.0) + value
            self.sums[one][neighbour] = self.sums[neighbour][one] = total
        self.members[one] += self.members.pop(other)
        self.mass[one] += self.mass.pop(other)
        for far in self.apart.pop(other):
            self.apart[far].remove(other)
            self.apart[far].add(one)
            self.apart[one].add(far)
        return one, list(moved)

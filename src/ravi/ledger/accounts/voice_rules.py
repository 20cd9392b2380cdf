"""The rules by which distinct origins are found to be one voice (see ``ravi.ledger.accounts.voices``).

Each rule looks at all the origins at once, so that their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ravi.ledger.accounts.origins import Origin
from ravi.ledger.accounts.phrases import Words, phrase
from ravi.ledger.accounts.voice_lexicon import Folded
from ravi.reading.claims.name_keys import same_name


@dataclass(frozen=True, slots=True)
class Node:
    """A distinct origin; ``scope`` holds apart what is no name (an unnamed group's report and teller)."""

    origin: Origin
    scope: tuple[str, ...] = ()


def node_key(node: Node) -> tuple[object, ...]:
    """Return what nodes are ordered by: all their words."""
    origin = node.origin
    return origin.kind, origin.words, origin.person, origin.office, origin.body, node.scope


@dataclass(slots=True)
class Joining:
    """The nodes, and which of them were found to be one (union–find), with the reasons."""

    nodes: Sequence[Node]
    parent: dict[Node, Node] = field(default_factory=dict)
    why: dict[Node, list[Words]] = field(default_factory=lambda: defaultdict(list))

    def top(self, node: Node) -> Node:
        """Return the node that stands for a node's group."""
        while node in self.parent:
            node = self.parent[node]
        return node

    def join(self, a: Node, b: Node, why: Words | None = None) -> None:
        """Say that two nodes are one voice, and why if that does not go without saying."""
        one, two = sorted((self.top(a), self.top(b)), key=node_key)
        if one != two:
            self.parent[two] = one
        if why is not None:
            self.why[a].append(why)

    def groups(self) -> list[list[Node]]:
        """Return the nodes of each group."""
        found: dict[Node, list[Node]] = defaultdict(list)
        for node in self.nodes:
            found[self.top(node)].append(node)
        return list(found.values())

    def of(self, *kinds: str) -> list[Node]:
        """Return the nodes of these kinds."""
        return [node for node in self.nodes if node.origin.kind in kinds]

    def join_keyed(self, keyed: Mapping[object, list[Node]]) -> None:
        """Join the nodes under each key."""
        for members in keyed.values():
            for node in members[1:]:
                self.join(members[0], node)


def _same_body(found: Joining) -> None:
    """Join an organisation's mentions, and an outlet as origin with its own reports."""
    keyed: dict[object, list[Node]] = defaultdict(list)
    for node in found.of("organisation"):
        if node.origin.body:
            keyed["body", node.origin.body].append(node)
    for node in found.of("media", "publisher"):
        if node.origin.body:
            keyed["outlet", node.origin.body].append(node)
    found.join_keyed(keyed)
    for members in keyed.values():
        speakers = [node for node in members if node.origin.speaker]
        if len(members) > len(speakers) > 0 or len({node.origin.person for node in speakers}) > 1:
            found.why[members[0]].append(phrase("voice.speaker", body=" ".join(members[0].origin.words)))


def _person_nodes(found: Joining) -> list[Node]:
    return [node for node in found.nodes if node.origin.person]


def _same_person(found: Joining) -> None:
    """Join full names that are spellings of one."""
    full = [node for node in _person_nodes(found) if len(node.origin.person) > 1]
    for at, a in enumerate(full):
        for b in full[:at]:
            one, two = " ".join(a.origin.person), " ".join(b.origin.person)
            if one == two:
                found.join(a, b)
            elif same_name(one, two):
                found.join(a, b, phrase("voice.spelling", one=one, two=two))


def _same_office(found: Joining) -> None:
    """Join an office with itself, and with the one person here who is said to hold it."""
    held: dict[Folded, list[Node]] = defaultdict(list)
    for node in found.nodes:
        if node.origin.office and len(node.origin.office) > 1:
            held[node.origin.office].append(node)
    bare = [node for node in found.nodes if node.origin.office and not node.origin.person]
    for node in bare:
        for other in held[node.origin.office]:
            if not other.origin.person:
                found.join(node, other)
        named = {
            found.top(other): other
            for office, others in held.items()
            if office[: len(node.origin.office)] == node.origin.office
            for other in others
            if other.origin.person or len(office) - len(node.origin.office) in (2, 3)
        }
        if len(node.origin.office) > 1 and len(named) == 1:
            other = next(iter(named.values()))
            words = {"office": " ".join(node.origin.office), "name": " ".join(other.origin.words)}
            found.join(node, other, phrase("voice.office", **words))


def _same_document(found: Joining) -> None:
    keyed: dict[object, list[Node]] = defaultdict(list)
    for node in found.of("document"):
        keyed[node.origin.words].append(node)
    found.join_keyed(keyed)


def _same_group(found: Joining) -> None:
    """Join an unnamed group's mentions in one report, or by one teller."""
    groups = found.of("unnamed")
    for at, a in enumerate(groups):
        for b in groups[:at]:
            same = a.origin.words == b.origin.words
            if same and (a.scope[0] == b.scope[0] or (a.scope[1] and a.scope[1] == b.scope[1])):
                found.join(a, b)


def _part_of_name(found: Joining) -> None:
    """Join what is a part of exactly one fuller name: a surname, a group named shortly in its own report.

    An organisation whose name begins another's («ارتش», «ارتش سوریه») goes with it when it is the only one.
    """
    joins: list[tuple[Node, Node]] = []
    for node in found.nodes:
        fuller = {found.top(other): other for other in found.nodes if _is_part(node, other)}
        if len(fuller) == 1 and found.top(node) not in fuller:
            joins.append((node, next(iter(fuller.values()))))
        elif len(fuller) > 1 and found.top(node) not in fuller:
            found.why[node].append(
                phrase("voice.several", short=" ".join(_named(node)), number=str(len(fuller)))
            )
    for node, other in joins:
        found.join(
            node, other, phrase("voice.surname", short=" ".join(_named(node)), full=" ".join(_named(other)))
        )


def _named(node: Node) -> Folded:
    return node.origin.person or node.origin.words


def _is_part(node: Node, other: Node) -> bool:
    a, b = node.origin, other.origin
    if a.kind == b.kind == "unnamed":
        return node.scope[0] == other.scope[0] and len(a.words) < len(b.words) and set(a.words) < set(b.words)
    if a.kind == b.kind == "organisation" and not a.person:
        return not a.known and a.body != b.body and a.words == b.words[: len(a.words)] and not b.person
    if not (a.person and b.person) or len(a.person) >= len(b.person):
        return False
    joined = "".join(a.person)
    if any("".join(b.person[n:]) == joined for n in range(len(b.person))):
        return True
    return _same_word(a.person[-1], b.person[-1]) and all(
        any(_same_word(word, of) for of in b.person) for word in a.person
    )


def _same_word(a: str, b: str) -> bool:
    """Say whether two words are one name; in one script they begin alike («سلامی» is not «اسلامی»)."""
    if a == b:
        return True
    return same_name(a, b) and (a[0] == b[0] or a.isascii() != b.isascii())


def join_nodes(nodes: Iterable[Node]) -> Joining:
    """Return the nodes joined by every rule."""
    found = Joining(sorted(set(nodes), key=node_key))
    for rule in (_same_body, _same_person, _same_office, _same_document, _same_group, _part_of_name):
        rule(found)
    return found

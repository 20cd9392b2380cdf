"""Which origins are one voice: an account that ten outlets relay is still one account.

Origins are joined by these rules, and the reasons are kept in words:

1. the same known actor, organisation, outlet or document; an organisation's spokesman, statement or
   press office is the organisation's own voice, and the spokesman, once named, is too;
2. the same person, in other spellings or another script, with or without a title or an office;
3. an office, or a part of a name (a surname), that fits exactly one of the voices here;
4. an unnamed group only within one report or its copies, or as the same teller tells it: two
   agencies' own "local sources" are not proved to be one group;
5. a report that copies another has the voices of that report, its own voice included.

The result depends on the claims alone, not on their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ravi.ledger.origins import Folded, Origin, origin_of, outlet, publisher_of
from ravi.ledger.phrases import Words, phrase
from ravi.ledger.records import StoredClaim
from ravi.reading.name_keys import same_name
from ravi.reading.text import fold, normalise


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """One independent voice and everything that goes back to it.

    ``kind`` is ``person``, ``organisation``, ``media``, ``document``, ``unnamed`` or
    ``publisher`` (an outlet in its own voice). ``body`` is the key of the organisation that it
    speaks for, empty when that is not known: a minister and his ministry are two voices of one
    body, and count as one where independence counts. ``claims`` are in the order of their ids;
    ``publishers`` and ``relays`` are the outlets through which they came; ``names`` every
    mention; ``why`` says what was joined and what was not.
    """

    key: str
    name: str
    kind: str
    claims: tuple[StoredClaim, ...]
    body: str = ""
    publishers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    why: tuple[Words, ...] = ()


def group_voices(claims: Sequence[StoredClaim]) -> tuple[VoiceGroup, ...]:
    """Group claims by the independent voices they go back to, the voice of most claims first.

    >>> group_voices([])
    ()
    """
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=_claim_id)
    roots = _Roots(ordered)
    nodes: dict[_Node, list[StoredClaim]] = defaultdict(list)
    for claim in ordered:
        nodes[_node(claim, roots)].append(claim)
    found = _Joining(sorted(nodes, key=_node_key))
    for rule in (_same_body, _same_person, _same_office, _same_document, _same_group, _part_of_name):
        rule(found)
    groups = [_voice(members, nodes, found.why) for members in found.groups()]
    return _with_keys(sorted(groups, key=_rank))


def independent(voices: Iterable[VoiceGroup]) -> int:
    """Return how many of the voices are independent: those that speak for one body count once."""
    return len({voice.body or voice.key for voice in voices})


def _claim_id(claim: StoredClaim) -> str:
    return claim.id


def _rank(voice: VoiceGroup) -> tuple[int, str, str, str]:
    return -len(voice.claims), voice.kind, voice.name, voice.claims[0].id


class _Roots:
    """Which report each report is, at bottom: a copy is the report that it copies."""

    def __init__(self, claims: Iterable[StoredClaim]) -> None:
        self.reports = {claim.report.id: claim.report for claim in claims}

    def root(self, report: str) -> str:
        seen: list[str] = []
        while report not in seen:
            seen.append(report)
            known = self.reports.get(report)
            report = (known.copy_of or report) if known else report
        return min(seen[seen.index(report) :])

    def publisher(self, claim: StoredClaim) -> str | None:
        """Return the publisher of the report at bottom; None when that is not told."""
        root = self.root(claim.report.id)
        if root in self.reports:
            return self.reports[root].report.publisher
        return None if claim.report.copy_of else claim.report.report.publisher


@dataclass(frozen=True, slots=True)
class _Node:
    """A distinct origin; ``scope`` holds apart what is no name (an unnamed group's report and teller)."""

    origin: Origin
    scope: tuple[str, ...] = ()


def _node(claim: StoredClaim, roots: _Roots) -> _Node:
    chain, language = claim.claim.chain, claim.report.report.language
    root = roots.root(claim.report.id)
    if len(chain) == 1:
        publisher = roots.publisher(claim)
        origin = publisher_of(publisher, language)
        return _Node(origin, () if origin.body else (root,))
    origin = origin_of(claim.claim.origin, language)
    if origin.kind != "unnamed":
        return _Node(origin)
    relay = (
        outlet(chain[-2].name, language)
        if len(chain) > 2
        else fold(outlet(roots.publisher(claim) or "", language))
    )
    return _Node(origin, (root, relay))


def _node_key(node: _Node) -> tuple[object, ...]:
    origin = node.origin
    return origin.kind, origin.words, origin.person, origin.office, origin.body, node.scope


@dataclass(slots=True)
class _Joining:
    """The nodes, and which of them were found to be one (union–find), with the reasons."""

    nodes: Sequence[_Node]
    parent: dict[_Node, _Node] = field(default_factory=dict)
    why: dict[_Node, list[Words]] = field(default_factory=lambda: defaultdict(list))

    def top(self, node: _Node) -> _Node:
        while node in self.parent:
            node = self.parent[node]
        return node

    def join(self, a: _Node, b: _Node, why: Words | None = None) -> None:
        one, two = sorted((self.top(a), self.top(b)), key=_node_key)
        if one != two:
            self.parent[two] = one
        if why is not None:
            self.why[a].append(why)

    def groups(self) -> list[list[_Node]]:
        found: dict[_Node, list[_Node]] = defaultdict(list)
        for node in self.nodes:
            found[self.top(node)].append(node)
        return list(found.values())

    def of(self, *kinds: str) -> list[_Node]:
        return [node for node in self.nodes if node.origin.kind in kinds]

    def join_keyed(self, keyed: Mapping[object, list[_Node]]) -> None:
        for members in keyed.values():
            for node in members[1:]:
                self.join(members[0], node)


def _same_body(found: _Joining) -> None:
    """Join an organisation's mentions, and an outlet as origin with its own reports."""
    keyed: dict[object, list[_Node]] = defaultdict(list)
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


def _person_nodes(found: _Joining) -> list[_Node]:
    return [node for node in found.nodes if node.origin.person]


def _same_person(found: _Joining) -> None:
    """Join full names that are spellings of one."""
    full = [node for node in _person_nodes(found) if len(node.origin.person) > 1]
    for at, a in enumerate(full):
        for b in full[:at]:
            one, two = " ".join(a.origin.person), " ".join(b.origin.person)
            if one == two:
                found.join(a, b)
            elif same_name(one, two):
                found.join(a, b, phrase("voice.spelling", one=one, two=two))


def _same_office(found: _Joining) -> None:
    """Join an office with itself, and with the one person here who is said to hold it."""
    held: dict[Folded, list[_Node]] = defaultdict(list)
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


def _same_document(found: _Joining) -> None:
    keyed: dict[object, list[_Node]] = defaultdict(list)
    for node in found.of("document"):
        keyed[node.origin.words].append(node)
    found.join_keyed(keyed)


def _same_group(found: _Joining) -> None:
    """Join an unnamed group's mentions in one report, or by one teller."""
    groups = found.of("unnamed")
    for at, a in enumerate(groups):
        for b in groups[:at]:
            same = a.origin.words == b.origin.words
            if same and (a.scope[0] == b.scope[0] or (a.scope[1] and a.scope[1] == b.scope[1])):
                found.join(a, b)


def _part_of_name(found: _Joining) -> None:
    """Join what is a part of exactly one fuller name: a surname, a group named shortly in its own report.

    An organisation whose name begins another's («ارتش», «ارتش سوریه») goes with it when it is the only one.
    """
    joins: list[tuple[_Node, _Node]] = []
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


def _named(node: _Node) -> Folded:
    return node.origin.person or node.origin.words


def _is_part(node: _Node, other: _Node) -> bool:
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


#: Of the kinds in a group the first here is the group's.
_KINDS = ("organisation", "person", "document", "media", "publisher", "unnamed")


def _voice(
    members: Sequence[_Node], nodes: Mapping[_Node, Sequence[StoredClaim]], why: Mapping[_Node, list[Words]]
) -> VoiceGroup:
    claims = sorted((claim for node in members for claim in nodes[node]), key=_claim_id)
    kinds = {node.origin.kind for node in members}
    bodies = sorted({node.origin.body for node in members if node.origin.body})
    names = Counter(_shown(claim) for claim in claims)
    reasons = {reason for node in members for reason in why.get(node, ())} | set(_copied(claims))
    if kinds == {"unnamed"}:
        reasons.add(phrase("voice.unnamed"))
    if {"media", "publisher"} <= kinds:
        reasons.add(phrase("voice.agency"))
    return VoiceGroup(
        key="",
        name=max(names, key=lambda name: (_fullness(name, members), names[name], len(name), name)),
        kind=next(kind for kind in _KINDS if kind in kinds),
        claims=tuple(claims),
        body=bodies[0] if bodies else "",
        publishers=_names(claim.report.report.publisher for claim in claims),
        relays=_names(mention.name for claim in claims for mention in claim.claim.chain[1:-1]),
        names=tuple(sorted(filter(None, names))),
        why=tuple(sorted(reasons)) or (phrase("voice.single"),),
    )


def _fullness(name: str, members: Sequence[_Node]) -> int:
    """Return how much of a name a mention gives: a person's full name before a surname or an office alone."""
    letters = fold(name)
    return max((len(n.origin.person) > 1 for n in members if "".join(n.origin.person) in letters), default=0)


def _shown(claim: StoredClaim) -> str:
    chain = claim.claim.chain
    name = claim.report.report.publisher or "" if len(chain) == 1 else chain[-1].name
    return " ".join(normalise(name).text.split())


def _names(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(normalise(name).text.split()) for name in names if name}))


def _copied(claims: Sequence[StoredClaim]) -> list[Words]:
    copies = {claim.report.id for claim in claims if claim.report.copy_of}
    return [phrase("voice.copies", number=str(len(copies)))] if copies else []


def _with_keys(groups: Sequence[VoiceGroup]) -> tuple[VoiceGroup, ...]:
    """Give each group its key: its kind and name, and its first claim where that is not enough."""
    from dataclasses import replace

    keys = Counter(f"{group.kind}:{fold(group.name)}" for group in groups)
    named = []
    for group in groups:
        key = f"{group.kind}:{fold(group.name)}"
        alone = keys[key] == 1 and group.name
        named.append(replace(group, key=key if alone else f"{key}:{group.claims[0].id}"))
    return tuple(named)

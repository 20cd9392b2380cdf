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
from dataclasses import dataclass, replace
from functools import lru_cache

from ravi.ledger.accounts.origins import origin_of, outlet, publisher_of
from ravi.ledger.accounts.phrases import Words, phrase
from ravi.ledger.accounts.voice_rules import Node, join_nodes
from ravi.ledger.records import StoredClaim
from ravi.reading.text.normal import fold, normalise


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
    nodes: dict[Node, list[StoredClaim]] = defaultdict(list)
    for claim in ordered:
        nodes[_node(claim, roots)].append(claim)
    found = join_nodes(nodes)
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


def _node(claim: StoredClaim, roots: _Roots) -> Node:
    chain, language = claim.claim.chain, claim.report.report.language
    root = roots.root(claim.report.id)
    if len(chain) == 1:
        publisher = roots.publisher(claim)
        origin = publisher_of(publisher, language)
        return Node(origin, () if origin.body else (root,))
    origin = origin_of(claim.claim.origin, language)
    if origin.kind != "unnamed":
        return Node(origin)
    relay = (
        outlet(chain[-2].name, language)
        if len(chain) > 2
        else fold(outlet(roots.publisher(claim) or "", language))
    )
    return Node(origin, (root, relay))


#: Of the kinds in a group the first here is the group's.
_KINDS = ("organisation", "person", "document", "media", "publisher", "unnamed")


def _voice(
    members: Sequence[Node], nodes: Mapping[Node, Sequence[StoredClaim]], why: Mapping[Node, list[Words]]
) -> VoiceGroup:
    claims = sorted((claim for node in members for claim in nodes[node]), key=_claim_id)
    kinds = {node.origin.kind for node in members}
    bodies = sorted({node.origin.body for node in members if node.origin.body})
    names = Counter(_shown(claim) for claim in claims)
    own = {_shown(claim) for claim in claims if not claim.report.copy_of}
    reasons = {reason for node in members for reason in why.get(node, ())} | set(_copied(claims))
    if kinds == {"unnamed"}:
        reasons.add(phrase("voice.unnamed"))
    if {"media", "publisher"} <= kinds:
        reasons.add(phrase("voice.agency"))
    return VoiceGroup(
        key="",
        name=max(names, key=lambda n: (n in own, _fullness(n, members), names[n], len(n), n)),
        kind=next(kind for kind in _KINDS if kind in kinds),
        claims=tuple(claims),
        body=bodies[0] if bodies else "",
        publishers=_names(claim.report.report.publisher for claim in claims),
        relays=_names(mention.name for claim in claims for mention in claim.claim.chain[1:-1]),
        names=tuple(sorted(filter(None, names))),
        why=tuple(sorted(reasons)) or (phrase("voice.titles" if len(names) > 1 else "voice.single"),),
    )


def _fullness(name: str, members: Sequence[Node]) -> int:
    """Return how much of a name a mention gives: a person's full name before a surname or an office alone."""
    letters = fold(name)
    return max((len(n.origin.person) > 1 for n in members if "".join(n.origin.person) in letters), default=0)


def _shown(claim: StoredClaim) -> str:
    chain = claim.claim.chain
    name = claim.report.report.publisher or "" if len(chain) == 1 else chain[-1].name
    return _plain(name)


def _names(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({_plain(name) for name in names if name}))


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """Return a name in one spelling; those of an incident come again and again."""
    return " ".join(normalise(name).text.split())


def _copied(claims: Sequence[StoredClaim]) -> list[Words]:
    copies = {claim.report.id for claim in claims if claim.report.copy_of}
    return [phrase("voice.copies", number=str(len(copies)))] if copies else []


def _with_keys(groups: Sequence[VoiceGroup]) -> tuple[VoiceGroup, ...]:
    """Give each group its key: its kind and name, and its first claim where that is not enough."""
    keys = Counter(f"{group.kind}:{fold(group.name)}" for group in groups)
    named = []
    for group in groups:
        key = f"{group.kind}:{fold(group.name)}"
        alone = keys[key] == 1 and group.name
        named.append(replace(group, key=key if alone else f"{key}:{group.claims[0].id}"))
    return tuple(named)

"""Keeps what ties claims together: which are worth comparing, what their comparison came to, and people's word."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    union,
    union_all,
    update,
)

from ravi.ledger.linking import LEAST, THRESHOLD, Ground, Judgement, Profile, blocks, profile, score, settle
from ravi.ledger.records import StoredClaim
from ravi.ledger.store import schema
from ravi.ledger.store.packing import pack_profile, pack_reasons, pack_words, unpack_profile, unpack_reasons
from ravi.ledger.store.reports import in_parts, numbers_of

Pair = tuple[str, str]

#: The bits of a key's number that what it is about gets; those above tell its days.
_REST = 40

SAME, DIFFERENT, OPEN = "same", "different", "open"

_claims, _links, _judgements = schema.claims.c, schema.links.c, schema.judgements.c
# Questions that every new report asks, put together once.
_IN: BindParameter[Any] = bindparam("these", expanding=True)
_HOLDERS = select(schema.blocks.c.key, schema.blocks.c.claim).where(schema.blocks.c.key.in_(_IN))
_PROFILES = (
    select(_claims.number, _claims.id, _claims.report, _claims.profile, schema.reports.c.words)
    .join_from(schema.claims, schema.reports)
    .where(_claims.number.in_(_IN), _claims.profile.is_not(None))
)
_LINKS_OF = union_all(
    select(_links.a, _links.b, _links.value).where(_links.a.in_(_IN)),
    select(_links.a, _links.b, _links.value).where(_links.b.in_(_IN)),
)
_MEMBERS = select(_claims.number, _claims.id, _claims.mass, _claims.incident).where(
    _claims.number.in_(_IN), _claims.profile.is_not(None)
)
_NUMBERS = select(_claims.number).where(_claims.id.in_(_IN), _claims.profile.is_not(None))
_JUDGED_WITH = union(
    select(_judgements.b).where(_judgements.a.in_(_IN)), select(_judgements.a).where(_judgements.b.in_(_IN))
)


@dataclass(frozen=True, slots=True)
class Member:
    """A claim among those that links lead to: its row's number, its mass and its incident so far."""

    number: int
    mass: float
    incident: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims, the first id first, with how likely they tell of one incident, and why."""

    a: str
    b: str
    value: float
    reasons: Sequence[Ground]


def save_links(connection: Connection, claims: Sequence[StoredClaim]) -> None:
    """Compare new claims with each other and with those that share a block; keep what could be a link."""
    numbers = numbers_of(connection, [one.id for one in claims])
    profiles = {numbers[one.id]: profile(one, at=one.report.at) for one in claims}
    if not profiles:
        return
    _save_profiles(connection, profiles)
    keys = _save_blocks(connection, profiles)
    near = _near(connection, keys)
    others = _load_profiles(connection, {other for found in near.values() for other in found} - set(profiles))
    rows = list(_compared(near, profiles, others | profiles))
    if rows:
        connection.execute(insert(schema.links), rows)


def renew_blocks(connection: Connection) -> None:
    """Write the keys of all claims anew, as this version makes them."""
    connection.execute(delete(schema.blocks))
    numbers = connection.scalars(
        select(_claims.number).where(_claims.profile.is_not(None)).order_by(_claims.number)
    ).all()
    for part in in_parts(numbers):
        _save_blocks(connection, _load_profiles(connection, part))


def forget_links(connection: Connection, report: str) -> set[str]:
    """Delete the links of a report's claims, which no longer take part; return the claims they led to."""
    meant = _claims.report == report
    mine = {row.number: row.id for row in connection.execute(select(_claims.number, _claims.id).where(meant))}
    beside = {number for pair in _links_of(connection, mine) for number in pair} - mine.keys()
    near = {one for part in in_parts(sorted(beside)) for one in _ids(connection, part)}
    near |= _judged_with(connection, mine.values()) - set(mine.values())
    numbers = select(_claims.number).where(meant)
    connection.execute(delete(schema.links).where(or_(_links.a.in_(numbers), _links.b.in_(numbers))))
    connection.execute(delete(schema.blocks).where(schema.blocks.c.claim.in_(numbers)))
    connection.execute(update(schema.claims).where(meant).values(incident=None, profile=None))
    return near


def component(connection: Connection, seeds: Collection[str]) -> tuple[dict[str, Member], dict[Pair, float]]:
    """Return all claims that may be clustered with ``seeds``, by id, and the links among them.

    Those are what judgements, and links of at least the threshold, lead to: weaker ones count in the mean of
    what these connect, but connect nothing (``linking.cluster``).
    """
    reached: set[int] = set()
    links: dict[tuple[int, int], float] = {}
    members: dict[int, tuple[str, Member]] = {}
    edge = _taking_part(connection, seeds)
    has_judgements = bool(edge) and connection.scalar(select(exists(select(_judgements.number))))
    while edge:
        reached |= edge
        found = _links_of(connection, edge)
        links |= found
        edge = {number for pair, value in found.items() if value >= THRESHOLD for number in pair} - reached
        if not edge:
            members |= _members(connection, reached - members.keys())
            if has_judgements:
                told = _judged_with(connection, [name for name, _ in members.values()])
                edge = _taking_part(connection, told) - reached
    names = {number: name for number, (name, _) in members.items()}
    return dict(members.values()), {
        (names[a], names[b]): value for (a, b), value in links.items() if a in names and b in names
    }


def judged(connection: Connection, members: Collection[str]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that people's decisions join, and those that they keep apart; later decisions win."""
    latest: dict[Pair, tuple[int, str]] = {}
    for part in in_parts(sorted(members)):
        for row in connection.execute(
            select(schema.judgements).where(_judgements.a.in_(part)).order_by(_judgements.number)
        ):
            latest[row.a, row.b] = (row.number, row.verdict)
    order = sorted(latest, key=latest.__getitem__)
    return settle(
        Judgement(*pair, same=latest[pair][1] == SAME)
        for pair in order
        if latest[pair][1] != OPEN and pair[1] in members
    )


def links_among(connection: Connection, ids: Collection[str]) -> list[Link]:
    """Return the links between claims, the strongest first."""
    names = {number: name for name, number in numbers_of(connection, ids).items()}
    found = []
    for part in in_parts(sorted(names)):
        for row in connection.execute(select(schema.links).where(_links.a.in_(part))):
            if row.b in names:
                a, b = sorted((names[row.a], names[row.b]))
                found.append(Link(a, b, row.value, unpack_reasons(row.reasons)))
    return sorted(found, key=lambda link: (-link.value, link.a, link.b))


def _links_of(connection: Connection, numbers: Collection[int]) -> dict[tuple[int, int], float]:
    """Return the links that one of the claims has an end in."""
    return {
        (a, b): value
        for part in in_parts(sorted(numbers))
        for a, b, value in connection.execute(_LINKS_OF, {"these": part})
    }


def _members(connection: Connection, numbers: Collection[int]) -> dict[int, tuple[str, Member]]:
    return {
        number: (name, Member(number, mass, incident))
        for part in in_parts(sorted(numbers))
        for number, name, mass, incident in connection.execute(_MEMBERS, {"these": part})
    }


def _ids(connection: Connection, numbers: Sequence[int]) -> list[str]:
    return list(connection.scalars(select(_claims.id).where(_claims.number.in_(numbers))))


def _taking_part(connection: Connection, ids: Collection[str]) -> set[int]:
    """Return the numbers of those of the claims that take part in linking; a replaced revision's do not."""
    return {
        number for part in in_parts(sorted(ids)) for number in connection.scalars(_NUMBERS, {"these": part})
    }


def _judged_with(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return the claims that people's decisions name together with one of these."""
    return {
        name for part in in_parts(sorted(ids)) for name in connection.scalars(_JUDGED_WITH, {"these": part})
    }


def _near(connection: Connection, keys: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Return for each new claim those that share a key with it."""
    holders: dict[int, list[int]] = {}
    for number, held in keys.items():
        for key in held:
            holders.setdefault(key, []).append(number)
    near: dict[int, set[int]] = {number: set() for number in keys}
    for part in in_parts(sorted(holders)):
        for key, claim in connection.execute(_HOLDERS, {"these": part}):
            for number in holders[key]:
                near[number].add(claim)
    return near


def _save_profiles(connection: Connection, profiles: Mapping[int, Profile]) -> None:
    """Keep profiles with their claims, and the words that a report's claims share with their report."""
    connection.execute(
        update(schema.claims).where(_claims.number == bindparam("of")),
        [{"of": number, "profile": pack_profile(one), "mass": one.mass} for number, one in profiles.items()],
    )
    words = {one.report: one.text for one in profiles.values()}
    connection.execute(
        update(schema.reports).where(schema.reports.c.id == bindparam("of")),
        [{"of": report, "words": pack_words(text)} for report, text in words.items()],
    )


def _save_blocks(connection: Connection, profiles: Mapping[int, Profile]) -> dict[int, set[int]]:
    """Keep the keys of claims, and return them."""
    keys = {number: set(map(_hash, blocks(one))) for number, one in profiles.items()}
    rows = [{"key": key, "claim": number} for number, held in keys.items() for key in sorted(held)]
    connection.execute(insert(schema.blocks), rows)
    return keys


def _load_profiles(connection: Connection, numbers: Collection[int]) -> dict[int, Profile]:
    return {
        number: unpack_profile(packed, claim, report, words)
        for part in in_parts(sorted(numbers))
        for number, claim, report, packed, words in connection.execute(_PROFILES, {"these": part})
    }


def _compared(
    near: Mapping[int, set[int]], new: Mapping[int, Profile], known: Mapping[int, Profile]
) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of claims that could be a link; two new ones are compared once."""
    for number, others in near.items():
        for other in sorted(others & known.keys()):
            if other == number or (other in new and other < number):
                continue
            found = score(new[number], known[other], least=LEAST)
            if found.value >= LEAST:
                a, b = sorted((number, other))
                yield {"a": a, "b": b, "value": found.value, "reasons": pack_reasons(found.reasons)}


def _hash(key: str) -> int:
    """Return a key as a number: its days come first, so that what lies close in time lies close on disk.

    Two keys that come to one number only make two claims be compared that need not be.
    """
    days, _, what = key.partition("|")
    rest = int.from_bytes(hashlib.blake2b(what.encode(), digest_size=_REST // 8).digest(), "big")
    return ((int(days) if days.isdecimal() else 0) << _REST) | rest

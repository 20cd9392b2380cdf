"""Keeps what ties claims together: which are worth comparing, what their comparison came to, and people's word."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from ravi.ledger import schema
from ravi.ledger.linking import LEAST, Judgement, Profile, blocks, profile, score, settle
from ravi.ledger.records import StoredClaim
from ravi.ledger.reports import in_parts, numbers_of

Pair = tuple[str, str]

SAME, DIFFERENT, OPEN = "same", "different", "open"


def save_links(connection: Connection, claims: Sequence[StoredClaim]) -> None:
    """Compare new claims with each other and with those that share a block; keep what could be a link."""
    numbers = numbers_of(connection, [one.id for one in claims])
    profiles = {numbers[one.id]: profile(one, at=one.report.at) for one in claims}
    keys = {number: set(map(_hash, blocks(one))) for number, one in profiles.items()}
    if not profiles:
        return
    connection.execute(
        update(schema.claims).where(schema.claims.c.number == bindparam("of")),
        [{"of": number, "profile": _pack(one), "mass": one.mass} for number, one in profiles.items()],
    )
    connection.execute(
        insert(schema.blocks),
        [{"key": key, "claim": number} for number, held in keys.items() for key in sorted(held)],
    )
    near = _near(connection, keys)
    others = _load_profiles(connection, {other for found in near.values() for other in found} - set(profiles))
    rows = list(_compared(near, profiles, others | profiles))
    if rows:
        connection.execute(insert(schema.links), rows)


def forget_links(connection: Connection, report: str) -> set[str]:
    """Delete the links of a report's claims, which no longer take part; return the claims they led to."""
    mine = select(schema.claims.c.id).where(schema.claims.c.report == report)
    ids = set(connection.scalars(mine))
    near = neighbours(connection, ids) - ids
    connection.execute(
        delete(schema.links).where(or_(schema.links.c.a.in_(mine), schema.links.c.b.in_(mine)))
    )
    numbers = select(schema.claims.c.number).where(schema.claims.c.report == report)
    connection.execute(delete(schema.blocks).where(schema.blocks.c.claim.in_(numbers)))
    connection.execute(
        update(schema.claims).where(schema.claims.c.report == report).values(incident=None, profile=None)
    )
    return near


def component(
    connection: Connection, seeds: Collection[str]
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Return all claims that links or judgements lead to from ``seeds``, with their mass, and the links among them."""
    members: dict[str, float] = {}
    edge = set(seeds)
    while edge:
        near = linked(connection, edge)
        members |= near
        edge = neighbours(connection, near) - members.keys()
    edges: dict[tuple[str, str], float] = {}
    for part in in_parts(sorted(members)):
        for row in connection.execute(select(schema.links).where(schema.links.c.a.in_(part))):
            edges[row.a, row.b] = row.value
    return members, edges


def linked(connection: Connection, ids: Collection[str]) -> dict[str, float]:
    """Return those of the claims that take part in linking (a replaced revision's do not), with their mass."""
    of = schema.claims.c
    return {
        row.id: row.mass
        for part in in_parts(sorted(ids))
        for row in connection.execute(select(of.id, of.mass).where(of.id.in_(part), of.profile.is_not(None)))
    }


def neighbours(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return the claims that links or judgements lead to from ``ids``, in one step."""
    found: set[str] = set()
    for part in in_parts(sorted(ids)):
        for one in (schema.links, schema.judgements):
            found |= set(connection.scalars(select(one.c.b).where(one.c.a.in_(part))))
            found |= set(connection.scalars(select(one.c.a).where(one.c.b.in_(part))))
    return found


def judged(connection: Connection, members: Collection[str]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that people's decisions join, and those that they keep apart; later decisions win."""
    latest: dict[Pair, tuple[int, str]] = {}
    for part in in_parts(sorted(members)):
        for row in connection.execute(
            select(schema.judgements)
            .where(schema.judgements.c.a.in_(part))
            .order_by(schema.judgements.c.number)
        ):
            latest[row.a, row.b] = (row.number, row.verdict)
    order = sorted(latest, key=latest.__getitem__)
    return settle(
        Judgement(*pair, same=latest[pair][1] == SAME)
        for pair in order
        if latest[pair][1] != OPEN and pair[1] in members
    )


def _near(connection: Connection, keys: dict[int, set[int]]) -> dict[int, set[int]]:
    """Return for each new claim those that share a key with it."""
    holders: dict[int, list[int]] = {}
    for number, held in keys.items():
        for key in held:
            holders.setdefault(key, []).append(number)
    near: dict[int, set[int]] = {number: set() for number in keys}
    for part in in_parts(sorted(holders)):
        for row in connection.execute(
            select(schema.blocks.c.key, schema.blocks.c.claim).where(schema.blocks.c.key.in_(part))
        ):
            for number in holders[row.key]:
                near[number].add(row.claim)
    return near


def _load_profiles(connection: Connection, numbers: set[int]) -> dict[int, Profile]:
    return {
        row.number: _unpack(row.profile)
        for part in in_parts(sorted(numbers))
        for row in connection.execute(
            select(schema.claims.c.number, schema.claims.c.profile).where(
                schema.claims.c.number.in_(part), schema.claims.c.profile.is_not(None)
            )
        )
    }


def _compared(
    near: dict[int, set[int]], new: dict[int, Profile], known: dict[int, Profile]
) -> Iterator[dict[str, object]]:
    """Yield a row for each pair of claims that could be a link; two new ones are compared once."""
    for number, others in near.items():
        for other in sorted(others & known.keys()):
            if other == number or (other in new and other < number):
                continue
            found = score(new[number], known[other])
            if found.value >= LEAST:
                a, b = sorted((new[number].claim, known[other].claim))
                reasons = [[ground.feature, ground.points] for ground in found.reasons]
                yield {"a": a, "b": b, "value": found.value, "reasons": reasons}


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _pack(one: Profile) -> bytes:
    return zlib.compress(one.to_json().encode())


@lru_cache(maxsize=10_000)
def _unpack(packed: bytes) -> Profile:
    return Profile.from_json(zlib.decompress(packed).decode())

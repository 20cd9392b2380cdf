"""Keeps the incidents of a ledger: links new claims, takes a person's judgements, counts up what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from ravi.errors import LedgerError, UnknownIdError
from ravi.ledger import schema
from ravi.ledger.account import Account, account
from ravi.ledger.identity import claim_of_incident, incident_id
from ravi.ledger.linking import LEAST, Ground, Judgement, Profile, blocks, cluster, profile, score, settle
from ravi.ledger.records import Incident, StoredClaim
from ravi.ledger.reports import effective_days, in_parts, load_claims, numbers_of
from ravi.ledger.sources import standing_rows

Pair = tuple[str, str]

#: Links below this are not kept: what they would change is not worth the claims that they would tie together.
KEPT = LEAST

SAME, DIFFERENT, OPEN = "same", "different", "open"


def link_claims(connection: Connection, claims: Sequence[StoredClaim]) -> set[str]:
    """Compare new claims with those that could be about the same events; return the incidents that changed."""
    numbers = numbers_of(connection, [one.id for one in claims])
    profiles = {one.id: profile(one) for one in claims}
    _save_profiles(connection, profiles, numbers)
    for one in claims:
        _save_links(connection, one.id, profiles[one.id])
    return regroup(connection, profiles)


def regroup(connection: Connection, claims: Iterable[str]) -> set[str]:
    """Cluster anew all claims that links lead to from ``claims``; return the incidents that changed."""
    members, edges = _component(connection, set(claims))
    if not members:
        return set()
    same, different = _judged(connection, members)
    groups = cluster(members, edges, same=same, different=different)
    before = _memberships(connection, members)
    touched: set[str] = set()
    for group in groups:
        name = incident_id(sorted(group))
        moved = [one for one in group if before[one] != name]
        touched |= {name, *(before[one] or name for one in moved)} if moved else set()
        for part in in_parts(sorted(moved)):
            connection.execute(
                update(schema.claims).where(schema.claims.c.id.in_(part)).values(incident=name)
            )
    count_up(connection, touched)
    return touched


def count_up(connection: Connection, incidents: Collection[str]) -> None:
    """Write anew what the incidents come to; one that has no claims any more goes."""
    for part in in_parts(sorted(incidents)):
        connection.execute(delete(schema.incidents).where(schema.incidents.c.id.in_(part)))
        connection.execute(delete(schema.standings).where(schema.standings.c.incident.in_(part)))
        accounts = [account(incident) for incident in load_incidents(connection, part)]
        if accounts:
            connection.execute(insert(schema.incidents), [_summary(told) for told in accounts])
            connection.execute(
                insert(schema.standings), [row for told in accounts for row in standing_rows(told)]
            )


def load_incidents(connection: Connection, ids: Collection[str]) -> list[Incident]:
    """Return the incidents with these ids, in the order of the ids; those that are not there are left out."""
    found: dict[str, list[str]] = {}
    for part in in_parts(sorted(ids)):
        for row in connection.execute(
            select(schema.claims.c.id, schema.claims.c.incident).where(schema.claims.c.incident.in_(part))
        ):
            found.setdefault(row.incident, []).append(row.id)
    claims = {
        one.id: one for one in load_claims(connection, [name for names in found.values() for name in names])
    }
    order = {name: number for number, name in enumerate(claims)}
    return [
        Incident(name, tuple(claims[one] for one in sorted(found[name], key=order.__getitem__)))
        for name in ids
        if name in found
    ]


def find_incident(connection: Connection, name: str) -> str:
    """Return the incident that ``name`` means now: an incident's id, past or present, or a claim's.

    Raises ``UnknownIdError`` when there is none.
    """
    claim = claim_of_incident(name) if name.startswith("i-") else name
    found = connection.scalar(select(schema.claims.c.incident).where(schema.claims.c.id == claim))
    if found is None:
        raise UnknownIdError(
            f"the ledger has no incident or claim {name!r}; ravi incidents lists what it has"
        )
    return str(found)


def judge(connection: Connection, a: str, b: str, verdict: str, *, who: str, note: str = "") -> set[str]:
    """Record what a person decided of two claims or incidents, and regroup; return the incidents that changed.

    ``same`` joins all claims of the two, ``different`` keeps every claim of the one apart from those
    of the other. A decision is never overwritten: of two about the same claims the later counts.
    """
    return _decide(connection, _pairs(connection, a, b, verdict), verdict, who=who, note=note)


def take_back(connection: Connection, decision: str, *, who: str) -> set[str]:
    """Open again what ``decision`` settled, and regroup; return the incidents that changed."""
    rows = connection.execute(
        select(schema.judgements.c.a, schema.judgements.c.b).where(schema.judgements.c.decision == decision)
    )
    pairs = [(row.a, row.b) for row in rows]
    if not pairs:
        raise UnknownIdError(f"the ledger has no decision {decision!r}; ravi decisions lists those it has")
    return _decide(connection, pairs, OPEN, who=who, note=f"takes back {decision}")


def _decide(
    connection: Connection, pairs: Sequence[tuple[str, str]], verdict: str, *, who: str, note: str
) -> set[str]:
    told = {"decision": f"d-{uuid4().hex[:8]}", "verdict": verdict, "who": who, "note": note}
    now = datetime.now(UTC)
    connection.execute(
        insert(schema.judgements), [{"a": one, "b": other, "at": now, **told} for one, other in pairs]
    )
    return regroup(connection, {name for pair in pairs for name in pair})


def list_decisions(connection: Connection) -> list[Any]:
    """Return every decision, the latest first: rows of decision, at, who, verdict, note and how many pairs."""
    of = schema.judgements.c
    told = (of.decision, of.at, of.who, of.verdict, of.note)
    query = select(*told, func.count().label("pairs")).group_by(*told)
    return list(connection.execute(query.order_by(func.max(of.number).desc())))


def link_reasons(connection: Connection, incident: Incident) -> list[str]:
    """Return why the claims of an incident are together: the strongest links and people's decisions, in words."""
    ids = [claim.id for claim in incident.claims]
    told = []
    for part in in_parts(ids):
        for row in connection.execute(
            select(schema.links)
            .where(schema.links.c.a.in_(part), schema.links.c.b.in_(ids))
            .order_by(schema.links.c.value.desc(), schema.links.c.a, schema.links.c.b)
        ):
            why = ", ".join(Ground(*ground).words("en") for ground in row.reasons)
            told.append(f"{row.a} and {row.b}: {row.value:.2f}: {why}")
    for row in connection.execute(select(schema.judgements).order_by(schema.judgements.c.number)):
        if row.a in ids and row.b in ids:
            told.append(
                f"{row.a} and {row.b}: {row.verdict} says {row.who} ({row.decision}) {row.note}".rstrip()
            )
    return told


def unlink_report(connection: Connection, report: str) -> set[str]:
    """Take the claims of a report out of their incidents; return the incidents that changed."""
    mine = select(schema.claims.c.id).where(schema.claims.c.report == report)
    ids = set(connection.scalars(mine))
    near = _neighbours(connection, ids) - ids
    left = {name for name in _memberships(connection, ids).values() if name}
    connection.execute(
        delete(schema.links).where(or_(schema.links.c.a.in_(mine), schema.links.c.b.in_(mine)))
    )
    numbers = select(schema.claims.c.number).where(schema.claims.c.report == report)
    connection.execute(delete(schema.blocks).where(schema.blocks.c.claim.in_(numbers)))
    connection.execute(
        update(schema.claims).where(schema.claims.c.report == report).values(incident=None, profile=None)
    )
    count_up(connection, left)
    return left | regroup(connection, near)


def _save_profiles(connection: Connection, profiles: dict[str, Profile], numbers: dict[str, int]) -> None:
    for name, one in profiles.items():
        connection.execute(
            update(schema.claims).where(schema.claims.c.id == name).values(profile=one.to_json())
        )
    keys = [{"key": key, "claim": numbers[name]} for name, one in profiles.items() for key in blocks(one)]
    if keys:
        connection.execute(insert(schema.blocks), keys)


def _save_links(connection: Connection, name: str, one: Profile) -> None:
    """Score a claim against all that share a block with it; keep what could be a link, with its reasons."""
    near = select(schema.blocks.c.claim).where(schema.blocks.c.key.in_(sorted(blocks(one))))
    candidates = connection.execute(
        select(schema.claims.c.id, schema.claims.c.profile).where(
            schema.claims.c.number.in_(near), schema.claims.c.id != name, schema.claims.c.profile.is_not(None)
        )
    ).all()
    done = _neighbours(connection, {name})
    rows = []
    for row in candidates:
        if row.id in done:
            continue
        found = score(one, Profile.from_json(row.profile))
        if found.value >= KEPT:
            a, b = sorted((name, row.id))
            rows.append(
                {
                    "a": a,
                    "b": b,
                    "value": found.value,
                    "reasons": [[ground.feature, ground.points] for ground in found.reasons],
                }
            )
    if rows:
        connection.execute(insert(schema.links), rows)


def _component(connection: Connection, seeds: set[str]) -> tuple[set[str], dict[tuple[str, str], float]]:
    """Return all linked claims that links or judgements lead to from ``seeds``, and the links among them."""
    members, edge = set[str](), seeds
    while edge:
        edge = _linked(connection, edge)
        members |= edge
        edge = _neighbours(connection, edge) - members
    edges: dict[tuple[str, str], float] = {}
    for part in in_parts(sorted(members)):
        for row in connection.execute(select(schema.links).where(schema.links.c.a.in_(part))):
            edges[row.a, row.b] = row.value
    return members, edges


def _linked(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return those of the claims that take part in linking (a replaced revision's do not)."""
    return {
        name
        for part in in_parts(sorted(ids))
        for name in connection.scalars(
            select(schema.claims.c.id).where(
                schema.claims.c.id.in_(part), schema.claims.c.profile.is_not(None)
            )
        )
    }


def _neighbours(connection: Connection, ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for part in in_parts(sorted(ids)):
        for one in (schema.links, schema.judgements):
            found |= set(connection.scalars(select(one.c.b).where(one.c.a.in_(part))))
            found |= set(connection.scalars(select(one.c.a).where(one.c.b.in_(part))))
    return found


def _judged(connection: Connection, members: Collection[str]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
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


def _memberships(connection: Connection, ids: Collection[str]) -> dict[str, str | None]:
    return {
        row.id: row.incident
        for part in in_parts(sorted(ids))
        for row in connection.execute(
            select(schema.claims.c.id, schema.claims.c.incident).where(schema.claims.c.id.in_(part))
        )
    }


def _pairs(connection: Connection, a: str, b: str, verdict: str) -> list[tuple[str, str]]:
    """Return the pairs of claims that a decision about two claims or incidents comes to."""
    one, other = (_claims_meant(connection, name) for name in (a, b))
    if b.startswith("i-"):
        other -= one
    if a.startswith("i-"):
        one -= other
    if not one or not other:
        raise LedgerError(f"{a!r} and {b!r} mean the same claims; name two that differ")
    if verdict == SAME:
        one, other = {min(one | other)}, (one | other) - {min(one | other)}
    return sorted({(min(x, y), max(x, y)) for x in one for y in other})


def _claims_meant(connection: Connection, name: str) -> set[str]:
    incident = find_incident(connection, name)
    if not name.startswith("i-"):
        return {name}
    return set(connection.scalars(select(schema.claims.c.id).where(schema.claims.c.incident == incident)))


def _summary(told: Account) -> dict[str, Any]:
    incident = told.incident
    days = [_days(claim) for claim in incident.claims]
    return {
        "id": incident.id,
        "type": told.type,
        "status": told.status,
        "grade": told.grade.name,
        "first_day": min((start for start, _ in days if start), default=None),
        "last_day": max((end for _, end in days if end), default=None),
        "place": told.place and told.place.name,
        "latitude": told.place and told.place.latitude,
        "longitude": told.place and told.place.longitude,
        "claims": len(incident.claims),
        "reports": len({claim.report.id for claim in incident.claims}),
        "voices": told.sources,
        "changed": datetime.now(UTC),
    }


def _days(one: StoredClaim) -> tuple[date | None, date | None]:
    return effective_days(one.claim, one.report.report.published)

"""What people decide of claims: kept as they were made, never overwritten, the later ones winning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select

from ravi.errors import FilterError, UnknownIdError
from ravi.ledger.incidents import find_incident, regroup
from ravi.ledger.links import OPEN, SAME
from ravi.ledger.store import schema


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


def standing_decisions(connection: Connection) -> set[str]:
    """Return the decisions that are the latest about a pair of claims at least: the others are overruled."""
    of = schema.judgements.c
    latest = select(func.max(of.number)).group_by(of.a, of.b)
    return set(connection.scalars(select(of.decision).where(of.number.in_(latest))))


def _pairs(connection: Connection, a: str, b: str, verdict: str) -> list[tuple[str, str]]:
    """Return the pairs of claims that a decision about two claims or incidents comes to."""
    one, other = (_claims_meant(connection, name) for name in (a, b))
    if b.startswith("i-"):
        other -= one
    if a.startswith("i-"):
        one -= other
    if not one or not other:
        raise FilterError(f"{a!r} and {b!r} mean the same claims; name two that differ")
    if verdict == SAME:
        one, other = {min(one | other)}, (one | other) - {min(one | other)}
    return sorted({(min(x, y), max(x, y)) for x in one for y in other})


def _claims_meant(connection: Connection, name: str) -> set[str]:
    incident = find_incident(connection, name)
    if not name.startswith("i-"):
        return {name}
    return set(connection.scalars(select(schema.claims.c.id).where(schema.claims.c.incident == incident)))

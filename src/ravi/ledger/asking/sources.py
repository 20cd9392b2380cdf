"""Publishers, voices and how they depend on each other, over a whole ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, case, cast, func, select

from ravi.ledger.accounts.account import Account
from ravi.ledger.store import schema

#: Lists are cut here: a page or a graph of more is read by nobody.
MOST = 200


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet: how many reports and claims, how many of them in its own voice, and how many reports are copies."""

    name: str
    reports: int
    claims: int
    own: int
    copies: int


@dataclass(frozen=True, slots=True)
class Relay:
    """One teller hands on what another says: ``by`` the words of so many ``claims``, or so many copied reports.

    ``kind`` is ``relays`` (a chain of voices in claims) or ``copies`` (whole reports, word for word).
    """

    by: str
    of: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a voice stands in the incidents that it tells of.

    ``alone``: nobody else tells of it; ``contradicted``: it is one side of a contradiction;
    ``confirmed``: another independent voice tells it too, and none contradicts it.
    ``kind`` as in ``voices.VoiceGroup``; unnamed groups of one wording are not one voice.
    """

    name: str
    kind: str
    incidents: int
    alone: int
    confirmed: int
    contradicted: int


def standing_rows(told: Account) -> Iterator[dict[str, Any]]:
    """Yield a row of the table ``standings`` for each voice of an account."""
    bodies = {voice.body or voice.key for voice in told.voices}
    clashing = {voice.key for one in told.contradictions for side in one.sides for voice in side.voices}
    for stance in told.stances:
        voice = stance.voice
        yield {
            "incident": told.incident.id,
            "voice": voice.key,
            "name": voice.name,
            "kind": voice.kind,
            "stance": stance.value,
            "others": len(bodies - {voice.body or voice.key}),
            "contradicted": voice.key in clashing,
        }


def list_standings(connection: Connection, *, limit: int = MOST) -> list[Standing]:
    """Return the voices of most incidents first."""
    of = schema.standings.c
    clash = cast(of.contradicted, Integer)
    total = func.count()
    query = (
        select(
            of.name,
            of.kind,
            total.label("incidents"),
            func.sum(case((of.others == 0, 1), else_=0)).label("alone"),
            func.sum(case((and_(of.others > 0, clash == 0), 1), else_=0)).label("confirmed"),
            func.sum(clash).label("contradicted"),
        )
        .where(of.name != "")
        .group_by(of.name, of.kind)
        .order_by(total.desc(), of.name, of.kind)
        .limit(limit)
    )
    return [Standing(*row) for row in connection.execute(query)]


def list_publishers(connection: Connection, *, limit: int = MOST) -> list[Publisher]:
    """Return the publishers of most reports first; replaced revisions are not counted."""
    of, claims = schema.reports.c, schema.claims.c
    copies = func.sum(case((of.copy_of.is_not(None), 1), else_=0))
    query = select(of.publisher, func.count().label("reports"), copies.label("copies"))
    query = query.where(of.publisher.is_not(None), of.current).group_by(of.publisher)
    heads = connection.execute(query.order_by(func.count().desc(), of.publisher).limit(limit)).all()
    own = func.sum(case((claims.origin == of.publisher, 1), else_=0))
    told = select(of.publisher, func.count(), own).join_from(schema.reports, schema.claims).where(of.current)
    told = told.where(of.publisher.in_([row.publisher for row in heads])).group_by(of.publisher)
    numbers = {name: (claims, mine) for name, claims, mine in connection.execute(told)}
    return [
        Publisher(row.publisher, row.reports, *numbers.get(row.publisher, (0, 0)), row.copies)
        for row in heads
    ]


def list_relays(connection: Connection, *, limit: int = MOST) -> list[Relay]:
    """Return who hands on whose words, and who copies whose reports, the most first."""
    found = [
        Relay(by, of, kind, number)
        for kind, query in (("relays", _chains()), ("copies", _copies()))
        for by, of, number in connection.execute(query.order_by(func.count().desc()).limit(limit))
    ]
    return sorted(found, key=lambda one: (-one.number, one.by, one.of, one.kind))[:limit]


def _chains() -> Select[Any]:
    """Return each voice of a chain with the next one inward; spellings of one name are one by their key."""
    outer, inner = schema.names.alias(), schema.names.alias()
    by, of = func.min(outer.c.name), func.min(inner.c.name)
    follows = and_(inner.c.claim == outer.c.claim, inner.c.position == outer.c.position + 1)
    both = and_(outer.c.role == "voice", inner.c.role == "voice", outer.c.name != "", inner.c.name != "")
    columns: tuple[ColumnElement[Any], ...] = (by, of, func.count())
    told = select(*columns).join_from(outer, inner, follows).where(both)
    return told.where(outer.c.key != inner.c.key).group_by(outer.c.key, inner.c.key)


def _copies() -> Select[Any]:
    copy, original = schema.reports.alias(), schema.reports.alias()
    told = select(copy.c.publisher, original.c.publisher, func.count()).join_from(
        copy, original, copy.c.copy_of == original.c.id
    )
    told = told.where(copy.c.publisher.is_not(None), original.c.publisher.is_not(None))
    return told.group_by(copy.c.publisher, original.c.publisher)

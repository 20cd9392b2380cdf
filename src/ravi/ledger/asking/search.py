"""Asks a ledger: which claims, which incidents, by place, time, type, actor, voice, stance, grade or words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from math import cos, radians
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, case, column, func, or_, select, table, text

from ravi.data.tables import event_types
from ravi.errors import FilterError, UnknownIdError
from ravi.ledger.store import schema
from ravi.ledger.words import search_keys, search_words
from ravi.reading.claims.name_keys import skeleton

_claims, _names, _incidents = schema.claims.c, schema.names.c, schema.incidents.c
_EARTH = 6371.0
#: Consonants that a part of a name has at least, to be looked for inside longer names.
_LEAST = 4
#: Kilometres in a degree of latitude.
_DEGREE = 111.2
#: What rows are ordered by, and whether the greater comes first.
_Keys = Sequence[tuple[ColumnElement[Any], bool]]


#: The latest event first; the best supported first; the last changed first.
Order = Literal["time", "grade", "change"]
ORDERS: tuple[Order, ...] = ("time", "grade", "change")
#: Grades from the best supported on.
GRADES = ("confirmed", "fair", "weak", "contested", "discounted", "ungraded")


@dataclass(frozen=True, slots=True)
class Near:
    """A circle on the map: WGS 84 degrees and kilometres."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None and empty leave a matter open.

    ``place`` is a name of the place itself or of a country or district round it; ``since`` and
    ``until`` are days that the event may lie between; ``type`` is an event type or one of their
    families; ``actor`` did or suffered it; ``origin`` says so, ``voice`` says or relays it;
    ``words`` are free text in any spelling. The rest are values that claims, reports and
    incidents carry (``docs/claims.md``, ``docs/ledger-grades.md``).
    """

    place: str | None = None
    near: Near | None = None
    since: date | None = None
    until: date | None = None
    type: str | None = None
    actor: str | None = None
    origin: str | None = None
    voice: str | None = None
    modality: str | None = None
    polarity: str | None = None
    words: str | None = None
    publisher: str | None = None
    report: str | None = None
    grade: str | None = None
    status: str | None = None
    least_voices: int | None = None

    def only_incident(self) -> bool:
        """Say whether nothing is asked of the claims themselves."""
        own = {"grade", "status", "least_voices"}
        return all(getattr(self, one.name) is None for one in fields(self) if one.name not in own)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in an ordered list: the values that the order goes by, the id last."""

    order: Order
    values: tuple[Any, ...]


def find_claims(
    connection: Connection, filters: Filters, *, limit: int = 100, after: str | None = None
) -> list[str]:
    """Return the ids of the current claims that fit, the latest event first; ``after`` is the last id seen."""
    query = _fitting(connection, filters, select(_claims.id))
    if _asks_incident(filters):
        query = query.join(schema.incidents, _incidents.id == _claims.incident)
        query = query.where(*_of_incident(filters))
    keys = _latest_first(_claims)
    if after:
        query = query.where(_behind(keys, _values(connection, keys, after)))
    return list(connection.scalars(query.order_by(*_ordered(keys)).limit(limit)))


def find_incidents(
    connection: Connection,
    filters: Filters,
    *,
    limit: int = 100,
    after: str | Position | None = None,
    order: Order = "time",
) -> list[str]:
    """Return the ids of the incidents of which a claim fits, in ``order``.

    ``after`` is the last id seen, or the ``Position`` that it had, which leads on even when
    the incident itself has gone into another one meanwhile.
    """
    query = _fitting_incidents(connection, filters, select(_incidents.id))
    if after:
        seen = after if isinstance(after, Position) else locate_incident(connection, after, order=order)
        query = query.where(_behind(_keys(seen.order), seen.values))
    return list(connection.scalars(query.order_by(*_ordered(_keys(order))).limit(limit)))


def count_incidents(connection: Connection, filters: Filters) -> int:
    """Return how many incidents have a claim that fits."""
    query = _fitting_incidents(connection, filters, select(func.count()).select_from(schema.incidents))
    return connection.scalar(query) or 0


def locate_incident(connection: Connection, name: str, *, order: Order = "time") -> Position:
    """Return where an incident stands in an order; raise ``UnknownIdError`` when there is none."""
    return Position(order, _values(connection, _keys(order), name))


def _fitting_incidents(connection: Connection, filters: Filters, query: Select[Any]) -> Select[Any]:
    query = query.where(*_of_incident(filters))
    if filters.only_incident():
        return query
    return query.where(_incidents.id.in_(_fitting(connection, filters, select(_claims.incident))))


def _fitting(connection: Connection, filters: Filters, query: Select[Any]) -> Select[Any]:
    """Add to ``query``, over claims, what ``filters`` ask of each claim."""
    query = query.where(_claims.incident.is_not(None), *_of_claim(filters))
    for role, name in (("agent", filters.actor), ("origin", filters.origin), ("voice", filters.voice)):
        if name:
            query = query.where(
                _claims.number.in_(
                    _named(connection, ("agent", "target") if role == "agent" else (role,), name)
                )
            )
    if filters.place:
        query = query.where(_claims.number.in_(_named(connection, ("place", "area"), filters.place)))
    if filters.words:
        query = query.where(_claims.number.in_(_with_words(connection, filters.words)))
    if filters.publisher:
        owners = select(schema.reports.c.id).where(schema.reports.c.publisher == filters.publisher)
        query = query.where(_claims.report.in_(owners))
    return query


def _of_claim(filters: Filters) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = []
    for one, value in ((_claims.modality, filters.modality), (_claims.polarity, filters.polarity)):
        if value:
            told.append(one == value)
    if filters.report:
        told.append(_claims.report == filters.report)
    if filters.type:
        told.append(_claims.type.in_(_types(filters.type)))
    if filters.since:
        told.append(_claims.last_day >= filters.since)
    if filters.until:
        told.append(_claims.first_day <= filters.until)
    if filters.near:
        told += _within(filters.near)
    return told


def _of_incident(filters: Filters) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = []
    if filters.grade:
        told.append(_incidents.grade == filters.grade)
    if filters.status:
        told.append(_incidents.status == filters.status)
    if filters.least_voices:
        told.append(_incidents.voices >= filters.least_voices)
    return told


def _asks_incident(filters: Filters) -> bool:
    return bool(_of_incident(filters))


def _types(name: str) -> list[str]:
    """Return the event types that ``name``, a type or a family of types, stands for."""
    found = [row["type"] for row in event_types() if name in (row["type"], row["family"])]
    if not found:
        known = ", ".join(row["type"] for row in event_types())
        raise FilterError(
            f"{name!r} is no event type; give a family (violence, control, politics) or one of {known}"
        )
    return found


def _named(connection: Connection, roles: Sequence[str], name: str) -> Select[Any]:
    """Return the claims that name somebody so in one of these roles, in any spelling, or as part of a longer name."""
    key = skeleton(name)
    same = or_(_names.key == key, _names.name == name) if key else _names.name == name
    longer: ColumnElement[bool] = _names.name.like(f"%{_escaped(name)}%", escape="\\")
    if len(key) >= _LEAST:
        longer = or_(longer, _names.key.like(f"%{_escaped(key)}%", escape="\\"))
    telling = [word for word in search_words(name, "fa") if search_keys(word)]
    near = _names.claim.in_(_with_words(connection, " ".join(telling) or name))
    return select(_names.claim).where(_names.role.in_(roles), or_(same, and_(near, longer)))


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _with_words(connection: Connection, said: str) -> Select[Any]:
    """Return the claims whose surroundings hold all of these words, each as it is or as a name's consonants."""
    words = search_words(said, "fa")
    if not words:
        raise FilterError(f"{said!r} has no word to look for")
    index = table("word_index", column("rowid"), column("words"), column("keys"))
    if connection.dialect.name == "sqlite":
        matches = " ".join(
            f'({{words}} : "{word}"' + "".join(f' OR {{keys}} : "{key}"' for key in search_keys(word)) + ")"
            for word in words
        ).replace(") (", ") AND (")
        return select(index.c.rowid).where(text("word_index MATCH :said").bindparams(said=matches))
    return select(index.c.rowid).where(
        *(
            or_(
                index.c.words.op("@@")(func.plainto_tsquery("simple", word)),
                *(index.c["keys"].op("@@")(func.plainto_tsquery("simple", key)) for key in search_keys(word)),
            )
            for word in words
        )
    )


def _within(near: Near) -> list[ColumnElement[bool]]:
    """Return the circle: a box that an index can serve, then the distance on the sphere."""
    high = near.kilometres / _DEGREE
    wide = high / max(0.01, cos(radians(near.latitude)))
    lat, lon = func.radians(_claims.latitude), func.radians(_claims.longitude)
    here, there = radians(near.latitude), radians(near.longitude)
    cosine = func.sin(here) * func.sin(lat) + func.cos(here) * func.cos(lat) * func.cos(lon - there)
    bounded = func.acos(func.least(1.0, func.greatest(-1.0, cosine)))
    return [
        _claims.latitude.between(near.latitude - high, near.latitude + high),
        _claims.longitude.between(near.longitude - wide, near.longitude + wide),
        bounded * _EARTH <= near.kilometres,
    ]


def _latest_first(of: Any) -> _Keys:
    """Return what claims or incidents are ordered by in time; the id comes last."""
    return [(func.coalesce(of.first_day, date.min), True), (of.id, False)]


def _keys(order: Order) -> _Keys:
    """Return what incidents are ordered by."""
    latest = _latest_first(_incidents)
    if order == "grade":
        ranks = {grade: rank for rank, grade in enumerate(GRADES)}
        return [(case(ranks, value=_incidents.grade, else_=len(GRADES)), False), *latest]
    return [(_incidents.changed, True), latest[-1]] if order == "change" else latest


def _ordered(keys: _Keys) -> list[ColumnElement[Any]]:
    return [key.desc() if falls else key.asc() for key, falls in keys]


def _values(connection: Connection, keys: _Keys, name: str) -> tuple[Any, ...]:
    """Return what the keys are of the row whose id, the last key, is ``name``."""
    row = connection.execute(select(*(key for key, _ in keys)).where(keys[-1][0] == name)).first()
    if row is None:
        raise UnknownIdError(f"the ledger has no {name!r} any more; ask again from the start")
    return tuple(row)


def _behind(keys: _Keys, values: Sequence[Any]) -> ColumnElement[bool]:
    """Return what lies behind a row with these values: further in one key, and equal in those before it."""
    pairs = list(zip(keys, values, strict=True))
    parts = []
    for number, ((key, falls), value) in enumerate(pairs):
        equal = [one == same for (one, _), same in pairs[:number]]
        parts.append(and_(*equal, key < value if falls else key > value))
    return or_(*parts)

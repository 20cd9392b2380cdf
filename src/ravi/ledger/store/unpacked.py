"""Brings ledgers made before step ``0004-smaller`` to the form that linking keeps its work in since."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import Connection, Row, bindparam, column, insert, select, table, text, update

from ravi.ledger.linking import Ground, Profile
from ravi.ledger.store import schema
from ravi.ledger.store.packing import pack_profile, pack_reasons, pack_words

#: Rows that are taken at a time.
_MANY = 1000
#: The table of links as it was: claims by id, reasons as JSON.
_OLD = table("links", column("a"), column("b"), column("value"), column("reasons"))


def pack_profiles(connection: Connection) -> None:
    """Pack every profile anew, and put the words that a report's claims share beside the report."""
    of = schema.claims.c
    last = -1
    while rows := connection.execute(
        select(of.number, of.profile)
        .where(of.number > last, of.profile.is_not(None))
        .order_by(of.number)
        .limit(_MANY)
    ).all():
        last = rows[-1].number
        told = {row.number: Profile.from_json(zlib.decompress(row.profile).decode()) for row in rows}
        connection.execute(
            update(schema.claims).where(of.number == bindparam("of")),
            [{"of": number, "profile": pack_profile(one)} for number, one in told.items()],
        )
        words = {one.report: one.text for one in told.values()}
        connection.execute(
            update(schema.reports).where(schema.reports.c.id == bindparam("of")),
            [{"of": report, "words": pack_words(text)} for report, text in words.items()],
        )


def pack_links(connection: Connection) -> None:
    """Put a new table of links in the place of the old one."""
    numbers = {
        row.id: row.number for row in connection.execute(select(schema.claims.c.id, schema.claims.c.number))
    }
    rows = [_packed(row, numbers) for row in connection.execute(select(_OLD))]
    connection.execute(text("DROP TABLE links"))
    schema.links.create(connection)
    for start in range(0, len(rows), _MANY):
        connection.execute(insert(schema.links), rows[start : start + _MANY])


def _packed(row: Row[Any], numbers: dict[str, int]) -> dict[str, Any]:
    a, b = sorted((numbers[row.a], numbers[row.b]))
    reasons = json.loads(row.reasons) if isinstance(row.reasons, str) else row.reasons
    return {"a": a, "b": b, "value": row.value, "reasons": pack_reasons(Ground(*one) for one in reasons)}

"""Finds reports that copy each other: the same text, or the same but lightly edited.

A report's signature is the MinHash (Broder 1997) of its runs of three words; equal parts of
two signatures estimate which share of the runs the texts have in common. Bands of the
signature find the candidates without comparing every pair.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, or_, select, update

from ravi.ledger.store import schema

#: Parts of a signature, and the bands they are cut into: texts that share .75 of their runs meet in one
#: of 32 bands of 4 parts with all but certainty, texts that share .2 in one of twenty cases.
PARTS, BANDS = 128, 32
#: The share of common runs from which a report is a copy: a changed headline, a cut last sentence.
COPY = 0.7
#: Words in a run.
RUN = 3
_PRIME = (1 << 61) - 1

Signature = NDArray[np.uint32]


def sign(words: Sequence[str]) -> Signature:
    """Return the signature of a text's words: ``PARTS`` numbers.

    >>> a, b = "الف ب پ ت ث ج چ ح خ د".split(), "الف ب پ ت ث ج چ ح خ ذ".split()
    >>> resemblance(sign(a), sign(a)), 0.4 < resemblance(sign(a), sign(b)) < 1
    (1.0, True)
    """
    runs = {" ".join(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}
    hashed = [int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest(), "big") for run in runs]
    times, plus = _permutations()
    values = (np.array(hashed, np.uint64)[:, None] * times + plus) % np.uint64(_PRIME)
    signature: Signature = (values & np.uint64(0xFFFFFFFF)).min(axis=0).astype(np.uint32)
    return signature


def resemblance(a: Signature, b: Signature) -> float:
    """Return the estimated share of runs that two texts have in common, from 0 to 1."""
    return float(np.mean(a == b))


def bands(signature: Signature) -> Iterator[str]:
    """Yield the keys under which reports like this one are found."""
    for number, band in enumerate(signature.reshape(BANDS, -1)):
        yield f"{number}:{hashlib.blake2b(band.tobytes(), digest_size=8).hexdigest()}"


def keep_copies(connection: Connection, report: str, signature: Signature) -> set[str]:
    """Record which current reports ``report`` copies; return those whose ``copy_of`` may have changed."""
    keys = list(bands(signature))
    found = connection.execute(
        select(schema.reports.c.id, schema.reports.c.signature)
        .where(
            schema.reports.c.id.in_(select(schema.bands.c.report).where(schema.bands.c.band.in_(keys))),
            schema.reports.c.id != report,
            schema.reports.c.current,
        )
        .order_by(schema.reports.c.id)
    ).all()
    alike = {row.id: resemblance(signature, load_signature(row.signature)) for row in found}
    edges = [
        {"a": min(report, other), "b": max(report, other), "alike": value}
        for other, value in alike.items()
        if value >= COPY
    ]
    connection.execute(insert(schema.bands), [{"band": key, "report": report} for key in keys])
    if not edges:
        return set()
    connection.execute(insert(schema.copies), edges)
    return settle_originals(connection, report)


def settle_originals(connection: Connection, report: str) -> set[str]:
    """Let all copies around ``report`` point at the first published; return those that now point elsewhere."""
    group = _group(connection, report)
    rows = connection.execute(
        select(schema.reports.c.id, schema.reports.c.published, schema.reports.c.copy_of)
        .where(schema.reports.c.id.in_(sorted(group)))
        .order_by(schema.reports.c.published.is_(None), schema.reports.c.published, schema.reports.c.id)
    ).all()
    first = rows[0].id
    changed = {row.id for row in rows if row.copy_of != (None if row.id == first else first)}
    for one in changed:
        connection.execute(
            update(schema.reports)
            .where(schema.reports.c.id == one)
            .values(copy_of=None if one == first else first)
        )
    return changed


def forget_copies(connection: Connection, report: str) -> set[str]:
    """Take a report that is no longer current out of the copies; return those that now point elsewhere."""
    edge = or_(schema.copies.c.a == report, schema.copies.c.b == report)
    near = {*connection.scalars(select(schema.copies.c.a).where(edge))}
    near |= {*connection.scalars(select(schema.copies.c.b).where(edge))}
    connection.execute(schema.copies.delete().where(edge))
    connection.execute(schema.bands.delete().where(schema.bands.c.report == report))
    connection.execute(update(schema.reports).where(schema.reports.c.id == report).values(copy_of=None))
    changed: set[str] = set()
    for other in sorted(near - {report}):
        changed |= settle_originals(connection, other)
    return changed


def load_signature(data: bytes) -> Signature:
    """Return the signature that ``signature.tobytes()`` was."""
    return np.frombuffer(data, np.uint32)


def _group(connection: Connection, report: str) -> set[str]:
    """Return all reports that copies lead to from ``report``, itself among them."""
    group, edge = {report}, {report}
    while edge:
        near = _beside(connection, edge) - group
        group |= near
        edge = near
    return group


def _beside(connection: Connection, ids: Collection[str]) -> set[str]:
    a, b = schema.copies.c.a, schema.copies.c.b
    listed = sorted(ids)
    right = connection.scalars(select(b).where(a.in_(listed)))
    left = connection.scalars(select(a).where(b.in_(listed)))
    return {*right, *left}


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the factors and summands of the hashes; fixed for good, for signatures are kept."""
    drawn = hashlib.shake_256(b"ravi").digest(2 * PARTS * 4)
    numbers = np.frombuffer(drawn, ">u4").astype(np.uint64).reshape(2, PARTS) >> np.uint64(1)
    return numbers[0] | np.uint64(1), numbers[1]

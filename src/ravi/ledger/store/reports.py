"""Writes reports with their claims into a ledger, and reads them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from ravi.errors import UnknownIdError
from ravi.ledger.identity import claim_ids
from ravi.ledger.records import StoredClaim, StoredReport
from ravi.ledger.store import schema
from ravi.ledger.words import search_keys, search_words
from ravi.output.json import report_from_dict, report_to_dict
from ravi.reading.claims.name_keys import skeleton
from ravi.report import Claim, Mention, Span

T = TypeVar("T")

#: Ids in one question to the database.
_MANY = 500
#: Reports without what only copies and linking look at.
HEADS = select(*(one for one in schema.reports.c if one.name not in ("text_key", "signature", "words")))
_CLAIM_ROWS = select(
    schema.claims.c.id, schema.claims.c.report, schema.claims.c.incident, schema.claims.c.data
).where(schema.claims.c.incident.in_(bindparam("these", expanding=True)))
#: Characters on either side of a trigger that a free-text search looks into.
_CONTEXT = 150


def save_report(connection: Connection, stored: StoredReport, key: str, signature: bytes) -> None:
    """Insert a report that the ledger does not have, without its claims."""
    report = stored.report
    connection.execute(
        insert(schema.reports).values(
            id=stored.id,
            text=report.text,
            text_key=key,
            language=report.language,
            publisher=report.publisher,
            published=report.published,
            published_at=stored.at and stored.at.isoformat(timespec="minutes"),
            published_why=report.published_why,
            title=report.title,
            name=report.id,
            url=stored.url,
            source=stored.source,
            added=stored.added,
            reader=stored.reader,
            signature=signature,
            replaces=stored.replaces,
            current=True,
        )
    )


def save_claims(connection: Connection, stored: StoredReport, *, since: int = 0) -> list[StoredClaim]:
    """Insert the claims of a report from the position ``since`` on, with their names, counts and words.

    Returns them with their ids.
    """
    claims = claims_of(stored)[since:]
    if not claims:
        return claims
    data = report_to_dict(stored.report, why=True)["claims"]
    rows = [_claim_row(one, position, _filled(data[position])) for position, one in enumerate(claims, since)]
    connection.execute(insert(schema.claims), rows)
    numbers = numbers_of(connection, [one.id for one in claims])
    names = [row for one in claims for row in _name_rows(one.claim, numbers[one.id])]
    connection.execute(insert(schema.names), names)
    counts = [
        {
            "claim": numbers[one.id],
            "position": position,
            "what": count.what,
            "low": count.low,
            "high": count.high,
        }
        for one in claims
        for position, count in enumerate(one.claim.counts)
    ]
    if counts:
        connection.execute(insert(schema.counts), counts)
    _save_words(connection, claims, numbers)
    return claims


def claims_of(stored: StoredReport) -> list[StoredClaim]:
    """Return a report's claims with the ids that they have in every ledger."""
    ids = claim_ids(stored.id, stored.report.claims)
    return [StoredClaim(name, claim, stored) for name, claim in zip(ids, stored.report.claims, strict=True)]


def in_text_order(stored: StoredReport) -> list[StoredClaim]:
    """Return the claims of a report in the order of its text, those that people added among the machine's."""
    return sorted(claims_of(stored), key=lambda one: one.claim.trigger)


def numbers_of(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return the row numbers of claims by their ids."""
    return {
        row.id: row.number
        for part in in_parts(sorted(ids))
        for row in connection.execute(
            select(schema.claims.c.id, schema.claims.c.number).where(schema.claims.c.id.in_(part))
        )
    }


def drop_claims(connection: Connection, report: str, *, only: str | None = None) -> None:
    """Delete the claims of a report, or ``only`` one of them, and all that hangs on them."""
    meant = schema.claims.c.report == report
    if only is not None:
        meant &= schema.claims.c.id == only
    mine = select(schema.claims.c.number).where(meant)
    if connection.dialect.name == "sqlite":  # PostgreSQL's words go with their claims
        for number in connection.scalars(mine).all():
            connection.execute(text("DELETE FROM word_index WHERE rowid = :number"), {"number": number})
    connection.execute(delete(schema.claims).where(meant))


def load_reports(connection: Connection, ids: Collection[str]) -> dict[str, StoredReport]:
    """Return the reports with these ids, with their claims."""
    found: dict[str, StoredReport] = {}
    for part in in_parts(sorted(ids)):
        data: dict[str, list[dict[str, Any]]] = {}
        for row in connection.execute(
            select(schema.claims.c.report, schema.claims.c.data)
            .where(schema.claims.c.report.in_(part))
            .order_by(schema.claims.c.report, schema.claims.c.position, schema.claims.c.number)
        ):
            data.setdefault(row.report, []).append(row.data)
        for row in connection.execute(HEADS.where(schema.reports.c.id.in_(part))):
            found[row.id] = report_of(row, data.get(row.id, ()))
    return found


def load_claims(connection: Connection, ids: Collection[str]) -> list[StoredClaim]:
    """Return the claims with these ids, in the order of publication, of report and of place in the text."""
    wanted = set(ids)
    owners = {
        owner
        for part in in_parts(sorted(wanted))
        for owner in connection.scalars(
            select(schema.claims.c.report).where(schema.claims.c.id.in_(part)).distinct()
        )
    }
    reports = load_reports(connection, owners).values()
    claims = [claim for stored in reports for claim in claims_of(stored) if claim.id in wanted]
    return sorted(claims, key=_order)


def load_members(connection: Connection, incidents: Collection[str]) -> dict[str, list[StoredClaim]]:
    """Return the claims of each incident, in the order of ``load_claims``.

    Nothing else is read: their reports carry these claims only, not the others that they have.
    """
    owned: dict[str, list[Any]] = {}
    for part in in_parts(sorted(incidents)):
        for row in connection.execute(_CLAIM_ROWS, {"these": part}):
            owned.setdefault(row.report, []).append(row)
    found: dict[str, list[StoredClaim]] = {}
    for part in in_parts(sorted(owned)):
        for head in connection.execute(HEADS.where(schema.reports.c.id.in_(part))):
            stored = report_of(head, [row.data for row in owned[head.id]])
            for row, claim in zip(owned[head.id], stored.report.claims, strict=True):
                found.setdefault(row.incident, []).append(StoredClaim(row.id, claim, stored))
    return {name: sorted(claims, key=_order) for name, claims in found.items()}


def find_claim(connection: Connection, name: str) -> StoredClaim:
    """Return the claim with this id; raise ``UnknownIdError`` when there is none."""
    found = load_claims(connection, [name])
    if not found:
        raise UnknownIdError(f"the ledger has no claim {name!r}; ravi claims lists those it has")
    return found[0]


def find_report(connection: Connection, name: str) -> StoredReport:
    """Return the report with this id; raise ``UnknownIdError`` when there is none."""
    found = load_reports(connection, [name])
    if not found:
        raise UnknownIdError(
            f"the ledger has no report {name!r}; ravi claims --format jsonl names those it has"
        )
    return found[name]


def in_parts(ids: Sequence[T]) -> Iterable[Sequence[T]]:
    """Cut a list of ids into parts that one question can hold."""
    return (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))


def effective_days(claim: Claim, published: date | None) -> tuple[date | None, date | None]:
    """Return the days that a claim is about: its own time, an open end closed by the publication, else that day.

    What is planned or predicted lies ahead: with no time of its own it begins on the day of publication.
    """
    start, end = (claim.time.start, claim.time.end) if claim.time else (None, None)
    if start is None and end is None:
        ahead = timedelta(days=30) if claim.modality in ("planned", "predicted") else timedelta(0)
        return published, published and published + ahead
    return start or end, end or max(filter(None, (published, start)))


def name_key(mention: Mention) -> str:
    """Return what names of one actor have in common: the known actor's name, else the consonants."""
    return mention.actor or skeleton(mention.name)


def _order(one: StoredClaim) -> tuple[date, str, int, str]:
    return (one.report.report.published or date.max, one.report.id, one.claim.trigger.start, one.id)


def report_of(row: Any, claims: Sequence[Mapping[str, Any]] = ()) -> StoredReport:
    """Return the report that a row of the table is, with the claims whose ``data`` are given."""
    head = {
        "text": row.text,
        "language": row.language,
        "publisher": row.publisher,
        "published": row.published and row.published.isoformat(),
        "published_why": row.published_why,
        "title": row.title,
        "id": row.name,
    }
    return StoredReport(
        id=row.id,
        report=report_from_dict({"report": head, "claims": list(claims)}),
        added=row.added,
        reader=row.reader,
        url=row.url,
        source=row.source,
        copy_of=row.copy_of,
        replaces=row.replaces,
        at=datetime.fromisoformat(row.published_at) if row.published_at else None,
    )


def _claim_row(one: StoredClaim, position: int, data: dict[str, Any]) -> dict[str, Any]:
    claim, place = one.claim, one.claim.place
    first, last = effective_days(claim, one.report.report.published)
    return {
        "id": one.id,
        "report": one.report.id,
        "position": position,
        "type": claim.type,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "origin": claim.origin.name,
        "place": place and place.name,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "country": place and place.country,
        "first_day": first,
        "last_day": last,
        "data": data,
    }


def _filled(value: Any) -> Any:
    """Return JSON without what is empty, which reads the same: half of a claim is fields that it does not have."""
    if isinstance(value, dict):
        filled = ((name, _filled(part)) for name, part in value.items())
        return {name: part for name, part in filled if part not in (None, "", [], {})}
    return [_filled(part) for part in value] if isinstance(value, list) else value


def _name_rows(claim: Claim, number: int) -> list[dict[str, Any]]:
    place = (Mention(claim.place.name, None),) if claim.place else ()
    told = {
        "agent": claim.agents,
        "target": claim.targets,
        "place": place,
        "area": tuple(Mention(name, None) for name in claim.place.admin) if claim.place else (),
        "voice": claim.chain,
        "origin": (claim.origin,),
    }
    return [
        {"claim": number, "role": role, "position": position, "name": one.name, "key": name_key(one)}
        for role, mentions in told.items()
        for position, one in enumerate(mentions)
    ]


def _save_words(connection: Connection, claims: Sequence[StoredClaim], numbers: dict[str, int]) -> None:
    vector = connection.dialect.name == "postgresql"
    shaped = "to_tsvector('simple', {})" if vector else "{}"
    query = text(
        f"INSERT INTO word_index (rowid, words, keys) VALUES (:number, {shaped.format(':words')}, "
        f"{shaped.format(':keys')})"
    )
    connection.execute(query, [_word_row(one, numbers[one.id]) for one in claims])


def _word_row(one: StoredClaim, number: int) -> dict[str, Any]:
    claim, report = one.claim, one.report.report
    around = Span(max(0, claim.trigger.start - _CONTEXT), claim.trigger.end + _CONTEXT)
    place = [claim.place.name, *claim.place.admin] if claim.place else []
    told = [mention.name for mention in (*claim.chain, *claim.agents, *claim.targets)] + place
    said = " ".join([one.words(around), report.title or "", *told])
    return {
        "number": number,
        "words": " ".join(search_words(said, report.language)),
        "keys": " ".join(key for name in told for key in search_keys(name)),
    }


def mark_replaced(connection: Connection, report: str) -> None:
    """Say that a later revision took a report's place."""
    connection.execute(update(schema.reports).where(schema.reports.c.id == report).values(current=False))


def update_reading(connection: Connection, stored: StoredReport) -> None:
    """Put a new reading's date and version in place of the old."""
    connection.execute(
        update(schema.reports)
        .where(schema.reports.c.id == bindparam("report"))
        .values(
            published=stored.report.published,
            published_why=stored.report.published_why,
            reader=stored.reader,
        ),
        {"report": stored.id},
    )

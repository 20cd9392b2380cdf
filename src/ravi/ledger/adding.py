"""Takes reports into a ledger, one transaction each: killed at any moment, nothing is half done or done twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

import ravi
from ravi.errors import InputError
from ravi.intake.files import Unread, Unreadable
from ravi.intake.publishers import settle_publisher
from ravi.ledger.changes import Change, find_changes
from ravi.ledger.copies import Signature, forget_copies, keep_copies, sign
from ravi.ledger.identity import canonical_url, report_id, text_key
from ravi.ledger.incidents import link_claims, relink_reports, unlink_report
from ravi.ledger.judgements.additions import with_additions
from ravi.ledger.records import StoredReport
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger
from ravi.ledger.store.reports import (
    claims_of,
    drop_claims,
    load_reports,
    mark_replaced,
    save_claims,
    save_report,
    update_reading,
)
from ravi.ledger.words import plain_words
from ravi.reading.accept import check_text
from ravi.reading.text.language import settle_language
from ravi.reading.version import reader_version
from ravi.report import Report

Read = Callable[[Unread], Report]
Settle = Callable[[Unread], Unread]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report.

    ``kind`` is ``added``; ``known`` (the ledger has it: same text, same publisher);
    ``copy`` (added, and linked to the report ``of`` that it copies, or to those that copy it); or ``revised`` (a later
    text of the same address, whose earlier one is ``of``; ``changes`` says which claims changed).
    ``incidents`` are those that changed.
    """

    kind: str
    report: str
    of: str | None = None
    claims: int = 0
    incidents: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that cannot be read, and why."""

    source: str
    error: InputError


def read_unread(unread: Unread) -> Report:
    """Read a report with what is told about it."""
    return ravi.read(
        unread.text,
        publisher=unread.publisher,
        published=unread.published,
        language=unread.language,
        title=unread.title,
        id=unread.id,
    )


def take_in(
    ledger: Ledger,
    one: Unread | Unreadable,
    *,
    settle: Settle = settle_publisher,
    read: Read = read_unread,
) -> Added | Refused:
    """Settle who published a report and add it; one that cannot be read is refused and stops nothing."""
    if isinstance(one, Unreadable):
        return Refused(one.source, one.error)
    try:
        return add_report(ledger, settle(one), read=read)
    except InputError as error:
        return Refused(one.source or one.id or "the report", error)


def add_report(ledger: Ledger, unread: Unread, *, read: Read = read_unread) -> Added:
    """Read a report and put it into the ledger, unless it is there; raise ``InputError`` if it cannot be read."""
    check_text(unread.text)
    words = plain_words(unread.text, settle_language(unread.text, unread.language))
    key = text_key(words)
    name = report_id(key, unread.publisher)
    with ledger.reading() as connection:
        if _is_there(connection, name):
            return Added("known", name)
    report = read(unread)
    stored = StoredReport(
        id=name,
        report=report,
        added=datetime.now(UTC),
        reader=reader_version(),
        url=unread.url and canonical_url(unread.url),
        source=unread.source,
        at=unread.published_at,
    )
    signature = sign(words)  # before the transaction: others wait to write
    with ledger.writing() as connection:
        if _is_there(connection, name):
            return Added("known", name)
        return _put(connection, stored, key, signature)


def reread(ledger: Ledger, name: str, *, read: Read = read_unread) -> list[Change]:
    """Read a report anew and put the claims of the present reader in place of the old; return what changed.

    What people added stays, but for claims that the present reader reads itself.
    """
    with ledger.reading() as connection:
        old = load_reports(connection, [name])[name]
    told = old.report
    published = None if told.published_why else told.published
    report = read(Unread(told.text, told.id, told.publisher, published, told.language, told.title))
    with ledger.writing() as connection:
        new = with_additions(connection, replace(old, report=report, reader=reader_version()))
        changes = find_changes(claims_of(old), claims_of(new))
        current = bool(connection.scalar(select(schema.reports.c.current).where(schema.reports.c.id == name)))
        unlink_report(connection, name)
        drop_claims(connection, name)
        update_reading(connection, new)
        claims = save_claims(connection, new)
        if current:
            link_claims(connection, claims)
    return changes


def outdated(ledger: Ledger) -> Sequence[str]:
    """Return the ids of the reports that another version of the reader has read."""
    with ledger.reading() as connection:
        return list(
            connection.scalars(
                select(schema.reports.c.id)
                .where(schema.reports.c.reader != reader_version())
                .order_by(schema.reports.c.added, schema.reports.c.id)
            )
        )


def _is_there(connection: Connection, name: str) -> bool:
    return connection.scalar(select(schema.reports.c.id).where(schema.reports.c.id == name)) is not None


def _put(connection: Connection, stored: StoredReport, key: str, signature: Signature) -> Added:
    earlier = _earlier_revision(connection, stored)
    changed: set[str] = set()
    if earlier:
        stored = replace(stored, replaces=earlier.id)
        changed |= _retire(connection, earlier.id)
    save_report(connection, stored, key, signature.tobytes())
    moved = keep_copies(connection, stored.id, signature)
    original = connection.scalar(select(schema.reports.c.copy_of).where(schema.reports.c.id == stored.id))
    claims = save_claims(connection, replace(stored, copy_of=original))
    changed |= link_claims(connection, claims) | _relink(connection, moved - {stored.id})
    told = Added(
        "copy" if original or moved else "added", stored.id, original, len(claims), frozenset(changed)
    )
    if not earlier:
        return told
    changes = tuple(find_changes(claims_of(earlier), claims))
    return replace(told, kind="revised", of=earlier.id, changes=changes)


def _earlier_revision(connection: Connection, stored: StoredReport) -> StoredReport | None:
    if not stored.url:
        return None
    name = connection.scalar(
        select(schema.reports.c.id).where(schema.reports.c.url == stored.url, schema.reports.c.current)
    )
    return load_reports(connection, [name])[name] if name else None


def _retire(connection: Connection, name: str) -> set[str]:
    """Take a report that was edited out of incidents and copies; its claims stay to be looked at."""
    mark_replaced(connection, name)
    changed = unlink_report(connection, name)
    return changed | _relink(connection, forget_copies(connection, name))


def _relink(connection: Connection, reports: set[str]) -> set[str]:
    """Count anew the incidents of reports whose original is another one now."""
    stored = load_reports(connection, reports)
    return relink_reports(connection, {name: claims_of(one) for name, one in stored.items()})

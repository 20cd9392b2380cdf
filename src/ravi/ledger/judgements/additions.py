"""Claims that the machine missed and a person added: kept among the corrections, claims as any other beside them.

What was added is a row of the corrections whose field is ``claim`` and whose value the whole claim, in the
form of ``docs/format.md``; it is append-only, and taking it back is another row. From these rows the claim
is put among the report's claims, behind those that the machine read, and again after every reread: so it
is searched, linked and exported as they are. Its first reason (``records.ADDED``) says who added it.

Where a later reader reads the claim itself (the same trigger, type and voice), the machine's stands, and
what the person told otherwise counts as corrections of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from sqlalchemy import Connection, select

from ravi.errors import FormatError
from ravi.ledger.identity import claim_ids
from ravi.ledger.incidents import link_claims, unlink_report
from ravi.ledger.judgements.corrections import CLAIM, FIELDS, MACHINE, check, record, take_back_correction
from ravi.ledger.records import ADDED, StoredClaim, StoredReport
from ravi.ledger.store import schema
from ravi.ledger.store.reports import claims_of, drop_claims, find_report, load_claims, save_claims
from ravi.output.json import report_from_dict, report_to_dict
from ravi.report import Claim, Reason, Report

#: What a claim is that a person says no more of.
_PLAIN = {"polarity": "affirmed", "modality": "actual", "certainty": "stated"}


def add_claim(
    connection: Connection,
    report: str,
    values: Mapping[str, Any],
    *,
    who: str,
    note: str = "",
    event_of: str | None = None,
) -> str:
    """Add a claim to a report by hand, link it as any other, and return its id.

    ``values`` are its fields in the form of ``docs/format.md``; ``type`` and ``trigger`` must be there, and
    without ``chain`` the publisher tells it. ``event_of`` names the claim of the report that tells of the
    same event in another voice; without it the event is its own.

    Raises ``UnknownIdError`` for a report that there is not, ``FormatError`` for fields that could not be
    read back, or for a claim that the report has.
    """
    stored = find_report(connection, report)
    wrong = sorted(set(values) - set(FIELDS))
    if wrong:
        raise FormatError(f"a claim has no field {wrong!r} to give; give some of {', '.join(FIELDS)}")
    value = {**_PLAIN, "chain": [{"name": stored.report.publisher or ""}], **values, "event_of": event_of}
    claims = {one.id: one.claim for one in claims_of(stored)}
    if event_of is not None and event_of not in claims:
        raise FormatError(f"the report has no claim {event_of!r} to share an event with; name one of its own")
    added = _claim(stored, value, claims, who)
    name = claim_ids(stored.id, [added])[0]
    if name in claims:
        raise FormatError(f"the report has this claim already, as {name!r}; confirm or correct it there")
    record(connection, StoredClaim(name, added, stored), {CLAIM: value}, who=who, note=note)
    with_it = replace(stored, report=_joined(stored.report, added))
    unlink_report(connection, stored.id)
    save_claims(connection, with_it, since=len(claims))
    _link(connection, stored.id)
    return name


def take_back_act(connection: Connection, act: str, *, who: str) -> str:
    """Take back what was said of claims in one act, a claim that it added included; return the new act's id."""
    done = take_back_correction(connection, act, who=who)
    of = schema.corrections.c
    for name in connection.scalars(select(of.claim).where(of.id == done, of.field == CLAIM)).all():
        for stored in load_claims(connection, [name]):
            if stored.added_by is not None:
                _drop(connection, stored)
    return done


def with_additions(connection: Connection, stored: StoredReport) -> StoredReport:
    """Return a report as the machine read it together with the claims that people added to it."""
    of = schema.corrections.c
    query = select(schema.corrections).where(of.report == stored.id, of.field == CLAIM).order_by(of.number)
    latest: dict[str, Any] = {}
    for row in connection.execute(query):
        latest.pop(row.claim, None)  # added again, it stands behind what was added meanwhile
        latest[row.claim] = row
    claims = {one.id: one.claim for one in claims_of(stored)}
    report = stored.report
    for name, row in latest.items():
        if row.value != MACHINE and name not in claims:
            added = _claim(stored, row.value, claims, row.who)
            claims[name], report = added, _joined(report, added)
    return replace(stored, report=report)


def _claim(stored: StoredReport, value: Mapping[str, Any], claims: Mapping[str, Claim], who: str) -> Claim:
    """Return the claim that a row tells; ``claims`` are those that the report has, by id."""
    shared, events = claims.get(value["event_of"] or ""), {one.event for one in claims.values()}
    event = shared.event if shared else next(name for at in count(1) if (name := f"p{at}") not in events)
    told = report_to_dict(replace(stored.report, claims=()))
    told["claims"] = [{"channel": None} | dict(value) | {"event": event}]
    for name in ("type", "trigger"):
        if not told["claims"][0].get(name):
            raise FormatError(
                f"claims[0].{name} is missing; give the event's type and the words that name it"
            )
    check(told)
    [claim] = report_from_dict(told).claims
    return replace(claim, why=(Reason(*ADDED, span=claim.trigger, note=who),))


def _joined(report: Report, added: Claim) -> Report:
    return replace(report, claims=(*report.claims, added))


def _drop(connection: Connection, stored: StoredClaim) -> None:
    """Take a claim out of the ledger and of its incident."""
    unlink_report(connection, stored.report.id)
    drop_claims(connection, stored.report.id, only=stored.id)
    _link(connection, stored.report.id)


def _link(connection: Connection, report: str) -> None:
    """Link all claims of a report: what one of them weighs depends on how many stand before it."""
    if connection.scalar(select(schema.reports.c.current).where(schema.reports.c.id == report)):
        link_claims(connection, claims_of(find_report(connection, report)))

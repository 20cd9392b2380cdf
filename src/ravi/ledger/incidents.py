"""Keeps the incidents of a ledger: clusters what links tie together, and counts up what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from ravi.errors import UnknownIdError
from ravi.ledger.accounts.account import Account, account
from ravi.ledger.asking.sources import standing_rows
from ravi.ledger.identity import claim_of_incident, incident_id
from ravi.ledger.linking import cluster
from ravi.ledger.links import component, forget_links, judged, links_among, save_links
from ravi.ledger.records import Incident, StoredClaim
from ravi.ledger.store import schema
from ravi.ledger.store.reports import effective_days, in_parts, load_claims, load_members


def link_claims(connection: Connection, claims: Sequence[StoredClaim]) -> set[str]:
    """Compare new claims with those that could be about the same events; return the incidents that changed."""
    save_links(connection, claims)
    return regroup(connection, [one.id for one in claims])


def unlink_report(connection: Connection, report: str) -> set[str]:
    """Take the claims of a report out of their incidents; return the incidents that changed."""
    left = _incidents_of(connection, [report])
    near = forget_links(connection, report)
    count_up(connection, left)
    return left | regroup(connection, near)


def relink_reports(connection: Connection, claims: Mapping[str, Sequence[StoredClaim]]) -> set[str]:
    """Compare the claims of reports anew, all of them at once; return the incidents that changed."""
    left = _incidents_of(connection, claims)
    near = {one for report in claims for one in forget_links(connection, report)}
    anew = [one for told in claims.values() for one in told]
    save_links(connection, anew)
    changed = regroup(connection, near | {one.id for one in anew})
    count_up(connection, left - changed)
    return left | changed


def _incidents_of(connection: Connection, reports: Collection[str]) -> set[str]:
    table = schema.claims.c
    return {
        name
        for part in in_parts(sorted(reports))
        for name in connection.scalars(
            select(table.incident).where(table.report.in_(part), table.incident.is_not(None)).distinct()
        )
    }


def regroup(connection: Connection, claims: Iterable[str]) -> set[str]:
    """Cluster anew all claims that links lead to from ``claims``; return the incidents that changed."""
    members, edges = component(connection, list(claims))
    if not members:
        return set()
    same, different = judged(connection, members)
    mass = {name: member.mass for name, member in members.items()}
    groups = cluster(members, edges, same=same, different=different, mass=mass)
    named = [(incident_id(sorted(group)), group) for group in groups]
    moved = {one: name for name, group in named for one in group if members[one].incident != name}
    touched = {*moved.values(), *filter(None, (members[one].incident for one in moved))}
    if moved:
        connection.execute(
            update(schema.claims).where(schema.claims.c.number == bindparam("of")),
            [{"of": members[one].number, "incident": name} for one, name in sorted(moved.items())],
        )
    count_up(connection, touched)
    return touched


def count_up(connection: Connection, incidents: Collection[str]) -> None:
    """Write anew what the incidents come to; one that has no claims any more goes."""
    for part in in_parts(sorted(incidents)):
        connection.execute(delete(schema.incidents).where(schema.incidents.c.id.in_(part)))
        connection.execute(delete(schema.standings).where(schema.standings.c.incident.in_(part)))
        claims = load_members(connection, part)
        accounts = [account(Incident(name, tuple(claims[name]))) for name in part if name in claims]
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


def link_reasons(connection: Connection, incident: Incident) -> list[str]:
    """Return why the claims of an incident are together: the strongest links and people's decisions, in words."""
    ids = [claim.id for claim in incident.claims]
    told = [
        f"{link.a} and {link.b}: {link.value:.2f}: " + ", ".join(one.words("en") for one in link.reasons)
        for link in links_among(connection, ids)
    ]
    return told + [
        f"{row.a} and {row.b}: {row.verdict} says {row.who} ({row.decision}) {row.note}".rstrip()
        for row in judgements_among(connection, ids)
    ]


def judgements_among(connection: Connection, ids: Sequence[str]) -> list[Row[Any]]:
    """Return what people decided of pairs whose two claims are both among ``ids``, the first first."""
    table, found = schema.judgements, list[Row[Any]]()
    for part, other in product(in_parts(ids), repeat=2):
        found += connection.execute(select(table).where(table.c.a.in_(part), table.c.b.in_(other)))
    return sorted(found, key=lambda row: row.number)


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

"""A person's word on single claims: confirmed, rejected, or read otherwise; kept beside the machine's reading.

Nothing is overwritten: every act is a row with who and when, and of the rows about one field of a
claim the latest counts. A correction is named by its claim's id, and by trigger and type besides, so
that it is found again when a later reader reads the claim's voice otherwise and its id changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, exists, insert, select

from ravi.data.tables import event_types, table
from ravi.errors import FormatError, UnknownIdError
from ravi.ledger.records import StoredClaim, StoredReport
from ravi.ledger.store import schema
from ravi.ledger.store.reports import claims_of, find_claim, in_parts, load_reports
from ravi.output.json import report_from_dict, report_to_dict
from ravi.reading.times.calendars import solar_reaches
from ravi.report import Claim

VERDICT = "verdict"
CLAIM = "claim"
"""The field of a claim that is added as a whole (``ledger.additions``)."""
CONFIRMED, REJECTED, OPEN = "confirmed", "rejected", "open"
VERDICTS = (CONFIRMED, REJECTED, OPEN)
"""``open`` takes an earlier verdict back."""

FIELDS = (
    "type", "trigger", "also", "agents", "targets", "place", "time", "counts", "means", "chain", "channel",
    "polarity", "modality", "certainty",
)  # fmt: skip
"""The fields of a claim, as ``docs/format.md`` names them, that a person can correct."""

MACHINE = {"machine": True}
"""The value of a field that gives the machine's reading back."""
#: The greatest number that every store's tables hold.
_GREATEST = 2**31 - 1
_LABELLED = {"polarity": "polarity", "modality": "modality", "certainty": "certainty", "channel": "channel"}


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person said of one field of a claim: ``value`` is a verdict, or the field's form in ``docs/format.md``.

    Of a claim that a person added, ``field`` is ``claim`` and ``value`` all of it. ``id`` begins with ``k-``
    and is shared by all that was said in one act.
    """

    id: str
    claim: str
    report: str
    field: str
    value: Any
    who: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """What people made of a claim: the latest verdict and the latest value of each field, and all that was said.

    ``added`` is what a person said who added the claim by hand; None for one that the machine alone read.
    """

    verdict: Correction | None = None
    fields: Mapping[str, Correction] = field(default_factory=dict)
    history: tuple[Correction, ...] = ()
    added: Correction | None = None

    @property
    def state(self) -> str:
        """``rejected``, ``corrected``, ``confirmed``, ``added`` by hand, or ``open``: nobody has judged it."""
        verdict = self.verdict.value if self.verdict else OPEN
        if verdict == REJECTED:
            return REJECTED
        if self.fields:
            return "corrected"
        return "added" if self.added and verdict == OPEN else str(verdict)


def judge_claim(connection: Connection, name: str, verdict: str, *, who: str, note: str = "") -> str:
    """Record a person's verdict on a claim and return the act's id.

    Raises ``FormatError`` for a verdict that there is not, ``UnknownIdError`` for a claim that there is not.
    """
    if verdict not in VERDICTS:
        raise FormatError(f"there is no verdict {verdict!r}; give one of {', '.join(VERDICTS)}")
    return record(connection, find_claim(connection, name), {VERDICT: verdict}, who=who, note=note)


def correct_claim(
    connection: Connection, name: str, values: Mapping[str, Any], *, who: str, note: str = ""
) -> str:
    """Record what fields of a claim should be, each in the form of ``docs/format.md``; return the act's id.

    The claim with all its corrections must be one that could be read back, else ``FormatError`` says
    what is wrong, with its path.
    """
    unknown = sorted(set(values) - set(FIELDS))
    if unknown or not values:
        raise FormatError(f"a claim has no field {unknown!r} to correct; give some of {', '.join(FIELDS)}")
    stored = find_claim(connection, name)
    review = reviews(connection, [stored.report])[name]
    before = {one: correction.value for one, correction in review.fields.items()}
    check(apply_values(stored, {**before, **values}))
    return record(connection, stored, values, who=who, note=note)


def take_back_correction(connection: Connection, act: str, *, who: str) -> str:
    """Open again what an act settled: its fields are the machine's, its verdict is none; return the new act's id.

    What a later word has overruled stays as that has it. Raises ``UnknownIdError`` for an act that there is not,
    ``FormatError`` for one of which nothing stands any more.
    """
    of = schema.corrections.c
    rows = connection.execute(select(schema.corrections).where(of.id == act).order_by(of.number)).all()
    if not rows:
        raise UnknownIdError(
            f"the ledger has no correction {act!r}; the page of its report lists those it has"
        )
    standing = standing_corrections(connection, [row.number for row in rows])
    if not standing:
        raise FormatError(f"nothing of {act!r} stands any more; take back what was said later")
    told = {"id": _new_id(), "who": who, "note": f"takes back {act}", "at": datetime.now(UTC)}
    same = ("claim", "report", "start", "end", "type", "field")
    connection.execute(
        insert(schema.corrections),
        [
            {name: getattr(row, name) for name in same}
            | {"value": OPEN if row.field == VERDICT else MACHINE}
            | told
            for row in rows
            if row.number in standing
        ],
    )
    return str(told["id"])


def list_corrections(
    connection: Connection, *, limit: int = 100, before: int | None = None
) -> list[tuple[int, Correction]]:
    """Return corrections with their numbers, the latest first; ``before`` is the last number seen."""
    of = schema.corrections.c
    query = select(schema.corrections).order_by(of.number.desc()).limit(limit)
    if before is not None:
        query = query.where(of.number < before)
    return [(row.number, _correction(row)) for row in connection.execute(query)]


def standing_corrections(connection: Connection, numbers: Collection[int]) -> set[int]:
    """Return those of the corrections, by number, that are the latest about a field of a claim."""
    of, later = schema.corrections.c, schema.corrections.alias().c
    overruled = exists().where(later.claim == of.claim, later.field == of.field, later.number > of.number)
    return {
        number
        for part in in_parts(sorted(numbers))
        for number in connection.scalars(select(of.number).where(of.number.in_(part), ~overruled))
    }


def reviews(connection: Connection, reports: Iterable[StoredReport]) -> dict[str, Review]:
    """Return the review of every claim of the reports, by claim id."""
    found: dict[str, Review] = {}
    listed = {stored.id: stored for stored in reports}
    rows: dict[str, list[Any]] = {}
    of = schema.corrections.c
    for part in in_parts(sorted(listed)):
        query = select(schema.corrections).where(of.report.in_(part)).order_by(of.number)
        for row in connection.execute(query):
            rows.setdefault(row.report, []).append(row)
    for name, stored in listed.items():
        claims = claims_of(stored)
        mine: dict[str, list[Correction]] = {claim.id: [] for claim in claims}
        by_hand = {row.claim for row in rows.get(name, ()) if row.field == CLAIM}
        for row in rows.get(name, ()):
            owner = _owner(row, claims, by_hand)
            if owner:
                mine[owner].append(_correction(row))
        found |= {claim.id: _review(mine[claim.id], claim) for claim in claims}
    return found


def corrected(stored: StoredClaim, review: Review) -> Claim:
    """Return a claim as people read it: the machine's reading with every corrected field in its place."""
    values = {name: correction.value for name, correction in review.fields.items()}
    return report_from_dict(apply_values(stored, values)).claims[0] if values else stored.claim


def gold_report(connection: Connection, name: str) -> dict[str, Any]:
    """Return a report in the form of ``docs/format.md`` as people left it.

    Rejected claims are left out, corrected fields stand as corrected, and each claim has a ``review``
    besides: its state, and who judged it last and when.
    """
    stored = load_reports(connection, [name])[name]
    judged = reviews(connection, [stored])
    pairs = [(claim, judged[claim.id]) for claim in claims_of(stored)]
    kept = [(corrected(claim, review), review) for claim, review in pairs if review.state != REJECTED]
    kept.sort(key=lambda pair: pair[0].trigger)
    found = report_to_dict(replace(stored.report, id=stored.id, claims=tuple(claim for claim, _ in kept)))
    for data, (_, review) in zip(found["claims"], kept, strict=True):
        data["review"] = _review_to_dict(review)
    return found


def reviewed_reports(connection: Connection) -> Sequence[str]:
    """Return the ids of the reports of which somebody judged or corrected a claim, sorted."""
    of = schema.corrections.c
    return list(connection.scalars(select(of.report).distinct().order_by(of.report)))


def apply_values(stored: StoredClaim, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report in its JSON form with one claim, whose fields are ``values`` where these give them."""
    told = report_to_dict(replace(stored.report.report, claims=(stored.claim,)), why=True)
    told["claims"][0] |= {one: value for one, value in values.items() if value != MACHINE}
    return told


def check(told: dict[str, Any]) -> None:
    """Raise ``FormatError`` where a claim has not the documented shape, or a value that there is not."""
    claim = told["claims"][0]
    if claim["type"] not in [row["type"] for row in event_types()]:
        raise FormatError(
            f"claims[0].type: there is no event type {claim['type']!r}; see docs/event-types.md"
        )
    for name, kind in _LABELLED.items():
        known = [row["value"] for row in table("ravi.data", "labels") if row["kind"] == kind]
        if claim[name] not in known and not (name == "channel" and claim[name] is None):
            raise FormatError(f"claims[0].{name} must be one of {', '.join(known)}, not {claim[name]!r:.40}")
    _check_bounds(report_from_dict(told).claims[0])


def _check_bounds(claim: Claim) -> None:
    """Raise ``FormatError`` for a number or a day that no ledger could hold, or no calendar show."""
    for at, count in enumerate(claim.counts):
        for name, number in (("low", count.low), ("high", count.high)):
            if number is not None and not 0 <= number <= _GREATEST:
                raise FormatError(
                    f"claims[0].counts[{at}].{name} must be from 0 to {_GREATEST}, not {number}"
                )
    time, place = claim.time, claim.place
    for name, day in (("from", time.start), ("to", time.end)) if time else ():
        if day and not solar_reaches(day):
            raise FormatError(
                f"claims[0].time.{name} must be a day from 1800 to 2254, not {day.isoformat()!r}"
            )
    degrees = (("lat", place.latitude, 90), ("lon", place.longitude, 180)) if place else ()
    for name, value, most in degrees:
        if value is not None and not -most <= value <= most:
            raise FormatError(f"claims[0].place.{name} must be from {-most} to {most}, not {value!r}")


def record(
    connection: Connection, stored: StoredClaim, values: Mapping[str, Any], *, who: str, note: str
) -> str:
    """Keep what a person says of some fields of a claim, unchecked; return the act's id."""
    act, now = _new_id(), datetime.now(UTC)
    trigger = stored.claim.trigger
    head = {"id": act, "claim": stored.id, "report": stored.report.id, "who": who, "note": note, "at": now}
    place = {"start": trigger.start, "end": trigger.end, "type": stored.claim.type}
    rows = [head | place | {"field": name, "value": value} for name, value in values.items()]
    connection.execute(insert(schema.corrections), rows)
    return act


def _new_id() -> str:
    return f"k-{uuid4().hex[:12]}"


def _owner(row: Any, claims: Collection[StoredClaim], by_hand: Collection[str]) -> str | None:
    """Return the claim that a row is about now: of its id, else the machine's only one of its trigger and type.

    What is said of a claim that was added, one of ``by_hand``, is of its id alone: taken back, it takes that along.
    """
    if any(claim.id == row.claim for claim in claims):
        return str(row.claim)
    if row.claim in by_hand:
        return None
    place = (row.start, row.end, row.type)
    read = [one for one in claims if one.added_by is None]
    same = [one.id for one in read if (*one.claim.trigger, one.claim.type) == place]
    return same[0] if len(same) == 1 else None


def _correction(row: Any) -> Correction:
    return Correction(row.id, row.claim, row.report, row.field, row.value, row.who, row.note, row.at)


def _review(told: Sequence[Correction], stored: StoredClaim) -> Review:
    latest = {one.field: one for one in told}
    verdict, added = latest.pop(VERDICT, None), latest.pop(CLAIM, None)
    if added and added.value == MACHINE:
        added = None
    fields = {name: one for name, one in latest.items() if one.value != MACHINE}
    if added and stored.added_by is None:
        fields = {name: one for name, one in _differing(added, stored).items() if name not in latest} | fields
    return Review(verdict if verdict and verdict.value != OPEN else None, fields, tuple(told), added)


def _differing(added: Correction, stored: StoredClaim) -> dict[str, Correction]:
    """Return as corrections what a person told otherwise of a claim that the machine has come to read itself."""
    read = report_to_dict(replace(stored.report.report, claims=(stored.claim,)))["claims"][0]
    person = report_to_dict(report_from_dict(apply_values(stored, added.value)))["claims"][0]
    return {
        name: replace(added, field=name, value=person[name])
        for name in FIELDS
        if person[name] and person[name] != read[name]
    }


def _review_to_dict(review: Review) -> dict[str, Any]:
    last = review.history[-1] if review.history else None
    return {
        "state": review.state,
        "added": review.added is not None,
        "corrected": sorted(review.fields),
        "who": last and last.who,
        "at": last and last.at.isoformat(timespec="seconds"),
    }

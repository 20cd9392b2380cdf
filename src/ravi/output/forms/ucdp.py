"""Incidents as rows of the shape of UCDP GED's files (the 49 columns of its releases from 23.1).

``docs/export.md`` says how each column is filled; what UCDP's own registers give (conflicts,
dyads, numbers of actors and countries) stays empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from math import floor

from ravi.data.tables import event_types
from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.counts_told import CountTold, VoiceCount
from ravi.ledger.records import Incident, StoredClaim
from ravi.output.forms.cells import Value, csv_lines
from ravi.output.forms.events import (
    ARMED,
    CIVILIANS,
    code,
    country,
    killed,
    name,
    publishers,
    reports,
    sides,
    sources,
    tellers,
    told_events,
    unit,
    units,
)
from ravi.output.precision import date_prec, where_prec
from ravi.report import Mention, Place, Span

Row = dict[str, Value]

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)

#: Kinds of actor that are a state's own forces or organs.
STATES = frozenset({"state", "government", "military", "police", "border_guard", "intelligence"})
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
Pair = tuple[Mention | None, Mention | None]


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the head and a line for each incident that can be an event of organised violence with a death."""
    return csv_lines(COLUMNS, (row(found) for found in told_events(incidents) if is_lethal(found)))


def is_lethal(found: Account) -> bool:
    """Say whether the type is a use of armed force, and some voice tells of a death at least."""
    told = killed(found)
    return bool(told and _high(told) and _allowed(found.type))


def row(found: Account) -> Row:
    """Return the row of an incident; its names are those of ``COLUMNS``."""
    columns: Row = dict.fromkeys(COLUMNS)
    columns["id"] = number(found.incident.id)
    columns["relid"] = found.incident.id
    return columns | _sides(found) | _sources(found) | _where(found) | _when(found) | _deaths(found)


def number(text: str) -> int:
    """Return the number that stands for an id: 48 bits of its hash, which every spreadsheet holds exactly."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def _allowed(kind: str) -> set[int]:
    codes = next((row["ucdp"] for row in event_types() if row["type"] == kind), "")
    return {int(part) for part in codes.split(",") if part}


def _pair(found: Account) -> Pair:
    """Return sides A and B: the state first, else who acted."""
    told = sides(found)
    one = told.agents[0] if told.agents else None
    two = told.targets[0] if told.targets else None
    if two is not None and two.kind in STATES and (one is None or one.kind not in STATES):
        return two, one
    return one, two


def _violence(found: Account, pair: Pair) -> int | None:
    """Return UCDP's type of violence, where who acted on whom tells it and the event type goes with it."""
    kinds = [code(mention, found.place) for mention in pair]
    if None in pair or None in kinds:
        return None
    if set(kinds) <= ARMED:
        is_state = any(mention is not None and mention.kind in STATES for mention in pair)
        value = STATE_BASED if is_state else NON_STATE
    elif kinds[0] in ARMED and kinds[1] in CIVILIANS:
        value = ONE_SIDED
    else:
        return None
    return value if value in _allowed(found.type) else None


def _sides(found: Account) -> Row:
    pair = _pair(found)
    called = [_side(mention, found.place) for mention in pair]
    return {
        "type_of_violence": _violence(found, pair),
        "side_a": called[0],
        "side_b": called[1],
        "dyad_name": " - ".join(filter(None, called)) if all(called) else None,
    }


def _side(mention: Mention | None, place: Place | None) -> str | None:
    if mention is None:
        return None
    return "Civilians" if code(mention, place) in CIVILIANS else name(mention)


def _sources(found: Account) -> Row:
    """Return the sources: as many as there are independent voices, and every report by name, day and title."""
    told = [kept.report for kept in reports(found)]
    days = [report.published.isoformat() if report.published else "" for report in told]
    return {
        "number_of_sources": sources(found),
        "source_article": tuple(
            ",".join((report.publisher or "", day, report.title or ""))
            for report, day in zip(told, days, strict=True)
        ),
        "source_office": publishers(found),
        "source_date": tuple(dict.fromkeys(filter(None, days))),
        "source_headline": tuple(dict.fromkeys(report.title for report in told if report.title)),
        "source_original": tuple(dict.fromkeys(voice.name for voice in tellers(found) if voice.name)),
    }


def _where(found: Account) -> Row:
    place = found.place
    where = country(place.country if place else None)
    precision = where_prec(place) if place else None
    others = dict.fromkeys(one.value.name for one in found.places[1:])
    columns: Row = {
        "where_prec": precision,
        "where_coordinates": place.name if place else None,
        "where_description": ", ".join(
            (*reversed(units(place)), *(f"also told: {other}" for other in others))
        )
        or None,
        "adm_1": unit(place, 1),
        "adm_2": unit(place, 2),
        "country": where["name"] or None,
        "region": where["ucdp"] or None,
        "event_clarity": 1 if precision == 1 and found.period and date_prec(found.period) == 1 else 2,
    }
    if place is None or place.latitude is None or place.longitude is None:
        return columns
    return columns | {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
        "priogrid_gid": priogrid(place.latitude, place.longitude),
    }


def priogrid(latitude: float, longitude: float) -> int:
    """Return the number of the half-degree cell of PRIO-GRID that holds a point.

    >>> priogrid(-90, -180), priogrid(34.72, 36.73)
    (1, 179714)
    """
    line, column = floor((latitude + 90) * 2), floor((longitude + 180) * 2)
    return min(line, 359) * 720 + min(column, 719) + 1


def _when(found: Account) -> Row:
    period = found.period
    if period is None:
        return {}
    return {
        "year": period.start.year if period.start else None,
        "date_prec": date_prec(period),
        "date_start": period.start,
        "date_end": period.end,
    }


def _deaths(found: Account) -> Row:
    """Return the deaths; the best number belongs to a side where every claim that tells it says whose they were."""
    told = killed(found)
    if told is None or told.best is None:
        return {"best": None, "low": None, "high": None}
    columns: Row = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    whose = {_whose(claim, _pair(found), found.place) for claim in _claims_of_best(told)}
    columns[whose.pop() if len(whose) == 1 else "deaths_unknown"] = told.best
    return columns | {"best": told.best, "low": _low(told), "high": _high(told)}


def _low(told: CountTold) -> int:
    return told.low or 0


def _high(told: CountTold) -> int:
    """Return the greatest number that any voice names, be it a lower bound."""
    return max(_number(one) for one in told.by_voice)


def _number(one: VoiceCount) -> int:
    return max(one.latest.low or 0, one.latest.high or 0)


def _claims_of_best(told: CountTold) -> list[StoredClaim]:
    """Return the claims whose figure is the best one."""
    figures = [one.latest for one in told.by_voice]
    return [
        claim
        for figure in figures
        if told.best == (figure.low if figure.low is not None else figure.high)
        for claim in figure.claims
    ]


def _whose(stored: StoredClaim, pair: Pair, place: Place | None) -> str:
    """Return the column of those that a claim counts as killed, by the one actor whose words hold the number."""
    claim = stored.claim
    spans = [count.span for count in claim.counts if count.what == "killed"]
    actors = [mention for mention in (*claim.agents, *claim.targets) if _holds(mention, spans)]
    found = {_column(mention, pair, place) for mention in actors}
    return found.pop() if len(found) == 1 else "deaths_unknown"


def _holds(mention: Mention, spans: list[Span]) -> bool:
    return mention.span is not None and any(mention.span.overlaps(span) for span in spans)


def _column(mention: Mention, pair: Pair, place: Place | None) -> str:
    if code(mention, place) in CIVILIANS:
        return "deaths_civilians"
    for column, side in zip(("deaths_a", "deaths_b"), pair, strict=True):
        if side is not None and name(side) == name(mention):
            return column
    return "deaths_unknown"

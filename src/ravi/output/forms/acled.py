"""Incidents as rows of the shape of ACLED's files.

Columns and rules follow ACLED's codebook (its edition on the web); ``docs/export.md`` says how
each is filled, and where this is less than ACLED's researchers would write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ravi.data.tables import table
from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.records import Incident
from ravi.output.forms.cells import Value, csv_lines
from ravi.output.forms.events import (
    ARMED,
    CIVILIANS,
    Sides,
    code,
    codes,
    country,
    killed,
    latest_added,
    lead_claims,
    middle,
    name,
    publishers,
    sides,
    sources,
    told_events,
    unit,
)
from ravi.output.forms.quotes import quote
from ravi.output.precision import geo_precision, time_precision
from ravi.report import Mention, Place

Row = dict[str, Value]

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)

STATE, PROTESTERS, RIOTERS, CIVILIAN, EXTERNAL = 1, 6, 5, 7, 8
Side = tuple[str | None, tuple[str, ...], int | None]
"""An actor's name, those beside it, and its type's code."""


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the head and a line for each incident that ACLED could record."""
    return csv_lines(COLUMNS, (row(found) for found in told_events(incidents) if codes(found.type)["event"]))


def row(found: Account) -> Row:
    """Return the row of an incident; its names are those of ``COLUMNS``."""
    place = found.place
    told = sides(found)
    event, sub = _type(found, told, place)
    one, two = _side(told.agents, place, event), _side(told.targets, place)
    columns: Row = {
        "event_id_cnty": _letters(place) + found.incident.id.removeprefix("i-"),
        "disorder_type": _disorder(event),
        "event_type": event,
        "sub_event_type": sub or None,
        "civilian_targeting": _targeting(event, two[2]),
        "source": "; ".join(publishers(found)) or None,
        "source_scale": None,
        "notes": notes(found),
        "fatalities": _fatalities(found),
        "tags": f"grade: {found.grade.name}; status: {found.status}; independent voices: {sources(found)}",
        "timestamp": int(latest_added(found).added.timestamp()),
    }
    return columns | _when(found) | _where(place) | _who(one, two)


def _letters(place: Place | None) -> str:
    """Return the letters of the country before an id: without them a spreadsheet could take it for a number."""
    return country(place.country if place else None)["iso3"] or "XXX"


def _type(found: Account, told: Sides, place: Place | None) -> tuple[str, str]:
    """Return the event type and sub-event type; who acted on whom decides between some."""
    event, sub = codes(found.type)["event"], codes(found.type)["sub"]
    agent = code(told.agents[0] if told.agents else None, place)
    target = code(told.targets[0] if told.targets else None, place)
    if found.type == "armed_attack" and target in ARMED:
        return "Battles", "Armed clash"
    if found.type == "detention" and agent in ARMED - {STATE, EXTERNAL}:
        return "Violence against civilians", "Abduction/forced disappearance"
    if found.type == "capture" and agent in ARMED:
        sub = "Government regains territory" if agent == STATE else "Non-state actor overtakes territory"
    return event, sub


def _disorder(event: str) -> str:
    """Return the disorder type; what ACLED counts as both kinds has a sub-event type that is never written here."""
    if event == "Strategic developments":
        return event
    return "Demonstrations" if event == "Protests" else "Political violence"


def _side(mentions: tuple[Mention, ...], place: Place | None, event: str = "") -> Side:
    """Return one side; a crowd is called by its type and country, and the report's words stand beside it."""
    crowd = {"Protests": PROTESTERS, "Riots": RIOTERS}.get(event)
    if not mentions:
        return (_crowd(crowd, place) if crowd else None), (), crowd
    first, beside = mentions[0], tuple(map(name, mentions[1:]))
    kind = crowd or code(first, place)
    if crowd or (kind in CIVILIANS and not first.actor):
        return _crowd(kind, place), (name(first), *beside), kind
    return name(first), beside, kind


def _crowd(kind: int | None, place: Place | None) -> str:
    where = country(place.country if place else None)["name"]
    return _inters()[kind or CIVILIAN]["many"] + (f" ({where})" if where else "")


def _who(one: Side, two: Side) -> Row:
    found: Row = {"interaction": None if two[0] and two[2] is None else interaction(one[2], two[2])}
    for number, (called, beside, kind) in ((1, one), (2, two)):
        found[f"actor{number}"] = called
        found[f"assoc_actor_{number}"] = "; ".join(beside) or None
        found[f"inter{number}"] = _inters()[kind]["name"] if kind else None
    return found


def interaction(one: int | None, two: int | None) -> str | None:
    """Return the words for who met whom, the lower code first, civilians last.

    >>> interaction(2, 1), interaction(7, 8), interaction(6, None)
    ('State forces-Rebel group', 'External/Other forces-Civilians', 'Protesters only')
    """
    if one is None:
        return None
    if two is None:
        return _inters()[one]["name"] + " only"
    low, high = sorted((one, two))
    if (low, high) == (CIVILIAN, EXTERNAL):
        low, high = high, low
    return f"{_inters()[low]['name']}-{_inters()[high]['name']}"


def _targeting(event: str, target: int | None) -> str | None:
    """Return the mark of events whose main target were civilians, where a voice says that they were."""
    is_marked = event in ("Violence against civilians", "Explosions/Remote violence", "Riots")
    return "Civilian targeting" if is_marked and target in CIVILIANS else None


def _when(found: Account) -> Row:
    day = middle(found.period)
    return {
        "event_date": day,
        "year": day.year if day else None,
        "time_precision": time_precision(found.period) if found.period and day else None,
    }


def _where(place: Place | None) -> Row:
    where = country(place.country if place else None)
    is_on_map = place is not None and geo_precision(place) is not None
    return {
        "iso": int(where["iso"]) if where["iso"] else None,
        "region": where["acled"] or None,
        "country": where["name"] or None,
        **{f"admin{level}": unit(place, level) for level in (1, 2, 3)},
        "location": place.name if place else None,
        "latitude": round(place.latitude, 4) if is_on_map and place and place.latitude is not None else None,
        "longitude": round(place.longitude, 4)
        if is_on_map and place and place.longitude is not None
        else None,
        "geo_precision": geo_precision(place) if place else None,
    }


def notes(found: Account) -> str:
    """Return who says what, in their own words: each voice with its outlets and the sentence it rests on."""
    return " | ".join(
        f"{_told_by(voice)}: «{' '.join(claim.words(quote(claim)).split())}»"
        for voice, claim in lead_claims(found)
    )


def _told_by(voice: VoiceGroup) -> str:
    """Return a voice and the outlets through which it came, unless it is one itself."""
    outlets = ", ".join(voice.publishers)
    called = voice.name or "unnamed"
    return called if outlets in ("", called) else f"{called} ({outlets})"


def _fatalities(found: Account) -> int:
    """Return the fewest deaths that any voice tells; 0 where none does, as the codebook asks."""
    told = killed(found)
    return (told.low or 0) if told else 0


@cache
def _inters() -> dict[int, dict[str, str]]:
    return {int(found["code"]): found for found in table("ravi.data", "acled_inters")}

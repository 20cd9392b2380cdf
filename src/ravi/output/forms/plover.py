"""Incidents as rows of the shape of POLECAT's files, coded by PLOVER.

The columns are POLECAT's, the codes those of the PLOVER manual (draft 0.8); ``docs/export.md``
says how each is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ravi.data.tables import table
from ravi.ledger.accounts.account import Account
from ravi.ledger.records import Incident
from ravi.output.actor_codes import sector
from ravi.output.forms.cells import Value, csv_lines
from ravi.output.forms.events import (
    Sides,
    codes,
    country,
    latest_added,
    middle,
    name,
    publishers,
    reports,
    sides,
    told_events,
    unit,
)
from ravi.report import Mention, Place

Row = dict[str, Value]

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the head and a line for each incident of a type that PLOVER codes."""
    return csv_lines(COLUMNS, (row(found) for found in told_events(incidents) if codes(found.type)["plover"]))


def row(found: Account) -> Row:
    """Return the row of an incident; its names are those of ``COLUMNS``."""
    event = codes(found.type)["plover"]
    told = _sides(found, event)
    first = reports(found)[0].report
    columns: Row = dict.fromkeys(COLUMNS)
    columns |= {
        "Event ID": found.incident.id,
        "Event Date": middle(found.period),
        "Event Type": event,
        "Event Mode": modes(found, event),
        "Intensity": float(_events()[event]["score"]),
        "Quad Code": int(_events()[event]["quad"]),
        "Contexts": tuple(filter(None, codes(found.type)["contexts"].split(";"))),
        "Source": publishers(found),
        "Publication Date": first.published,
        "Language": first.language,
        "Version": latest_added(found).reader,
    }
    return columns | _actors("Actor", told.agents) | _actors("Recipient", told.targets) | _where(found.place)


def _sides(found: Account, event: str) -> Sides:
    """Return who acted on whom; of two sides that use force against each other both are actors, as PLOVER has it."""
    told = sides(found)
    if event == "ASSAULT" and found.type == "armed_clash":
        return Sides((*told.agents, *told.targets), ())
    return told


def modes(found: Account, event: str) -> tuple[str, ...]:
    """Return the mode of the type, or those that the means told stand for."""
    if mode := codes(found.type)["mode"]:
        return (mode,)
    if event != "ASSAULT":
        return ()
    means = {one for claim in found.types[0].claims for one in claim.claim.means}
    return tuple(sorted({_means()[one] for one in means if one in _means()}))


def _actors(role: str, mentions: tuple[Mention, ...]) -> Row:
    """Return the columns of one role: several actors share a cell, and their sectors and countries are told once."""
    sectors = tuple(dict.fromkeys(found for mention in mentions if (found := sector(mention))))
    countries = (country(mention.country)["iso3"] for mention in mentions)
    return {
        f"{role} Name": tuple(map(name, mentions)),
        f"{role} Country": tuple(dict.fromkeys(filter(None, countries))),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": sectors,
        f"{role} Name Raw": tuple(mention.name for mention in mentions),
    }


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "Placename": ", ".join((place.name, *reversed(place.admin)))
        if place.kind != "country"
        else place.name,
        "City": place.name if place.kind in ("city", "village") else None,
        "District": unit(place, 2),
        "Province": unit(place, 1),
        "Country": country(place.country)["iso3"] or None,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames,
        "Raw Placename": place.name,
        "Feature Type": place.kind if place.kind != "unknown" else None,
    }


@cache
def _events() -> dict[str, dict[str, str]]:
    return {found["event"]: found for found in table("ravi.data", "plover_events")}


@cache
def _means() -> dict[str, str]:
    return {found["means"]: found["mode"] for found in table("ravi.data", "plover_means")}

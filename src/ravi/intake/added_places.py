"""Reads place tables that a user has, and adds them to the gazetteer: ``ravi gazetteer add``.

Two forms are known by their content: a GeoNames dump (19 columns, tabs between; one file
a country at download.geonames.org) and a Who's On First export as JSON, one place a line
(``n`` name, ``t`` placetype, ``lat``, ``lon``, ``pop``, ``gn`` GeoNames id, ``names`` by
ISO 639-3 language, ``r`` and ``c`` the ids of its region and county). Either may be
packed with gzip or, as GeoNames are, zip. Names in Arabic script are taken; a place that
the package has already, of the same name and near by, is left out.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ravi.data.tables import table
from ravi.errors import FormatError, OutputError
from ravi.intake.gazetteer_file import Spot, columns, write
from ravi.reading.places.gazetteer import packaged

#: A place of the package with the same name this near, in kilometres, is the same place.
SAME = 15.0
#: A village with so many people is a town.
TOWN = 5000
#: What a name counts for that no corpus was searched for: it needs a word such as «روستای» before it.
UNSURE = -2.0
_COLUMNS = 19
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Added:
    """How many places of a file were taken, and how many were known already or have no name to take."""

    taken: int
    known: int
    nameless: int


def add_places(path: Path, folder: Path, country: str | None = None) -> Added:
    """Turn one table into a gazetteer in ``folder``, named after it; one of that name is replaced.

    ``country`` (ISO 3166-1 alpha-2) is for tables that do not say it; else the file's
    name is taken, as in ``SY.jsonl.gz``. Raises ``FormatError`` naming the line.
    """
    stem = path.name.split(".")[0]
    code = (country or (stem if len(stem) == 2 else "")).upper()
    spots, counts = [], {"known": 0, "nameless": 0}
    for spot in _read(path, code):
        if not spot.names:
            counts["nameless"] += 1
        elif _known(spot):
            counts["known"] += 1
        else:
            spots.append(spot)
    if not spots:
        return Added(0, **counts)
    sure = dict.fromkeys((key.replace(" ", "") for s in spots for key in s.names), UNSURE)
    codes, arrays = columns([*spots, *_above(spots)], sure)
    target = folder / f"{stem.lower()}.bin"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(target.with_suffix(".new"), {"sources": [path.name], "region": []}, codes, arrays)
        target.with_suffix(".new").replace(target)
    except OSError as error:
        raise OutputError(
            f"{target}: cannot be written ({error}); set RAVI_GAZETTEERS to another folder"
        ) from None
    return Added(len(spots), **counts)


def _above(spots: list[Spot]) -> list[Spot]:
    """Return the provinces, districts and countries over places that are not among them, without their names."""
    taken = {id(spot) for spot in spots}
    above: dict[int, Spot] = {}
    for spot in spots:
        unit = spot.parent
        while unit is not None and id(unit) not in taken and id(unit) not in above:
            unit.names = {}
            above[id(unit)] = unit
            unit = unit.parent
    return list(above.values())


def _read(path: Path, country: str) -> Iterator[Spot]:
    """Yield the places of a table, each under its district, province or country."""
    kinds = {(row["scheme"], row["code"]): row["kind"] for row in table("ravi.data", "place_kinds")}
    units: dict[str, Spot] = {}
    waiting: list[tuple[Spot, str]] = []
    for number, line in enumerate(_lines(path), 1):
        try:
            found = _place_on_line(line, country, kinds)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"{path}, line {number}: neither a GeoNames row ({_COLUMNS} columns, tabs between) nor a "
                f"Who's On First place as JSON ({error}); see docs/cli.md"
            ) from None
        if found is None:
            continue
        spot, own, above = found
        if spot.kind == "admin":
            units[own] = spot
        waiting.append((spot, above))
    countries = {s.country: s for s in _countries([spot for spot, _ in waiting])}
    for spot, above in waiting:
        unit = units.get(above) or units.get(above.rpartition(".")[0])
        spot.parent = unit if unit is not None and unit is not spot else countries.get(spot.country)
        yield spot


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(_ZIP):
        with zipfile.ZipFile(path) as packed:
            inner = max(packed.infolist(), key=lambda entry: entry.file_size)
            yield from (line.decode().rstrip("\r\n") for line in packed.open(inner))
        return
    packing = gzip.open if head.startswith(_GZIP) else open
    with packing(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\r\n") for line in lines)


Found = tuple[Spot, str, str]


def _place_on_line(line: str, country: str, kinds: dict[tuple[str, str], str]) -> Found | None:
    """Return the place on a line with its own id and that of the unit above; None for what is not taken."""
    if not line.strip():
        return None
    return _whos_on_first(json.loads(line), country, kinds) if line[0] == "{" else _geonames(line, kinds)


def _geonames(line: str, kinds: dict[tuple[str, str], str]) -> Found | None:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns")
    number, name, _, others, latitude, longitude, group, code, country = cells[:9]
    kind = kinds.get(("geonames", f"{group}.{code}")) or kinds.get(("geonames", group))
    if kind is None:
        return None
    spot = _spot(name, kind, country, float(latitude), float(longitude), int(number), int(cells[14] or 0))
    _call(spot, [name, *others.split(",")])
    province, district = f"{country}.{cells[10]}", f"{country}.{cells[10]}.{cells[11]}"
    own = {"ADM1": province, "ADM2": district}.get(code, number)
    return spot, own, "" if code == "ADM1" else province if code == "ADM2" else district


def _whos_on_first(place: dict[str, Any], country: str, kinds: dict[tuple[str, str], str]) -> Found | None:
    if not country:
        raise ValueError("it does not name its country: give --country, or name the file after it")
    kind = kinds.get(("whosonfirst", place["t"]))
    if kind is None:
        return None
    names = [name for language in place["names"].values() for name in language]
    spot = _spot(
        place["n"], kind, country, place["lat"], place["lon"], place.get("gn") or 0, place.get("pop") or 0
    )
    _call(spot, [place["n"], *names])
    above = place.get("r") if place["t"] == "county" else place.get("c") or place.get("r")
    return spot, str(place["id"]), str(above)


def _spot(
    name: str, kind: str, country: str, latitude: float, longitude: float, geonames: int, people: int
) -> Spot:
    if kind == "village" and people >= TOWN:
        kind = "city"
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no such coordinates: {latitude}, {longitude}")
    return Spot(name, kind, country, latitude, longitude, int(geonames), max(0, int(people)))


def _call(spot: Spot, names: list[str]) -> None:
    arabic = [
        name for name in names if any("\u0620" <= letter <= "\u06d3" for letter in name) and len(name) < 80
    ]
    for name in arabic:
        spot.call(name)
    if arabic:
        spot.name = arabic[0]


def _known(spot: Spot) -> bool:
    """Say whether the package has the place: one of its names, near by."""
    if spot.latitude is None or spot.longitude is None:
        return False
    for key in spot.names:
        found = packaged().find(key)
        for row in found.rows if found else ():
            if packaged().entry(row).kilometres(spot.latitude, spot.longitude) < SAME:
                return True
    return False


def _countries(spots: list[Spot]) -> Iterator[Spot]:
    """Yield the countries of places, nameless here: the package knows their names."""
    for code in sorted({spot.country for spot in spots if spot.country}):
        entry = packaged().country(code)
        if entry is not None:
            yield Spot(entry.name, "country", code)

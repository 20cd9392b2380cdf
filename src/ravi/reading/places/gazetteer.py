"""Looks names up in the gazetteer that ``training/gazetteer.py`` builds.

``data/gazetteer.bin``, and each file that ``ravi gazetteer add`` makes, is mapped into
memory: a magic line, the length of a JSON header, the header, and plain little-endian
columns that the header names. The columns are places (``place_*``), name keys sorted by
checksum (``key_*``), the first words that any name can begin with (``start_*``) and one
UTF-8 text of all names.

A name's *key* is its letters folded (Arabic spelling to Persian, no madda, no hamza),
words apart by one space. Look-up joins the words, so that «دیر الزور», «دیرالزور» and
the form with a half-space are one; the key then says where the words really end.
"""

from __future__ import annotations

import json
import math
import mmap
import os
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from ravi.data.tables import table
from ravi.reading.places.names import checksum, fold, kilometres

MAGIC = b"ravi gazetteer 1\n"
#: The kinds of place, in the order the file numbers them.
KINDS = ("country", "admin", "city", "village", "quarter", "region", "water", "island", "mountain", "site")
NOWHERE = 0xFFFFFFFF

# What a key's flags say of the name it stands for.
CURATED, OFFICIAL, ARTICLE, SEAT = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``row`` numbers it within this build of the file; ``latitude``/``longitude`` are
    None when no source gives them; ``population`` is 0 when not known.
    """

    row: int
    name: str
    kind: str
    country: str | None
    admin: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    geonames: int | None
    population: int
    curated: bool

    def kilometres(self, latitude: float, longitude: float) -> float:
        """Return the great-circle distance to a point; infinite when the place has no coordinates."""
        if self.latitude is None or self.longitude is None:
            return math.inf
        return kilometres(self.latitude, self.longitude, latitude, longitude)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A name found: its key, the rows it may stand for, and how sure the name is.

    ``ambiguity`` is the base-2 logarithm of how much more often the word is a place
    than anything else in tagged corpora (0: never seen, or as often). ``flags`` holds
    one of CURATED, OFFICIAL, ARTICLE, SEAT bits for each row.
    """

    key: str
    rows: tuple[int, ...]
    flags: tuple[int, ...]
    ambiguity: float


class Gazetteer:
    """The mapped file; every look-up reads only the pages it needs."""

    def __init__(self, path: Path) -> None:
        """Map the file; ``ValueError`` when it is another or an older one."""
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise ValueError(
                f"{path} is not a gazetteer of this version; rebuild it with training/gazetteer.py"
            )
        at = len(MAGIC)
        length = int.from_bytes(self._map[at : at + 4], "little")
        header = json.loads(self._map[at + 4 : at + 4 + length])
        #: Where the figures come from, one line a source.
        self.sources: list[str] = header["sources"]
        #: The countries of which every named town is kept, the villages too.
        self.region: frozenset[str] = frozenset(header["region"])
        self._countries: list[str] = header["countries"]
        self._column = {
            name: np.frombuffer(self._map, dtype=kind, count=count, offset=offset)
            for name, (kind, count, offset) in header["columns"].items()
        }
        self._keys, self._starts = self._column["key_checksum"], self._column["start_checksum"]
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._column["place_kind"])

    def reach(self, joined: str) -> int:
        """Return how many words the longest name has that a folded word begins; 0: none."""
        number = np.uint32(checksum(joined))
        at = int(self._starts.searchsorted(number))
        return (
            int(self._column["start_words"][at])
            if at < len(self._starts) and self._starts[at] == number
            else 0
        )

    def match(self, joined: str) -> Match | None:
        """Look a folded name with its words joined up."""
        number = np.uint32(checksum(joined))
        first = int(self._keys.searchsorted(number, "left"))
        last = int(self._keys.searchsorted(number, "right"))
        return self._match(joined, first, last) if first < last else None

    def find(self, name: str) -> Match | None:
        """Look one name up as it is written."""
        return self.match(fold(name).replace(" ", ""))

    def _match(self, joined: str, first: int, last: int) -> Match | None:
        column = self._column
        found: dict[int, int] = {}
        key, ambiguity = "", 0.0
        for index in range(first, last):
            text = self._text(int(column["key_text"][index]))
            if text.replace(" ", "") == joined:
                key, ambiguity = text, float(column["key_ambiguity"][index]) / 4
                row = int(column["key_place"][index])
                found[row] = found.get(row, 0) | int(column["key_flags"][index])
        return Match(key, tuple(found), tuple(found.values()), ambiguity) if found else None

    def _text(self, offset: int) -> str:
        text = self._column["text"]
        length = int(text[offset])
        return bytes(text[offset + 1 : offset + 1 + length]).decode()

    def entry(self, row: int) -> Entry:
        """Return the place of a row."""
        entry = self._entries.get(row)
        if entry is None:
            entry = self._entries[row] = self._read(row)
        return entry

    def country(self, code: str) -> Entry | None:
        """Return a country by its ISO 3166-1 alpha-2 code."""
        for row in range(int(np.count_nonzero(self._column["place_kind"] == KINDS.index("country")))):
            if self.entry(row).country == code:
                return self.entry(row)
        return None

    def _read(self, row: int) -> Entry:
        def value(name: str) -> Any:
            return self._column[f"place_{name}"][row].item()

        latitude, longitude = value("latitude"), value("longitude")
        placed = latitude != -(2**31)
        return Entry(
            row=row,
            name=self._text(value("name")),
            kind=KINDS[value("kind")],
            country=self._countries[value("country")] or None,
            admin=self._path(value("parent")),
            latitude=latitude / 1e5 if placed else None,
            longitude=longitude / 1e5 if placed else None,
            geonames=value("geonames") or None,
            population=value("population"),
            curated=bool(value("curated")),
        )

    def _path(self, row: int) -> tuple[str, ...]:
        names: list[str] = []
        while row != NOWHERE and len(names) < 4:
            names.append(self._text(int(self._column["place_name"][row])))
            row = int(self._column["place_parent"][row])
        return tuple(reversed(names))


class Gazetteers:
    """Several gazetteers as one: the package's, then those a user added; rows are numbered through all."""

    def __init__(self, parts: Sequence[Gazetteer]) -> None:
        self.parts = parts
        self.region = parts[0].region
        self._first = [0, *accumulate(len(part) for part in parts)]

    def __len__(self) -> int:
        """Return how many places there are."""
        return self._first[-1]

    def reach(self, joined: str) -> int:
        """Return how many words the longest name has that a folded word begins; 0: none."""
        return max(part.reach(joined) for part in self.parts)

    def match(self, joined: str) -> Match | None:
        """Look a folded name with its words joined up; the first part that knows it says how sure the name is."""
        found = [
            (first, m)
            for part, first in zip(self.parts, self._first, strict=False)
            if (m := part.match(joined))
        ]
        if not found:
            return None
        rows = tuple(first + row for first, m in found for row in m.rows)
        known = found[0][1]
        return Match(known.key, rows, tuple(flag for _, m in found for flag in m.flags), known.ambiguity)

    def find(self, name: str) -> Match | None:
        """Look one name up as it is written."""
        return self.match(fold(name).replace(" ", ""))

    def entry(self, row: int) -> Entry:
        """Return the place of a row."""
        part = bisect_right(self._first, row) - 1
        entry = self.parts[part].entry(row - self._first[part])
        return replace(entry, row=row) if part else entry

    def country(self, code: str) -> Entry | None:
        """Return a country by its ISO 3166-1 alpha-2 code."""
        return self.parts[0].country(code)

    def capital(self, code: str) -> Entry | None:
        """Return the capital of a country (ISO 3166-1 alpha-2), where the gazetteer has it."""
        found = self.parts[0].find(_capitals().get(code, ""))
        towns = [entry for row in found.rows if (entry := self.entry(row)).country == code] if found else []
        return max((t for t in towns if t.kind == "city"), key=lambda t: t.population, default=None)


@cache
def _capitals() -> dict[str, str]:
    return {row["iso2"]: row["capital"] for row in table("ravi.data", "countries") if row["capital"]}


def added_folder() -> Path:
    """Return where a user's own gazetteers lie: ``RAVI_GAZETTEERS``, else the user's data folder."""
    chosen = os.environ.get("RAVI_GAZETTEERS")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(chosen) if chosen else Path(data) / "ravi" / "gazetteers"


@cache
def packaged() -> Gazetteer:
    """Return the gazetteer of the package, mapped at the first call."""
    with as_file(files("ravi.data") / "gazetteer.bin") as path:
        return Gazetteer(path)


@cache
def gazetteer() -> Gazetteers:
    """Return the gazetteer of the package with those in ``added_folder``, mapped at the first call."""
    return Gazetteers([packaged(), *(Gazetteer(path) for path in sorted(added_folder().glob("*.bin")))])

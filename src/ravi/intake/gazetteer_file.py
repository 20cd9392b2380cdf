"""Lays the gazetteer's columns out and writes its file (see ``ravi.reading.places.gazetteer``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ravi.reading.places.gazetteer import ARTICLE, KINDS, MAGIC, NOWHERE, SEAT
from ravi.reading.places.names import checksum, fold


@dataclass
class Spot:
    """A place on its way into the file; ``names`` maps a key to its flags."""

    name: str
    kind: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geonames: int = 0
    population: int = 0
    curated: bool = False
    parent: Spot | None = None
    code: str = ""
    names: dict[str, int] = field(default_factory=dict)

    def call(self, name: str, flags: int = 0) -> None:
        """Add a name; the derived flags stay only while nothing better gives the name."""
        key = fold(name)
        if len(key) < 2 or key.isdigit():
            return
        old = self.names.get(key)
        if old is None or (old & (ARTICLE | SEAT) and not flags & (ARTICLE | SEAT)):
            self.names[key] = flags
        elif not flags & (ARTICLE | SEAT):
            self.names[key] = old | flags


class Text:
    """One UTF-8 text of many strings, each behind its length; equal strings are stored once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.data = bytearray()
        self.at: dict[str, int] = {}

    def add(self, string: str) -> int:
        """Return where the string begins."""
        if string not in self.at:
            encoded = string.encode()
            if len(encoded) > 255:
                raise ValueError(f"name too long: {string!r}")
            self.at[string] = len(self.data)
            self.data += bytes([len(encoded)]) + encoded
        return self.at[string]


def starts(keys: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the checksum of each beginning of a name, and how many words the name may still take."""
    longest: dict[int, int] = {}
    for key in keys:
        words = key.split()
        for stop in range(1, len(words) + 1):
            number = checksum("".join(words[:stop]))
            longest[number] = max(longest.get(number, 0), len(words) - stop + 1)
    yield from sorted(longest.items())


def columns(spots: list[Spot], common: dict[str, float]) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the country codes and the columns of the file."""
    spots.sort(
        key=lambda s: (KINDS.index(s.kind), s.country, s.geonames or NOWHERE, s.name, s.latitude or 0.0)
    )
    number = {id(spot): row for row, spot in enumerate(spots)}
    codes = sorted({spot.country for spot in spots} | {""})
    text = Text()

    def degrees(value: float | None) -> int:
        return -(2**31) if value is None else round(value * 1e5)

    def parent(spot: Spot) -> int:
        above = spot.parent if spot.parent or spot.kind == "country" else None
        while above is not None and id(above) not in number:
            above = above.parent
        return NOWHERE if above is None else number[id(above)]

    keys = sorted(
        (checksum(key.replace(" ", "")), number[id(spot)], key, flags)
        for spot in spots
        for key, flags in spot.names.items()
    )
    begin = list(starts({key for _, _, key, _ in keys}))
    table = {
        "place_latitude": ("<i4", [degrees(s.latitude) for s in spots]),
        "place_longitude": ("<i4", [degrees(s.longitude) for s in spots]),
        "place_population": ("<u4", [s.population for s in spots]),
        "place_geonames": ("<u4", [s.geonames for s in spots]),
        "place_name": ("<u4", [text.add(s.name.replace("\N{NO-BREAK SPACE}", " ").strip()) for s in spots]),
        "place_parent": ("<u4", [parent(s) for s in spots]),
        "place_country": ("<u2", [codes.index(s.country) for s in spots]),
        "place_kind": ("u1", [KINDS.index(s.kind) for s in spots]),
        "place_curated": ("u1", [s.curated for s in spots]),
        "key_checksum": ("<u4", [k[0] for k in keys]),
        "key_place": ("<u4", [k[1] for k in keys]),
        "key_text": ("<u4", [text.add(k[2]) for k in keys]),
        "key_flags": ("u1", [k[3] for k in keys]),
        "key_ambiguity": (
            "i1",
            [max(-127, min(127, round(common.get(k[2].replace(" ", ""), 0.0) * 4))) for k in keys],
        ),
        "start_checksum": ("<u4", [b[0] for b in begin]),
        "start_words": ("u1", [min(b[1], 6) for b in begin]),
    }
    arrays = {name: np.array(values, dtype=kind) for name, (kind, values) in table.items()}
    arrays["text"] = np.frombuffer(bytes(text.data), dtype="u1")
    return codes, arrays


def write(path: Path, about: dict[str, list[str]], codes: list[str], arrays: dict[str, np.ndarray]) -> None:
    """Write the file: magic, header length, header, columns on multiples of eight bytes."""
    header = b""
    base = 0
    for _ in range(3):  # the offsets depend on the header's own length
        at, table = base, {}
        for name, array in arrays.items():
            table[name] = (array.dtype.str, len(array), at)
            at += (array.nbytes + 7) // 8 * 8
        header = json.dumps({**about, "countries": codes, "columns": table}, sort_keys=True).encode()
        header = header.ljust((len(header) + 127) // 128 * 128)
        base = (len(MAGIC) + 4 + len(header) + 7) // 8 * 8
    with path.open("wb") as file:
        file.write((MAGIC + len(header).to_bytes(4, "little") + header).ljust(base, b"\0"))
        for array in arrays.values():
            file.write(array.tobytes().ljust((array.nbytes + 7) // 8 * 8, b"\0"))

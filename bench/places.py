"""Measures places against a folder of gold files.

usage: python -m bench.places GOLD_DIR [--coordinates FILE] [--misses] [--country XX]
                              [--words-only]

Places are found as the reader finds them, with the names that the model tags.

found     share of the gold place mentions that some found place overlaps
phrase    the same, counting the whole phrase of a found place («شهرک الباغوز»)
unnamed   the same as found, counting places without a name too («در زندان»)
placed    share that overlaps a found place with coordinates
within 25 km: of those whose gold (or FILE, as bench/data/places.tsv) gives coordinates, how many lie that near;
              «of those found» leaves out what nothing overlaps, «of those given coordinates» also
              what only places without coordinates do

Gold files mark one place an event, not every place, so this says nothing of precision;
``per report`` tells how many places are found in all. A gold mention counts once a
report, however many events happen there.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ravi.data.tables import read_table
from ravi.reading import lexical
from ravi.reading.document import Document
from ravi.reading.network.model import Model, load_model
from ravi.reading.places.finding import find_places
from ravi.reading.places.names import kilometres
from ravi.reading.places.references import FoundPlace, give_areas
from ravi.reading.places.unnamed import find_unnamed
from ravi.reading.text.sentences import tokenise
from ravi.report import Span


def _is_placed(found: list[FoundPlace]) -> bool:
    return any(place.is_placed for place in found)


def _where(found: FoundPlace) -> tuple[object, ...]:
    place = found.place
    return place.name, place.latitude, place.longitude, place.why


def gold_places(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the distinct place mentions of a report's claims."""
    places = {tuple(claim["place"]["span"]): claim["place"] for claim in claims if claim.get("place")}
    return [places[span] for span in sorted(places)]


def near(gold: dict[str, Any], found: list[FoundPlace]) -> bool:
    """Say whether some found place lies within 25 km of the gold coordinates."""
    return any(
        p.place.latitude is not None
        and p.place.longitude is not None
        and kilometres(p.place.latitude, p.place.longitude, gold["lat"], gold["lon"]) <= 25
        for p in found
    )


Coordinates = dict[tuple[str, str], tuple[float, float]]


def read_coordinates(path: Path | None) -> Coordinates:
    """Read a table of coordinates: (report, words of the place) to latitude and longitude."""
    if path is None:
        return {}
    return {
        (row["report"], row["words"]): (float(row["latitude"]), float(row["longitude"]))
        for row in read_table(path)
    }


def find_all(document: Document, country: str | None) -> tuple[list[FoundPlace], list[FoundPlace]]:
    """Return the places with a name and those without, as the reader finds them."""
    named = find_places(document, country_hint=country)
    both = give_areas(document, [*named, *find_unnamed(document, named)])
    names = {place.start for place in named}
    return [p for p in both if p.start in names], [p for p in both if p.start not in names]


def measure(
    folder: Path,
    country: str | None,
    coordinates: Coordinates | None = None,
    model: Model | None = None,
) -> tuple[Counter[str], list[str]]:
    """Count over every gold file of the folder; also return the missed mentions in their context."""
    known = coordinates or {}
    counts: Counter[str] = Counter()
    misses = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = gold["report"]["text"]
        document = tokenise(text, gold["report"]["language"])
        if model:
            model.analyse(document, lexical.mark(document, gold["report"]["publisher"]))
        found, unnamed = find_all(document, country)
        counts["all unnamed"] += len(unnamed)
        begin = time.process_time()
        find_places(document, country_hint=country)  # again: a worker's names and words are warm
        counts["microseconds"] += round((time.process_time() - begin) * 1e6)
        counts.update(reports=1, words=len(document.tokens), all=len(found))
        for place in gold_places(gold["claims"]):
            span = Span(*place["span"])
            hit = [p for p in found if p.place.span.overlaps(span)]
            wide = [p for p in found if document.span(p.first, p.end).overlaps(span)]
            without = [p for p in unnamed if p.place.span.overlaps(span)]
            bare = bool(hit or without)
            counts.update(gold=1, found=bool(hit), phrase=bool(wide), placed=_is_placed(hit), unnamed=bare)
            if point := known.get((path.stem, text[span.start : span.end])):
                place = {**place, "lat": point[0], "lon": point[1]}
            if "lat" in place:
                any_ = [*wide, *without]
                right = near(place, any_)
                counts.update(located=1, near=right, **{"located and found": bool(any_)})
                counts["located and placed"] += _is_placed(any_)
                if not right:
                    misses.append(f"{path.stem}\t{place['name']}\tnot near: {[_where(p) for p in any_]}")
            if not hit:
                misses.append(
                    f"{path.stem}\t{place['name']}\t{text[max(0, span.start - 30) : span.end + 30]!r}"
                )
    return counts, misses


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--coordinates", type=Path, metavar="FILE", help="where the gold's places lie")
    parser.add_argument("--misses", action="store_true", help="list the gold mentions that nothing overlaps")
    parser.add_argument("--country", help="country hint for every report (ISO 3166-1 alpha-2)")
    parser.add_argument(
        "--words-only",
        action="store_true",
        help="find places by their words alone, without the model's names",
    )
    options = parser.parse_args()
    model = None if options.words_only else load_model()
    counts, misses = measure(options.gold, options.country, read_coordinates(options.coordinates), model)
    if not counts["reports"]:
        parser.error(f"{options.gold} holds no gold files; give a folder of .json files")
    gold = counts["gold"] or 1
    print(f"reports {counts['reports']}, gold mentions {counts['gold']}")
    print(f"found per report {counts['all'] / counts['reports']:.1f}", end=", ")
    print(f"without a name {counts['all unnamed'] / counts['reports']:.1f}")
    for name in ("found", "phrase", "placed", "unnamed"):
        print(f"{name:8} {counts[name] / gold:.3f}")
    if counts["located"]:
        print(f"within 25 km {counts['near'] / counts['located']:.3f} of {counts['located']}", end="; ")
        print(f"of those found {counts['near'] / max(counts['located and found'], 1):.3f}", end="; ")
        print(f"of those given coordinates {counts['near'] / max(counts['located and placed'], 1):.3f}")
    print(f"{counts['microseconds'] / counts['words'] * 300 / 1000:.2f} ms of processor for 300 tokens")
    if options.misses:
        print(*misses, sep="\n")


if __name__ == "__main__":
    main()

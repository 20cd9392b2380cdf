"""Shows which places a name may mean."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ravi.reading.places.candidates import Candidate


def as_text(found: Sequence[tuple[Candidate, str]]) -> str:
    """Return the places, two lines each: where it is, and why it stands there."""
    lines = []
    for number, (candidate, why) in enumerate(found, 1):
        entry = candidate.entry
        where = " › ".join((*entry.admin, entry.name))
        point = "no coordinates"
        if entry.latitude is not None and entry.longitude is not None:
            point = f"{entry.latitude:.4f}, {entry.longitude:.4f}"
        known = f" · GeoNames {entry.geonames}" if entry.geonames else ""
        lines += [f"{number:3} {where} ({point}){known}", f"      {candidate.score:.1f}: {why}"]
    return "\n".join(lines)


def as_json(found: Sequence[tuple[Candidate, str]]) -> str:
    """Return the places as JSON, with the names that a claim's place has."""
    return json.dumps(
        [
            {
                "name": candidate.entry.name,
                "kind": candidate.entry.kind,
                "country": candidate.entry.country,
                "admin": list(candidate.entry.admin),
                "lat": candidate.entry.latitude,
                "lon": candidate.entry.longitude,
                "geonames": candidate.entry.geonames,
                "population": candidate.entry.population or None,
                "score": round(candidate.score, 2),
                "why": why,
            }
            for candidate, why in found
        ],
        ensure_ascii=False,
        indent=1,
    )

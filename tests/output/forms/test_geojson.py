from __future__ import annotations

import io
import json
from typing import Any

import pytest

from ravi.data.tables import table
from ravi.ledger.records import Incident
from ravi.output.export import export
from tests.output.forms.made import DISTRICT, HOMS, NOWHERE, PROVINCE, SYRIA, incident
from tests.output.forms.samples import incidents


def collection(*given: Incident) -> Any:
    stream = io.StringIO(newline="")
    export(given, "geojson", stream)
    return json.loads(stream.getvalue())


def test_it_is_geojson() -> None:
    found = collection(*incidents())
    assert set(found) == {"type", "features"}
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == len(incidents())
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        if feature["geometry"] is not None:
            assert set(feature["geometry"]) == {"type", "coordinates"}
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    assert any(feature["geometry"] for feature in found["features"])


def test_nothing_is_a_collection_too() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(
    ("place", "coordinates", "radius", "precision"),
    [
        (HOMS, [36.72559, 34.72405], 15, 1),
        (DISTRICT, [36.87, 36.51], 50, 2),
        (PROVINCE, [37.16, 36.2], 100, 3),
        (SYRIA, None, None, None),
        (NOWHERE, None, None, None),
        (None, None, None, None),
    ],
    ids=["city", "district", "province", "country", "unknown", "none"],
)
def test_a_point_says_how_far_it_reaches_or_is_not_there(
    place: Any, coordinates: list[float] | None, radius: float | None, precision: int | None
) -> None:
    (feature,) = collection(incident("shelling", place=place))["features"]
    assert (feature["geometry"] and feature["geometry"]["coordinates"]) == coordinates
    assert feature["properties"]["radius_km"] == radius
    assert feature["properties"]["geo_precision"] == precision


def test_what_is_planned_is_there_and_says_so() -> None:
    (feature,) = collection(incident("shelling", modality="planned"))["features"]
    assert feature["properties"]["status"] == "planned"
    assert feature["properties"]["grade"] == "ungraded"


def test_counts_have_their_bounds() -> None:
    (feature,) = collection(incident("shelling", killed=(12, None)))["features"]
    told = feature["properties"]
    assert (told["killed_low"], told["killed_high"], told["killed_best"]) == (12, None, 12)
    assert told["injured_best"] is None


def test_kinds_with_a_radius_are_places_on_a_map() -> None:
    found = {row["kind"]: float(row["km"]) for row in table("ravi.data", "place_radii")}
    assert set(found) == {
        "site",
        "quarter",
        "village",
        "city",
        "mountain",
        "island",
        "water",
        "region",
        "admin",
    }
    assert all(km > 0 for km in found.values())

"""Places measured with coordinates from a table beside the gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.places import main, measure, read_coordinates

TABLE = Path(__file__).parents[2] / "bench" / "data" / "places.tsv"
TEXT = "دیروز انفجاری در شهر حلب رخ داد."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    start = TEXT.index("حلب")
    place = {"name": "حلب", "span": [start, start + 3]}
    told = {"report": {"text": TEXT, "language": "fa"}, "claims": [{"place": place}, {"place": None}]}
    (tmp_path / "one.json").write_text(json.dumps(told), encoding="utf-8")
    return tmp_path


def test_no_table_is_no_coordinates() -> None:
    assert read_coordinates(None) == {}


def test_the_table_lies_on_the_earth() -> None:
    known = read_coordinates(TABLE)
    assert known
    assert all(
        report and words and -90 <= y <= 90 and -180 <= x <= 180 for (report, words), (y, x) in known.items()
    )


def test_without_coordinates_nothing_is_located(gold: Path) -> None:
    counts, misses = measure(gold, None)
    assert (counts["gold"], counts["found"], counts["located"]) == (1, 1, 0)
    assert misses == []


@pytest.mark.parametrize(
    ("latitude", "is_near"), [pytest.param(36.2, True, id="Aleppo"), pytest.param(33.5, False, id="Damascus")]
)
def test_a_place_is_held_against_the_table(
    gold: Path, tmp_path: Path, latitude: float, is_near: bool
) -> None:
    table = tmp_path / "places.tsv"
    table.write_text(f"# a head\nreport\twords\tlatitude\tlongitude\tchecked\none\tحلب\t{latitude}\t37.16\town\n",
                     encoding="utf-8")  # fmt: skip
    counts, misses = measure(gold, None, read_coordinates(table))
    assert (counts["located"], counts["near"], counts["located and placed"]) == (1, int(is_near), 1)
    assert len(misses) == int(not is_near)


def test_a_row_of_another_report_says_nothing(gold: Path) -> None:
    counts, _ = measure(gold, None, {("two", "حلب"): (36.2, 37.16)})
    assert counts["located"] == 0


def test_a_folder_without_gold_is_told(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["bench.places", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "no gold files" in capsys.readouterr().err

"""Places of a user's own, added from tables and then read, as a user would: in processes of their own."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def geonames_row(
    number: int, name: str, others: str, point: tuple[float, float], code: str, units: str
) -> str:
    country, province, district = units.split(".")
    cells = [
        str(number),
        name,
        name,
        others,
        *map(str, point),
        *code.split("."),
        country,
        "",
        province,
        district,
    ]
    return "\t".join([*cells, "", "", "340", "", "300", "Asia/Damascus", "2024-01-01"])


GEONAMES = "\n".join(
    [
        geonames_row(900001, "Governorate", "محافظة الريف", (35.2, 40.1), "A.ADM1", "SY.77."),
        geonames_row(900002, "Zarnabah", "زرنابة العليا,Zarnaba", (35.25, 40.15), "P.PPL", "SY.77.7701"),
        geonames_row(900003, "Latin only", "Latin", (35.3, 40.2), "P.PPL", "SY.77.7701"),
        geonames_row(170654, "Damascus", "دمشق", (33.5102, 36.2913), "P.PPLC", "SY.13."),
        geonames_row(900004, "A well", "بئر", (35.3, 40.2), "H.WLL", "SY.77."),
    ]
)
FIRST = {
    "id": 7,
    "gn": None,
    "t": "locality",
    "n": "Qaysarun",
    "lat": 35.6,
    "lon": 40.6,
    "pop": 0,
    "r": 5,
    "c": None,
}
WHOS = [
    FIRST | {"id": 5, "t": "region", "n": "Rif", "names": {"ara": ["محافظة الضفاف"]}, "r": None},
    FIRST | {"names": {"ara": ["قيصرون"], "eng": ["Qaysarun"]}},
]


def ravi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ravi.cli", "gazetteer", *arguments],
        env=os.environ | {"RAVI_GAZETTEERS": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def found(folder: Path, name: str) -> list[dict[str, object]]:
    ran = ravi(folder, "find", name, "--format", "json")
    places: list[dict[str, object]] = json.loads(ran.stdout) if ran.returncode == 0 else []
    return places


def test_a_geonames_dump_is_added_with_its_provinces(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as packed:
        packed.writestr("readme.txt", "x")
        packed.writestr("SY.txt", GEONAMES)
    ran = ravi(tmp_path / "own", "add", str(tmp_path / "SY.zip"))
    assert ran.returncode == 0, ran.stderr
    assert "2 places added" in ran.stdout
    assert "1 were known" in ran.stdout
    assert "1 have no name" in ran.stdout
    (place,) = found(tmp_path / "own", "زرنابه العلیا")
    assert (place["geonames"], place["lat"], place["kind"]) == (900002, 35.25, "village")
    assert place["admin"] == ["سوریه", "محافظة الریف".replace("ی", "ي")]
    assert len(found(tmp_path / "own", "دمشق")) == len(found(tmp_path / "none", "دمشق"))


def test_a_whos_on_first_export_is_added_and_read(tmp_path: Path) -> None:
    table = tmp_path / "SY.jsonl.gz"
    table.write_bytes(gzip.compress("\n".join(json.dumps(p) for p in WHOS).encode()))
    assert ravi(tmp_path / "own", "add", str(table)).returncode == 0
    code = (
        "from ravi.reading.places.finding import find_places; from ravi.reading.text.sentences import tokenise;"
        "print([p.place.latitude for p in find_places(tokenise('ارتش سوریه روستای قیصرون را گرفت.', 'fa'))])"
    )
    environment = os.environ | {"RAVI_GAZETTEERS": str(tmp_path / "own")}
    read = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert "35.6" in read.stdout
    assert found(tmp_path / "own", "قیصرون")[0]["admin"] == ["سوریه", "محافظة الضفاف"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (GEONAMES + "\nnot\ta place", "line 6"),
        (json.dumps(WHOS[1]) + "\n{", "line 2"),
        (json.dumps(WHOS[1] | {"lat": 135}), "no such coordinates"),
        ("%PDF-1.4", "line 1"),
    ],
)
def test_a_bad_line_is_named_and_the_other_files_are_added(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "SY.txt").write_text(content, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GEONAMES, encoding="utf-8")
    ran = ravi(tmp_path / "own", "add", str(tmp_path / "SY.txt"), str(tmp_path / "good.txt"))
    assert ran.returncode == 2
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [p.name for p in (tmp_path / "own").iterdir()] == ["good.bin"]


def test_a_table_without_its_country_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "villages.jsonl").write_text(json.dumps(WHOS[1]), encoding="utf-8")
    assert "--country" in ravi(tmp_path / "own", "add", str(tmp_path / "villages.jsonl")).stderr
    ran = ravi(tmp_path / "own", "add", str(tmp_path / "villages.jsonl"), "--country", "sy")
    assert ran.returncode == 0, ran.stderr
    assert found(tmp_path / "own", "قیصرون")[0]["country"] == "SY"

from __future__ import annotations

import json
from pathlib import Path

from bench.killed import reports_of


def test_a_folder_gives_as_many_made_reports_as_asked(tmp_path: Path) -> None:
    told = {
        "report": {"text": "ایسنا گفت پل فیروزه بمباران شد.", "language": "fa", "published": "2021-05-04"},
        "claims": [
            {
                "event": "e1",
                "type": "air_strike",
                "trigger": [20, 26],
                "chain": [{"name": "ایسنا", "span": [0, 5]}],
                "polarity": "affirmed",
                "modality": "actual",
                "certainty": "stated",
            }
        ],
    }
    (tmp_path / "one.json").write_text(json.dumps(told), encoding="utf-8")
    with reports_of(tmp_path, 7) as source:
        lines = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 7
    assert all(line["publisher"] and line["published"] and "بمباران" in line["text"] for line in lines)


def test_a_file_is_taken_as_it_is(tmp_path: Path) -> None:
    with reports_of(tmp_path / "given.jsonl", 7) as source:
        assert source == tmp_path / "given.jsonl"

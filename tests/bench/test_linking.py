from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.incident_scores import b_cubed, pairwise
from bench.linking import main
from bench.linking_baselines import average_linkage, tfidf

STRIKE = (
    "حمله هوایی به پل فیروزه سنگان\nبامداد سه‌شنبه جنگنده‌های آمریکایی پل فیروزه در سنگان را بمباران کردند."
)
AGAIN = "به گفته فرماندار سنگان، پل فیروزه این شهر بامداد امروز در حمله هوایی آمریکا ویران شد."
ARRESTS = "پلیس زابل اعلام کرد سه قاچاقچی اسلحه عصر امروز در این شهر بازداشت شدند."
POSTS = [
    ("a1", "کوه", "06:10", ["i1"], STRIKE),
    ("a2", "دشت", "06:40", ["i1"], AGAIN),
    ("a3", "رود", "15:00", ["i2"], ARRESTS),
    ("a4", "رود", "16:00", [], "نمایشگاه گل و گیاه در شهر برپا شد."),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    links = [{"id": name, "incidents": incidents} for name, _, _, incidents, _ in POSTS]
    texts = [
        {"id": name, "source": source, "published": f"2021-05-04T{hour}+03:30", "text": text}
        for name, source, hour, _, text in POSTS
    ]
    kept = [{"incident": "i1", "what": "strike on a bridge"}, {"incident": "i2", "what": "arrests"}]
    (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, links)) + "\n", encoding="utf-8")
    (tmp_path / "incidents.jsonl").write_text("\n".join(map(json.dumps, kept)), encoding="utf-8")
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return tmp_path


def test_posts_are_read_and_linked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["posts"] == 4
    assert figures["ravi"]["main"]["b-cubed"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert figures["every post alone"]["all"]["b-cubed"]["r"] == 0.75
    assert figures["TF-IDF in a window"]["main"]["b-cubed"]["f1"] > 0.5


def test_figures_and_mistakes_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = (
        (folder / "posts.jsonl")
        .read_text(encoding="utf-8")
        .replace('"a2", "incidents": ["i1"]', '"a2", "incidents": ["i2"]')
    )
    (folder / "posts.jsonl").write_text(wrong, encoding="utf-8")
    assert main([str(folder), "--errors", "3", "--days-only"]) == 0
    printed = capsys.readouterr().out
    assert "main incidents, b-cubed" in printed
    assert "joined wrongly" in printed
    assert "kept apart wrongly" in printed


def test_a_folder_without_posts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "has no posts.jsonl, incidents.jsonl, texts.json" in capsys.readouterr().err


# What Amigó et al. define, worked out by hand: shared on one side and on the other.
CASES = [
    ("as they are", {"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "y"}, (1.0, 1.0)),
    ("all in one", {"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "x", "c": "x"}, (5 / 9, 1.0)),
    ("two incidents, one found", {"a": "12", "b": "12"}, {"a": "x", "b": "x"}, (1.0, 0.5)),
    ("one incident, two found", {"a": "1", "b": "1"}, {"a": "xy", "b": "xy"}, (0.5, 1.0)),
    ("no incidents", {"a": "", "b": ""}, {"a": "", "b": "x"}, (1.0, 1.0)),
]


@pytest.mark.parametrize(
    ("gold", "found", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_b_cubed(gold: dict[str, str], found: dict[str, str], expected: tuple[float, float]) -> None:
    rates = b_cubed({k: set(v) for k, v in gold.items()}, {k: set(v) for k, v in found.items()})
    assert (rates["p"], rates["r"]) == pytest.approx(expected, abs=1e-4)


def test_pairs_count_posts_that_share_an_incident() -> None:
    gold = {"a": {"1", "2"}, "b": {"1"}, "c": {"2"}}
    assert pairwise(gold, {"a": {"x"}, "b": {"x"}}) == {"p": 1.0, "r": 0.5, "f1": 0.6667}


def test_average_linkage_does_not_chain() -> None:
    chain = np.eye(4) + np.diag([0.9] * 3, 1) + np.diag([0.9] * 3, -1)
    assert max(map(len, average_linkage(chain, 0.5))) == 2


def test_like_texts_have_a_high_cosine() -> None:
    cosine = tfidf(["حمله به پل", "حمله به پل سنگان", "نمایشگاه گل"])
    assert cosine[0, 1] > 0.5 > cosine[0, 2]

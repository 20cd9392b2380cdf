import json
from typing import Any

import pytest

from training.extra_gold import ANNOTATIONS, restore, strip_texts

TEXT = "به گزارش رویترز ارتش شهر را بمباران کرد."


def gold() -> dict[str, Any]:
    def named(start: int, end: int) -> dict[str, Any]:
        return {"name": TEXT[start:end], "span": [start, end]}

    claim = {
        "event": "e1", "type": "air_strike", "trigger": [28, 39], "also": [], "agents": [named(16, 20)],
        "targets": [], "place": named(21, 24), "time": None, "counts": [], "means": [],
        "chain": [{"name": "ایسنا", "span": None}, named(9, 15)],
    }  # fmt: skip
    report = {
        "id": "x",
        "language": "fa",
        "publisher": "ایسنا",
        "published": None,
        "title": None,
        "text": TEXT,
    }
    return {"report": report, "claims": [claim]}


def test_spans_and_text_come_together_again() -> None:
    bare = strip_texts(gold())
    assert "رویترز" not in json.dumps(bare, ensure_ascii=False)
    assert restore(bare, TEXT + " دنباله") == gold()


def test_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not the one that was annotated"):
        restore(strip_texts(gold()), "متن دیگری که با آن یکی نیست و درازتر است")


def test_what_ships_holds_no_texts() -> None:
    lines = [
        line for path in ANNOTATIONS.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(lines) > 600
    for line in lines:
        report = json.loads(line)
        assert set(report) == {"id", "language", "publisher", "published", "characters", "digest", "claims"}
        claims = report["claims"]
        slots = [
            s for c in claims for s in (c["trigger"], *c["also"], *c["agents"], *c["targets"], *c["chain"])
        ]
        assert all(0 <= start < end <= report["characters"] for start, end in slots)

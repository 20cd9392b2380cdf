from __future__ import annotations

import json
from pathlib import Path

from bench.brief import measure

TEXT = "به گزارش ایسنا به نقل از رویترز، یحیی سریع از حمله هوایی به شهر صعده خبر داد و گفت ۱۲ نفر کشته شدند."


def test_a_plain_report_comes_back_whole(tmp_path: Path) -> None:
    report = {"text": TEXT, "language": "fa", "publisher": "ایسنا", "published": "2019-03-12"}
    (tmp_path / "a.json").write_text(json.dumps({"report": report, "claims": []}), encoding="utf-8")
    figures = measure(tmp_path)
    assert figures["reports"] == 1
    assert figures["errors"] == []
    assert figures["type"] == figures["count"] == figures["place"] == figures["origin"] == 1.0


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert measure(tmp_path)["type"] == 0.0

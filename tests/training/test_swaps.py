import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from training import paths
from training.swaps import Swaps, rewrite

TEXT = "به گزارش رویترز، یک سخنگوی طالبان گفت: «کریم رستمی کشته شد». رویترز افزود که طالبان شهر را گرفته‌اند."


def gold(text: str, *spans: list[int]) -> dict[str, Any]:
    report = {
        "id": "x",
        "language": "fa",
        "publisher": "ایسنا",
        "published": None,
        "title": None,
        "text": text,
    }
    claims = [{"trigger": span, "also": [span], "place": {"name": "", "span": span}} for span in spans]
    return {"report": report, "claims": claims}


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


@given(data=st.data())
def test_every_span_keeps_its_words_or_takes_the_new_ones(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.text("ابجد ", min_size=1, max_size=5), min_size=1, max_size=8))
    swapped = [data.draw(st.none() | st.text("نوی", max_size=7)) for _ in parts]
    starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
    spans = [[start, start + len(part)] for start, part in zip(starts, parts, strict=True)]
    changes = [(*s, new) for s, new in zip(spans, swapped, strict=True) if new is not None]
    result = rewrite(gold("".join(parts), *spans), changes)
    text = result["report"]["text"]
    wanted = [part if new is None else new for part, new in zip(parts, swapped, strict=True)]
    assert text == "".join(wanted)
    for claim, words in zip(result["claims"], wanted, strict=True):
        for found in (claim["trigger"], *claim["also"], claim["place"]["span"]):
            assert text[slice(*found)] == words


def test_a_span_that_reaches_into_a_name_takes_all_of_it() -> None:
    result = rewrite(gold("ارتش آزاد گفت", [5, 13]), [(0, 9, "طالبان")])
    assert result["report"]["text"][slice(*result["claims"][0]["trigger"])] == "طالبان گفت"


def test_names_are_swapped_everywhere_alike(tmp_path: Path) -> None:
    report = gold(TEXT, span("رویترز"), span("طالبان"), span("کشته شد"), span("گرفته‌اند"))
    swaps = Swaps([report], paths.MODEL, tmp_path / "names.json")
    seen = set()
    for seed in range(20):
        result = swaps.swap(report, random.Random(seed))
        text = result["report"]["text"]
        outlet, group, *triggers = (text[slice(*claim["trigger"])] for claim in result["claims"])
        assert triggers == ["کشته شد", "گرفته‌اند"]
        assert text.count(outlet) >= 2
        assert text.count(group) >= 2
        seen.add((outlet, group))
    assert len(seen) > 10


def test_names_that_are_remembered_need_no_model(tmp_path: Path) -> None:
    report, kept = gold(TEXT, span("طالبان")), tmp_path / "names.json"
    first = Swaps([report], paths.MODEL, kept).swap(report, random.Random(1))
    assert Swaps([report], tmp_path / "no model", kept).swap(report, random.Random(1)) == first

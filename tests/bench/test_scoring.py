from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bench.scoring
from bench.claims import check_floor
from bench.scoring import Tally, fold, is_same_origin, is_same_time, pair_claims
from tests.conftest import SHARED

TEXT = "a" * 100


def claim(start: int, end: int, **changes: Any) -> dict[str, Any]:
    """A claim at characters start to end; only what differs from a plain one is named."""
    told: dict[str, Any] = {name: [] for name in ("also", "agents", "targets", "counts", "means")}
    told |= dict.fromkeys(("place", "time", "channel"))
    told |= {"type": "killing", "trigger": [start, end], "chain": [{"name": "p", "span": None}]}
    told |= {"polarity": "affirmed", "modality": "actual", "certainty": "stated"}
    return told | changes


def voice(name: str, start: int = 90) -> list[dict[str, Any]]:
    return [{"name": "p", "span": None}, {"name": name, "span": [start, start + 5]}]


def figures(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> dict[str, Any]:
    tally = Tally()
    tally.add("r", {"report": {"text": TEXT}, "claims": gold}, read)
    return tally.figures()


def test_all_right() -> None:
    found = figures([claim(0, 5)], [claim(3, 8)])
    assert found["attributed event"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1, "predicted": 1}


def test_claims_of_one_event_are_counted_in_pairs() -> None:
    gold = [
        claim(0, 5, event="e1"),
        claim(10, 15, event="e1"),
        claim(20, 25, event="e2"),
        claim(30, 35, event="e1"),
    ]
    read = [claim(0, 5, event="a"), claim(10, 15, event="a"), claim(20, 25, event="a")]
    found = figures(gold, read)["same event"]
    assert (found["gold"], found["predicted"]) == (1, 3)
    assert found["p"] == round(1 / 3, 4)
    assert found["r"] == 1


@pytest.mark.parametrize(
    ("changes", "event", "attributed", "chain"),
    [
        pytest.param({"type": "riot"}, 0, 0, 0, id="type"),
        pytest.param({"trigger": [5, 9]}, 0, 0, 0, id="trigger beside"),
        pytest.param({"modality": "planned"}, 1, 0, 0, id="modality"),
        pytest.param({"polarity": "denied"}, 1, 0, 0, id="polarity"),
        pytest.param({"chain": voice("q")}, 1, 0, 0, id="origin"),
        pytest.param({"certainty": "hedged"}, 1, 1, 1, id="certainty"),
    ],
)
def test_what_counts_where(changes: dict[str, Any], event: int, attributed: int, chain: int) -> None:
    found = figures([claim(0, 5)], [claim(0, 5, **changes)])
    assert [found[name]["f1"] for name in ("event", "attributed event", "full chain")] == [
        event,
        attributed,
        chain,
    ]


def test_a_missing_relay_spoils_the_chain_only() -> None:
    relayed = [*voice("r")[:1], {"name": "relay", "span": [50, 55]}, *voice("r")[1:]]
    found = figures([claim(0, 5, chain=relayed)], [claim(0, 5, chain=voice("r"))])
    assert (found["attributed event"]["f1"], found["full chain"]["f1"]) == (1, 0)


def test_a_repeated_mention_is_neither_right_nor_wrong() -> None:
    found = figures([claim(0, 5, also=[[20, 25]])], [claim(0, 5), claim(20, 25)])
    assert found["event"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1, "predicted": 1}


def test_a_further_mention_will_do_when_the_main_one_is_free() -> None:
    assert pair_claims([claim(0, 5, also=[[20, 25]])], [claim(20, 25)]).pairs == [(0, 0)]


def test_the_one_that_agrees_more_is_the_partner() -> None:
    gold = [claim(0, 5, chain=voice("a")), claim(0, 5, chain=voice("b", 70))]
    read = [claim(0, 5, chain=voice("b", 70)), claim(0, 5, chain=voice("a"))]
    assert sorted(pair_claims(gold, read).pairs) == [(0, 1), (1, 0)]


def test_origin_of_one_is_the_publisher_whatever_its_name() -> None:
    other = claim(0, 5, chain=[{"name": "another", "span": None}])
    assert is_same_origin(claim(0, 5), other)
    assert not is_same_origin(claim(0, 5), claim(0, 5, chain=[]))


def test_time_is_days_or_words() -> None:
    unresolved = {"span": [0, 5], "from": None, "to": None}
    assert is_same_time(unresolved, {"span": [4, 9], "from": "2019-01-01", "to": None})
    assert not is_same_time({"span": [0, 5], "from": "2019-01-01", "to": None}, unresolved)


def test_fold_joins_spellings() -> None:
    assert fold("كینو‌جبرئیل") == fold("کینو جبرئيل")


def test_counts_and_slots() -> None:
    count = {"what": "killed", "low": 3, "high": 3, "span": [0, 3]}
    found = figures([claim(0, 5, counts=[count])], [claim(0, 5, counts=[count, count | {"low": 4}])])
    assert (found["counts"]["p"], found["counts"]["r"]) == (0.5, 1.0)


def test_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "floor.json"
    path.write_text('{"event": 0.5, "origin accuracy": 0.9}')
    assert check_floor({"event": {"f1": 0.5}, "origin accuracy": 0.9}, path) == 0
    assert check_floor({"event": {"f1": 0.49}, "origin accuracy": 0.9}, path) == 1
    assert "event is 0.4900, below the floor 0.5000" in capsys.readouterr().err


def spoil(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return claims with a mistake of another kind in every few."""
    out: list[dict[str, Any]] = []
    for at, told in enumerate(claims):
        wrong: dict[int, dict[str, Any]] = {
            1: {"type": "riot"},
            2: {"chain": told["chain"][:1]},
            3: {"modality": "planned", "time": None},
            4: {"trigger": (told["also"] or [told["trigger"]])[0], "agents": told["targets"]},
            5: {"counts": claims[0]["counts"], "place": claims[-1]["place"]},
        }
        if at % 7 != 6:
            out.append(told | wrong.get(at % 7, {}))
        if at % 5 == 4:
            out.append(dict(told))
    return out


def test_figures_are_those_of_the_shared_scorer(annotated: list[Path], tmp_path: Path) -> None:
    tally = Tally()
    for path in annotated:
        gold = json.loads(path.read_text(encoding="utf-8"))
        read = spoil(gold["claims"])
        (tmp_path / path.name).write_text(json.dumps({"claims": read}), encoding="utf-8")
        tally.add(path.stem, gold, read)
    command = [
        sys.executable,
        str(SHARED / "gold" / "score.py"),
        str(annotated[0].parent),
        str(tmp_path),
        "--json",
        "--by-type",
    ]
    shown = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    own = {"same event"}  # the shared scorer has no figure for it
    assert shown == {n: v for n, v in tally.figures().items() if n not in own} | {"types": tally.by_type()}


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(bench.scoring).failed == 0

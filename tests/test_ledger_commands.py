"""The ledger's commands as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "ledger"


def ravi(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ravi.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"COLUMNS": "100"},
        check=False,
    )


def told(*arguments: str, folder: Path) -> str:
    ran = ravi(*arguments, folder=folder)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose ledger has the example reports."""
    made = tmp_path_factory.mktemp("work")
    assert "14 reports: 13 added, 1 added as copies of others" in told("add", str(EXAMPLES), folder=made)
    return made


def incidents(folder: Path, *arguments: str) -> list[dict[str, object]]:
    lines = told("incidents", "--format", "jsonl", *arguments, folder=folder).splitlines()
    return [json.loads(line) for line in lines]


def test_adding_again_adds_nothing(folder: Path) -> None:
    assert "14 reports: 14 known already" in told("add", str(EXAMPLES), folder=folder)


def test_incidents_are_listed_shown_and_asked_why(folder: Path) -> None:
    [found] = incidents(folder, "--type", "bombing", "--place", "کرکوک")
    page = told("show", str(found["id"]), "--why", folder=folder)
    assert "سخنگوی پلیس کرکوک" in page
    assert "why these claims are one incident" in page
    assert told("incidents", "--type", "bombing", folder=folder).startswith(str(found["id"]))


def test_claims_lead_to_their_report_and_incident(folder: Path) -> None:
    first = json.loads(
        told("claims", "--polarity", "denied", "--format", "jsonl", folder=folder).splitlines()[0]
    )
    page = told("show", first["id"], folder=folder)
    assert "DENIED" in page
    assert first["report"]["id"] in page
    assert json.loads(told("show", first["report"]["id"], "--format", "json", folder=folder))["claims"]


def test_a_decision_is_made_listed_and_taken_back(folder: Path) -> None:
    before = incidents(folder)
    one, other = str(before[0]["id"]), str(before[1]["id"])
    assert one in told("link", one, other, "--who", "سارا", "--note", "یکی است", folder=folder)
    assert len(incidents(folder)) == len(before) - 1
    line = told("decisions", folder=folder).splitlines()[0]
    assert "سارا: same" in line
    told("undo", line.split()[0], folder=folder)
    assert {str(row["id"]) for row in incidents(folder)} == {str(row["id"]) for row in before}


@pytest.mark.parametrize(("language", "word"), [("fa", "گوریان"), ("en", "reported")])
def test_briefs(folder: Path, language: str, word: str) -> None:
    brief = told("brief", "--place", "غوریان", "--language", language, folder=folder)
    assert brief.startswith("#")
    assert "غوریان" in brief
    assert word in brief or language == "fa"


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson", "acled", "ucdp", "plover", "annotations"])
def test_exports_to_a_stream_and_a_file_are_the_same(folder: Path, form: str) -> None:
    shown = told("export", "--format", form, folder=folder)
    told("export", "--format", form, "--output", f"out.{form}", folder=folder)
    assert (folder / f"out.{form}").read_text(encoding="utf-8").replace("\r\n", "\n") == shown
    assert len(shown) > 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["show", "i-none"], "no incident or claim 'i-none'", id="incident"),
        pytest.param(["show", "r-none"], "no report 'r-none'", id="report"),
        pytest.param(["incidents", "--type", "strike"], "'strike' is no event type", id="type"),
        pytest.param(["incidents", "--since", "1400/1/1"], "is no day such as 2019-03-12", id="day"),
        pytest.param(["claims", "--near", "100,200,3"], "is not on the map", id="circle"),
        pytest.param(["undo", "d-none"], "no decision 'd-none'", id="decision"),
        pytest.param(["incidents", "--ledger", "none.db"], "there is no ledger at 'none.db'", id="ledger"),
        pytest.param(["add", "none.txt"], "none.txt", id="source"),
        pytest.param(["add", "--column", "text", "x.csv"], "must be FIELD=NAME", id="column"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(folder: Path, arguments: list[str], message: str) -> None:
    ran = ravi(*arguments, folder=folder)
    assert ran.returncode == 2
    assert message in ran.stderr
    assert "Traceback" not in ran.stderr


def test_one_bad_report_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_text("Армия сообщила об ударе", encoding="utf-8")
    (tmp_path / "in" / "good.txt").write_text("شورشیان دیروز شهر مأرب را تصرف کردند.", encoding="utf-8")
    ran = ravi("add", "in", "--publisher", "خبرگزاری نمونه", "--published", "2021-09-08", folder=tmp_path)
    assert ran.returncode == 2
    assert "1 added, 1 could not be read" in ran.stdout
    assert "bad.txt" in ran.stderr

"""The documents say what the code does."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from ravi.data.tables import event_types, table
from ravi.output.json import report_from_dict, report_to_dict

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def load_make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "event-types.md"])
def test_made_pages_are_up_to_date(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    made = load_make().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, "run: python docs/make.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("kind", ["count", "means", "channel", "modality", "polarity", "certainty", "anchor"])
def test_every_value_of_a_claim_is_described(kind: str) -> None:
    page = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    missing = [row["value"] for row in table("ravi.data", "labels") if row["kind"] == kind]
    assert [value for value in missing if f"`{value}`" not in page] == []


def test_the_number_of_types_is_right() -> None:
    assert f"one of the {len(event_types())} [event types]" in (ROOT / "docs" / "claims.md").read_text(
        "utf-8"
    )


def test_the_example_of_the_format_has_it() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    example = json.loads(re.findall(r"```json\n(.*?)```", page, re.S)[0])
    assert report_to_dict(report_from_dict(example)) == example
    text = example["report"]["text"]
    claim = example["claims"][0]
    assert text[slice(*claim["trigger"])] == "حمله"
    for told in (*claim["targets"], claim["place"], claim["chain"][1]):
        assert text[slice(*told["span"])] == told["name"]
    assert text[slice(*claim["time"]["span"])] == "روز یکشنبه"


def test_the_readme_s_commands_are_there() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "test").is_file()
    for example in re.findall(r"examples/\S+\.txt", page):
        assert (ROOT / example).is_file()
    for code in re.findall(r"```python\n(.*?)```", page, re.S):
        compile(code, "README.md", "exec")


def test_examples_are_of_a_fitting_length() -> None:
    examples = sorted((ROOT / "examples").glob("*.txt"))
    assert len(examples) == 3
    for example in examples:
        assert 120 <= len(example.read_text(encoding="utf-8").split()) <= 250, example.name

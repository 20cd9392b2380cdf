"""docs/intake.md says what taking in does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ravi.data.tables import table
from ravi.intake.feed_list import parse_feeds
from ravi.intake.kinds import ENDINGS
from ravi.intake.options import COLUMN_FIELDS, IntakeOptions

PAGE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")


def test_every_ending_is_named() -> None:
    assert [ending for ending in ENDINGS if f"`{ending}`" not in PAGE] == []


@pytest.mark.parametrize("field", COLUMN_FIELDS)
def test_the_columns_are_those_of_the_table(field: str) -> None:
    [line] = re.findall(rf"^\| `{field}` \| (.*) \|$", PAGE, re.M)
    assert line.split(", ") == [row["name"] for row in table("ravi.data", "columns") if row["field"] == field]


def test_the_example_of_feeds_is_one() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    assert [feed.every for feed in parse_feeds(tomllib.loads(example))] == [900, 3600]


def test_the_limits_are_those_of_the_options() -> None:
    options = IntakeOptions()
    assert f"| size | {options.limit // 1_000_000} MB" in PAGE
    assert f"| time | {options.seconds:g} seconds" in PAGE
    assert f"| redirects | {options.redirects}," in PAGE
    assert f"| pause | {options.pause:g} second " in PAGE

"""Writes the pages that are made from the code and its tables: ``python docs/make.py``.

A test fails when a page is not what this would write.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from ravi.cli import build_parser
from ravi.data.tables import event_types

FOLDER = Path(__file__).parent
MADE = "<!-- Made by docs/make.py: change the code or the table, then run it. -->"


def write_cli() -> str:
    """Return the page of the command's help, 80 columns wide."""
    os.environ["COLUMNS"] = "80"
    parser = build_parser()
    parts = [f"## {name}\n\n```\n{page.format_help().rstrip()}\n```" for name, page in _pages("ravi", parser)]
    notes = (FOLDER / "cli-notes.md").read_text(encoding="utf-8").rstrip()
    return "\n\n".join(["# The command", MADE, *parts, notes]) + "\n"


def _pages(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield a command and all commands under it, each with its parser."""
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for under, command in action.choices.items():
                yield from _pages(f"{name} {under}", command)


def write_event_types() -> str:
    """Return the page of event types with their codes in other schemas."""
    fields = ("fa", "definition", "acled", "plover", "cameo", "ucdp")
    rows = [
        "| " + " | ".join([f"`{row['type']}`", *(row[field] or "–" for field in fields)]) + " |"
        for row in event_types()
    ]
    intro = (
        "A code is the nearest one, not a promise of equality: these schemas also look at who acted on whom. "
        "UCDP: 1 state-based, 2 non-state, 3 one-sided violence, when the actors fit."
    )
    head = "| type | فارسی | what it covers | ACLED | PLOVER | CAMEO | UCDP |\n|---|---|---|---|---|---|---|"
    return "\n\n".join(["# Event types", MADE, intro, "\n".join([head, *rows])]) + "\n"


PAGES = {"cli.md": write_cli, "event-types.md": write_event_types}


def main() -> None:
    """Write every page."""
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()

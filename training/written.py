"""Reads the project's own training reports: invented, written and annotated for it, texts and all.

``written/*.jsonl`` holds one report a line, its mentions as spans (like ``annotations``,
see ``training.extra_gold``) and its ``text``, in careful Persian. News loses its half-spaces
in many ways, so ``python -m training.written OUT`` writes each report as a gold file with them kept, lost,
turned into spaces, or a mixture, as a draw seeded by the report's id decides; every 20th
report goes to OUT/held-out, for the thresholds to be chosen on.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.extra_gold import read_bare, restore
from training.gold import write_gold

REPORTS = Path(__file__).parent / "written"
ZWNJ = "\u200c"
#: What becomes of half-spaces, and how often each way is drawn.
WAYS = {"kept": 4, "lost": 2, "spaces": 3, "mixed": 3}
#: Every how many-th report is kept out of training.
HELD_OUT = 20


def written() -> Iterator[dict[str, Any]]:
    """Yield the reports as they were written, in the order of their ids."""
    for bare in read_bare(REPORTS):
        yield restore(bare, bare["text"])


def lose_half_spaces(gold: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return the report with its half-spaces treated in one drawn way, and all spans moved along."""
    way = rng.choices(list(WAYS), list(WAYS.values()))[0]
    choices = {"kept": [ZWNJ], "lost": [""], "spaces": [" "], "mixed": [ZWNJ, "", " "]}[way]
    text, at = "", [0]
    for letter in gold["report"]["text"]:
        text += rng.choice(choices) if letter == ZWNJ else letter
        at.append(len(text))
    moved: dict[str, Any] = _moved(gold, at, text)
    return moved | {"report": gold["report"] | {"text": text}}


def _moved(value: Any, at: list[int], text: str) -> Any:
    """Return a part of a gold report with its spans moved and the names of its mentions read anew."""
    if isinstance(value, list):
        is_span = len(value) == 2 and all(type(v) is int for v in value)
        return [at[v] for v in value] if is_span else [_moved(v, at, text) for v in value]
    if not isinstance(value, dict):
        return value
    new = {key: _moved(part, at, text) for key, part in value.items()}
    if "name" in new and new.get("span"):
        new["name"] = text[slice(*new["span"])]
    return new


def main() -> None:
    """Write the reports as gold files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    (arguments.out / "held-out").mkdir(parents=True, exist_ok=True)
    for number, gold in enumerate(written()):
        name = gold["report"]["id"]
        treated = lose_half_spaces(gold, random.Random(name))
        folder = arguments.out if number % HELD_OUT else arguments.out / "held-out"
        write_gold(treated, folder)


if __name__ == "__main__":
    main()

"""Measures names: ``python -m bench.entities FILE [--language fa] [--every N] [--json]``.

FILE has one word a line with its BIO tag last, sentences parted by empty lines; tags
in other scripts' spellings (``Person``, ``Location``, ``Group``) are understood. Types
that the file never uses are not asked of the model; a political group (POG) is an
organisation there. An entity counts when its words and its type are right. ``--every 10``
measures every tenth sentence only: the part of a corpus that training leaves out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.parsing import TOGETHER, as_document
from ravi.reading import lexical
from ravi.reading.network.model import Model, load_model

Entity = tuple[int, int, str]
#: What a type is where a file does not tell it apart: a political group is an organisation.
FOLDED = {"POG": "ORG"}
NAMES = {"PERSON": "PER", "LOCATION": "LOC", "ORGANIZATION": "ORG", "CORPORATION": "ORG", "GROUP": "ORG"}


def read_tagged(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield each sentence's (word, tag) pairs."""
    for block in path.read_text(encoding="utf-8").replace("\t\n", "\n").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("# ")]
        words = [(r[0], _tag(r[-1])) for r in rows if len(r) > 1]
        if words:
            yield words


def _tag(raw: str) -> str:
    kind = raw[2:].upper()
    return f"{raw[0]}-{NAMES.get(kind, kind)}" if raw[:2] in ("B-", "I-") else "O"


def entities(tags: list[str]) -> set[Entity]:
    """Return (start, end, type) of the entities that BIO tags mark.

    >>> sorted(entities(["B-PER", "I-PER", "O", "B-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    found: set[Entity] = set()
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            found.add((start, i, kind))
            kind = ""
        if tag[0] == "B" or (tag[0] == "I" and not kind):
            start, kind = i, tag[2:]
    return found


def measure(path: Path, language: str, every: int, model: Model) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of each type and of all."""
    sentences = list(read_tagged(path))[::every]
    used = {tag[2:] for s in sentences for _, tag in s} - {""}
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for i in range(0, len(sentences), TOGETHER):
        part = sentences[i : i + TOGETHER]
        document = as_document([[w for w, _ in s] for s in part], language)
        model.analyse(document, lexical.mark(document, None))
        for words, tokens in zip(part, document.sentences, strict=True):
            wanted = entities([tag for _, tag in words])
            seen = {
                (a, b, kind if kind in used else FOLDED.get(kind, kind))
                for a, b, kind in entities([document.tokens[t].entity for t in tokens])
            }
            got = {e for e in seen if e[2] in used}
            for counter, items in ((right, wanted & got), (gold, wanted), (found, got)):
                for _, _, kind in items:
                    counter.update((kind, "all"))
    return {kind: _figures(right[kind], gold[kind], found[kind]) for kind in (*sorted(used), "all")}


def _figures(right: int, gold: int, found: int) -> dict[str, float]:
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "gold": gold}


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--language", default="fa", help="the corpus's language (fa)")
    parser.add_argument("--every", type=int, default=1, help="measure every Nth sentence (1)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.file, arguments.language, arguments.every, load_model())
    if arguments.json:
        print(json.dumps(figures))
        return
    for kind, row in figures.items():
        print(f"{kind:6} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}  ({row['gold']} gold)")


if __name__ == "__main__":
    main()

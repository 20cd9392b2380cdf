"""Counts how often a place's name is a place in tagged text, and how often another word."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ravi.reading.places.names import fold

LONGEST = 3  # words of a name that are counted
_MODIFIERS = ("det", "nummod", "amod")
_TREES = (
    "ud/fa-perdt-train-silver/fa_perdt-train-silver.conllu",
    "ud/fa-iperudt/iPerUDT_train.conllu",
)
_ENTITIES = (  # file, column of the label
    ("entities/fa-parstwiner/persian-ner-twitter-data/train.txt", -1),
    ("entities/fa-textmining/eval.conll", -1),
    ("entities/multiconer2/coarse-fa-train10.conll", -1),
)


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.strip() and not line.startswith("# "):
            block.append(cells)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _tree_words(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield words with "O" where they are surely no name, else "".

    The silver trees call names NOUN too; but names seldom take a determiner, a number
    or an adjective, or join a light verb, and common nouns do so all the time.
    """
    for block in _blocks(path):
        rows = [cells for cells in block if cells[0].isdigit()]
        modified = {cells[6] for cells in rows if cells[7] in _MODIFIERS}
        yield [(c[1], _name_like(c, modified)) for c in rows]


def _name_like(cells: list[str], modified: set[str]) -> str:
    if cells[3] == "PROPN":
        return ""
    if cells[3] == "NOUN" and cells[0] not in modified and cells[7] != "compound:lvc":
        return ""
    return "O"


def _entity_words(path: Path, column: int) -> Iterator[list[tuple[str, str]]]:
    for block in _blocks(path):
        yield [(c[0], c[column]) for c in block if len(c) > 1]


def _count(words: list[tuple[str, str]], names: set[str], place: Counter[str], other: Counter[str]) -> None:
    folded = [fold(word).replace(" ", "") for word, _ in words]
    labels = [label for _, label in words]
    for first in range(len(words)):
        name = ""
        for stop in range(first + 1, min(first + LONGEST, len(words)) + 1):
            name += folded[stop - 1]
            if name not in names:
                continue
            inside = labels[first:stop]
            if all(label.endswith(("LOC", "Location")) for label in inside):
                place[name] += 1
            elif "" not in inside:  # "": a proper noun, nobody says whether a place
                other[name] += 1


def ambiguities(names: set[str], corpora: Path) -> dict[str, float]:
    """Return for each name seen the logarithm (base 2) of place uses over other uses."""
    place: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for tree in _TREES:
        for words in _tree_words(corpora / tree):
            _count(words, names, place, other)
    for file, column in _ENTITIES:
        for words in _entity_words(corpora / file, column):
            _count(words, names, place, other)
    seen = sorted(set(place) | set(other))
    return {name: math.log2((place[name] + 0.5) / (other[name] + 0.5)) for name in seen}

"""Gives the names of a report to others: who speaks is told by the words around a name, never by the name.

A network that reads the same reports many times learns by heart who spoke in each.
Swapping persons for persons, outlets for outlets and armed groups for armed groups,
everywhere in a report alike, leaves it nothing but the sentence to go by.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading import lexical
from ravi.reading.document import Document
from ravi.reading.network.model import Model
from ravi.reading.text.normal import fold
from ravi.reading.text.sentences import tokenise
from training.extra_gold import digest

#: How likely a name is to be swapped, in a report whose names are swapped at all.
SHARE = 0.7
#: Names of a kind at least, for one to stand for another.
MANY = 20


class Name(NamedTuple):
    """The characters of a name in a report's text, whose kind of name it is, and the words."""

    start: int
    end: int
    kind: str
    words: str


class Swaps:
    """Swaps names in gold reports; what the reports and the lexicon name is what is swapped in."""

    def __init__(self, reports: Iterable[dict[str, Any]], model: Path, kept: Path) -> None:
        """Find the names of all reports; persons with a folder's model, and the file ``kept`` remembers them."""
        known: dict[str, list[Any]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        reader = None
        self._names: dict[str, list[Name]] = {}
        for gold in reports:
            report = gold["report"]
            key = digest(report["text"])
            document = tokenise(report["text"], report["language"])
            if key not in known:
                reader = reader or Model(model)
                reader.analyse(document, lexical.mark(document, report["publisher"]))
                known[key] = list(_persons(document))
            persons = [Name(*n) for n in known[key]]
            self._names[report["id"]] = _parted([*_actors_of(document, report["publisher"]), *persons])
        kept.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        self._pool: dict[str, list[str]] = defaultdict(list)
        for kind, words in _actors("fa").values():
            self._pool[kind].append(words)
        for name in (n for names in self._names.values() for n in names):
            self._pool[name.kind].append(name.words)

    def swap(self, gold: dict[str, Any], rng: random.Random) -> dict[str, Any]:
        """Return a report with its names given to others, all spans where they now belong."""
        given: dict[tuple[str, str], str] = {}
        changes: list[tuple[int, int, str]] = []
        for name in self._names.get(gold["report"]["id"], []):
            key = (name.kind, fold(name.words))
            if key not in given:
                given[key] = rng.choice(self._pool[name.kind]) if rng.random() < SHARE else name.words
            if given[key] != name.words:
                changes.append((name.start, name.end, given[key]))
        return rewrite(gold, changes)


@cache
def _actors(language: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the words of every actor's name, by its folded words; only kinds with many names."""
    found = {
        fold(name): (row["kind"], name)
        for row in rows(language, "actors")
        if row["match"] == "name"
        for name in [row["word"], *filter(None, row["aliases"].split("|"))]
    }
    kinds = [kind for kind, _ in found.values()]
    return {key: item for key, item in found.items() if kinds.count(item[0]) >= MANY}


def _persons(document: Document) -> Iterator[Name]:
    """Yield the words of persons' names one by one, first ones and further ones told apart."""
    for token in document.tokens:
        if token.entity.endswith("PER") and len(token.text) > 2:
            kind = "first name" if token.entity[0] == "B" else "further name"
            yield Name(token.span.start, token.span.end, kind, token.text)


def _actors_of(document: Document, publisher: str | None) -> Iterator[Name]:
    """Yield the known actors' names; the publisher's own stays what it is."""
    own, end = fold(publisher or ""), 0
    for i in range(len(document.tokens)):
        if i < end:
            continue
        kind, size = _kind(document, i)
        if kind and fold(document.words(i, i + size)) not in own:
            span, end = document.span(i, i + size), i + size
            yield Name(span.start, span.end, kind, document.words(i, end))


def _parted(names: list[Name]) -> list[Name]:
    """Return names in the order of the text, those that overlap an earlier one of the list left out."""
    taken: list[Name] = []
    for name in names:
        if not any(name.start < other.end and other.start < name.end for other in taken):
            taken.append(name)
    return sorted(taken)


def _kind(document: Document, start: int) -> tuple[str, int]:
    """Return the kind of the longest known actor's name that begins at a token, and how many tokens it has."""
    for size in range(min(4, len(document.tokens) - start), 0, -1):
        if not all(fold(document.tokens[i].text) for i in (start, start + size - 1)):
            continue  # a quotation mark is no part of a name
        item = _actors(document.language).get(fold(document.words(start, start + size)))
        if item:
            return item[0], size
    return "", 0


def rewrite(gold: dict[str, Any], changes: list[tuple[int, int, str]]) -> dict[str, Any]:
    """Return a gold report with other words at some places, in order, and every span moved with its words.

    A span that begins or ends within a changed place takes the whole of it.
    """
    text, parts, at, size = gold["report"]["text"], [], 0, 0
    moves: list[tuple[int, int, int, int]] = []
    for start, end, words in changes:
        parts += [text[at:start], words]
        size += start - at
        moves.append((start, end, size, size + len(words)))
        size, at = size + len(words), end
    parts.append(text[at:])

    def moved(place: int, *, is_end: bool) -> int:
        offset = 0
        for start, end, new_start, new_end in moves:
            if place < start or (place == start and is_end):
                break
            if place < end or (place == end and is_end):
                return new_end if is_end else new_start
            offset = new_end - end
        return place + offset

    def follow(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: follow(v) for k, v in value.items()}
        if isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value):
            return [moved(value[0], is_end=False), moved(value[1], is_end=True)]
        return [follow(v) for v in value] if isinstance(value, list) else value

    return {"report": gold["report"] | {"text": "".join(parts)}, "claims": follow(gold["claims"])}

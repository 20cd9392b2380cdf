"""Reads gold reports (the format of the reader's own JSON) as targets for the event heads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ravi.reading import lexical
from ravi.reading.document import Document
from ravi.reading.network.layout import Pieces, Window, lay_out
from ravi.reading.network.links import Standing, standing
from ravi.reading.text.normal import fold
from ravi.reading.text.sentences import tokenise
from training.labels import ATTRIBUTES, EVENT_TYPES, LINKS, MEANS

Words = frozenset[int]


@dataclass
class Trigger:
    """One mention of an event. Word numbers are token numbers plus one; 0 stands for nobody and nothing."""

    words: list[int]
    type: int
    attributes: dict[str, int]
    means: list[int]
    links: dict[str, Words]
    ignored: dict[str, Words]


@dataclass
class Example:
    """A gold report ready for training."""

    id: str
    document: Document
    windows: list[Window]
    features: np.ndarray
    standing: Standing
    types: list[int]
    voices: list[int]
    triggers: list[Trigger] = field(default_factory=list)
    weight: float = 1.0


def read_gold(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the gold reports of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def write_gold(gold: dict[str, Any], folder: Path) -> None:
    """Write a gold report into a folder, named by its id."""
    target = folder / f"{gold['report']['id']}.json"
    target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def examples(reports: Iterable[dict[str, Any]], pieces: Pieces) -> list[Example]:
    """Turn gold reports into examples."""
    return [example(gold, pieces) for gold in reports]


def example(gold: dict[str, Any], pieces: Pieces) -> Example:
    """Turn one gold report into an example."""
    report = gold["report"]
    document = tokenise(report["text"], report["language"])
    features = lexical.mark(document, report["publisher"])
    windows = lay_out(document.forms(), document.sentences, pieces)
    size = len(document.tokens)
    where = standing(document, lexical.is_saying(features))
    result = Example(report["id"], document, windows, features, where, [0] * size, [0] * size)
    finder = _Finder(document)
    for claim in gold["claims"]:
        for mention in claim["chain"][1:]:
            words = sorted(finder.words(mention["span"]))
            for i, word in enumerate(words):
                result.voices[word - 1] = 1 if i == 0 else 2
    for main in (False, True):  # main mentions last: where two claims share words, they win
        for claim in gold["claims"]:
            spans = [claim["trigger"]] if main else claim["also"]
            for span in spans:
                _add_trigger(result, finder, gold["claims"], claim, span, main)
    return result


def _add_trigger(
    result: Example,
    finder: _Finder,
    claims: list[dict[str, Any]],
    claim: dict[str, Any],
    span: list[int],
    main: bool,
) -> None:
    words = sorted(finder.words(span))
    if not words:
        return
    kind = EVENT_TYPES.index(claim["type"]) + 1
    for word in words:
        result.types[word - 1] = kind
    attributes = {n: values.index(claim[n]) for n, values in ATTRIBUTES.items() if n != "rank"}
    attributes["rank"] = ATTRIBUTES["rank"].index("main" if main else "also")
    links, ignored = {}, {}
    siblings = [c for c in claims if c is not claim and c["event"] == claim["event"]]
    for name, mentions in _mentions(claim, span, siblings).items():
        wanted = frozenset().union(*(finder.words(m["span"]) for m in mentions if m["span"]))
        same = frozenset().union(*(finder.same(m["span"]) for m in mentions if m["span"])) - wanted
        if name in ("origin", "place"):
            links[name], ignored[name] = (wanted | same) or frozenset([0]), frozenset()
        elif name == "time":
            links[name], ignored[name] = wanted or frozenset([0]), frozenset()
        elif name in ("also", "event"):
            links[name], ignored[name] = wanted - frozenset(words), frozenset(words)
        else:
            links[name], ignored[name] = wanted, same
    means = [MEANS.index(m) for m in claim["means"]]
    result.triggers.append(Trigger(words[:3], kind, attributes, means, links, ignored))


def _mentions(
    claim: dict[str, Any], span: list[int], siblings: list[dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    chain = claim["chain"]
    others = [s for s in [claim["trigger"], *claim["also"]] if s != span]
    found = {
        "origin": chain[-1:] if len(chain) > 1 else [], "relay": chain[1:-1],
        "agents": claim["agents"], "targets": claim["targets"],
        "place": [claim["place"]] if claim["place"] else [], "time": [claim["time"]] if claim["time"] else [],
        "counts": claim["counts"], "also": [{"span": s} for s in others],
        "event": [{"span": c["trigger"]} for c in siblings],
    }  # fmt: skip
    assert tuple(found) == LINKS
    return found


class _Finder:
    """Finds the words of spans, and of the other mentions with the same name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.starts = np.array([t.span.start for t in document.tokens])
        self.ends = np.array([t.span.end for t in document.tokens])
        self.folded = [fold(t.text) for t in document.tokens]

    def words(self, span: list[int] | None) -> Words:
        """Return the numbers of the words that a span of characters touches."""
        if span is None:
            return frozenset()
        return frozenset((np.flatnonzero((self.starts < span[1]) & (self.ends > span[0])) + 1).tolist())

    def same(self, span: list[int]) -> Words:
        """Return the words of every run that reads the same as the span's."""
        words = sorted(self.words(span))
        name = [self.folded[w - 1] for w in words]
        size = len(name)
        if not "".join(name):
            return frozenset(words)
        runs = (i for i in range(len(self.folded) - size + 1) if self.folded[i : i + size] == name)
        return frozenset(i + k + 1 for i in runs for k in range(size))

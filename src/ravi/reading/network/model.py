"""Runs the neural network: tags, trees and entities of every token, and what the event heads see.

The network is one small encoder shared by all languages (see ``docs/how-it-reads.md``);
its files stand in ``ravi/data/model`` and are built by ``training/``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ravi.reading.document import Document
from ravi.reading.lexical import is_saying
from ravi.reading.network.layout import Pieces, Window, lay_out
from ravi.reading.network.links import SIDES, Standing, standing
from ravi.reading.network.marks import settle_marks
from ravi.reading.network.name_labels import choose_labels
from ravi.reading.network.trees import Heads, make_trees

Floats = NDArray[np.float32]
#: Of one piece's embedding, 32 weights share a scale: 2 bytes of fp16, then 16 of nibbles.
_BLOCK = 18
#: onnxruntime's joining of a sum with the normalisation after it: the joint operator takes seven times as long.
_SLOWER = ["SkipLayerNormFusion"]
#: OpenBLAS shares a product of more multiplications than these among threads.
_UNSHARED = 1 << 18
_EVENT_OUTPUTS = ("types", "attributes", "means", "voices", "asks", "answers")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the network's outputs stand for, in their order."""

    tags: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]
    types: tuple[str, ...]
    attributes: dict[str, tuple[str | None, ...]]
    means: tuple[str, ...]
    links: tuple[str, ...]
    biases: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the event heads say of a document; row 0 stands for nobody and nothing, row i + 1 for token i.

    ``types``: chances of no event and of each type; ``attributes``, ``means``,
    ``voices``: scores; ``asks``/``answers``: (words, links, size) projections.
    """

    labels: Labels
    types: Floats
    attributes: Floats
    means: Floats
    voices: Floats
    asks: Floats
    answers: Floats
    standing: Standing

    def links(self, triggers: NDArray[np.int64]) -> Floats:
        """Score (links, triggers, words): how well each word answers what each trigger asks; rows count as above."""
        ask = self.asks[triggers].transpose(1, 0, 2)
        scores = _products(ask, self.answers.transpose(1, 2, 0)) / np.float32(self.asks.shape[2] ** 0.5)
        for side, buckets in self.standing.buckets(triggers).items():
            scores = scores + self.labels.biases[side][:, buckets]
        return np.asarray(scores, dtype=np.float32)

    def attribute(self, name: str, word: int) -> dict[str | None, float]:
        """Return the chance of each value of a trigger's attribute."""
        start = 0
        for key, values in self.labels.attributes.items():
            if key == name:
                chances = softmax(self.attributes[word, start : start + len(values)])
                return dict(zip(values, chances.tolist(), strict=True))
            start += len(values)
        raise KeyError(name)


class Model:
    """The network with its vocabulary, loaded once a process."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        if threads is not None:
            options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "network.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=_SLOWER,
        )
        self._outputs = [o.name for o in self._session.get_outputs()]
        self.pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self._embeddings = np.load(folder / "embeddings.npy", mmap_mode="r")
        self.labels = _read_labels(folder / "labels.json")

    def analyse(self, document: Document, features: NDArray[np.uint8]) -> Seen:
        """Fill the tokens' tags, heads, relations and entities; return what the event heads see.

        ``features``: (tokens, features), as ``lexical.mark`` gives them.
        """
        windows = lay_out(document.forms(), document.sentences, self.pieces)
        parts: list[dict[str, Any]] = []
        for window in windows:
            found = self._session.run(None, self._inputs(window, features))
            parts.append({n: v[0] for n, v in zip(self._outputs, found, strict=True)})
        for window, part in zip(windows, parts, strict=True):
            self._write(document, window, part)
        if document.language == "fa":
            settle_marks(document)
        size = features.shape[1]
        rows = {
            n: _in_a_row([p[n] for p in parts], len(parts[0][n][0]) if parts else size)
            for n in _EVENT_OUTPUTS
        }
        links = len(self.labels.links)
        for name in ("asks", "answers"):
            rows[name] = rows[name].reshape(len(rows[name]), links, -1)
        rows["types"] = softmax(rows["types"])
        return Seen(self.labels, **rows, standing=standing(document, is_saying(features)))

    def _inputs(self, window: Window, features: NDArray[np.uint8]) -> dict[str, Any]:
        marks = np.zeros((1, len(window.first), features.shape[1]), np.float32)
        marks[0, 1:] = features[window.tokens.start : window.tokens.stop]
        return {
            "pieces": self._embed(np.array(window.pieces))[None],
            "first": np.array([window.first]),
            "sentence": np.array([window.sentence]),
            "features": marks,
        }

    def _embed(self, pieces: NDArray[np.int64]) -> Floats:
        """Return the (pieces, hidden) embeddings of pieces: 4-bit blocks, low nibbles first."""
        blocks = np.asarray(self._embeddings[pieces]).reshape(len(pieces), -1, _BLOCK)
        scales = np.ascontiguousarray(blocks[:, :, :2]).view("<f2").astype(np.float32)
        nibbles = blocks[:, :, 2:]
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
        return np.asarray((values * scales).reshape(len(pieces), -1), dtype=np.float32)

    def _write(self, document: Document, window: Window, part: dict[str, Any]) -> None:
        heads = make_trees(part["arcs"], window.sentence)
        relations = _of_heads(part["relations"], part["heads"], heads)
        offset = window.tokens.start - 1
        known = choose_labels(part["entities"][1:], self.labels.entities, window.sentence[1:])
        for word in range(1, len(window.first)):
            token = document.tokens[word + offset]
            token.upos = self.labels.tags[part["tags"][word]]
            token.relation = self.labels.relations[relations[word]] if heads[word] else "root"
            token.head = int(heads[word]) + offset if heads[word] else word + offset
            token.entity = self.labels.entities[known[word - 1]]


def _of_heads(relations: Heads, asked: Heads, heads: Heads) -> Heads:
    """Return each word's relation to its head; ``relations`` are to the (words, 2) heads that were ``asked`` for.

    To a head that was not, which a tree takes where nothing else makes one, it is the one to the likeliest.
    """
    chosen = (asked[:, 1] == heads).astype(np.int64)
    return np.take_along_axis(relations, chosen[:, None], 1)[:, 0]


def _products(left: Floats, right: Floats) -> Floats:
    """Return the stacked product, a few rows at a time so that numpy's BLAS shares none among threads.

    For these sizes threads gain nothing, and beside another reader they wait for each other.
    """
    step = max(1, _UNSHARED // (right.shape[1] * right.shape[2]))
    parts = [left[:, at : at + step] @ right for at in range(0, left.shape[1], step)]
    return np.concatenate(parts, axis=1) if parts else left @ right


def softmax(scores: Floats) -> Floats:
    """Turn scores into chances along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


@cache
def load_model() -> Model:
    """Load the shipped model, once a process.

    It runs on every core, unless ``RAVI_THREADS`` says how many threads it may take:
    processes that read side by side are fastest with one each.
    """
    threads = os.environ.get("RAVI_THREADS", "")
    with as_file(files("ravi.data") / "model") as folder:
        return Model(Path(folder), threads=int(threads) if threads.isdigit() else None)


def _read_labels(path: Path) -> Labels:
    raw = json.loads(path.read_text(encoding="utf-8"))
    names = ("tags", "relations", "entities", "types", "means", "links")
    attributes = {n: tuple(v) for n, v in raw["attributes"].items()}
    lists = {n: tuple(raw[n]) for n in names}
    biases = {side: np.array(raw["biases"][side], np.float32) for side in SIDES}
    return Labels(**lists, attributes=attributes, biases=biases)


def _in_a_row(parts: list[Floats], size: int) -> Floats:
    """Put the words of all windows in a row behind the first window's start."""
    if not parts:
        return np.zeros((1, size), np.float32)
    return np.concatenate([parts[0][:1], *(p[1:] for p in parts)])

"""Packs sentences into windows of pieces, so that no step is spent on padding and the model reads running text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import torch
from tokenizers import Tokenizer
from torch import Tensor

from ravi.reading.network import layout
from ravi.reading.network.layout import END, PAD, START
from ravi.reading.text.normal import form, normalise
from training.labels import ENTITIES, RELATIONS, TAGS
from training.sentence import Sentence

IGNORED = -100
_TAGS = {t: i for i, t in enumerate(TAGS)}
_RELATIONS = {r: i for i, r in enumerate(RELATIONS)}
_ENTITIES = {e: i for i, e in enumerate(ENTITIES)}


class Pieces:
    """The reader's word-to-pieces map, for treebank words as they stand."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer, self._pieces = tokenizer, layout.Pieces(tokenizer)

    def __call__(self, word: str, language: str) -> list[int]:
        """Return a word's pieces, at least one."""
        return self._pieces(as_read(word, language))


@cache
def as_read(word: str, language: str) -> str:
    """Write a treebank's word as the reader gives it to the network."""
    normal = normalise(word, language)
    if language != "fa" or not normal.text:
        return normal.text or word
    return form(normal.text, word, normal.ends[-1])


@dataclass
class Window:
    """Sentences that are encoded together; word 0 is the start, the head of every root."""

    pieces: list[int] = field(default_factory=lambda: [START])
    first: list[int] = field(default_factory=lambda: [0])
    sentence: list[int] = field(default_factory=lambda: [-1])
    tags: list[int] = field(default_factory=lambda: [IGNORED])
    vague: list[bool] = field(default_factory=lambda: [False])
    heads: list[int] = field(default_factory=lambda: [IGNORED])
    relations: list[int] = field(default_factory=lambda: [IGNORED])
    entities: list[int] = field(default_factory=lambda: [IGNORED])
    closed: list[list[bool]] = field(default_factory=lambda: [[False] * len(ENTITIES)])

    def add(self, sentence: Sentence, pieces: list[list[int]]) -> None:
        """Append a sentence; ``pieces`` holds each word's."""
        start, number = len(self.first), self.sentence[-1] + 1
        closed = [
            e != "O" and sentence.entities is not None and e[2:] not in sentence.known_entities
            for e in ENTITIES
        ]
        for i, word in enumerate(pieces):
            self.first.append(len(self.pieces))
            self.pieces.extend(word)
            self.sentence.append(number)
            tag = sentence.tags[i] if sentence.tags else None
            self.tags.append(_TAGS.get(tag, IGNORED) if tag else IGNORED)
            self.vague.append(sentence.vague is not None and sentence.vague[i])
            head = sentence.heads[i] if sentence.heads else None
            self.heads.append(IGNORED if head is None else start + head - 1 if head else 0)
            relation = sentence.relations[i] if sentence.relations else None
            self.relations.append(_RELATIONS[relation] if relation else IGNORED)
            self.entities.append(_ENTITIES[sentence.entities[i]] if sentence.entities else IGNORED)
            self.closed.append(closed)
        self.pieces.append(END)


def pack(sentences: Iterable[Sentence], pieces: Pieces, size: int) -> Iterator[Window]:
    """Fill windows of at most ``size`` pieces, one open window a language; longer sentences are left out."""
    open_windows: dict[str, Window] = {}
    for sentence in sentences:
        words = [pieces(w, sentence.language) for w in sentence.words]
        need = sum(map(len, words)) + 1
        if need >= size or not words:
            continue
        window = open_windows.setdefault(sentence.language, Window())
        if len(window.pieces) + need > size:
            yield window
            window = open_windows[sentence.language] = Window()
        window.add(sentence, words)
    yield from (w for w in open_windows.values() if len(w.first) > 1)


def _padded(rows: list[list], fill: object, dtype: torch.dtype, length: int | None = None) -> Tensor:
    length = length or max(map(len, rows))
    return torch.tensor([r + [fill] * (length - len(r)) for r in rows], dtype=dtype)


def batch(windows: list[Window], length: int | None = None) -> dict[str, Tensor]:
    """Return the windows as tensors, padded to ``length`` pieces."""
    pieces = _padded([w.pieces for w in windows], PAD, torch.long, length)
    return {
        "pieces": pieces, "mask": pieces != PAD,
        "first": _padded([w.first for w in windows], 0, torch.long),
        "sentence": _padded([w.sentence for w in windows], -2, torch.long),
        "tags": _padded([w.tags for w in windows], IGNORED, torch.long),
        "vague": _padded([w.vague for w in windows], False, torch.bool),
        "heads": _padded([w.heads for w in windows], IGNORED, torch.long),
        "relations": _padded([w.relations for w in windows], IGNORED, torch.long),
        "entities": _padded([w.entities for w in windows], IGNORED, torch.long),
        "closed": _padded([w.closed for w in windows], [False] * len(ENTITIES), torch.bool),
    }  # fmt: skip


def arc_mask(sentence: Tensor) -> Tensor:
    """Say which words may head which: those of the same sentence, and the start; never a word itself."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same |= torch.arange(sentence.shape[1])[None, None, :] == 0
    return same & ~torch.eye(sentence.shape[1], dtype=torch.bool)

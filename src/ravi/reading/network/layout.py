"""Lays a document out for the model: words cut into pieces, sentences packed into windows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

START, PAD, END, UNKNOWN = 0, 1, 2, 3
#: Pieces in a window at most. Training uses the same; the encoder has positions for 512.
WINDOW = 384
#: Pieces of one word at most: the rest of a very long one (a link, say) is not looked at.
WORD = 24


class Encoded(Protocol):
    """What a tokenizer returns for one text."""

    @property
    def ids(self) -> list[int]:
        """The numbers of the pieces."""


class Tokenizer(Protocol):
    """The part of ``tokenizers.Tokenizer`` that is used here."""

    def encode(self, sequence: str, /) -> Encoded:
        """Cut a text into pieces."""


class Pieces:
    """Words to piece numbers, remembered; forgets everything when ``limit`` words are reached."""

    def __init__(self, tokenizer: Tokenizer, limit: int = 200_000) -> None:
        self._tokenizer, self._limit = tokenizer, limit
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Return the pieces of a normalised word, at least one."""
        pieces = self._known.get(word)
        if pieces is None:
            if len(self._known) >= self._limit:
                self._known.clear()
            pieces = self._known[word] = self._tokenizer.encode(word).ids[:WORD] or [UNKNOWN]
        return pieces


@dataclass(slots=True)
class Window:
    """Words that are encoded together. Word 0 is the window's start, the others are the document's tokens.

    ``pieces``: piece numbers; ``first``: where each word's first piece stands;
    ``sentence``: each word's sentence number, -1 for the start; ``tokens``: which
    tokens of the document the words from 1 on are.
    """

    tokens: range
    pieces: list[int] = field(default_factory=lambda: [START])
    first: list[int] = field(default_factory=lambda: [0])
    sentence: list[int] = field(default_factory=lambda: [-1])


def lay_out(
    words: Sequence[str], sentences: Sequence[range], pieces: Pieces, size: int = WINDOW
) -> list[Window]:
    """Pack whole sentences into windows of at most ``size`` pieces; a longer sentence is cut where it must be.

    There are as few windows as can be, and the largest of them is as small as can be: a
    piece looks at all others of its window, so even windows take the least time.
    """
    windows: list[Window] = []
    cuts = [[pieces(words[i]) for i in sentence] for sentence in sentences]
    wholes = [sum(map(len, cut)) + 1 for cut in cuts]
    size = _even_size(wholes, size)
    for number, (sentence, cut, whole) in enumerate(zip(sentences, cuts, wholes, strict=True)):
        if not windows or (len(windows[-1].pieces) + whole > size and len(windows[-1].pieces) > 1):
            windows.append(Window(range(sentence.start, sentence.start)))
        for index, word in zip(sentence, cut, strict=True):
            if len(windows[-1].pieces) + len(word) + 1 > size:
                windows.append(Window(range(index, index)))
            window = windows[-1]
            window.first.append(len(window.pieces))
            window.pieces.extend(word)
            window.sentence.append(number)
            window.tokens = range(window.tokens.start, index + 1)
        windows[-1].pieces.append(END)
    return windows


def _even_size(wholes: list[int], size: int) -> int:
    """Return the smallest size with which sentences of ``wholes`` pieces take no more windows than with ``size``."""
    least = max(wholes, default=0) + 1
    if least > size:
        return size
    most = _windows(wholes, size)
    return (
        bisect_left(range(least, size), True, key=lambda smaller: _windows(wholes, smaller) <= most) + least
    )


def _windows(wholes: list[int], size: int) -> int:
    count, filled = 0, size
    for whole in wholes:
        if filled + whole > size:
            count, filled = count + 1, 1
        filled += whole
    return count

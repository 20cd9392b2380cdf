"""Lines for the terminal: wrapped to its width, styled, with names held in their own direction.

Names from the text stand in directional isolates, so that a right-to-left name
leaves the rest of its line in order, and control characters in them are dropped, so
that a text cannot paint on the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

BOLD, DIM, RED, YELLOW = "1", "2", "31;1", "33"

_FSI, _PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

# Control characters, line and paragraph separators, and the marks that turn or override direction; the
# half-space (U+200C) and the joiner (U+200D) stay, words need them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


class Run(NamedTuple):
    """A piece of a line: words in one style, isolated when they come from the text."""

    words: str
    is_name: bool = False
    style: str = ""


def clean(text: str) -> str:
    """Return ``text`` on one line, without characters that steer the terminal or the direction.

    >>> clean("a\\x1b[31mb")
    'a [31mb'
    """
    return " ".join(_UNSAFE.sub(" ", text).split())


class Page:
    """Lines under way: wraps runs to the width and styles them."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width, self.colour = width, colour
        self.lines: list[str] = []

    def blank(self) -> None:
        """Add an empty line."""
        self.lines.append("")

    def write(self, runs: list[Run], *, indent: int = 0, first: str = "", first_style: str = "") -> None:
        """Add ``runs``, wrapped under ``indent``; ``first`` stands in the indent of the first line."""
        lead = self.styled(first, first_style) + " " * (indent - _columns(first))
        for line in _wrap(runs, self.width - indent):
            self.lines.append((lead + self.joined(line)).rstrip())
            lead = " " * indent

    def joined(self, line: list[Run]) -> str:
        """Return the runs of one line, styled and isolated."""
        return " ".join(self.styled(_isolate(run), run.style) for run in line)

    def styled(self, words: str, style: str) -> str:
        """Return ``words`` in ``style`` where the page has colours."""
        return f"\x1b[{style}m{words}\x1b[0m" if self.colour and style and words else words


def _isolate(run: Run) -> str:
    return f"{_FSI}{run.words}{_PDI}" if run.is_name else run.words


def _wrap(runs: list[Run], width: int) -> Iterator[list[Run]]:
    """Yield lines of at most ``width`` columns; the words of one run that share a line stay one run."""
    line: list[Run] = []
    used = 0
    for index, word in ((index, word) for index, run in enumerate(runs) for word in run.words.split()):
        columns = _columns(word)
        if line and used + 1 + columns > width:
            yield line
            line, used, last = [], 0, -1
        if line and last == index:
            line[-1] = line[-1]._replace(words=f"{line[-1].words} {word}")
        else:
            line.append(runs[index]._replace(words=word))
        used += columns + (used > 0)
        last = index
    yield line


def _columns(text: str) -> int:
    """Return how many terminal columns ``text`` takes: marks and format characters none, wide letters two."""
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def name(text: str, style: str = "") -> Run:
    """Return words of a text as a run, safe to print."""
    return Run(clean(text), is_name=True, style=style)


def join(runs: list[Run]) -> list[Run]:
    """Return the runs with a dot between each two."""
    between = Run("·")
    return [piece for run in runs for piece in (between, run)][1:]

"""A report as a page for the terminal: what is claimed, by whom, through whom.

Names from the text stand in directional isolates, so that a right-to-left name
leaves the rest of its line in order, and control characters in them are dropped, so
that a text cannot paint on the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ravi.output.labels import family, label, type_label
from ravi.output.words import count_words, number_claims, period_words, place_words, stances
from ravi.report import Claim, Mention, Reason, Report, Span

LANGUAGE = "en"
"""The labels' language: terminals set left-to-right lines well and right-to-left ones badly."""

MARGIN = 4
FIELD_WIDTH = 10
CONTEXT = 42
"""How many characters of the text are shown on either side of a trigger."""

_BOLD, _DIM, _RED, _YELLOW = "1", "2", "31;1", "33"
_FAMILY_COLOUR = {"violence": "31", "control": "33", "politics": "36"}

_FSI, _PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

# Control characters, line and paragraph separators, and the marks that turn or override direction; the
# half-space (U+200C) and the joiner (U+200D) stay, words need them.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


class Run(NamedTuple):
    """A piece of a line: words in one style, isolated when they come from the text."""

    words: str
    is_name: bool = False
    style: str = ""


def to_terminal(report: Report, *, why: bool = False, width: int = 80, colour: bool = False) -> str:
    """Return the page for ``report``, wrapped to ``width`` columns; ``colour`` adds ANSI styles."""
    page = _Page(max(width, 40), colour)
    _write_head(page, report)
    for number, claim in enumerate(report.claims, 1):
        _write_claim(page, report, number, claim, why=why)
    return "\n".join(page.lines) + "\n"


def clean(text: str) -> str:
    """Return ``text`` on one line, without characters that steer the terminal or the direction.

    >>> clean("a\\x1b[31mb")
    'a [31mb'
    """
    return " ".join(_UNSAFE.sub(" ", text).split())


class _Page:
    """Lines under way: wraps runs to the width and styles them."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width, self.colour = width, colour
        self.lines: list[str] = []

    def blank(self) -> None:
        self.lines.append("")

    def write(self, runs: list[Run], *, indent: int = 0, first: str = "", first_style: str = "") -> None:
        """Add ``runs``, wrapped under ``indent``; ``first`` stands in the indent of the first line."""
        lead = self.styled(first, first_style) + " " * (indent - _columns(first))
        for line in _wrap(runs, self.width - indent):
            self.lines.append((lead + self.joined(line)).rstrip())
            lead = " " * indent

    def joined(self, line: list[Run]) -> str:
        return " ".join(self.styled(_isolate(run), run.style) for run in line)

    def styled(self, words: str, style: str) -> str:
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


def _ui(value: str) -> str:
    return label("ui", value, LANGUAGE)


def _name(text: str, style: str = "") -> Run:
    return Run(clean(text), is_name=True, style=style)


def _write_head(page: _Page, report: Report) -> None:
    if report.title:
        page.write([_name(report.title, _BOLD)])
    runs = [_name(report.publisher) if report.publisher else Run(_ui("unknown_publisher"))]
    if report.published:
        runs += [Run("·"), Run(report.published.isoformat())]
        if report.published_why:
            runs += [Run(f"({_ui('estimated')}:"), _name(report.published_why), Run(")")]
    page.write(runs)
    voices = {claim.origin.name for claim in report.claims}
    heard = f" by {len(voices)} voice{'s' if len(voices) != 1 else ''}" if voices else ""
    page.write([Run(number_claims(len(report.claims), LANGUAGE) + heard if voices else _ui("no_claims"))])


def _write_claim(page: _Page, report: Report, number: int, claim: Claim, *, why: bool) -> None:
    page.blank()
    colour = _FAMILY_COLOUR[family(claim.type)]
    head = [Run(type_label(claim.type, LANGUAGE), style=f"{colour};1")]
    head += [
        Run(name.upper(), style=_RED if value == "denied" else _YELLOW)
        for value, name in stances(claim, LANGUAGE)
    ]
    page.write(head, indent=MARGIN, first=f"{number:>{MARGIN - 1}}", first_style=_BOLD)
    page.write(_excerpt(report.text, claim.trigger, page.width - MARGIN), indent=MARGIN)
    for field, runs in _fields(report, claim):
        page.write(runs, indent=MARGIN + FIELD_WIDTH, first=" " * MARGIN + field, first_style=_DIM)
    if why:
        for reason in claim.why:
            _write_reason(page, report, reason)


def _excerpt(text: str, span: Span, width: int) -> list[Run]:
    """Return the words around ``span`` with ``span`` itself in brackets, no more than one line or so."""
    reach = min(CONTEXT, max(8, (width - (span.end - span.start)) // 2 - 4))
    before = _cut_left(text[max(0, span.start - reach) : span.start], is_cut=span.start > reach)
    after = _cut_right(text[span.end : span.end + reach], is_cut=span.end + reach < len(text))
    return [_name(f"{before}[{text[span.start : span.end]}]{after}", _DIM)]


def _cut_left(text: str, *, is_cut: bool) -> str:
    """Return ``text`` from its last line's start, or from its first whole word when it was cut."""
    _, newline, line = text.rpartition("\n")
    return line if newline or not is_cut else "… " + line.partition(" ")[2]


def _cut_right(text: str, *, is_cut: bool) -> str:
    """Return ``text`` up to its first line's end, or to its last whole word when it was cut."""
    line, newline, _ = text.partition("\n")
    return line if newline or not is_cut else line.rpartition(" ")[0] + " …"


def _fields(report: Report, claim: Claim) -> Iterator[tuple[str, list[Run]]]:
    if claim.agents or claim.targets:
        arrow = [Run("→")] if claim.targets else []
        yield _ui("agents"), [*_mentions(claim.agents), *arrow, *_mentions(claim.targets)]
    if claim.place:
        yield _ui("place"), [_name(claim.place.name), *_told(place_words(claim.place))]
    if claim.time:
        said = _name(report.text[slice(*claim.time.span)])
        yield _ui("time"), [Run(period_words(claim.time, LANGUAGE)), Run("·"), said]
    if claim.counts:
        yield _ui("counts"), _join([Run(count_words(count, LANGUAGE)) for count in claim.counts])
    if claim.means:
        yield _ui("means"), _join([Run(label("means", value, LANGUAGE)) for value in claim.means])
    yield _ui("chain"), _chain(claim)


def _told(words: str) -> list[Run]:
    return [Run("·"), _name(words)] if words else []


def _mentions(mentions: tuple[Mention, ...]) -> list[Run]:
    return _join([_name(mention.name) for mention in mentions])


def _join(runs: list[Run]) -> list[Run]:
    between = Run("·")
    return [piece for run in runs for piece in (between, run)][1:]


def _chain(claim: Claim) -> list[Run]:
    """Return who says it, then through whom, the publisher last."""
    origin, *relays = reversed(claim.chain)
    runs = [_name(origin.name or _ui("unknown_publisher"), _BOLD)]
    if claim.channel:
        runs.append(Run(f"({label('channel', claim.channel, LANGUAGE)})"))
    if not relays:
        return [*runs, Run(_ui("own_voice"))]
    for relay in relays:
        runs += [Run(_ui("via")), _name(relay.name or _ui("unknown_publisher"))]
    return runs


def _write_reason(page: _Page, report: Report, reason: Reason) -> None:
    score = f" {reason.score:.2f}" if reason.score is not None else ""
    runs = [Run(f"{reason.field}: {clean(reason.by)}{score}")]
    if reason.span:
        runs.append(_name(f"«{report.text[slice(*reason.span)]}»"))
    if reason.note:
        runs.append(_name(reason.note))
    page.write(runs, indent=MARGIN + FIELD_WIDTH, first=" " * MARGIN + _ui("why"), first_style=_DIM)

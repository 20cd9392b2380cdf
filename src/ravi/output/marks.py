"""Cuts a text where any claim's words begin or end: nested and crossing marks become a flat row of pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ravi.report import Claim, Span

TRIGGER, ALSO = "trigger", "also"
"""The roles whose pieces link to a card; all others only light up with it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text that a claim uses; ``claim`` is its number, from 1."""

    span: Span
    claim: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same marks cover whole; ``ends`` are the triggers that end with it."""

    span: Span
    marks: tuple[Mark, ...]
    ends: tuple[Mark, ...] = ()


def list_marks(claims: Iterable[Claim]) -> list[Mark]:
    """Return every mark of ``claims``, in the order of their claims."""
    return [
        Mark(span, number, role) for number, claim in enumerate(claims, 1) for role, span in _spans(claim)
    ]


def _spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    yield TRIGGER, claim.trigger
    for span in claim.also:
        yield ALSO, span
    for role, mentions in (("agent", claim.agents), ("target", claim.targets), ("voice", claim.chain)):
        for mention in mentions:
            if mention.span is not None:
                yield role, mention.span
    if claim.place:
        yield "place", claim.place.span
    if claim.time:
        yield "time", claim.time.span
    for count in claim.counts:
        yield "count", count.span


def cut(start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield the pieces of the text from ``start`` to ``end``, in order and without a gap.

    >>> marks = [Mark(Span(0, 6), 1, "trigger"), Mark(Span(4, 9), 2, "agent")]
    >>> [(*piece.span, [mark.claim for mark in piece.marks]) for piece in cut(0, 10, marks)]
    [(0, 4, [1]), (4, 6, [1, 2]), (6, 9, [2]), (9, 10, [])]
    """
    here = [mark for mark in marks if mark.span.overlaps(Span(start, end))]
    edges = sorted({start, end} | {edge for mark in here for edge in mark.span if start < edge < end})
    for left, right in pairwise(edges):
        span = Span(left, right)
        covering = tuple(mark for mark in here if mark.span.overlaps(span))
        yield Piece(
            span,
            covering,
            tuple(mark for mark in covering if mark.role == TRIGGER and mark.span.end == right),
        )

"""A report's text as paragraphs of pieces: claims that overlap are a flat row of marked stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ravi.ledger.records import StoredClaim
from ravi.output.labels import family
from ravi.output.marks import ALSO, TRIGGER, Mark, Piece, cut, list_marks
from ravi.web.interface import Interface


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the same claims use, as one element.

    ``claims`` are their numbers in the report, from 1; ``classes`` say what the words are to them (see
    ``frontend/README.md``); ``href`` leads from a trigger to its claim's card and is empty for all
    others; ``numbers`` are the claims whose trigger ends here.
    """

    words: str
    start: int
    end: int
    claims: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    href: str = ""
    title: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that is not blank."""

    start: int
    end: int
    stretches: tuple[Stretch, ...]


def paragraphs(ui: Interface, text: str, claims: Sequence[StoredClaim]) -> Iterator[Paragraph]:
    """Yield the text of a report with its claims marked; every character but line ends is in one stretch."""
    marks = list_marks(one.claim for one in claims)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [mark for mark in marks if mark.span.start < end and mark.span.end > start]
            pieces = cut(start, end, here)
            yield Paragraph(start, end, tuple(_stretch(ui, text, piece, claims) for piece in pieces))
        start = end + 1


def _stretch(ui: Interface, text: str, piece: Piece, claims: Sequence[StoredClaim]) -> Stretch:
    words = text[piece.span.start : piece.span.end].replace("\r", "")
    if not piece.marks:
        return Stretch(words, *piece.span)
    triggers = [mark for mark in piece.marks if mark.role in (TRIGGER, ALSO)]
    numbers = tuple(dict.fromkeys(mark.claim for mark in piece.marks))
    classes = _classes(piece.marks, triggers, claims)
    if not triggers:
        return Stretch(words, *piece.span, numbers, classes)
    linked = next((mark for mark in triggers if mark.role == TRIGGER), triggers[0])
    claim = claims[linked.claim - 1].claim
    return Stretch(
        words,
        *piece.span,
        numbers,
        classes,
        href=f"#c{linked.claim}",
        title=ui.word("claim.title", number=linked.claim, type=ui.type(claim.type)),
        numbers=ui.label("ui", "list_separator").join(ui.number(mark.claim) for mark in piece.ends),
    )


def _classes(
    marks: Sequence[Mark], triggers: Sequence[Mark], claims: Sequence[StoredClaim]
) -> tuple[str, ...]:
    stored = [claims[mark.claim - 1] for mark in triggers]
    here = [one.claim for one in stored]
    states = {
        "denied": any(claim.polarity == "denied" for claim in here),
        "unreal": any(claim.modality != "actual" for claim in here),
        "hedged": any(claim.certainty == "hedged" for claim in here),
        "added": any(one.added_by is not None for one in stored),
    }
    told = (
        *(mark.role for mark in marks),
        *(f"c{mark.claim}" for mark in marks),
        *(f"t{mark.claim}" for mark in triggers),
        *(family(claim.type) for claim in here[:1]),
        *(name for name, holds in states.items() if holds),
    )
    return tuple(dict.fromkeys(told))

"""Finds places that have no name: «در زندان», «حریم هوایی بین‌المللی»."""

from __future__ import annotations

from ravi.reading.document import Document
from ravi.reading.places.evidence import Evidence
from ravi.reading.places.references import FoundPlace
from ravi.report import Place


def find_unnamed(document: Document, found: list[FoundPlace]) -> list[FoundPlace]:
    """Return the places without a name, apart from the words of those ``found``.

    They follow «در», or a word such as «اطراف» does; they have no coordinates, their kind is ``unknown``.
    """
    evidence = Evidence(document)
    taken = {index for place in found for index in range(place.first, place.end)}
    unnamed = []
    for index, role in enumerate(evidence.roles):
        if role not in ("type", "part", "thing") or index in taken:
            continue
        end = index + 1
        while end not in taken and (
            evidence.role(end) == "middle" or _belongs(document, end, range(index, end))
        ):
            end += 1
        first = evidence.phrase_start(index)
        if evidence.role(evidence.before(first)) == "in" or first < index:
            span = document.span(index, end)
            place = Place(document.original[span.start : span.end], span, why="a place without a name")
            unnamed.append(FoundPlace(place, "unknown", index, end, first))
            taken.update(range(first, end))
    return unnamed


def _belongs(document: Document, token: int, place: range) -> bool:
    """Say whether the tree hangs a word on those of a place before it: «ایستگاه پلیس», «زندان مرکزی»."""
    if token >= len(document.tokens):
        return False
    word = document.tokens[token]
    return word.head in place and word.relation.partition(":")[0] in ("nmod", "amod", "flat")

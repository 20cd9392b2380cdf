"""Says where words lie that name no place the gazetteer knows: what they point back to, or the area around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ravi.reading.document import Document
from ravi.reading.places.evidence import QUOTES, Evidence
from ravi.reading.places.gazetteer import Entry, gazetteer
from ravi.report import Place, Span

_CONTAINERS = frozenset({"country", "admin", "region"})
#: Kinds that a bare word may point back to («داخل شهر»); «کشور» by itself is mostly the publisher's own.
_SETTLEMENTS = frozenset({"city", "village", "quarter", "admin", "island", "region"})
#: What ``place_words.tsv`` calls «پایتخت» in ``kinds``.
CAPITAL = "capital"
#: What it calls «کشور» in ``kinds``: by itself the country that the report tells of.
HOME = "home"
#: Relations of the words that tell one country from another («کشور همسایه», «دو کشور»).
_TELL_APART = frozenset({"amod", "nmod", "nummod", "det", "flat", "acl"})


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place and the tokens that name it.

    ``start``–``end`` is the name, ``first``–``end`` the phrase with the words before it
    («شهرک الباغوز», «جنوب لبنان»). ``kind`` is one of ``gazetteer.KINDS`` or ``unknown``.
    ``back`` marks words that only refer back («این کشور»). ``score`` is the evidence
    (see ``evidence.WEIGHTS``).
    """

    place: Place
    kind: str
    start: int
    end: int
    first: int
    score: float = 0.0
    back: bool = False

    @property
    def tokens(self) -> range:
        """Return the tokens of the name."""
        return range(self.start, self.end)

    @property
    def is_placed(self) -> bool:
        """Say whether it has coordinates."""
        return self.place.latitude is not None


def place_of(name: str, span: Span, entry: Entry, why: str) -> Place:
    """Return words of the text as the gazetteer's place."""
    path = entry.admin or (entry.name,)
    return Place(
        name, span, entry.latitude, entry.longitude, entry.geonames, entry.country, path, why, entry.kind
    )


def refer_back(
    evidence: Evidence, found: Sequence[FoundPlace], hint: str | None, home: str | None
) -> Iterator[FoundPlace]:
    """Yield «این کشور», «آن شهر», «کشورمان», «کشور», «پایتخت» with the place they mean, where the report says which.

    ``hint`` is the publisher's country, ``home`` the one that the report names most places of.
    """
    document = evidence.document
    taken = {index for place in found for index in range(place.first, place.end)}
    for index, role in enumerate(evidence.roles):
        if role not in ("own", "type") or index in taken:
            continue
        cue = evidence.cue(index)
        assert cue is not None
        span, name = document.span(index, index + 1), document.words(index, index + 1)
        first = evidence.phrase_start(index)
        if role == "own":
            entry = gazetteer().country(hint) if hint else None
            why = f"«{name}» is the publisher's country" if entry else "the publisher's country is not known"
            place = place_of(name, span, entry, why) if entry else Place(name, span, why=why)
            yield FoundPlace(place, "country", index, index + 1, first, back=True)
        elif CAPITAL not in cue.kinds and index and evidence.role(index - 1) == "this":
            yield from _named_before(evidence, found, index, cue.kinds)
        elif meant := _by_itself(evidence, index, first, hint, home):
            entry, why = meant
            place = place_of(name, span, entry, why)
            yield FoundPlace(place, entry.kind, index, index + 1, first, back=True)


def _by_itself(
    evidence: Evidence, index: int, first: int, hint: str | None, home: str | None
) -> tuple[Entry, str] | None:
    """Return what «پایتخت» and «کشور» mean where no word says of which, and why; None for other words."""
    cue, name = evidence.cue(index), evidence.tokens[index].text
    if cue is None:
        return None
    if CAPITAL in cue.kinds:
        entry = gazetteer().capital(home) if home else None
        return (entry, f"the capital of {home}, whose places the report names") if entry else None
    told_of = home or hint
    if HOME not in cue.kinds or not told_of or not _stands_alone(evidence, first, index):
        return None
    entry = gazetteer().country(told_of)
    how = "whose places the report names" if home else "the publisher's"
    return (entry, f"«{name}» by itself is {entry.name}, {how}") if entry else None


def _stands_alone(evidence: Evidence, first: int, index: int) -> bool:
    """Say whether «کشور» is a place («در کشور», «سراسر کشور») that no word beside it tells apart from others."""
    tokens = evidence.tokens
    is_place = first < index or evidence.role(evidence.before(first)) == "in"
    near = range(max(0, index - 2), min(len(tokens), index + 3))
    return is_place and not any(
        tokens[i].head == index and tokens[i].relation.partition(":")[0] in _TELL_APART for i in near
    )


def _named_before(
    evidence: Evidence, found: Sequence[FoundPlace], index: int, kinds: frozenset[str]
) -> Iterator[FoundPlace]:
    document = evidence.document
    earlier = _last_before(found, index, kinds)
    if earlier is None:
        return
    name, span = document.words(index - 1, index + 1), document.span(index - 1, index + 1)
    why = f"«{name}» means {earlier.place.name}, named before"
    place = replace(earlier.place, name=name, span=span, why=why)
    yield FoundPlace(place, earlier.kind, index - 1, index + 1, evidence.phrase_start(index - 1), back=True)


def _last_before(found: Sequence[FoundPlace], index: int, kinds: frozenset[str]) -> FoundPlace | None:
    """Return the place of one of the kinds that is named last before a token."""
    fit = [place for place in found if place.end <= index and place.kind in kinds and not place.back]
    return max(fit, key=lambda place: place.end, default=None)


def give_areas(document: Document, found: Sequence[FoundPlace]) -> list[FoundPlace]:
    """Return the places in the order of the text, each without coordinates with those of the area it lies in.

    That is the smallest area that the text itself names: the place that follows («خیابان فرودگاه در جنوب
    کرکوک»), the settlement that a bare word points back to («داخل شهر»), else the one named with «در» before it
    in its sentence. It lends the place its coordinates, country, path and kind, by which exports and maps tell
    how exactly it is known; a direction from a town makes it a ``region``.
    """
    evidence = Evidence(document)
    ordered = sorted(found, key=lambda place: (place.start, place.end))
    given: list[FoundPlace] = []
    for place in reversed(ordered):  # a place may lie in one that has its own area from the words after it
        given.append(place if place.is_placed or place.back else in_area(evidence, place, ordered, given))
    return given[::-1]


def in_area(
    evidence: Evidence, place: FoundPlace, found: Sequence[FoundPlace], later: Sequence[FoundPlace] = ()
) -> FoundPlace:
    """Give one place its area; ``found`` holds all places, ``later`` those after it as far as they have theirs."""
    after = {other.start: other for other in (*found, *later) if other.start >= place.end}
    end, kind, is_listed = place.end, "", False
    while (
        end < len(evidence.tokens) and evidence.tokens[end].sentence == evidence.tokens[place.start].sentence
    ):
        other, role = after.get(end), evidence.role(end)
        if other and other.is_placed:
            if is_listed and other.kind not in _CONTAINERS:
                break
            return _lend(place, other, kind or other.kind, "which the words after it name")
        if other:
            end = other.end
            continue
        if role not in ("in", "type", "part", "middle") and not _is_between(evidence, end):
            break
        kind = "region" if role == "part" else "" if role == "type" else kind
        is_listed = is_listed or evidence.tokens[end].text == "،"
        end += 1
    return _meant_by_word(evidence, place, end - 1, found) or _in_sentence(evidence, place, found) or place


def _is_between(evidence: Evidence, index: int) -> bool:
    """Say whether a token may stand before an area's name: a mark, or «از» and a number before «توابع», «کیلومتری»."""
    text = evidence.tokens[index].text
    leads = text.isdecimal() or evidence.role(index) == "to"
    return text in QUOTES or text == "،" or (leads and evidence.role(index + 1) == "part")


def _meant_by_word(
    evidence: Evidence, place: FoundPlace, last: int, found: Sequence[FoundPlace]
) -> FoundPlace | None:
    cue = evidence.cue(last)
    if cue is None or cue.role != "type" or not cue.kinds & _SETTLEMENTS or "site" in cue.kinds:
        return None
    area = _last_before([other for other in found if other.is_placed], place.first, cue.kinds & _SETTLEMENTS)
    if area is None:
        return None
    word = evidence.tokens[last].text
    lent = _lend(place, area, area.kind, f"the last place named before that «{word}» may mean")
    if place.start == last:  # the word by itself is that place
        return replace(lent, back=True, place=replace(lent.place, geonames=area.place.geonames))
    return lent


def _in_sentence(evidence: Evidence, place: FoundPlace, found: Sequence[FoundPlace]) -> FoundPlace | None:
    sentence = evidence.tokens[place.start].sentence
    for other in sorted(found, key=lambda other: -other.end):
        if other.end <= place.first and evidence.tokens[other.start].sentence == sentence and other.is_placed:
            is_in = evidence.role(evidence.before(other.first)) == "in"
            return _lend(place, other, other.kind, "named before it in its sentence") if is_in else None
    return None


def _lend(place: FoundPlace, area: FoundPlace, kind: str, how: str) -> FoundPlace:
    lent = area.place
    why = f"{place.place.why}; in {lent.name}, {how}".removeprefix("; ")
    return replace(
        place,
        kind=kind,
        place=replace(
            place.place,
            latitude=lent.latitude,
            longitude=lent.longitude,
            country=lent.country,
            admin=lent.admin,
            why=why,
            kind=kind,
        ),
    )

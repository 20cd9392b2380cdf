"""Where and when an event happened: the place and the time that its mentions point at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from ravi.reading.claims.actor_kinds import is_only_owner
from ravi.reading.claims.actors import trim, whole
from ravi.reading.claims.events import Trigger
from ravi.reading.claims.told import Told, near_scores
from ravi.reading.network.model import Floats, softmax
from ravi.reading.places.evidence import Evidence
from ravi.reading.places.finding import find_places
from ravi.reading.places.names import kilometres
from ravi.reading.places.references import FoundPlace, in_area
from ravi.reading.text.normal import fold
from ravi.report import Period, Place

#: Kilometres between two places of which an event is at one only.
_FAR = 100
#: Least chance of a word beside the one that is pointed at to belong to the place.
_ALONG = 0.02


#: What the chance of a time counts for when the grammar could not say which days it covers («ساعاتی پس از», «۹ سال»):
#: such words are about an event's course, or about another event, more often than they place it.
_UNPLACED = 0.3


def place_of(told: Told, triggers: Iterable[Trigger]) -> Place | None:
    """Return where mentions of one event put it: the likeliest place of the first that points at one."""
    for trigger in triggers:
        chances = softmax(near_scores(told, trigger, "place"))
        chances[[i + 1 for i in told.owners]] = 0
        best, most = None, float(chances[0]) + told.thresholds.place
        for found in told.places:
            chance = float(chances[found.start + 1 : found.end + 1].sum())
            if chance > most:
                best, most = found.place, chance
        if best is None and float(chances[1:].max(initial=0)) > most:
            best = _unknown_place(told, int(chances[1:].argmax()), chances)
        if best is not None:
            return best
    return None


def is_elsewhere(one: Place | None, other: Place | None) -> bool:
    """Say whether two places are told and are not the same."""
    return one is not None and other is not None and _key(one) != _key(other)


def is_another_day(one: Period | None, other: Period | None) -> bool:
    """Say whether a whole day at least lies between two times: days told one apart may be those of one night."""
    if one is None or other is None:
        return False
    first, last = sorted((one, other), key=lambda time: time.start or date.max)
    return first.end is not None and last.start is not None and (last.start - first.end).days > 1


def is_far(one: Place | None, other: Place | None) -> bool:
    """Say whether two places are known, lie far apart, and neither is an area that the other lies in."""
    if one is None or other is None or _is_in(one, other) or _is_in(other, one):
        return False
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return kilometres(one.latitude, one.longitude, other.latitude, other.longitude) > _FAR


def _is_in(place: Place, area: Place) -> bool:
    return area.name in place.admin or (area.kind == "country" and area.country == place.country)


def _key(place: Place) -> int | str:
    return place.geonames or fold(place.name)


def _unknown_place(told: Told, token: int, chances: Floats) -> Place | None:
    """Return the words around a token that the model points at, or the place that a name among them is after all.

    Who is nowhere by himself («به پلیس تحویل شدند») is no place: none then.
    """
    start, stop = token, token + 1
    sentence = told.document.sentences[told.document.tokens[token].sentence]
    while start > sentence.start and chances[start] > _ALONG:
        start -= 1
    while stop < sentence.stop and chances[stop + 1] > _ALONG and not _of_verb(told, stop):
        stop += 1
    words = whole(told.document, trim(told.document, range(start, stop)) or range(token, token + 1))
    if words not in told.unknown:
        told.unknown[words] = _place_of_words(told, words)
    place = told.unknown[words]
    first = told.document.tokens[words.start].text
    return None if place.latitude is None and is_only_owner(first, told.document.language) else place


def _of_verb(told: Told, token: int) -> bool:
    """Say whether a word is a verb's, as «منتقل» is in «به بیمارستان منتقل شدند»."""
    word = told.document.tokens[token]
    return word.upos == "VERB" or word.relation == "compound:lvc"


def _place_of_words(told: Told, words: range) -> Place:
    document, evidence = told.document, Evidence(told.document)
    taken = [found.tokens for found in told.places]
    for found in find_places(document, here=words):
        is_new = found.start >= words.start and found.end <= words.stop and found.tokens not in taken
        is_around = found.first <= words.start and words.stop <= found.end
        if is_new or (is_around and evidence.role(words.start) == "type"):
            return found.place
    span = document.span(words.start, words.stop)
    place = Place(document.original[span.start : span.end], span, why="no gazetteer entry")
    return in_area(
        evidence, FoundPlace(place, "unknown", words.start, words.stop, words.start), told.places
    ).place


def time_of(told: Told, triggers: Iterable[Trigger]) -> Period | None:
    """Return when mentions of one event put it, in the same way."""
    starts = np.array([t.span.start for t in told.document.tokens])
    for trigger in triggers:
        chances = softmax(near_scores(told, trigger, "time"))
        best, most = None, float(chances[0]) + told.thresholds.time
        for period in told.times:
            inside = (starts >= period.span.start) & (starts < period.span.end)
            chance = float(chances[1:][inside].sum())
            if period.start is None and period.end is None:
                chance *= _UNPLACED
            if chance > most:
                best, most = period, chance
        if best is not None:
            return best
    return None

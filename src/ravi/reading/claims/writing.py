"""Puts a claim together: one event as one voice tells it, from the mentions that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from ravi.reading.claims.actor_kinds import is_only_owner
from ravi.reading.claims.actors import filled, mentions
from ravi.reading.claims.denials import sign_of_denial
from ravi.reading.claims.events import Trigger, affinity, find_triggers, group, link_name, sentence_rows
from ravi.reading.claims.reasons import reasons
from ravi.reading.claims.stance import read_stance
from ravi.reading.claims.voices import Origin, Voices
from ravi.reading.counts.counted import what_is_counted
from ravi.reading.counts.finding import Number
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats, Seen, softmax
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.places.evidence import Evidence
from ravi.reading.places.finding import find_places
from ravi.reading.places.references import FoundPlace, in_area
from ravi.reading.text.normal import fold
from ravi.reading.times.finding import says_when
from ravi.report import Claim, Count, Mention, Period, Place, Span


@dataclass(slots=True)
class Told:
    """What the earlier rooms found in a document, for claims to draw on."""

    document: Document
    seen: Seen
    thresholds: Thresholds
    publisher: str | None
    times: Sequence[Period]
    places: Sequence[FoundPlace]
    numbers: Sequence[Number]
    marks: Sequence[Match]
    voices: Voices = field(init=False)
    #: The tokens of countries that are no place, for they only say whose an actor is («ارتش عراق»).
    owners: list[int] = field(init=False)
    #: Places of words that the earlier rooms did not take for one, by their tokens: each is looked for once.
    unknown: dict[range, Place] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.voices = Voices(self.document, self.seen, self.thresholds, self.publisher, self.marks)
        self.owners = [i for found in self.places if _is_owner(self.document, found) for i in found.tokens]


def _is_owner(document: Document, found: FoundPlace) -> bool:
    before = found.start - 1
    return (
        found.kind == "country"
        and before >= 0
        and is_only_owner(document.tokens[before].text, document.language)
    )


@dataclass(slots=True)
class Draft:
    """Mentions of one event by one voice; the first is the one to tell the claim at."""

    triggers: list[Trigger]
    origin: Origin
    event: str = ""
    #: The numbers of the document that count for this event, with their chances.
    numbers: dict[int, float] = field(default_factory=dict)


def write_claims(told: Told) -> tuple[Claim, ...]:
    """Return the claims of a document, in the order of its text."""
    sure = find_triggers(told.document, told.seen, told.thresholds.event, told.marks)
    likely = find_triggers(told.document, told.seen, told.thresholds.quoted, told.marks, beside=sure)
    triggers = sorted([*sure, *told.voices.heard_once(sure, likely)], key=lambda one: one.tokens.start)
    drafts = join_mentions(told, triggers)
    label_events(told, drafts)
    link_numbers(told, drafts)
    return tuple(write_claim(told, draft) for draft in drafts)


def join_mentions(told: Told, triggers: Sequence[Trigger]) -> list[Draft]:
    """Join the mentions that are one claim: the same type and voice, and the model says they belong together.

    Within a sentence less is asked of the model: «حمله … کشته شدند» there is hardly ever two events of one type.
    """
    origins = [told.voices.origin(t) for t in triggers]
    needed = _Needed(told, triggers)
    joined = [
        (a, b)
        for b in range(len(triggers))
        for a in range(b)
        if triggers[a].type == triggers[b].type
        and origins[a].key == origins[b].key
        and affinity(told.seen, "also", triggers[a], triggers[b]) >= needed(a, b)
    ]
    drafts = []
    for members in group(range(len(triggers)), joined):
        ordered = sorted(members, key=lambda i: -triggers[i].main * triggers[i].chance)
        drafts.append(Draft([triggers[i] for i in ordered], origins[ordered[0]]))
    return sorted(drafts, key=lambda d: d.triggers[0].tokens.start)


#: Universal tags of verbs.
_VERBS = frozenset({"VERB", "AUX"})


class _Needed:
    """How surely two mentions, by number, have to belong together to be joined.

    A noun and the verb that governs it are the parts of one compound («مسئولیت حمله را بر عهده گرفت»).
    Of two verbs only one of which is negated, one tells what the other does not («… حمله کردند ولی … حمله نکردند»),
    and what was at two places was two events («انفجاری در کابل و انفجاری در هرات»).
    """

    def __init__(self, told: Told, triggers: Sequence[Trigger]) -> None:
        self.told, self.triggers = told, triggers
        self.negated = frozenset(mark.start for mark in told.marks if mark.lexicon == "affixes")
        self._places: dict[int, object] = {}

    def __call__(self, first: int, second: int) -> float:
        a, b, least = self.triggers[first], self.triggers[second], self.told.thresholds
        tokens = self.told.document.tokens
        if tokens[a.tokens.start].sentence != tokens[b.tokens.start].sentence:
            return least.join
        is_verb = [any(tokens[i].upos in _VERBS for i in one.tokens) for one in (a, b)]
        if is_verb[0] != is_verb[1]:
            noun, verb = (b, a) if is_verb[0] else (a, b)
            if any(tokens[i].head in verb.tokens for i in noun.tokens):
                return 0.0
        said = [{*one.tokens, *self.told.document.light_verbs(one.tokens)} for one in (a, b)]
        both = all(any(tokens[i].upos in _VERBS for i in words) for words in said)
        if both and self.negated.isdisjoint(said[0]) != self.negated.isdisjoint(said[1]):
            return least.join
        one, other = self._place(first), self._place(second)
        is_apart = one is not None and other is not None and one != other
        return least.join if is_apart else least.join_near

    def _place(self, number: int) -> object:
        """Return what tells a mention's place from others, None where it has none; looked for once."""
        if number not in self._places:
            place = _place(self.told, [self.triggers[number]])
            self._places[number] = place and (place.geonames or fold(place.name))
        return self._places[number]


def label_events(told: Told, drafts: Sequence[Draft]) -> None:
    """Give claims of different voices about the same event the same label."""
    joined = [
        (a, b)
        for b in range(len(drafts))
        for a in range(b)
        if drafts[a].triggers[0].type == drafts[b].triggers[0].type
        and affinity(told.seen, "event", drafts[a].triggers[0], drafts[b].triggers[0])
        >= told.thresholds.same_event
    ]
    for number, members in enumerate(group(range(len(drafts)), joined), 1):
        for i in members:
            drafts[i].event = f"e{number}"


def link_numbers(told: Told, drafts: Sequence[Draft]) -> None:
    """Give every number to the claims of the event it likeliest counts for: hardly any counts for two."""
    most = [0.0] * len(told.numbers)
    for draft in drafts:
        for trigger in draft.triggers:
            chances = 1 / (1 + np.exp(-_near_scores(told, trigger, "counts")[1:]))
            for at, number in enumerate(told.numbers):
                chance = float(chances[number.start : number.end].max(initial=0))
                if chance >= max(told.thresholds.count, draft.numbers.get(at, 0)):
                    draft.numbers[at] = chance
                most[at] = max(most[at], chance)
    for event in {draft.event for draft in drafts}:
        tellings = [draft for draft in drafts if draft.event == event]
        own = {at: max(d.numbers.get(at, 0) for d in tellings) for d in tellings for at in d.numbers}
        for draft in tellings:
            draft.numbers = {at: c for at, c in draft.numbers.items() if own[at] == most[at]}


def write_claim(told: Told, draft: Draft) -> Claim:
    """Fill in a claim's fields from its main mention; slots left empty there are taken from the others."""
    main, document = draft.triggers[0], told.document
    denied_by = sign_of_denial(told.document, told.marks, main.tokens)
    stance = read_stance(told.seen, main, told.thresholds, denied_by=denied_by)
    place, time = _place(told, draft.triggers), _time(told, draft.triggers)
    counts = _counts(told, draft)
    return Claim(
        event=draft.event,
        type=main.type,
        trigger=_span(document, main.tokens),
        also=tuple(sorted(_span(document, t.tokens) for t in draft.triggers[1:])),
        agents=_slot(told, draft.triggers, "agents"),
        targets=_slot(told, draft.triggers, "targets"),
        place=place,
        time=time,
        counts=counts,
        means=stance.means,
        chain=told.voices.chain(main, draft.origin),
        channel=stance.channel[0] if draft.origin.tokens is not None else None,
        polarity=stance.polarity[0],
        modality=stance.modality[0],
        certainty=stance.certainty[0],
        why=tuple(reasons(told, draft, stance, place, time, counts)),
    )


#: What the chance of a time counts for when the grammar could not say which days it covers, and when it says how
#: long or how often and not when: such words are about an event's course more often than they place it.
_UNPLACED, _NOT_WHEN = 0.5, 0.3


#: Least chance of a word beside the one that is pointed at to belong to the place.
_ALONG = 0.02


def _span(document: Document, tokens: range) -> Span:
    return document.span(tokens.start, tokens.stop)


def _scores(told: Told, trigger: Trigger, name: str) -> Floats:
    return np.asarray(trigger.links[link_name(told.seen, name)], dtype=np.float32)


def _near_scores(told: Told, trigger: Trigger, name: str) -> Floats:
    """Return a link's scores, those of words in the trigger's own sentence raised."""
    scores = _scores(told, trigger, name).copy()
    scores[sentence_rows(told.document, trigger)] += told.thresholds.near_slot
    return scores


def _slot(told: Told, triggers: Iterable[Trigger], name: str) -> tuple[Mention, ...]:
    for trigger in triggers:
        runs = filled(told.document, _scores(told, trigger, name), told.thresholds.actor, trigger.tokens)
        if runs:
            return mentions(told.document, runs)
    return ()


def _place(told: Told, triggers: Iterable[Trigger]) -> Place | None:
    for trigger in triggers:
        chances = softmax(_near_scores(told, trigger, "place"))
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


def _unknown_place(told: Told, token: int, chances: Floats) -> Place:
    """Return the words around a token that the model points at, or the place that a name among them is after all."""
    start, stop = token, token + 1
    sentence = told.document.sentences[told.document.tokens[token].sentence]
    while start > sentence.start and chances[start] > _ALONG:
        start -= 1
    while stop < sentence.stop and chances[stop + 1] > _ALONG:
        stop += 1
    words = range(start, stop)
    if words not in told.unknown:
        told.unknown[words] = _place_of_words(told, words)
    return told.unknown[words]


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


def _time(told: Told, triggers: Iterable[Trigger]) -> Period | None:
    starts = np.array([t.span.start for t in told.document.tokens])
    for trigger in triggers:
        chances = softmax(_near_scores(told, trigger, "time"))
        best, most = None, float(chances[0]) + told.thresholds.time
        for period in told.times:
            inside = (starts >= period.span.start) & (starts < period.span.end)
            chance = float(chances[1:][inside].sum())
            if period.start is None and period.end is None:
                chance *= _UNPLACED if says_when(period) else _NOT_WHEN
            if chance > most:
                best, most = period, chance
        if best is not None:
            return best
    return None


def _counts(told: Told, draft: Draft) -> tuple[Count, ...]:
    found: dict[tuple[str, int | None, int | None], Count] = {}
    for at, chance in draft.numbers.items():
        number = told.numbers[at]
        what = what_is_counted(number, draft.triggers[0].type, told.document)
        key = (what, number.low, number.high)
        found.setdefault(key, Count(what, number.low, number.high, number.span, f"model {chance:.2f}"))
    return tuple(sorted(found.values(), key=lambda count: count.span))

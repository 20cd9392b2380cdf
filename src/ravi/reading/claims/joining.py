"""Which mentions are one claim, which claims tell of one event, and which of them each number counts for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ravi.reading.claims.events import Trigger, affinity, group
from ravi.reading.claims.told import Draft, Told, near_scores
from ravi.reading.claims.where_when import place_of
from ravi.reading.text.normal import fold


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
            place = place_of(self.told, [self.triggers[number]])
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
            chances = 1 / (1 + np.exp(-near_scores(told, trigger, "counts")[1:]))
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

"""Which mentions are one claim, and which claim each number counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ravi.reading.claims.events import Trigger, affinity, group
from ravi.reading.claims.pointing import antecedents, points_back
from ravi.reading.claims.told import Draft, Told, near_scores
from ravi.reading.claims.where_when import is_elsewhere, place_of, time_of
from ravi.reading.counts.counted import may_count
from ravi.report import Place


def of_one_type(told: Told, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return mentions in which one that the model surely joins with an earlier one has the type of that.

    A claim has one type: «این حمله» is the shelling that was told before, «در این عملیات» the raid. Words of one
    sentence keep theirs unless they point back: what happened and what came of it may be two claims.
    """
    document = told.document
    typed: list[Trigger] = []
    for trigger in triggers:
        sentence = document.tokens[trigger.tokens.start].sentence
        earlier = typed
        if not points_back(document, trigger.tokens):
            earlier = [one for one in typed if document.tokens[one.tokens.start].sentence != sentence]
        chances = [affinity(told.seen, "also", one, trigger) for one in earlier]
        if max(chances, default=0) >= told.thresholds.join:
            trigger = replace(trigger, type=earlier[chances.index(max(chances))].type)
        typed.append(trigger)
    return typed


def join_mentions(told: Told, triggers: Sequence[Trigger]) -> list[Draft]:
    """Join the mentions that are one claim: the same type and voice, and the model says they belong together.

    Within a sentence less is asked of the model: «حمله … کشته شدند» there is hardly ever two events of one type.
    """
    origins = [told.voices.origin(t) for t in triggers]
    needed = _Needed(told, triggers)
    meant = antecedents(told.document, triggers, [origin.key for origin in origins])
    joined = [
        (a, b)
        for b in range(len(triggers))
        for a in range(b)
        if triggers[a].type == triggers[b].type
        and told.voices.named.one_voice(origins[a].key, origins[b].key)
        and (meant.get(b) == a or affinity(told.seen, "also", triggers[a], triggers[b]) >= needed(a, b))
    ]
    drafts = []
    for members in group(range(len(triggers)), joined):
        ordered = sorted(members, key=lambda i: -triggers[i].main * triggers[i].chance)
        told_at = [triggers[i] for i in ordered]
        drafts.append(Draft(told_at, origins[ordered[0]], place_of(told, told_at), time_of(told, told_at)))
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
        self._places: dict[int, Place | None] = {}

    def __call__(self, first: int, second: int) -> float:
        a, b, least = self.triggers[first], self.triggers[second], self.told.thresholds
        tokens = self.told.document.tokens
        if tokens[a.tokens.start].sentence != tokens[b.tokens.start].sentence:
            return least.join
        is_verb = [any(tokens[i].upos in _VERBS for i in one.tokens) for one in (a, b)]
        if is_verb[0] != is_verb[1]:
            noun, verb = (b, a) if is_verb[0] else (a, b)
            if any(self._governor(i) in verb.tokens for i in noun.tokens):
                return 0.0
        said = [{*one.tokens, *self.told.document.light_verbs(one.tokens)} for one in (a, b)]
        both = all(any(tokens[i].upos in _VERBS for i in words) for words in said)
        if both and self.negated.isdisjoint(said[0]) != self.negated.isdisjoint(said[1]):
            return least.join
        is_apart = is_elsewhere(self._place(first), self._place(second))
        return least.join if is_apart else least.join_near

    def _governor(self, token: int) -> int:
        """Return the head of a token; of a preposition («به اعدام محکوم کرد») that of the noun behind it."""
        tokens = self.told.document.tokens
        head = tokens[token].head
        return tokens[head].head if head >= 0 and tokens[token].upos == "ADP" else head

    def _place(self, number: int) -> Place | None:
        """Return the place of a mention; looked for once."""
        if number not in self._places:
            self._places[number] = place_of(self.told, [self.triggers[number]])
        return self._places[number]


def link_numbers(told: Told, drafts: Sequence[Draft]) -> None:
    """Give every number to the claims of the event it likeliest counts for: hardly any counts for two.

    Events whose type does not count such things are left out: the dead are not of a withdrawal told beside them.
    """
    most = [0.0] * len(told.numbers)
    for draft in drafts:
        for trigger in draft.triggers:
            chances = 1 / (1 + np.exp(-near_scores(told, trigger, "counts")[1:]))
            for at, number in enumerate(told.numbers):
                chance = float(chances[number.start : number.end].max(initial=0))
                if chance < told.thresholds.count or not may_count(number, trigger.type, told.document):
                    continue
                draft.numbers[at] = max(chance, draft.numbers.get(at, 0))
                most[at] = max(most[at], chance)
    for event in {draft.event for draft in drafts}:
        tellings = [draft for draft in drafts if draft.event == event]
        own = {at: max(d.numbers.get(at, 0) for d in tellings) for d in tellings for at in d.numbers}
        for draft in tellings:
            draft.numbers = {at: c for at, c in draft.numbers.items() if own[at] == most[at]}

"""Denials of what another voice told, by a word for the telling: «این ادعا را رد کرد», «ضمن تکذیب این خبر».

The words themselves name no event, so the model seldom takes them for one; which event they mean it does know, by
the link that joins mentions of one event. The claim is told at the words that tell the event, as the other voice
told it; the word for the telling and those that deny it are further mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ravi.data.tables import types_that_are
from ravi.reading.claims.events import Trigger, affinity, trigger_at
from ravi.reading.claims.pointing import is_pointer
from ravi.reading.claims.tellings import is_kind
from ravi.reading.claims.told import Draft, Told
from ravi.reading.document import Document

#: Least chance of an event to be the one that a word for its telling means.
_MEANT = 0.15
#: Words from the noun to the verb that denies it, and where what is said of the noun lies between («ادعایی که …»).
_REACH, _TOLD_ON = 8, 20
#: A mention with the claim that it belongs to.
_Mention = tuple[Trigger, Draft]


def retorts(told: Told, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the denials of events that other voices told in ``drafts``."""
    mentions = [(trigger, draft) for draft in drafts for trigger in draft.triggers]
    mentions = sorted(mentions, key=lambda one: one[0].tokens.start)
    taken = {token for trigger, _ in mentions for token in trigger.tokens}
    speech = types_that_are("speech")  # what is denied is what was told, not that it was told
    for noun, verb in denied_tellings(told.document, told.denying):
        before = [one for one in mentions if one[0].tokens.stop <= noun and one[0].type not in speech]
        if noun in taken or not before or _gives_another_figure(told, noun):
            continue
        retort = trigger_at(told.seen, range(noun, noun + 1), before[-1][0].type)
        origin = told.voices.denier(retort, before[-1][1].origin.key, verb.stop - 1)
        others = [one for one in before if one[1].origin.key != origin.key]
        denied = _denied(told, others, retort)
        if origin.tokens is not None and denied is not None:
            mention, draft = denied
            if not any(_says_so(told.document, retort, one, mention.type, origin.key) for one in mentions):
                yield Draft(
                    [mention], origin, draft.place, draft.time, draft.event, retort=retort, denying=verb
                )


def _denied(told: Told, others: Sequence[_Mention], retort: Trigger) -> _Mention | None:
    """Return which of the mentions of other voices a retort denies, if it can be told.

    That is the likeliest to be of one event with it, else the last of its sentence, or the last where only one
    type is told near it.
    """
    linked = [(affinity(told.seen, "event", one, retort), number) for number, (one, _) in enumerate(others)]
    chance, number = max(linked, default=(0.0, 0))
    if chance >= _MEANT:
        return others[number]
    near = [one for one in others if 0 <= _apart(told.document, one[0], retort) <= 1]
    here = [one for one in near if _apart(told.document, one[0], retort) == 0]
    return near[-1] if here or len({one.type for one, _ in near}) == 1 else None


def _gives_another_figure(told: Told, noun: int) -> bool:
    """Say whether the sentence goes on with a number: then that is denied and not the event («گفت تنها سه نفر …»)."""
    words = told.document.tokens
    after = (number for number in told.numbers if number.start > noun and number.high != 0)
    return any(words[number.start].sentence == words[noun].sentence for number in after)


def denied_tellings(document: Document, verbs: Sequence[range]) -> Iterator[tuple[int, range]]:
    """Yield nouns for a telling that is denied: pointed at, or told on («ادعایی که … رد کرد»).

    Each is a token, with those of the one of ``verbs`` that denies it, or of the noun that does («ضمن رد این اتهام»).
    """
    words = document.tokens
    for noun, word in enumerate(words[1:], 1):
        pointed = is_pointer(document, noun - 1)
        told_on = noun + 1 < len(words) and is_kind(document, noun + 1, "relative")
        if not (pointed or told_on) or word.sentence != words[noun - 1].sentence:
            continue
        near = range(noun + 1, noun + 1 + (_TOLD_ON if told_on else _REACH))
        after = [v for v in verbs if v.start in near and words[v.start].sentence == word.sentence]
        before = pointed and noun > 1 and is_kind(document, noun - 2, "denial")
        if (after or before) and is_kind(document, noun, "telling"):
            yield noun, after[0] if after else range(noun - 2, noun - 1)


def _says_so(document: Document, retort: Trigger, one: _Mention, type: str, key: str) -> bool:
    """Say whether a mention goes on with a denial: it tells the event in that voice, in its sentence or the next."""
    trigger, draft = one
    follows = trigger.tokens.start > retort.tokens.start and _apart(document, retort, trigger) <= 1
    return follows and trigger.type == type and draft.origin.key == key


def _apart(document: Document, first: Trigger, second: Trigger) -> int:
    """Return how many sentences a mention is after another."""
    tokens = document.tokens
    return tokens[second.tokens.start].sentence - tokens[first.tokens.start].sentence

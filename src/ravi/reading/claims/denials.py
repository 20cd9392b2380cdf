"""Signs in the words themselves that a voice denies an event: denials are rare, and the model alone misses half.

On 266 annotated reports each sign was checked with the annotated triggers: of the events with a
negated verb 19 of 22 are denied, of those with a verb of denial after them 5 of 7
(on the reports written for training 285 of 312; before clauses had to be under it, 285 of 324), of those
with «هیچ» or «هرگز» under them 12 of 12, of those that a verb of calling off governs 12 of 18.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ravi.reading.claims.actors import share
from ravi.reading.claims.disowned import Disowned
from ravi.reading.document import Document
from ravi.reading.lexical import Match

#: A sign that is no word of the event's sentence: another voice denies the telling (``retorts``).
RETORT = "denied telling"
#: How sure of "affirmed" the model must be, in chances, to overrule a sign.
SURE = {
    "verb of denial": 0.998,
    "no part in it": 0.998,
    "negated verb": 0.95,
    "not any": 0.95,
    "called off": 0.85,
    RETORT: inf,
}
#: Words between an event and the verb that denies it.
_REACH = 10


def sign_of_denial(
    document: Document, marks: Sequence[Match], trigger: range, parts: Sequence[Disowned] = ()
) -> str:
    """Return what in the sentence says that the event of ``trigger`` is denied; empty when nothing does.

    ``parts`` are the parts in events that the document denies.
    """
    if any(part.part in trigger or share(part.event, trigger) for part in parts):
        return "no part in it"
    sentence = document.tokens[trigger.start].sentence
    here = [mark for mark in marks if document.tokens[mark.start].sentence == sentence]
    root = next((i for i in trigger if document.tokens[i].head not in trigger), trigger.start)
    head = document.tokens[root].head
    told = {*trigger, *document.light_verbs(trigger)}
    for mark in here:
        if mark.lexicon == "affixes" and mark.start in told:
            return "negated verb"
        if mark.lexicon == "negation" and (sign := _sign(document, mark, trigger, root, head)):
            return sign
    return ""


def _sign(document: Document, mark: Match, trigger: range, root: int, head: int) -> str:
    does, words = mark.row["does"], range(mark.start, mark.end)
    if does == "denied" and mark.row["kind"] == "light" and 0 <= mark.start - trigger.stop < _REACH:
        is_clause = any(document.tokens[i].upos == "VERB" for i in trigger)
        return "verb of denial" if not is_clause or _is_under(document, root, words) else ""
    if does == "none" and any(document.tokens[i].head == root for i in words):
        return "not any"
    if does == "called_off" and head in words and head not in trigger:
        return "called off"
    return ""


def _is_under(document: Document, token: int, words: range) -> bool:
    """Say whether some of ``words`` governs a token, directly or not.

    Where it does not, a clause is told by one voice and what follows is another's denial of it
    («… بمباران کردند؛ ادعایی که ارتش رد کرد»). Nouns are denied where the tree has not seen it too.
    """
    for _ in document.tokens:
        head = document.tokens[token].head
        if head in words:
            return True
        if head in (token, -1):
            break
        token = head
    return False

"""Signs in the words themselves that a voice denies an event: denials are rare, and the model alone misses half.

On 266 annotated reports each sign was checked with the annotated triggers: of the events with a
negated verb 19 of 22 are denied, of those with a verb of denial after them 5 of 7
(on the reports written for training 285 of 312; before clauses had to be under it, 285 of 324), of those
with «هیچ» or «هرگز» under them 12 of 12, of those that a verb of calling off governs 12 of 18. Of 22 demanded
or planned ones that a word of ending governs («خواستار پایان حملات») 20 are denied. A clause behind the verb
(«تکذیب کرد که …») tells a denial twice in 3,600 reports: too seldom for the model to learn, and plain.
"""

from __future__ import annotations

from math import inf

from ravi.reading.claims.actors import share
from ravi.reading.claims.tellings import is_content, is_kind
from ravi.reading.claims.told import Told
from ravi.reading.document import Document
from ravi.reading.lexical import Match

#: A sign that is no word of the event's sentence: another voice denies the telling (``retorts``).
RETORT = "denied telling"
#: A sign of what is asked not to be, by which only what is ``demanded`` or ``planned`` is denied.
ENDING = "asked to end"
#: How sure of "affirmed" the model must be, in chances, to overrule a sign.
SURE = {
    "verb of denial": 0.998,
    "no part in it": 0.998,
    "negated verb": 0.95,
    "not any": 0.95,
    "called off": 0.85,
    "denied clause": inf,
    RETORT: inf,
    ENDING: inf,
}
#: Words between an event and the verb that denies it.
_REACH = 10


def sign_of_denial(told: Told, trigger: range) -> str:
    """Return what in the sentence says that the event of ``trigger`` is denied; empty when nothing does."""
    document = told.document
    if any(part.part in trigger or share(part.event, trigger) for part in told.disowned):
        return "no part in it"
    root = document.root(trigger)
    words = {*trigger, *document.light_verbs(trigger)}
    sentence = document.sentences[document.tokens[trigger.start].sentence]
    for mark in told.marks:
        if mark.start in words and mark.lexicon == "affixes":
            return "negated verb"
        if (
            mark.start in sentence
            and mark.lexicon == "negation"
            and (sign := _sign(document, mark, trigger, root))
        ):
            return sign
    is_clause = any(document.tokens[i].upos == "VERB" for i in trigger)
    for verb in told.denying:
        is_near = verb.start in sentence and 0 <= verb.start - trigger.stop < _REACH
        if is_near and (not is_clause or _is_under(document, root, verb)):
            return "verb of denial"
        if is_content(document, root, verb):
            return "denied clause"
    return ENDING if _is_ended(document, root, trigger) else ""


def _is_ended(document: Document, root: int, trigger: range) -> bool:
    """Say whether a word of ending governs an event, alone («پایان حملات») or with its verb («به حملات پایان دهد»)."""
    head = document.tokens[root].head
    if head in trigger or head < 0:
        return False
    own = (i for i in range(root + 1, head) if document.tokens[i].head == head)
    nouns = (i for i in own if document.tokens[i].relation == "compound:lvc")
    return any(is_kind(document, i, "ending") for i in (head, *nouns))


def _sign(document: Document, mark: Match, trigger: range, root: int) -> str:
    """Return what a word of negation that is no verb of denial says of the event whose highest word is ``root``."""
    head, words = document.tokens[root].head, range(mark.start, mark.end)
    if mark.row["does"] == "none" and any(document.tokens[i].head == root for i in words):
        return "not any"
    if mark.row["does"] == "called_off" and head in words and head not in trigger:
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

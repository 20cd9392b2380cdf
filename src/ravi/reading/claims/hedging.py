"""Whether a voice hedges an event by its words: «احتمالاً … حمله کرد», «گفته می‌شود که … کشته شده است».

The model hears a hedge in one of twenty. In annotated reports an event whose verb such an adverb hangs on is hedged
27 times of 32, and one that is told as actual in the clause that such a verb takes 55 times of 77; where it is planned
or possible, that says it already.
"""

from __future__ import annotations

from ravi.reading.claims.told import Told


def is_hedged(told: Told, trigger: range, modality: str) -> bool:
    """Say whether words hedge the event of ``trigger``, which is told as ``modality``."""
    document, tokens = told.document, told.document.tokens
    sentence = document.sentences[tokens[trigger.start].sentence]
    verb = document.root(trigger)
    if tokens[verb].relation == "compound:lvc":
        verb = tokens[verb].head
    for mark in told.marks:
        if mark.lexicon != "hedges" or mark.start not in sentence:
            continue
        words = range(mark.start, mark.end)
        if mark.row["hedges"] == "verb" and any(tokens[i].head == verb for i in words):
            return True
        says = tokens[verb].relation in ("ccomp", "csubj", "xcomp") and tokens[verb].head in words
        if mark.row["hedges"] == "clause" and says and modality == "actual":
            return True
    return False

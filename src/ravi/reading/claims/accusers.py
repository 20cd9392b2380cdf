"""What is condemned is told by who condemns it: «مسکو حمله شورشیان را محکوم کرد» is Moscow's account of an attack.

In training and kept-out reports the event that is the object of an accusation's verb has the accuser for its
origin 16 times of 19, also where another tells that it was condemned; what is demanded has the demander once in 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ravi.reading.claims.clauses import dependents
from ravi.reading.claims.events import Trigger
from ravi.reading.document import Document

_TYPE = "accusation"


def condemned(document: Document, triggers: Sequence[Trigger]) -> Iterator[tuple[Trigger, int]]:
    """Yield the mentions of events that somebody condemns, each with the first word of who does."""
    for accusation in triggers:
        if accusation.type != _TYPE:
            continue
        subjects = dependents(document, accusation.tokens, "nsubj")
        accusers = [i for i in subjects if document.tokens[i].upos != "PRON"]
        objects = dependents(document, accusation.tokens, "obj")
        for event in triggers:
            if accusers and event is not accusation and any(i in event.tokens for i in objects):
                yield event, accusers[0]

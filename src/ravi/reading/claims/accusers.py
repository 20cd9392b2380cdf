"""What is condemned, by whom, and whom that blames: «مسکو حمله شورشیان را محکوم کرد».

In training and kept-out reports the event that is the object of an accusation's verb has the accuser for its
origin 16 times of 19, also where another tells that it was condemned; what is demanded has the demander once in 6.
Where that event has agents, they are whom the accusation targets, 19 times of 21.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ravi.reading.claims.clauses import dependents
from ravi.reading.claims.events import Trigger
from ravi.reading.claims.told import Draft
from ravi.reading.document import Document

_TYPE = "accusation"


def condemned(document: Document, triggers: Sequence[Trigger]) -> Iterator[tuple[Trigger, Trigger]]:
    """Yield the accusations whose object is an event's mention, each with that."""
    for accusation in triggers:
        if accusation.type != _TYPE:
            continue
        objects = dependents(document, accusation.tokens, "obj")
        for event in triggers:
            if event is not accusation and any(i in event.tokens for i in objects):
                yield accusation, event


def accuser(document: Document, accusation: Trigger) -> int | None:
    """Return the first word of who accuses, if the clause names that."""
    subjects = dependents(document, accusation.tokens, "nsubj")
    return next((i for i in subjects if document.tokens[i].upos != "PRON"), None)


def give_condemned(document: Document, drafts: Sequence[Draft]) -> None:
    """Give every accusation that is told by an event the draft of that."""
    by_tokens = {trigger.tokens: draft for draft in drafts for trigger in draft.triggers}
    triggers = [draft.triggers[0] for draft in drafts]
    others = [trigger for draft in drafts for trigger in draft.triggers[1:]]
    for accusation, event in condemned(document, [*triggers, *others]):
        draft = by_tokens[accusation.tokens]
        if by_tokens[event.tokens] is not draft:
            draft.condemned = by_tokens[event.tokens]

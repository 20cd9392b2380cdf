"""What the claims of a document are written from: the finds of the earlier rooms, and mentions joined into drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ravi.reading.claims.actor_kinds import is_only_owner
from ravi.reading.claims.disowned import Disowned, disowned
from ravi.reading.claims.events import Trigger, link_name, sentence_rows
from ravi.reading.claims.tellings import denying
from ravi.reading.claims.voices import Origin, Voices
from ravi.reading.counts.finding import Number
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats, Seen
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.places.references import FoundPlace
from ravi.report import Period, Place


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
    #: The verbs of denial, and the parts in events that somebody denies.
    denying: list[range] = field(init=False)
    disowned: list[Disowned] = field(init=False)
    #: Places of words that the earlier rooms did not take for one, by their tokens: each is looked for once.
    unknown: dict[range, Place] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.voices = Voices(self.document, self.seen, self.thresholds, self.publisher, self.marks)
        self.denying = denying(self.document, self.marks)
        self.disowned = disowned(self.document, self.marks, self.denying)
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
    place: Place | None = None
    time: Period | None = None
    event: str = ""
    #: The word for the telling, where another voice's is denied by one («این ادعا را رد کرد»).
    retort: Trigger | None = None
    #: The words that deny it there («رد کرد»).
    denying: range = range(0)
    #: How the voice spoke, with the chance; None for no channel told.
    channel: tuple[str | None, float] = (None, 0.0)
    #: The words that tell the channel, if any do.
    channel_words: range = range(0)
    #: What an accusation is about.
    condemned: Draft | None = None
    #: The numbers of the document that count for this event, with their chances.
    numbers: dict[int, float] = field(default_factory=dict)


def scores(told: Told, trigger: Trigger, name: str) -> Floats:
    """Return a link's score for each token, after that of "none": (tokens + 1,)."""
    return np.asarray(trigger.links[link_name(told.seen, name)], dtype=np.float32)


def near_scores(told: Told, trigger: Trigger, name: str) -> Floats:
    """Return the same, the scores of words in the trigger's own sentence raised."""
    raised = scores(told, trigger, name).copy()
    raised[sentence_rows(told.document, trigger)] += told.thresholds.near_slot
    return raised

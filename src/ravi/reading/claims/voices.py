"""Says whose account a claim is: the chain of voices from the publisher to the origin.

The model points from each trigger at the words that name its origin, or at nobody
(the publisher tells it in its own voice). The words that name voices are found
first; the chances of the words of one voice, in all its mentions and spellings,
count together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ravi.reading.claims.actors import filled, mention, mentions
from ravi.reading.claims.events import Trigger, link_name, sentence_rows
from ravi.reading.claims.leads import voice_of_lead, writers
from ravi.reading.claims.named import Named, voice_key
from ravi.reading.claims.relays import Relays
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats, Seen, softmax
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.text.normal import fold
from ravi.report import Mention

#: Least chance of a voice to be a mention's, for that mention to be taken for its sake.
_SPEAKS = 0.5


@dataclass(frozen=True, slots=True)
class Origin:
    """The voice of a claim; ``tokens`` is None where the publisher speaks.

    ``handed_on``: nobody near tells it, and the report names whose account it is (``leads``).
    """

    tokens: range | None
    key: str
    chance: float
    handed_on: bool = False


class Voices:
    """The voices that a document names, and the publisher."""

    def __init__(
        self,
        document: Document,
        seen: Seen,
        thresholds: Thresholds,
        publisher: str | None,
        marks: Sequence[Match],
    ) -> None:
        self.document, self.seen, self.thresholds = document, seen, thresholds
        self.publisher = publisher or ""
        chances = softmax(seen.voices)
        self.named = Named(document, chances[1:], marks)
        #: The chance of each row to be part of a voice's name; row 0 is nobody's.
        self.naming = 1 - chances[:, 0]
        #: Who signed the report: a reporter's account is the publisher's.
        self.writers = set(writers(document))
        self.relays = Relays(document, self.named, marks, self._is_publisher)
        self.lead = voice_of_lead(
            document, marks, self.named.runs, lambda run: self._is_publisher(voice_key(document, run))
        )
        self._origins: dict[range, Origin] = {}

    def origin(self, trigger: Trigger) -> Origin:
        """Return whose account a mention of an event is; looked for once."""
        if trigger.tokens not in self._origins:
            self._origins[trigger.tokens] = self._origin(trigger)
        return self._origins[trigger.tokens]

    def _origin(self, trigger: Trigger) -> Origin:
        chances = softmax(trigger.links[link_name(self.seen, "origin")] + self._nearness(trigger))
        sums: dict[str, float] = {}
        best: dict[str, tuple[float, range]] = {}
        for word in np.flatnonzero(chances[1:] > 0.01).tolist():
            if word in trigger.tokens:
                continue
            run, key = self.named.at(word)
            sums[key] = sums.get(key, 0.0) + float(chances[word + 1])
            own = float(sum(chances[i + 1] for i in run))
            if key not in best or own > best[key][0]:
                best[key] = (own, run)
        if not sums:
            return self._nobody(trigger, float(chances[0]))
        together = {k: sum(share for o, share in sums.items() if self.named.one_voice(k, o)) for k in sums}
        key = max(together, key=lambda k: (together[k], sums[k]))
        if together[key] <= chances[0] + self.thresholds.voice or self._is_publisher(key):
            return self._nobody(trigger, float(chances[0]))
        return Origin(best[key][1], key, together[key])

    def _nobody(self, trigger: Trigger, chance: float) -> Origin:
        """Return whose account a mention is that no voice near it tells: the lead's, or the publisher's own."""
        if self.lead is not None:
            sentence, number = self.lead
            if self.document.tokens[trigger.tokens.start].sentence < sentence:
                return Origin(*self.named[number], chance, handed_on=True)
        return Origin(None, "", chance)

    def denier(self, retort: Trigger, teller: str, verb: int) -> Origin:
        """Return the voice that denies what ``teller`` told; nobody when the sentence names no other.

        Where the model hears nobody or the teller again, it is the voice named between the word for the telling
        and the ``verb`` that denies it («ادعایی که مسکو رد کرد»), else the last before it in the sentence.
        """
        heard = self.origin(retort)
        if heard.key not in ("", teller):
            return heard
        noun = retort.tokens.start
        sentence = self.document.sentences[self.document.tokens[noun].sentence]
        others = [
            (noun < run.start < verb, run.start, number)
            for number, (run, key) in enumerate(self.named)
            if sentence.start <= run.start < max(noun, verb) and not self.named.one_voice(key, teller)
        ]
        if others:
            return Origin(*self.named[max(others)[2]], heard.chance)
        subject = self._subject(verb)
        if subject is None or self.named.one_voice(subject[1], teller):
            return Origin(None, "", heard.chance)
        return Origin(*subject, heard.chance)

    def _subject(self, verb: int) -> tuple[range, str] | None:
        """Return the words and the key of who does what a verb of several words says."""
        words = self.document.tokens
        heads = {verb, words[verb].head, *self.document.light_verbs(range(verb, verb + 1))}
        for at in self.document.sentences[words[verb].sentence]:
            if words[at].relation == "nsubj" and words[at].head in heads and words[at].upos != "PRON":
                return self.named.at(at)
        return None

    def hear(self, trigger: Trigger, speaker: int) -> None:
        """Set down the voice that a word names as the origin of a mention, unless it is the publisher."""
        run, key = self.named.at(speaker)
        if not self._is_publisher(key):
            self._origins[trigger.tokens] = Origin(run, key, self._origin(trigger).chance)

    def heard_once(self, sure: Sequence[Trigger], likely: Sequence[Trigger]) -> list[Trigger]:
        """Return the likeliest mention of each voice that tells none of the ``sure`` ones.

        Who is quoted is quoted for something: without it the report's reader would not hear of that voice.
        """
        heard = {self.origin(trigger).key for trigger in sure} - {""}
        best: dict[str, Trigger] = {}
        for trigger in likely:
            voice = self.origin(trigger)
            if (
                voice.chance < _SPEAKS
                or not voice.key
                or any(self.named.one_voice(voice.key, key) for key in heard)
            ):
                continue
            if voice.key not in best or trigger.chance > best[voice.key].chance:
                best[voice.key] = trigger
        return list(best.values())

    def _nearness(self, trigger: Trigger) -> Floats:
        """Return what is added to the scores of voices in the trigger's own sentence: a nearer voice goes first."""
        near = np.zeros(len(self.document.tokens) + 1, np.float32)
        rows = sentence_rows(self.document, trigger)
        near[rows] = self.thresholds.near * self.naming[rows]
        return near

    def chain(self, trigger: Trigger, origin: Origin) -> tuple[Mention, ...]:
        """Return the chain of voices that ends at the origin."""
        chain = [Mention(self.publisher, None)]
        if origin.tokens is None:
            return tuple(chain)
        relays = self.relays.of(origin.key) or self._likely_relays(trigger, origin.tokens, origin.key)
        return (*chain, *mentions(self.document, relays), mention(self.document, origin.tokens))

    def _likely_relays(self, trigger: Trigger, origin: range, own: str) -> list[range]:
        """Return the words of the voices through which the model hears the origin, whose key is ``own``."""
        scores = trigger.links[link_name(self.seen, "relay")]
        relays: list[range] = []
        for run in filled(self.document, scores, self.thresholds.relay, (*trigger.tokens, *origin)):
            whole = self.named.at(run.start)[0]
            key = voice_key(self.document, whole)
            if key not in ("", own) and not self._is_publisher(key):
                relays.append(whole)
        return self.named.each_once(relays)

    def _is_publisher(self, key: str) -> bool:
        own = fold(self.publisher)
        if key in self.writers:
            return True
        return bool(own) and (key == own or (len(own) > 2 and own in key) or (len(key) > 3 and key in own))

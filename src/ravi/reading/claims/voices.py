"""Says whose account a claim is: the chain of voices from the publisher to the origin.

The model points from each trigger at the words that name its origin, or at nobody
(the publisher tells it in its own voice). The words that name voices are found
first; the chances of the words of one voice, in all its mentions and spellings,
count together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ravi.reading.claims.actor_kinds import recognise
from ravi.reading.claims.actors import filled, mention, phrase, trim
from ravi.reading.claims.events import Trigger, link_name, sentence_rows
from ravi.reading.claims.leads import voice_of_lead
from ravi.reading.claims.name_keys import same_name
from ravi.reading.claims.pointing import points_back
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats, Seen, softmax
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.text.normal import fold
from ravi.report import Mention

#: Least chance of a voice to be a mention's, for that mention to be taken for its sake.
_SPEAKS = 0.5
#: Least chance of a token to be part of a voice's name.
_NAMING = 0.3


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
        #: The chance of each row to be part of a voice's name; row 0 is nobody's.
        self.naming = 1 - chances[:, 0]
        referring = {m.start: m.end for m in marks if m.lexicon == "role_nouns"}
        self.named: list[range] = []
        self.of_token: dict[int, int] = {}
        for run in _named(document, chances[1:]):
            if (same := self._beside(run)) is not None:
                meant = same
                if self._person(run) and not self._person(self.named[same]):
                    self.named[same] = run
            elif run.start not in referring and not points_back(document, run):
                self.named.append(run)
                meant = len(self.named) - 1
            elif self.named:  # «این منبع» is whoever was last named so
                meant = self._meant(range(run.start, max(run.stop, referring.get(run.start, 0))))
            else:
                continue
            self.of_token.update(dict.fromkeys(run, meant))
        self.keys = [voice_key(document, run) for run in self.named]
        #: Who signed the report: a reporter's account is the publisher's.
        self.writers = set(_bylines(document))
        self.lead = voice_of_lead(
            document, marks, self.named, lambda run: self._is_publisher(voice_key(document, run))
        )
        self._origins: dict[range, Origin] = {}
        self._persons = {key: self._person(run) for key, run in zip(self.keys, self.named, strict=True)}

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
            run, key = self._mention_at(word)
            sums[key] = sums.get(key, 0.0) + float(chances[word + 1])
            own = float(sum(chances[i + 1] for i in run))
            if key not in best or own > best[key][0]:
                best[key] = (own, run)
        if not sums:
            return self._nobody(trigger, float(chances[0]))
        together = {k: sum(share for o, share in sums.items() if self.one_voice(k, o)) for k in sums}
        key = max(together, key=lambda k: (together[k], sums[k]))
        if together[key] <= chances[0] + self.thresholds.voice or self._is_publisher(key):
            return self._nobody(trigger, float(chances[0]))
        return Origin(best[key][1], key, together[key])

    def _nobody(self, trigger: Trigger, chance: float) -> Origin:
        """Return whose account a mention is that no voice near it tells: the lead's, or the publisher's own."""
        if self.lead is not None:
            sentence, number = self.lead
            if self.document.tokens[trigger.tokens.start].sentence < sentence:
                return Origin(self.named[number], self.keys[number], chance, handed_on=True)
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
            for number, run in enumerate(self.named)
            if sentence.start <= run.start < max(noun, verb) and not self.one_voice(self.keys[number], teller)
        ]
        if not others:
            return Origin(None, "", heard.chance)
        number = max(others)[2]
        return Origin(self.named[number], self.keys[number], heard.chance)

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
                or any(self.one_voice(voice.key, key) for key in heard)
            ):
                continue
            if voice.key not in best or trigger.chance > best[voice.key].chance:
                best[voice.key] = trigger
        return list(best.values())

    def one_voice(self, a: str, b: str) -> bool:
        """Say whether two keys may be one voice: one name inside the other, or two spellings of a person's."""
        return _one_name(a, b) or same_name(self._persons.get(a, ""), self._persons.get(b, ""))

    def _person(self, run: range) -> str:
        """Return the words of a voice that name a person."""
        tokens = (self.document.tokens[i] for i in run)
        return " ".join(token.text for token in tokens if token.entity.endswith("PER"))

    def _beside(self, run: range) -> int | None:
        """Return the number of the voice that a run is an apposition to («سخنگوی ارتش، احمد رضایی»), if any."""
        words = self.document.tokens
        for number in range(len(self.named) - 1, -1, -1):
            pairs = ((run, self.named[number]), (self.named[number], run))
            if any(words[i].relation == "appos" and words[i].head in at for part, at in pairs for i in part):
                return number
        return None

    def _meant(self, run: range) -> int:
        """Return the number of the voice that words point back at: of those named, the last that fits best.

        «این منبع» is the last whose name has that noun, «همین رسانه» else the last outlet, «این استاد» whoever is none.
        """
        noun = next((i for i in run if self.document.tokens[i].upos != "DET"), run.start)
        is_outlet = self._is_outlet(range(noun, noun + 1))

        def fits(number: int) -> tuple[bool, bool, int]:
            name = self.named[number]
            holds = any(self.document.tokens[i].text == self.document.tokens[noun].text for i in name)
            return holds, self._is_outlet(name) == is_outlet, number

        return max(range(len(self.named)), key=fits)

    def _is_outlet(self, run: range) -> bool:
        known = recognise([self.document.tokens[i].text for i in run], self.document.language)
        return known is not None and known.kind == "media"

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
        scores = trigger.links[link_name(self.seen, "relay")]
        keys: list[str] = []
        for run in filled(self.document, scores, self.thresholds.relay, (*trigger.tokens, *origin.tokens)):
            whole = self._mention_at(run.start)[0]
            key = voice_key(self.document, whole)
            if key in ("", origin.key) or self._is_publisher(key):
                continue
            if not any(self.one_voice(key, other) for other in keys):  # «شبکه الجزیره», «الجزیره»
                keys.append(key)
                chain.append(mention(self.document, whole))
        return (*chain, mention(self.document, origin.tokens))

    def _mention_at(self, token: int) -> tuple[range, str]:
        number = self.of_token.get(token)
        if number is not None:
            return self.named[number], self.keys[number]
        run = phrase(self.document, token) or range(token, token + 1)
        return run, voice_key(self.document, run)

    def _is_publisher(self, key: str) -> bool:
        own = fold(self.publisher)
        if key in self.writers:
            return True
        return bool(own) and (key == own or (len(own) > 2 and own in key) or (len(key) > 3 and key in own))


#: The lines of a report that its writer's name may be one of.
_HEAD = 4


def _bylines(document: Document) -> Iterator[str]:
    """Yield the keys of the names that stand alone in a line at the head of a report."""
    for sentence in document.sentences[:_HEAD]:
        names = [document.tokens[i].entity.endswith("PER") for i in sentence]
        if all(names) and len(names) > 1:
            yield voice_key(document, sentence)


def _one_name(a: str, b: str) -> bool:
    """Say whether one voice may be meant: the same letters, or one name inside the other («سندرز», «برنی سندرز»)."""
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) > 3 and short in long)


def voice_key(document: Document, tokens: range) -> str:
    """Return what mentions of one voice share: their letters, without marks, spaces and spelling variants."""
    return fold(document.words(tokens.start, tokens.stop))


def _named(document: Document, chances: Floats) -> list[range]:
    """Return the runs of tokens that name voices."""
    runs: list[range] = []
    for i, (_, begin, inside) in enumerate(chances.tolist()):
        if begin + inside < _NAMING:
            continue
        joined = (
            runs and runs[-1].stop == i and document.tokens[i].sentence == document.tokens[i - 1].sentence
        )
        if joined and inside >= begin:
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    named = [run for run in (trim(document, r) for r in runs) if run]
    wider = (_whole(document, run) for run in named)
    return [whole if _overlap(whole, named) == 1 else run for run, whole in zip(named, wider, strict=True)]


def _whole(document: Document, run: range) -> range:
    """Return a voice's words; a noun or an adjective alone, which names nobody, with the phrase that it is part of."""
    token = run.start
    alone = document.tokens[token]
    if len(run) > 1 or alone.entity != "O" or alone.upos not in ("NOUN", "ADJ"):
        return run
    around = phrase(document, alone.head if alone.upos == "ADJ" else token)
    return around if token in around else run


def _overlap(run: range, others: Iterable[range]) -> int:
    """Return how many of ``others`` share a token with a run."""
    return sum(run.start < other.stop and other.start < run.stop for other in others)

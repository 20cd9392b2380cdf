"""Says how surely some words of a report are a place's name, and why.

Every weight stands in ``WEIGHTS``. They were set by hand so that names which only
their neighbours tell from common words («هیت», «بلد», «منا») pass with a word such as
«شهر» before them and fail without; the thresholds were then tuned
on ``gold/train`` for recall and on tagged tweets (ParsTwiNER dev, whose words are not
counted in ``ambiguity``, but whose errors were read while tuning) for precision.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.places.gazetteer import CURATED, OFFICIAL, Entry, Match, gazetteer
from ravi.reading.places.names import fold

#: What each observation adds to a name's score; ACCEPT and SURE are on the same scale.
WEIGHTS = {
    "country": 5.0,  # there are 250 and everybody knows them
    "wide": 1.5,  # a region, a sea, a strait somebody wrote down
    "curated": 2.5,  # written down because conflict news names it
    "official": 0.8,  # some source tags the name as Persian
    "large": 1.0,  # for each power of ten of people above 10,000
    "words": 1.5,  # for each word of the name after the first
    "ambiguity": 0.6,  # for each doubling of place uses over other uses in tagged text
    "common": -2.0,  # eight other uses or more for each place use: «امان», «بلد», «سند»
    "type": 4.0,  # «شهر», «روستای» before it
    "part": 2.5,  # «جنوب», «خاک» before it
    "in": 1.5,  # «در» before it
    "to": 0.5,  # «به», «از» before it
    "title": -5.0,  # «سردار», «محمد», «خبرگزاری» before it
    "before container": 2.5,  # a country or province that it lies in follows
    "in list": 2.0,  # joined by «و» or a comma to a sure place
    "country of report": 1.0,  # it lies where the sure places lie
    "far": -2.0,  # a town outside the region that nobody need know: often a person's name («لینکلن»)
    "abroad": -1.5,  # a small place, and the report names sure places of other countries only
    "outlet": -5.0,  # «تایمز», «پست» after it
    "kind word": -8.0,  # itself a word for a kind of place: «بخش غربی شهرک»; but «ولسوالی شهرک»
    "model: place": 4.0,  # the model tagged it a place
    "model: other": -5.0,  # the model tagged it a person
    "model: event": -2.0,  # the model tagged it part of an event's name: «محاصره غزه»
    "model: organisation": -2.0,  # the model tagged it part of an organisation's name
    "model: nothing": -1.5,  # the model tagged it nothing
    "model: here": 4.0,  # the event heads point at it: something happened here
    "model: name": 0.5,  # the model calls it a proper noun
    "model: word": -2.5,  # the model calls it a verb, an adverb, a preposition …
}
ACCEPT = 2.0
SURE = 4.0
KNOWN_EVERYWHERE = 500_000  # people: a town this large is named in reports about other countries
COMMON = -3.0  # base-2 logarithm of place uses over other uses

_WORDS_NOT_NAMES = frozenset({"VERB", "AUX", "ADP", "ADV", "PRON", "DET", "NUM", "SCONJ", "CCONJ", "PART"})
QUOTES = frozenset('«»"')


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word says of the name after it (see ``place_words.tsv``)."""

    role: str
    kinds: frozenset[str]


@cache
def cues(language: str) -> dict[str, Cue]:
    """Return the cue words of a language by their folded form."""
    return {
        joined(row["word"]) or row["word"]: Cue(row["role"], frozenset(filter(None, row["kinds"].split("|"))))
        for row in rows(language, "place_words")
    }


def joined(word: str) -> str:
    """Return the folded word without spaces; punctuation becomes the empty string."""
    return fold(word).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Word:
    """What a token is for the search, whatever its report (so it is kept between reports).

    ``joined`` is its folded form; ``bare`` the same without a linking ی («آمریکای»);
    ``reach`` how many words the longest name has that it begins.
    """

    joined: str
    bare: str
    reach: int
    cue: Cue | None


@lru_cache(maxsize=65536)
def word(text: str, language: str) -> Word:
    """Look a token's text up."""
    form = joined(text)
    bare = form[:-1] if len(form) > 3 and form[-2:] in ("ای", "وی") else form
    reach = max(gazetteer().reach(form), gazetteer().reach(bare) if bare != form else 0) if form else 0
    return Word(form, bare, reach, cues(language).get(form or text))


@lru_cache(maxsize=65536)
def match(name: str) -> Match | None:
    """Look a folded name up, words joined."""
    return gazetteer().match(name)


@lru_cache(maxsize=65536)
def entries(row_numbers: tuple[int, ...]) -> tuple[Entry, ...]:
    """Return the first places of a name; more are of no help in telling whether it is one."""
    return tuple(gazetteer().entry(row) for row in row_numbers[:12])


@dataclass(slots=True)
class Proposal:
    """Words that may name a place, with the evidence so far.

    ``first`` is where the wider phrase begins («شهر», «جنوب» …); ``kinds`` what the word before announces.
    """

    start: int
    end: int
    match: Match | None
    score: float = 0.0
    first: int = -1
    kinds: frozenset[str] = frozenset()
    cue: str = ""
    reasons: list[str] = field(default_factory=list)

    def add(self, name: str, times: float = 1.0) -> None:
        """Count one observation."""
        self.score += WEIGHTS[name] * times
        self.reasons.append(name)


class Evidence:
    """The words of one report, folded, with what the model saw."""

    def __init__(self, document: Document) -> None:
        """Look every token up."""
        self.document = document
        self.tokens = document.tokens
        self.words = [word(token.text, document.language) for token in document.tokens]
        self.roles = [w.cue.role if w.cue else "" for w in self.words]
        self.modelled = any(token.entity != "O" or token.upos != "X" for token in document.tokens)

    def before(self, start: int) -> int:
        """Return the token before ``start``, past an opening quotation mark; -1 at a sentence's start."""
        index = start - 1
        if index >= 0 and self.tokens[index].text in QUOTES:
            index -= 1
        return index if index >= 0 and self.tokens[index].sentence == self.tokens[start].sentence else -1

    def role(self, index: int) -> str:
        """Return the role of the cue at a token, or ""."""
        return self.roles[index] if 0 <= index < len(self.roles) else ""

    def cue(self, index: int) -> Cue | None:
        """Return the cue at a token."""
        return self.words[index].cue if index >= 0 else None

    def weigh(self, proposal: Proposal) -> None:
        """Add what the name itself, the words before it and the model say."""
        if proposal.match:
            weigh_name(proposal, proposal.match, entries(proposal.match.rows))
        self.weigh_words_before(proposal)
        if self.role(proposal.end) == "outlet":
            proposal.add("outlet")
        if self.modelled:
            self.weigh_model(proposal)

    def weigh_words_before(self, proposal: Proposal) -> None:
        """Look at the word before, and past adjectives for the head («پایگاه هوایی X»)."""
        proposal.first = proposal.start
        index = self.before(proposal.start)
        near = self.role(index)
        while self.role(index) == "middle":
            index = self.before(index)
        cue = self.cue(index)
        if cue and cue.role in ("type", "part"):
            proposal.add(cue.role)
            proposal.kinds, proposal.cue = cue.kinds, self.tokens[index].text
            proposal.first = self.phrase_start(index)
        elif near in ("in", "to", "title"):
            proposal.add(near)
        unit = near == "type" and "admin" in proposal.kinds
        if proposal.end == proposal.start + 1 and self.role(proposal.start) == "type" and not unit:
            proposal.add("kind word")

    def phrase_start(self, index: int) -> int:
        """Return the first of the cue words that stand before one («مرکز شهر X»)."""
        first = index
        while (index := self.before(index)) >= 0 and self.role(index) in ("type", "part", "middle"):
            if self.role(index) != "middle":
                first = index
        return first

    def weigh_model(self, proposal: Proposal) -> None:
        """Add what the model's entity and word tags say."""
        tokens = self.tokens[proposal.start : proposal.end]
        labels = {token.entity[2:] for token in tokens}
        country = "country" in proposal.reasons
        if "LOC" in labels:
            proposal.add("model: place")
        elif "PER" in labels:
            proposal.add("model: other")
        elif "EVE" in labels:
            proposal.add("model: event")
        elif labels & {"ORG", "POG"} and not country:
            proposal.add("model: organisation")
        elif labels == {""} and not country:
            proposal.add("model: nothing")
        tags = {token.upos for token in tokens}
        if "PROPN" in tags:
            proposal.add("model: name")
        elif tags <= _WORDS_NOT_NAMES:
            proposal.add("model: word")


def weigh_name(proposal: Proposal, found: Match, places: Sequence[Entry]) -> None:
    """Add what the name says by itself."""
    kinds = {entry.kind for entry in places}
    people = max(entry.population for entry in places)
    if "country" in kinds:
        proposal.add("country")
    else:
        if people:
            proposal.add("large", min(max(math.log10(people) - 4.0, -1.0), 2.5))
        if any(flags & CURATED for flags in found.flags):
            proposal.add("curated")
            if kinds & {"region", "water"}:
                proposal.add("wide")
        elif people < KNOWN_EVERYWHERE and not any(entry.country in gazetteer().region for entry in places):
            proposal.add("far")
        elif any(flags & OFFICIAL for flags in found.flags):
            proposal.add("official")
    proposal.add("words", found.key.count(" "))
    proposal.add("ambiguity", found.ambiguity)
    if found.ambiguity <= COMMON:
        proposal.add("common")

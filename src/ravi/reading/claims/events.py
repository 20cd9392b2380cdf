"""Finds event mentions: the lexicon's marks go into the event heads, and the heads decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Floats, Seen
from ravi.reading.text.inflection import analyser, fold


@dataclass(slots=True)
class Trigger:
    """One mention of an event: its tokens, its type and the chance that it is one.

    ``main``: the chance that this mention is the one to tell the claim at, rather
    than a further mention of it. ``links``: (links, words) scores, row as in ``Seen``.
    """

    tokens: range
    type: str
    chance: float
    main: float
    links: Floats = field(repr=False)

    @property
    def rows(self) -> list[int]:
        """Return the mention's rows in what the model saw."""
        return [i + 1 for i in self.tokens]


def find_triggers(
    document: Document,
    seen: Seen,
    least: tuple[float, float],
    marks: Sequence[Match],
    beside: Sequence[Trigger] = (),
) -> list[Trigger]:
    """Return the event mentions of a document, in its order.

    ``least``: the chance of a word to be part of an event, and that of the event's type for some word of it.
    ``marks`` are what the lexicons know in it; mentions that share a word with one of ``beside`` are left out.
    """
    taken = {token for trigger in beside for token in trigger.tokens}
    runs = [
        (tokens, kind)
        for tokens, kind in _completed(_runs(document, seen, least[0]), seen.labels.types, marks)
        if taken.isdisjoint(tokens) and _chances(seen, tokens, kind).max() >= least[1]
    ]
    if not runs:
        return []
    rows = np.array([i + 1 for tokens, _ in runs for i in tokens])
    scores = seen.links(rows)
    triggers, at = [], 0
    for tokens, kind in runs:
        triggers.append(_trigger(seen, tokens, kind, scores[:, at : at + len(tokens)]))
        at += len(tokens)
    return triggers


def trigger_at(seen: Seen, tokens: range, type: str) -> Trigger:
    """Return words that are known to tell an event of a type as a mention of it."""
    rows = np.array([i + 1 for i in tokens])
    return _trigger(seen, tokens, seen.labels.types.index(type), seen.links(rows))


def _trigger(seen: Seen, tokens: range, kind: int, scores: Floats) -> Trigger:
    """Return a mention; ``scores`` are the links of its tokens: (links, tokens, words)."""
    sure = 1 - seen.types[tokens.start + 1 : tokens.stop + 1, 0]
    links = (scores * (sure / sure.sum())[None, :, None]).sum(1)
    chances = _chances(seen, tokens, kind)
    main = seen.attribute("rank", tokens[int(chances.argmax())] + 1)["main"]
    return Trigger(tokens, seen.labels.types[kind], float(chances.max()), main, links)


def _chances(seen: Seen, tokens: range, kind: int) -> Floats:
    """Return the chance of each token to be an event of a type."""
    return seen.types[tokens.start + 1 : tokens.stop + 1, kind + 1]


#: Universal tags of words that tell no event without another.
_FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
#: Least chance of a type for a verb that makes compounds to tell an event alone («به بندر زدند», «آن را پذیرفت»).
_FULL = 0.65
#: How much of two neighbouring words' chances must fall on the same types for them to be one event.
_ALIKE = 0.3


def _runs(document: Document, seen: Seen, least: float) -> list[tuple[range, int]]:
    """Return runs of neighbouring tokens that are more likely than ``least`` part of an event of one type."""
    shares, events = seen.types[1:, 1:], 1 - seen.types[1:, 0]
    runs: list[range] = []
    for i, token in enumerate(document.tokens):
        if events[i] < least or token.upos == "PUNCT":
            continue
        if runs and runs[-1].stop == i and _one_event(document, shares, i):
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    taken = {i for run in runs for i in run}
    typed = [(run, _type(document, shares, run)) for run in runs]
    return [
        (_with_its_head(document, run, taken), kind)
        for run, kind in typed
        if not _only_light(document, run) or shares[run.start : run.stop, kind].max() >= _FULL
    ]


def _with_its_head(document: Document, run: range, taken: Set[int]) -> range:
    """Return a run of function words, or a verb of a compound, with the word beside it that it belongs to.

    No «است» tells an event alone, and no «کنند» of «ترک کنند».
    """
    noun = run.start - 1
    if noun >= 0 and noun not in taken and document.light_verbs([noun]) & set(run):
        return range(noun, run.stop)
    if any(document.tokens[i].upos not in _FUNCTION for i in run):
        return run
    heads = {document.tokens[i].head for i in run} - taken
    if run.start - 1 in heads:
        return range(run.start - 1, run.stop)
    return range(run.start, run.stop + 1) if run.stop in heads else run


def _completed(
    runs: Sequence[tuple[range, int]], types: Sequence[str], marks: Sequence[Match]
) -> list[tuple[range, int]]:
    """Return runs that take in the whole of a compound verb that the lexicon has under their type.

    Where the model is sure of «به» alone, «به عهده نگرفته» is the event, and says that it is denied.
    A run of another type that lies within such a verb is part of it and no event of its own.
    """
    compounds = [m for m in marks if m.lexicon == "events" and m.row["kind"] == "compound"]
    found: list[tuple[range, int]] = []
    for run, kind in runs:
        whole = run
        for mark in compounds:
            if mark.row["type"] == types[kind] and mark.start < run.stop and run.start < mark.end:
                whole = range(min(whole.start, mark.start), max(whole.stop, mark.end))
        if found and whole.start < found[-1][0].stop:
            if found[-1][1] == kind:
                found[-1] = (range(found[-1][0].start, max(found[-1][0].stop, whole.stop)), kind)
                continue
            whole = range(found[-1][0].stop, max(whole.stop, run.stop))
        if whole.start < run.stop:  # some word of the run itself is left
            found.append((whole, kind))
    return found


def _type(document: Document, shares: Floats, run: range) -> int:
    """Return the type of a run: that of its words which are no light verbs."""
    telling = [i for i in run if not is_light_verb(document, i)] or list(run)
    return int(shares[telling].sum(0).argmax())


def _one_event(document: Document, shares: Floats, token: int) -> bool:
    """Say whether a token and the one before are one event: «حملات هوایی», «تسلیم شدن»; not «محکومیت حمله»."""
    if document.tokens[token].sentence != document.tokens[token - 1].sentence:
        return False
    if float(np.minimum(shares[token], shares[token - 1]).sum()) > _ALIKE:
        return True
    is_light = is_light_verb(document, token) and not is_light_verb(document, token - 1)
    return is_light and document.tokens[token - 1].head == token  # not «عامل این حمله دانست»


def _only_light(document: Document, run: range) -> bool:
    """Say whether a run is nothing but verbs that need a noun to tell an event («کردند»)."""
    return all(is_light_verb(document, i) for i in run)


def is_light_verb(document: Document, token: int) -> bool:
    """Say whether a token is a form of a verb that makes compounds («شدن», «کردند»)."""
    return _light_verbs(document.language)(document.tokens[token].text)


@cache
def _light_verbs(language: str) -> Callable[[str], bool]:
    words = frozenset(fold(row["infinitive"]) for row in rows(language, "verbs") if row["light"] == "1")
    analyse = analyser(language, words)

    @lru_cache(maxsize=20_000)
    def is_light(text: str) -> bool:
        return bool(words.intersection(analyse(text).keys))

    return is_light


def sentence_rows(document: Document, trigger: Trigger) -> slice:
    """Return the rows of the words in a mention's own sentence."""
    sentence = document.sentences[document.tokens[trigger.tokens.start].sentence]
    return slice(sentence.start + 1, sentence.stop + 1)


def link_name(seen: Seen, name: str) -> int:
    """Return the number of a link."""
    return seen.labels.links.index(name)


def affinity(seen: Seen, name: str, a: Trigger, b: Trigger) -> float:
    """Return the chance that two mentions stand in a link, asked both ways."""
    link = link_name(seen, name)
    score = a.links[link, b.rows].max() + b.links[link, a.rows].max()
    return float(1 / (1 + np.exp(-score / 2)))


def group(items: Sequence[int], joined: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the groups that joining pairs of items makes, each in order.

    >>> group([0, 1, 2, 3], [(0, 2), (2, 3)])
    [[0, 2, 3], [1]]
    """
    leader = {i: i for i in items}

    def find(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    for a, b in joined:
        leader[max(find(a), find(b))] = min(find(a), find(b))
    groups: dict[int, list[int]] = {}
    for i in items:
        groups.setdefault(find(i), []).append(i)
    return list(groups.values())

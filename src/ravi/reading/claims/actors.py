"""Finds the words of actors: the runs of words that fill a slot, trimmed to a noun phrase."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from ravi.reading.claims.actor_kinds import Actor, known_names, recognise
from ravi.reading.claims.clauses import are_apart
from ravi.reading.document import Document
from ravi.reading.network.model import Floats
from ravi.report import Mention

#: Marks that part two names.
_BREAKS = frozenset("،؛,;:.!?؟")
#: Universal tags that no name begins or ends with.
_EDGES = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "AUX"})
#: Words of a known name that may lie beyond a run at most.
_NAME = 4
#: A run starts where a word is sure enough and goes on while words have this share of that chance.
_GROW = 0.3


def filled(document: Document, scores: Floats, least: float, taken: Collection[int]) -> dict[range, float]:
    """Return the runs of tokens that hold one whose chance is at least ``least``, with their likely neighbours.

    Each comes with the chance of its surest token. ``scores`` has a row for word 0 first. A run never crosses
    a sentence, and tokens of something else (``taken``: the trigger's own, another slot's) are left out.
    """
    chances = 1 / (1 + np.exp(-scores[1:]))
    runs: list[range] = []
    for i in np.flatnonzero(chances >= least * _GROW).tolist():
        if i in taken or document.tokens[i].text in _BREAKS:
            continue
        joined = (
            runs and runs[-1].stop == i and document.tokens[i].sentence == document.tokens[i - 1].sentence
        )
        if joined and not are_apart(document, i - 1, i):
            runs[-1] = range(runs[-1].start, i + 1)
        else:
            runs.append(range(i, i + 1))
    surest = {run: float(chances[run.start : run.stop].max()) for run in runs}
    found = {
        trim(document, _core(document, run, chances >= least)): chance
        for run, chance in surest.items()
        if chance >= least
    }
    return {whole(document, run, taken): chance for run, chance in found.items() if run}


def whole(document: Document, run: range, taken: Collection[int] = ()) -> range:
    """Return a run with what it begins and does not end: a known actor's name, a counted noun, a quotation.

    «نیروهای پشتیبانی» of «نیروهای پشتیبانی سریع», «دست کم 12» of «دست کم 12 معلم», «چهار «اخلالگر» of «چهار «اخلالگر»».
    Nothing is taken in from another sentence or from what is ``taken``.
    """
    stop, sentence = run.stop, document.sentences[document.tokens[run.start].sentence]
    last = document.tokens[stop - 1]
    if last.upos == "NUM" and stop <= last.head < min(sentence.stop, stop + 2):
        stop = last.head + 1
    ahead = range(run.start, min(sentence.stop, stop + _NAME))
    names = known_names([document.tokens[i].text for i in ahead], document.language)
    stop = max([stop, *(run.start + name.stop for name in names if run.start + name.start < stop)])
    wider = _quoted(document, range(run.start, stop), sentence)
    return run if any(i in taken for i in wider if i not in run) else wider


def _quoted(document: Document, run: range, sentence: range) -> range:
    """Return a run with the mark beside it that a quotation in it lacks at its end or at its beginning."""
    start, stop = run.start, run.stop
    words = [document.tokens[i].text for i in run]
    for opening, closing in _PAIRS.items():
        if opening == closing:
            continue
        is_open = words.count(opening) - words.count(closing)
        if is_open == 1 and stop < sentence.stop and document.tokens[stop].text == closing:
            stop += 1
        if is_open == -1 and start > sentence.start and document.tokens[start - 1].text == opening:
            start -= 1
    return range(start, stop)


def _core(document: Document, run: range, sure: NDArray[np.bool_]) -> range:
    """Return a run without the phrases at its ends that hold no sure word: what no head joins is two phrases."""
    parts = [part for part in _phrases(document, run) if sure[part.start : part.stop].any()]
    ends = [part for part in parts[1:] if document.tokens[part.start].upos == "NUM"]
    return range(parts[0].start, ends[0].start if ends else parts[-1].stop)


def _phrases(document: Document, run: range) -> Iterator[range]:
    """Yield the parts that the tree has in a run: at a boundary between two, no head leads across."""
    start = run.start
    for cut in range(run.start + 1, run.stop):
        heads = ((i, document.tokens[i].head) for i in run)
        if not any((i < cut) != (head < cut) for i, head in heads if head in run):
            yield range(start, cut)
            start = cut
    yield range(start, run.stop)


def trim(document: Document, tokens: range) -> range:
    """Return the run without prepositions, conjunctions, marks and signs («🔹») at its ends.

    A closing bracket or quotation mark stays where its partner is inside.
    """
    start, stop = tokens.start, tokens.stop
    while start < stop and _is_edge(document, start) and not _opens(document, start, stop):
        start += 1
    while stop > start and _is_edge(document, stop - 1) and not _closes(document, start, stop):
        stop -= 1
    return range(start, stop)


def _is_edge(document: Document, token: int) -> bool:
    """Say whether no name begins or ends with a token: by its tag, or as it has neither letter nor digit.

    A word of a name is none, whatever its tag says.
    """
    at = document.tokens[token]
    return (at.upos in _EDGES and at.entity == "O") or not any(map(str.isalnum, at.text))


_PAIRS = {"«": "»", "(": ")", '"': '"', "[": "]", "“": "”"}
_MARKS = frozenset({*_PAIRS, *_PAIRS.values()})


def _opens(document: Document, start: int, stop: int) -> bool:
    partner = _PAIRS.get(document.tokens[start].text)
    return partner is not None and any(t.text == partner for t in document.tokens[start + 1 : stop])


def _closes(document: Document, start: int, stop: int) -> bool:
    mark = document.tokens[stop - 1].text
    return any(_PAIRS.get(t.text) == mark for t in document.tokens[start : stop - 1])


def share(one: range, other: range) -> bool:
    """Say whether two runs of tokens have one in common."""
    return one.start < other.stop and other.start < one.stop


def mention(document: Document, tokens: range) -> Mention:
    """Return the tokens as a mention: the characters of the original."""
    span = document.span(tokens.start, tokens.stop)
    known = recognise([document.tokens[i].text for i in tokens], document.language) or Actor("")
    name = document.original[span.start : span.end]
    return Mention(name, span, known.kind, known.name, known.country)


def mentions(document: Document, runs: Iterable[range]) -> tuple[Mention, ...]:
    """Return runs of tokens as mentions."""
    return tuple(mention(document, run) for run in runs)


def phrase(document: Document, token: int, *, reach: int = 12) -> range:
    """Return the noun phrase around a token as the tree has it, without clauses that hang on it.

    Marks around words of the phrase are part of it («خبرگزاری «اسپوتنیک»»).

    Used where a word was pointed at and no run of voice words covers it.
    """
    heads = {token}
    for i in range(max(0, token - reach), min(len(document.tokens), token + reach)):
        at, steps, path = i, 0, []
        while at != token and document.tokens[at].head != at and steps < reach:
            path.append(document.tokens[at].relation.split(":")[0])
            at, steps = document.tokens[at].head, steps + 1
        if (
            at == token
            and not any(r in _OUTSIDE for r in (path[1:] if document.tokens[i].text in _MARKS else path))
            and document.tokens[i].sentence == document.tokens[token].sentence
        ):
            heads.add(i)
    start = stop = token
    while start - 1 in heads:
        start -= 1
    while stop + 1 in heads:
        stop += 1
    return trim(document, range(start, stop + 1))


#: Relations that lead out of a noun phrase.
_OUTSIDE = frozenset(
    {"acl", "advcl", "ccomp", "conj", "cc", "parataxis", "punct", "mark", "case", "appos", "cop", "nsubj"}
)

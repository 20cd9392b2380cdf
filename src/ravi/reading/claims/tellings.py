"""Words for what was told and for its denial (``tellings.tsv``), as a document has them in any form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ravi.languages.lexicon import rows
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.text.inflection import Analysis, analyser, fold

#: Words from what a telling is called to the verb of calling it so («آن را «توهم محض» خواند»).
_CALLED = 4
#: Marks that begin a quotation.
_OPENING = frozenset('«"“')


def is_kind(document: Document, token: int, kind: str) -> bool:
    """Say whether a token is a form of a word of a kind of ``tellings.tsv``."""
    return any((key, kind) in _words(document.language) for key in analysis(document, token).keys)


def analysis(document: Document, token: int) -> Analysis:
    """Return which words of ``tellings.tsv`` a token may be a form of, and whether the form negates."""
    return _analyser(document.language)(document.tokens[token].text)


def denying(document: Document, marks: Sequence[Match]) -> list[range]:
    """Return the tokens of verbs of denial, in order: «رد کرد», «بی‌پایه خواند»; not «رد نکرد».

    >>> from ravi.reading import lexical
    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("مسکو آن را «توهم محض» خواند و خبر را رد نکرد.", "fa")
    >>> [report.words(verb.start, verb.stop) for verb in denying(report, lexical.matches(report))]
    ['« توهم محض » خواند']
    """
    negated = {mark.start for mark in marks if mark.lexicon == "affixes"}
    denials = [mark for mark in marks if mark.lexicon == "negation" and mark.row["does"] == "denied"]
    verbs = {
        range(mark.start, mark.end)
        for mark in denials
        if mark.row["kind"] == "light" and negated.isdisjoint(range(mark.start, mark.end + 1))
    }
    false = {mark.start for mark in denials if mark.row["kind"] == "noun"}
    false.update(at for at in range(len(document.tokens)) if is_kind(document, at, "false"))
    verbs.update(filter(None, (_called(document, at) for at in false)))
    return sorted(verbs, key=lambda verb: verb.start)


def _called(document: Document, token: int) -> range | None:
    """Return a word up to the verb of calling it so that follows; None where none does."""
    words = document.tokens
    for at in range(token + 1, min(token + 1 + _CALLED, len(words))):
        if words[at].sentence != words[token].sentence:
            break
        if is_kind(document, at, "calling") and not analysis(document, at).negated:
            return range(token - (token > 0 and words[token - 1].text in _OPENING), at + 1)
    return None


@cache
def _words(language: str) -> frozenset[tuple[str, str]]:
    return frozenset((fold(row["form"]), row["kind"]) for row in rows(language, "tellings"))


@cache
def _analyser(language: str) -> Callable[[str], Analysis]:
    return analyser(language, frozenset(form for form, _ in _words(language)))

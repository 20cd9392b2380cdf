"""Words for what was told and for its denial (``tellings.tsv``), as a document has them in any form."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import cache, lru_cache

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
    return kind in _kinds(document.language, document.tokens[token].text)


def negating(marks: Sequence[Match]) -> frozenset[int]:
    """Return the tokens that are verb forms that negate («نداشت»)."""
    return frozenset(mark.start for mark in marks if mark.lexicon == "affixes")


def denying(document: Document, marks: Sequence[Match]) -> list[range]:
    """Return the tokens of verbs of denial, in order: «رد کرد», «بی‌پایه خواند»; not «رد نکرد».

    >>> from ravi.reading import lexical
    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("مسکو آن را «توهم محض» خواند و خبر را رد نکرد.", "fa")
    >>> [report.words(verb.start, verb.stop) for verb in denying(report, lexical.matches(report))]
    ['« توهم محض » خواند']
    """
    negated = negating(marks)
    neither = {
        m.end for m in marks if m.lexicon == "negation" and m.row["does"] == "not" and m.row["kind"] == "word"
    }
    denials = [mark for mark in marks if mark.lexicon == "negation" and mark.row["does"] == "denied"]
    verbs = {
        range(mark.start, mark.end)
        for mark in denials
        if mark.row["kind"] == "light"
        and mark.start not in neither  # «نه تکذیب کرد»
        and negated.isdisjoint(range(mark.start, mark.end + 1))
    }
    false = {mark.start for mark in denials if mark.row["kind"] == "noun"}
    false.update(at for at in range(len(document.tokens)) if is_kind(document, at, "false"))
    verbs.update(filter(None, (_called(document, at, negated) for at in false)))
    return sorted(verbs, key=lambda verb: verb.start)


def is_content(document: Document, root: int, verb: range) -> bool:
    """Say whether an event is what a verb says not to be, itself or as a telling («انکار کرد که حمله کرده است»)."""
    words = document.tokens
    while words[root].relation == "compound:lvc":
        root = words[root].head
    head = words[root].head
    if (
        words[root].relation == "acl" and head >= 0 and is_kind(document, head, "telling")
    ):  # «این خبر را رد کرد که …»
        head = words[head].head
    elif words[root].relation != "ccomp":
        return False
    after = range(verb.stop, min(verb.stop + 2, len(words)))
    return head in verb and any(is_kind(document, i, "relative") for i in after)


def _called(document: Document, token: int, negated: Set[int]) -> range | None:
    """Return a word up to the verb of calling it so that follows; None where none does."""
    words = document.tokens
    for at in range(token + 1, min(token + 1 + _CALLED, len(words))):
        if words[at].sentence != words[token].sentence:
            break
        if is_kind(document, at, "calling") and at not in negated:
            return range(token - (token > 0 and words[token - 1].text in _OPENING), at + 1)
    return None


@lru_cache(maxsize=65_536)
def _kinds(language: str, text: str) -> frozenset[str]:
    """Return the kinds of the words that a token's text may be a form of."""
    words = _words(language)
    return frozenset(kind for key in _analyser(language)(text).keys for kind in words.get(key, ()))


@cache
def _words(language: str) -> dict[str, set[str]]:
    """Return the kinds of each word."""
    words: dict[str, set[str]] = {}
    for row in rows(language, "tellings"):
        words.setdefault(fold(row["form"]), set()).add(row["kind"])
    return words


@cache
def _analyser(language: str) -> Callable[[str], Analysis]:
    return analyser(language, frozenset(_words(language)))

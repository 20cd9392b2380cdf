"""Denials of a part in an event: «دست داشتن در این حمله را رد کرد», «در انفجار نقشی نداشت».

Of a hundred sentences of the training reports in which a part is denied (``tellings.tsv``), nine in ten hold a
denied event. The words for the part name no event, and the event is often one that was told before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from ravi.data.tables import types_that_are
from ravi.reading.claims.events import Trigger, affinity, trigger_at
from ravi.reading.claims.pointing import is_pointer
from ravi.reading.claims.tellings import is_content, is_kind, negating
from ravi.reading.document import Document
from ravi.reading.lexical import Match
from ravi.reading.network.model import Seen

#: Words from the part to the verb that denies it, to the verb by which it is lacked, and back to the event.
_DENIED, _LACKED, _BACK = 14, 5, 8


class Disowned(NamedTuple):
    """A part in an event that is denied: its word, that of the event (none told: its own).

    ``is_named``: the word says what kind of event it is («حمله», not «ماجرا»).
    """

    part: int
    event: range
    is_named: bool


def disowned(document: Document, marks: Sequence[Match], denials: Sequence[range]) -> list[Disowned]:
    """Return the parts that a document denies, in its order; ``denials`` are its verbs of denial.

    >>> from ravi.reading import lexical
    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("طالبان دست داشتن در این حمله را رد کرد.", "fa")
    >>> disowned(report, lexical.matches(report), [range(7, 9)])
    [Disowned(part=1, event=range(5, 6), is_named=True)]
    """
    events = {i for mark in marks if mark.lexicon == "events" for i in range(mark.start, mark.end)}
    return list(_disowned(document, denials, events, negating(marks)))


def disowned_events(
    document: Document, seen: Seen, parts: Sequence[Disowned], told: Sequence[Trigger]
) -> list[Trigger]:
    """Return the mentions ``told`` with those of the events in which a part is denied.

    The words for a part («دخالت», «دست داشتن») name no event, whatever the model takes them for, nor do «این ماجرا» and
    the like: they have the type of the mention before them that is likeliest to be of one event with them, but
    for those of words only: what was told is denied, not that it was told.
    """
    words = {part.part: {part.part, part.part + 1} for part in parts}
    found = [one for one in told if not any(words.get(at, set()).issuperset(one.tokens) for at in one.tokens)]
    happened = [one for one in found if one.type not in types_that_are("speech")]
    taken = {token for one in found for token in one.tokens}
    for part in parts:
        if not taken.isdisjoint(part.event):
            continue
        taken.update(part.event)
        own = seen.types[part.event.start + 1, 1:].argmax()
        mention = trigger_at(seen, part.event, seen.labels.types[own])
        earlier = [one for one in happened if one.tokens.stop <= part.event.start]
        if part.is_named:
            found.append(mention)
        elif earlier:
            meant = max(earlier, key=lambda one: affinity(seen, "event", one, mention))
            found.append(replace(mention, type=meant.type))
        else:
            found.extend(one for one in told if part.part in one.tokens)
    return found


def _disowned(
    document: Document, denials: Sequence[range], events: Set[int], negated: Set[int]
) -> Iterator[Disowned]:
    for part, word in enumerate(document.tokens):
        pointed = part > 0 and is_pointer(document, part - 1)  # «در این ارتباط» points at what was told
        if pointed or not any(_is(document, part, kind) for kind in ("part", "link", "hand", "held")):
            continue
        sentence = document.sentences[word.sentence]
        near = range(part + 1, min(part + 1 + _DENIED, sentence.stop))
        denied = next((verb.start for verb in denials if verb.start in near), -1)
        if _is_denied_before(document, part):
            yield _in(document, part, range(part + 1, part + _BACK), events)
        elif denied >= 0:
            yield _in(document, part, range(part + 1, denied), events)
        elif (
            denial := next((verb for verb in denials if is_content(document, part, verb)), None)
        ) is not None:
            yield _in(document, part, range(part - 1, denial.stop, -1), events)
        elif any(_is(document, part, kind) for kind in ("part", "held")):
            lack = _lack(document, part, negated)
            before = range(part - 1, max(part - _BACK, sentence.start) - 1, -1)
            if lack >= 0:
                yield _in(document, part, (*range(part + 1, lack), *before), events)


def _is(document: Document, token: int, kind: str) -> bool:
    """Say whether a token is a part of a kind; «دست» is one only with «داشتن» after it."""
    held = kind not in ("hand", "held") or (
        token + 1 < len(document.tokens) and is_kind(document, token + 1, "have")
    )
    return held and is_kind(document, token, kind)


def _is_denied_before(document: Document, part: int) -> bool:
    """Say whether a noun of denial leads to a part: «ضمن تکذیب دست داشتن», «با رد هرگونه نقش»."""
    for at in range(part - 1, max(part - _LACKED, -1), -1):
        word = document.tokens[at]
        if word.upos in ("VERB", "AUX") or word.sentence != document.tokens[part].sentence:
            return False
        if is_kind(document, at, "denial"):
            return True
    return False


def _lack(document: Document, part: int, negated: Set[int]) -> int:
    """Return the negated verb by which a part is lacked («نقشی در آن نداشت»); -1 without one."""
    for at in range(part + 1, min(part + 1 + _LACKED, len(document.tokens))):
        if document.tokens[at].sentence != document.tokens[part].sentence:
            break
        if is_kind(document, at, "lack") or (is_kind(document, at, "have") and at in negated):
            return at
    return -1


def _in(document: Document, part: int, within: Iterable[int], events: Set[int]) -> Disowned:
    """Return a part in the first event among some tokens, or in one that they do not name."""
    sentence = document.sentences[document.tokens[part].sentence]
    for at in within:
        if at not in sentence or is_kind(document, at, "have"):
            continue
        general = is_kind(document, at, "happening") or is_kind(document, at, "telling")
        if general or at in events:
            return Disowned(part, range(at, at + 1), not general)
    return Disowned(part, range(part, part + 1), False)

"""Says what a number counts, in the annotation guide's words: killed, injured, detained, weapons …"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ravi.languages.lexicon import rows
from ravi.reading.counts.atoms import Phrases
from ravi.reading.counts.finding import Number
from ravi.reading.document import Document

_BEFORE = 12  # tokens before the phrase in which «کشته شدن», «شهادت» can govern it
_AFTER = 28  # tokens after it in which its verb or participle may come
_SETTLED = frozenset({"killed", "injured", "dead_or_injured", "missing"})  # nouns that decide
_STATES = frozenset({"detained", "abducted", "released", "surrendered", "displaced"})
_BY_TYPE = {
    "abduction": "abducted", "detention": "detained", "release": "released", "surrender": "surrendered",
    "displacement": "displaced", "killing": "killed", "casualties": "killed",
}  # fmt: skip
_NO_BLOOD = frozenset({
    "aid", "obstruction", "ceasefire", "agreement", "negotiation", "sanction", "threat", "demand",
    "accusation", "support", "responsibility_claim", "protest", "media_release", "trial", "deployment",
    "withdrawal", "capture", "siege",
})  # fmt: skip
#: Types of which no dead or injured are counted: 73 of 3,885 such counts in training gold are theirs.
_BLOODLESS = _NO_BLOOD | {"destruction", "displacement", "detention", "release", "surrender"}
#: A swap is agreed on, and counts those who are freed.
_FREED_BY = frozenset({"release", "agreement"})
_STRIKES = frozenset({"air_strike", "shelling", "armed_attack", "bombing", "suicide_attack"})
_FORCES = frozenset({"deployment", "withdrawal"})
_CROWDS = frozenset({"protest", "riot", "displacement"})
_WHO = {
    "people": "fighters",
    "person": "fighters",
    "fighter": "fighters",
    "civilian": "civilians",
}  # who does it
#: What is counted of those who act; one who does it is named, not counted («یک مرد مسلح»: 18 of 254 in training).
ACTING = frozenset({"fighters", "civilians", "weapons", "other"})
_OF_WEAPONS = frozenset({"interception", "shelling"})  # a bare number or piece of these is of missiles


@cache
def _outcome_words(language: str) -> Phrases:
    entries: list[tuple[str, str, Any]] = [
        (row["form"], "outcome", (row["what"], row.get("by") == "doer")) for row in rows(language, "outcomes")
    ]
    for row in rows(language, "quantities"):
        if row["kind"] in ("and", "or"):
            entries.append((row["form"], "joint", ""))
        elif row["kind"] == "clause-end":
            entries.append((row["form"], "stop", ""))
    return Phrases(entries)


class _Outcome(NamedTuple):
    """A word that says what befell people: its token, whether it can govern what follows, who does it."""

    token: int
    what: str
    governs: bool
    by_doer: bool


def what_is_counted(number: Number, event_type: str, document: Document, *, acts: bool = False) -> str:
    """Return what a number counts for an event of a type: by its noun, the words around it, then the type.

    ``acts`` says that the number is of who did it: «سه مهاجم دو نفر را کشتند» tells of no three dead.

    >>> from ravi.reading.counts.finding import find_counts
    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("در این حمله ۳ سرباز کشته و ۱۲ نفر زخمی شدند.", "fa")
    >>> [what_is_counted(number, "armed_attack", report) for number in find_counts(report)]
    ['killed', 'injured']
    """
    kind = number.kind
    if kind in _SETTLED and not (kind in ("killed", "injured") and _is_joined(number, document)):
        return kind
    if kind == "weapon":
        return "weapons"
    if kind == "strike":
        return "strikes"
    if kind == "times":
        return "strikes" if event_type in _STRIKES else "other"
    if kind == "thing":
        return "other"
    if kind == "piece":
        return "weapons" if event_type in _OF_WEAPONS else "other"
    if event_type in _FREED_BY and kind in ("detained", "abducted"):
        return "released"
    if kind in _SETTLED:
        return "dead_or_injured"
    told = [what for what in _told(number, document, acts=acts) if not _is_other_state(what, event_type)]
    if number.high == 0 and not told:
        return "dead_or_injured"
    if acts and not told and kind in _WHO:
        return _WHO[kind] if event_type not in _CROWDS else "civilians"
    return _choose(told, event_type, kind)


def may_count(number: Number, event_type: str, document: Document) -> bool:
    """Say whether events of a type count what a number would count for them: the dead, the freed, the displaced …

    >>> from ravi.reading.counts.finding import find_counts
    >>> from ravi.reading.text.sentences import tokenise
    >>> report = tokenise("۱۲ نفر کشته شدند و بقیه گریختند.", "fa")
    >>> [may_count(number, kind, report) for number in find_counts(report) for kind in ("killing", "displacement")]
    [True, False]
    """
    what = what_is_counted(number, event_type, document)
    if what in _SETTLED:
        return event_type not in _BLOODLESS
    if what == "released":
        return event_type in _FREED_BY
    return what not in _STATES or what == _BY_TYPE.get(event_type)


def _choose(told: list[str], event_type: str, kind: str) -> str:
    """Choose between what the words tell, nearest first, and what events of the type mostly count."""
    usual = _BY_TYPE.get(event_type)
    if kind in _STATES and kind == usual:
        return kind  # «۱۹ نفر دستگیر و ۵ نفر کشته شدند»
    if usual in told and not (told[0] in ("injured", "missing") and usual != "killed"):
        return usual if usual != "killed" else told[0]
    if told and (event_type not in _NO_BLOOD or kind == ""):
        return told[0]
    if kind in _STATES:
        return kind
    if usual is not None:
        return usual
    if kind == "fighter" or (event_type in _FORCES and kind in ("people", "person")):
        return "fighters"
    if event_type in _OF_WEAPONS and kind == "":
        return "weapons"
    return "civilians" if kind == "civilian" else "other"  # of people nothing is told: not that they died


def _is_other_state(what: str, event_type: str) -> bool:
    """Say whether a word tells a state that an event of another state does not count («خانه‌ها را رها کردند»)."""
    usual = _BY_TYPE.get(event_type)
    return what in _STATES and usual in _STATES and what != usual


def _told(number: Number, document: Document, *, acts: bool) -> list[str]:
    """Return the outcomes told of the number, the likeliest first: what governs it, then what follows."""
    before = list(_outcomes(document, max(0, number.start - _BEFORE), number.start))
    after = list(_outcomes(document, number.end, number.end + _AFTER))
    sentence = document.tokens[number.start].sentence
    found = [one for one in [*reversed(before), *after] if document.tokens[one.token].sentence == sentence]
    return [
        one.what
        for one in found
        if one.what != "cause"
        and (one.governs or one.token >= number.end)
        and not (acts and one.by_doer and one.token >= number.end)
    ]


def _outcomes(document: Document, start: int, end: int) -> Iterator[_Outcome]:
    """Yield the outcome words of a token range."""
    tokens = document.tokens[start:end]
    texts: list[str] = []
    places: list[int] = []
    for offset, token in enumerate(tokens):
        for part in token.text.split("\N{ZERO WIDTH NON-JOINER}"):
            texts.append(part)
            places.append(start + offset)
    hits = _outcome_words(document.language).find(texts)
    index = 0
    while index < len(texts):
        found = (hits[index] or {}).get("outcome")
        if found is None:
            index += 1
            continue
        (what, by_doer), length = found
        joined = _joined_outcome(hits, texts, index + length)
        if joined and {what, joined[0]} == {"killed", "injured"}:
            what, length = "dead_or_injured", joined[1] - index
        after = index + length
        ended = any((hit or {}).keys() & {"joint", "stop"} for hit in hits[after : after + 2])
        ended = ended or any(document.tokens[place].upos == "VERB" for place in places[after + 1 :])
        governs = not ended and not any(text in ".،؛" for text in texts[index:])
        yield _Outcome(places[index], what, governs, by_doer)
        index += length


def _joined_outcome(hits: list[Any], texts: list[str], index: int) -> tuple[str, int] | None:
    """Return the outcome that «و» or «یا» joins to the one before, over at most a light verb."""
    for skip in (0, 1):
        here = index + skip
        if skip and not "".join(texts[index:here]).isalpha():
            return None
        if here + 1 < len(hits) and "joint" in (hits[here] or {}):
            found = (hits[here + 1] or {}).get("outcome")
            return (found[0][0], here + 1 + found[1]) if found else None
    return None


def _is_joined(number: Number, document: Document) -> bool:
    """Say whether the counted noun is the first of a pair: «چندین کشته و مجروح»."""
    last = number.end - 1
    found = next(iter(_outcomes(document, last, min(len(document.tokens), last + 4))), None)
    return found is not None and found.token == last and found.what == "dead_or_injured"

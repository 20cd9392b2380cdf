"""Takes from a claim and its report what linking needs: see ``profiles.Profile``."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from ravi.data.tables import event_types
from ravi.ledger.linking.hours import Hours, hour_of, told_hours
from ravi.ledger.linking.profiles import Profile, Spot, Weights
from ravi.ledger.linking.series import Turn, told_turns
from ravi.ledger.linking.sides import countries_named, name_keys, sides, voice_keys
from ravi.ledger.linking.weights import weigh
from ravi.ledger.records import StoredClaim
from ravi.reading.document import Document
from ravi.reading.text.normal import fold
from ravi.reading.text.sentences import tokenise
from ravi.report import Claim, Place, Report, Span

#: Words of a claim's sentences that are kept, and of its report.
WORDS, TEXT = 24, 80
#: Words of a report that are looked at: a lead and what unfolds it, not the background of a long text.
_TEXT_WORDS = 160
#: A sentence with fewer words is a sign, a handle or a caption, and does not count.
_SENTENCE_WORDS = 3
#: Sentences that a report leads with: heading, lead and what goes on with it.
_LEAD = 3
#: How many days before and after its publication a report's event lies that it gives no day for.
_BEFORE, _AFTER = 2, 0
#: Days of a time at most within which an hour is looked for.
_LONG = 3
#: The same as _AFTER for what is not said to have happened: plans and forecasts look ahead.
_AHEAD = 7

_WORD = re.compile(r"[^\W_]")


def profile(claim: StoredClaim, *, at: datetime | None = None) -> Profile:
    """Return what linking needs to know of a claim.

    ``at`` is the moment its report came out, if that is known; the report itself knows the day only.
    """
    report, told = claim.report.report, claim.claim
    laid = _lay_out(report.text, report.language)
    document, numbered = laid.document, laid.numbers
    at_sentences = [laid.sentence(span) for span in (told.trigger, *told.also)]
    start, end, own = _days(told, report)
    return Profile(
        claim=claim.id,
        report=claim.report.id,
        group=claim.report.copy_of or claim.report.id,
        event=told.event,
        type=told.type,
        family=_families().get(told.type, ""),
        modality=told.modality,
        polarity=told.polarity,
        start=start,
        end=end,
        told=own,
        spot=_spot(told, report, laid),
        agents=name_keys(told.agents),
        targets=name_keys(told.targets),
        agent_sides=sides(told.agents, report.language),
        target_sides=sides(told.targets, report.language),
        sides=_sides(told, report, document, at_sentences[0]),
        voice=voice_keys(told.origin) if len(told.chain) > 1 else (),
        voice_sides=sides([told.origin], report.language) if len(told.chain) > 1 else (),
        counts=tuple((count.what, count.low, count.high) for count in told.counts),
        means=told.means,
        words=weigh(_words(document, sorted(set(at_sentences))), WORDS, report.language),
        text=_text(report.title or "", report.text, report.language),
        sentence=min(numbered[i] for i in at_sentences),
        sentences=max(numbered, default=0) + 1,
        rank=sum(other.trigger < told.trigger for other in report.claims),
        hours=_hours(told, report, laid, at_sentences, at),
        published=hour_of(at) if at else None,
        turns=_turns_of(laid, at_sentences),
    )


def _turns_of(laid: _Laid, sentences: Sequence[int]) -> tuple[Turn, ...]:
    """Return the numbered things of a claim's sentences; failing that of its report's first ones."""
    lead = [i for i in laid.turns if laid.numbers[i] < _LEAD]
    told = ({turn for i in part for turn in laid.turns.get(i, ())} for part in (sentences, lead))
    return tuple(sorted(next(filter(None, told), ())))


@cache
def _families() -> dict[str, str]:
    return {row["type"]: row["family"] for row in event_types()}


@dataclass(frozen=True, slots=True)
class _Laid:
    """A report's sentences, the number that each has, where each token ends, and each sentence's numbered things."""

    document: Document
    numbers: Sequence[int]
    ends: Sequence[int]
    turns: Mapping[int, frozenset[Turn]]

    def sentence(self, span: Span) -> int:
        """Return the sentence in which a span begins."""
        token = bisect_right(self.ends, span.start)
        document = self.document
        return document.tokens[token].sentence if token < len(self.ends) else len(document.sentences) - 1

    def beside(self, sentence: int) -> list[int]:
        """Return the sentences around one, those left out that are but a sign or a handle."""
        here = self.numbers[sentence]
        return [i for i, number in enumerate(self.numbers) if i != sentence and abs(number - here) <= 1]


@lru_cache(maxsize=4)
def _lay_out(text: str, language: str) -> _Laid:
    """Return a report laid out; its claims come one after the other, so a few are kept."""
    document = tokenise(text, language)
    ends = [token.span.end for token in document.tokens]
    return _Laid(document, _numbered(document), ends, told_turns(document))


def _numbered(document: Document) -> list[int]:
    """Return each sentence's number among those with words enough; a short one has the next one's."""
    numbers, number = [], 0
    for part in document.sentences:
        numbers.append(number)
        number += sum(bool(_WORD.match(document.tokens[i].text)) for i in part) >= _SENTENCE_WORDS
    return numbers


def _words(document: Document, sentences: Iterable[int]) -> list[str]:
    """Return the words of some sentences, without handles and links."""
    tokens = (document.tokens[i] for number in sentences for i in document.sentences[number])
    return [t.text for t in tokens if _WORD.match(t.text) and "." not in t.text[1:-1]]


@lru_cache(maxsize=4)
def _text(title: str, text: str, language: str) -> Weights:
    """Return the weighted words of a report's title and first sentences."""
    document = _lay_out(text, language).document
    heading = tokenise(title, language)
    words = _words(heading, range(len(heading.sentences))) + _words(document, range(len(document.sentences)))
    return weigh(words[:_TEXT_WORDS], TEXT, language)


def _days(claim: Claim, report: Report) -> tuple[int | None, int | None, bool]:
    """Return the first and last day, and whether the claim tells them."""
    time = claim.time
    if time and time.start and time.end:
        return time.start.toordinal(), time.end.toordinal(), True
    if report.published is None:
        return None, None, False
    day = report.published.toordinal()
    return day - _BEFORE, day + (_AFTER if claim.modality == "actual" else _AHEAD), False


def _sides(claim: Claim, report: Report, document: Document, sentence: int) -> tuple[str, ...]:
    """Return the countries that act, suffer or are named where the claim is told."""
    part = document.sentences[sentence]
    named = set(countries_named(document.words(part.start, part.stop), report.language)) if part else set()
    named.update(sides((*claim.agents, *claim.targets), report.language))
    if claim.place is not None and claim.place.country:
        named.add(claim.place.country)
    return tuple(sorted(named))


def _spot(claim: Claim, report: Report, laid: _Laid) -> Spot | None:
    if claim.place is not None and _is_named(claim.place):
        return _as_spot(claim.place, borrowed=False)
    near = _nearest(claim, report.claims, laid)
    return _as_spot(near, borrowed=True) if near else None


def _is_named(place: Place) -> bool:
    return place.latitude is not None or place.kind != "unknown" or len(fold(place.name)) >= _NAME


#: Letters of a name that no gazetteer knows, at least.
_NAME = 4


def _nearest(claim: Claim, claims: Sequence[Claim], laid: _Laid) -> Place | None:
    """Return the place of a claim in the same sentence, else the one place that the report's claims name most."""
    known = [c.place for c in claims if c.place is not None and c.place.latitude is not None]
    if not known:
        return None
    here = laid.sentence(claim.trigger)
    beside = [p for p in known if laid.sentence(p.span) == here]
    if beside:
        return min(beside, key=lambda p: (abs(p.span.start - claim.trigger.start), p.span))
    often = Counter((p.geonames, p.name) for p in known)
    return min(known, key=lambda p: (-often[p.geonames, p.name], p.span))


def _as_spot(place: Place, *, borrowed: bool) -> Spot:
    return Spot(
        key=fold(place.name),
        kind=place.kind,
        country=place.country or "",
        geonames=place.geonames,
        latitude=place.latitude,
        longitude=place.longitude,
        admin=tuple(fold(name) for name in place.admin),
        borrowed=borrowed,
    )


def _hours(
    claim: Claim, report: Report, laid: _Laid, sentences: Sequence[int], at: datetime | None
) -> Hours | None:
    """Return the hours of the event: as its sentences or those beside them tell, else its day's."""
    start, end, own = _days(claim, report)
    if start is None or end is None or end - start > _LONG:
        return None
    moment = hour_of(at) if at else None
    day = end if own or claim.modality == "actual" else start + _BEFORE
    told = told_hours(laid.document, [*sentences, *laid.beside(sentences[0])], day, moment)
    if told or not own:
        return told
    return Hours(start * 24, min((end + 1) * 24, moment or math.inf), False)

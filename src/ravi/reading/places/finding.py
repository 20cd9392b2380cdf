"""Finds the places of a report and says where they are.

The steps, in this order:

1. propose: every run of words that is a name in the gazetteer, and every place the
   model tagged; quoted words after «شهرک», «روستای» … too, known or not;
2. weigh each proposal by itself (``evidence``), then beside its neighbours;
3. choose: the longest acceptable proposal wins its words;
4. resolve: of all places of that name, the one that fits the word before it, the
   place after it and the report's other places; no such place: no coordinates;
5. refer back: «این شهر», «کشورمان» mean a place named before.

Places without a name are for ``unnamed``, what they and unknown names lie in for
``references.give_areas``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ravi.reading.document import Document
from ravi.reading.places.candidates import rank
from ravi.reading.places.evidence import (
    ACCEPT,
    KNOWN_EVERYWHERE,
    QUOTES,
    SURE,
    Evidence,
    Proposal,
    entries,
    match,
)
from ravi.reading.places.gazetteer import Entry, gazetteer
from ravi.reading.places.references import CAPITAL, FoundPlace, place_of, refer_back
from ravi.report import Place

LONGEST = 5  # words of a name
_SPLIT_LETTERS = 6  # a name that the text cuts into more words than it has must be this long
_CUE_KIND_SCORE = 6.0  # a place of the kind that the word before it announces
_CONTAINED_SCORE = 6.0  # a place inside the one named right after it
_AT_HOME = 0.3  # the share of the report's sure places that makes a country the report's
_CONTAINERS = frozenset({"country", "admin", "region"})
_CLOSING = {"«": "»", '"': '"'}
_UNKNOWN_WORDS = 4  # a quoted name that no gazetteer knows


def find_places(
    document: Document, *, country_hint: str | None = None, here: range | None = None
) -> list[FoundPlace]:
    """Return the places of a report in the order of the text.

    ``country_hint`` (ISO 3166-1 alpha-2) is where the publisher sits: it breaks ties
    between places of one name, and «کشورمان» means it. ``here`` are tokens where something is
    known to have happened: a name there is likelier a place.
    """
    evidence = Evidence(document)
    proposals = list(_propose(evidence))
    for proposal in proposals:
        evidence.weigh(proposal)
        if here is not None and here.start <= proposal.start < here.stop:
            proposal.add("model: here")
    countries = _countries(evidence, proposals, country_hint)
    _weigh_neighbours(evidence, proposals, countries)
    chosen = _choose(evidence, proposals)
    found = _resolve_all(evidence, chosen, countries)
    found += refer_back(
        evidence, found, country_hint, max(countries, key=countries.__getitem__, default=None)
    )
    found = [place for place in found if not any(_leads_to(place, other) for other in found)]
    return sorted((_as_written(document, place) for place in found), key=lambda place: place.start)


def _as_written(document: Document, found: FoundPlace) -> FoundPlace:
    """Name a place with the original's own characters."""
    span = found.place.span
    return replace(found, place=replace(found.place, name=document.original[span.start : span.end]))


def _leads_to(place: FoundPlace, other: FoundPlace) -> bool:
    """Say whether a name is only the word before another («شهرک» is a town too, but not in «شهرک الباغوز»)."""
    return other.first <= place.start and place.end <= other.start


def _propose(evidence: Evidence) -> Iterator[Proposal]:
    tokens, words = evidence.tokens, evidence.words
    known: set[tuple[int, int]] = set()
    for start, first in enumerate(words):
        if not first.reach:
            continue
        name = ""
        for end in range(start + 1, min(start + first.reach, start + LONGEST, len(words)) + 1):
            word = words[end - 1]
            if not word.joined or tokens[end - 1].sentence != tokens[start].sentence:
                break
            found = match(name + word.joined) or (
                match(name + word.bare) if word.bare != word.joined else None
            )
            name += word.joined
            cut = found is not None and end - start > found.key.count(" ") + 1
            if found and (not cut or len(name) >= _SPLIT_LETTERS) and not _is_cue(evidence, start, end):
                known.add((start, end))
                yield Proposal(start, end, found)
    yield from _unknown(evidence, known)


def _is_cue(evidence: Evidence, start: int, end: int) -> bool:
    """Say whether a name is a cue word («شهرک», «دوشنبه») and nothing says that it is a place here."""
    role = evidence.role(start) if end == start + 1 else ""
    if evidence.tokens[start].entity.endswith("LOC"):
        return False
    before = evidence.cue(evidence.before(start))
    if not role or before is None or before.role != "type":
        return role != ""
    return role == "middle" and before.kinds != frozenset({"admin"})


def _unknown(evidence: Evidence, known: set[tuple[int, int]]) -> Iterator[Proposal]:
    """Propose what the model tagged, and quoted words after «شهرک», «روستای» …, that no gazetteer knows."""
    tokens = evidence.tokens
    for start, token in enumerate(tokens):
        if evidence.modelled and token.entity == "B-LOC":
            end = start + 1
            while end < len(tokens) and tokens[end].entity == "I-LOC":
                end += 1
            while end - start > 1 and evidence.role(start) in ("type", "part"):
                start += 1
            if not any(a < end and start < b for a, b in known):
                yield Proposal(start, end, None)
        elif token.text in _CLOSING and start and evidence.role(start - 1) == "type":
            end = _quote_end(evidence, start, _CLOSING[token.text])
            if end > start + 1 and (start + 1, end) not in known:
                yield Proposal(start + 1, end, None)


def _quote_end(evidence: Evidence, start: int, closing: str) -> int:
    """Return the token that closes a short quotation; 0 when none does."""
    stop = min(start + 2 + _UNKNOWN_WORDS, len(evidence.tokens))
    return next((index for index in range(start + 1, stop) if evidence.tokens[index].text == closing), 0)


def _countries(evidence: Evidence, proposals: list[Proposal], hint: str | None) -> dict[str, float]:
    """Return the share of each country in the report's sure places; «جنوب» before a name is no province."""
    counts: Counter[str] = Counter({hint: 0.5} if hint else {})
    for proposal in proposals:
        is_cue = proposal.end == proposal.start + 1 and evidence.role(proposal.start)
        if proposal.match and proposal.score >= SURE and not is_cue:
            best = rank(proposal.match, {})
            if len(best) == 1 or best[0].score - best[1].score >= 2.0:
                counts[best[0].entry.country or ""] += 1
    counts.pop("", None)
    total = sum(counts.values())
    return {country: count / total for country, count in counts.items()}


def _weigh_neighbours(evidence: Evidence, proposals: list[Proposal], countries: dict[str, float]) -> None:
    """Let sure places vouch for the names beside them, from left to right and then back."""
    starting = {p.start: p for p in proposals if p.match and p.score >= SURE}
    ending = {p.end: p for p in proposals if p.match and p.score >= SURE}
    for proposal in proposals:
        if not proposal.match:
            continue
        places = entries(proposal.match.rows)
        after = starting.get(_after(evidence, proposal.end))
        if after and any(_inside(entry, after) for entry in places):
            proposal.add("before container")
        elif _listed(evidence, proposal, starting, ending):
            proposal.add("in list")
        share = max(countries.get(entry.country or "", 0.0) for entry in places)
        if share >= _AT_HOME and "country" not in proposal.reasons:
            proposal.add("country of report")
        elif not share and countries and all(_obscure(entry) for entry in places):
            proposal.add("abroad")
        if proposal.score >= SURE:
            starting[proposal.start] = ending[proposal.end] = proposal


def _obscure(entry: Entry) -> bool:
    return (
        entry.kind in ("city", "village", "admin", "quarter")
        and not entry.curated
        and entry.population < KNOWN_EVERYWHERE
    )


def _after(evidence: Evidence, end: int) -> int:
    """Return the token after ``end``, past a closing quotation mark, a comma or «در»."""
    tokens = evidence.tokens
    while end < len(tokens) and (
        tokens[end].text in QUOTES or tokens[end].text == "،" or evidence.role(end) in ("in", "type")
    ):
        end += 1
    return end


def _inside(entry: Entry, proposal: Proposal) -> bool:
    """Say whether a place lies in a place that the proposal may mean."""
    assert proposal.match is not None
    for other in entries(proposal.match.rows):
        if other.kind in _CONTAINERS and other.row != entry.row:
            if other.kind == "country" and other.country == entry.country and entry.kind != "country":
                return True
            if other.name in entry.admin[1:] or (
                other.name in entry.admin and other.country == entry.country
            ):
                return True
    return False


def _listed(
    evidence: Evidence, proposal: Proposal, starting: dict[int, Proposal], ending: dict[int, Proposal]
) -> bool:
    """Say whether «و» or a comma joins the name to a sure place."""
    before, after = proposal.start - 1, proposal.end
    tokens = evidence.tokens
    if before > 0 and evidence.role(before) == "join" and before in ending:
        return tokens[before - 1].sentence == tokens[before].sentence
    return after + 1 < len(tokens) and evidence.role(after) == "join" and after + 1 in starting


def _choose(evidence: Evidence, proposals: list[Proposal]) -> list[Proposal]:
    """Let the longest acceptable proposals take their words."""
    taken: set[int] = set()
    chosen = []
    for proposal in sorted(proposals, key=lambda p: (p.start - p.end, -p.score, p.start)):
        words = range(proposal.start, proposal.end)
        if proposal.score >= ACCEPT and taken.isdisjoint(words):
            taken.update(words)
            chosen.append(proposal)
    return sorted(chosen, key=lambda proposal: proposal.start)


def _resolve_all(evidence: Evidence, chosen: list[Proposal], countries: dict[str, float]) -> list[FoundPlace]:
    found: list[FoundPlace] = []
    following = {proposal.start: proposal for proposal in chosen}
    for proposal in chosen:
        after = following.get(_after(evidence, proposal.end))
        found.append(_resolve(evidence, proposal, after, countries))
    return found


def _resolve(
    evidence: Evidence, proposal: Proposal, after: Proposal | None, countries: dict[str, float]
) -> FoundPlace:
    document, start = evidence.document, proposal.start
    if proposal.match is None and evidence.tokens[start].upos == "ADJ" and evidence.role(start - 1) == "type":
        start -= 1  # «پایگاه هوایی ساکی»
    name, span = document.words(start, proposal.end), document.span(start, proposal.end)
    if proposal.match is None:
        kind = next(iter(sorted(proposal.kinds)), "unknown") if len(proposal.kinds) == 1 else "unknown"
        why = "no gazetteer entry" + (
            f"; a place because «{proposal.cue}» stands before it" if proposal.cue else ""
        )
        return FoundPlace(
            Place(name, span, why=why, kind=kind),
            kind,
            proposal.start,
            proposal.end,
            proposal.first,
            proposal.score,
        )
    candidates = rank(proposal.match, countries)
    if CAPITAL in proposal.kinds and (capital := _capital(candidates[0].entry)):
        why = f"the capital of {candidates[0].entry.name}"
        place = place_of(name, span, capital, why)
        return FoundPlace(place, capital.kind, proposal.start, proposal.end, proposal.first, proposal.score)
    if len(candidates) > 1:
        candidates.sort(key=lambda c: -c.score - _fit(c.entry, proposal, after))
    entry, why = candidates[0].entry, candidates[0].why(countries)
    if proposal.cue:
        why += f"; «{proposal.cue}» stands before it"
    if len(candidates) > 1:
        why += f"; chosen of {len(candidates)} places of this name"
    return FoundPlace(
        place_of(name, span, entry, why),
        entry.kind,
        proposal.start,
        proposal.end,
        proposal.first,
        proposal.score,
    )


def _capital(country: Entry) -> Entry | None:
    return gazetteer().capital(country.country) if country.kind == "country" and country.country else None


def _fit(entry: Entry, proposal: Proposal, after: Proposal | None) -> float:
    score = 0.0
    if entry.kind in proposal.kinds:
        score += _CUE_KIND_SCORE
    if after is not None and after.match is not None and _inside(entry, after):
        score += _CONTAINED_SCORE
    return score

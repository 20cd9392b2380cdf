"""Says why a claim reads as it does: which words, which head or grammar, how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ravi.reading.claims.events import Trigger, affinity
from ravi.reading.claims.stance import Stance
from ravi.report import Count, Reason, Span

if TYPE_CHECKING:
    from ravi.reading.claims.told import Draft, Told


def reasons(
    told: Told,
    draft: Draft,
    stance: Stance,
    slots: Mapping[str, Mapping[range, float]],
    counts: Sequence[Count],
) -> Iterator[Reason]:
    """Yield the reasons of a claim, field by field; ``slots`` holds the actors' phrases with their chances."""
    yield from _event(told, draft)
    yield _voice(told, draft)
    yield from _manner(told, draft, stance)
    for name, phrases in slots.items():
        for phrase, chance in phrases.items():
            why = "the likeliest phrase, or one beside it"
            yield Reason(name, "link head", round(chance, 3), _at(told, phrase), why)
    if (place := draft.place) is not None:
        yield Reason("place", "link head, gazetteer", None, place.span, place.why)
    if (time := draft.time) is not None:
        why = f"{time.why} (counted from: {time.anchor})"
        yield Reason("time", "link head, time grammar", None, time.span, why)
    for count in counts:
        value = f"{count.what}: {count.low}–{count.high}"
        yield Reason("counts", "link head, count grammar", None, count.span, value)


def _event(told: Told, draft: Draft) -> Iterator[Reason]:
    """Yield why words are an event of this type, and why others are further mentions of it."""
    main = draft.triggers[0]
    said = main.tokens
    known = [m for m in told.marks if m.lexicon == "events" and m.start < said.stop and m.end > said.start]
    words = ", ".join(sorted({f"«{m.row['word']}» {m.row['type']}" for m in known}))
    yield Reason(
        "type",
        "event head",
        round(main.chance, 3),
        _at(told, said),
        f"lexicon: {words}" if words else "no lexicon word",
    )
    for further in draft.triggers[1:]:
        alike = max(affinity(told.seen, "also", further, t) for t in draft.triggers if t is not further)
        yield Reason("also", "link head", round(alike, 3), _at(told, further.tokens), "same claim")


def _voice(told: Told, draft: Draft) -> Reason:
    origin = draft.origin
    if origin.tokens is None:
        why = "no nearer voice: the publisher tells it"
        return Reason("chain", "link head", round(origin.chance, 3), None, why)
    said = _at(told, origin.tokens)
    if origin.handed_on:
        why = "no nearer voice: the one whom the report hands on"
        return Reason("chain", "relay formula", round(origin.chance, 3), said, why)
    return Reason("chain", "link head", round(origin.chance, 3), said, "the voice that tells it")


def _manner(told: Told, draft: Draft, stance: Stance) -> Iterator[Reason]:
    """Yield why an event is told as actual or not, denied or not, hedged or not, and through what channel."""
    how: dict[str, tuple[str | None, float]] = {"modality": stance.modality, "certainty": stance.certainty}
    if draft.retort is not None:
        why = "denied: the voice denies what another told"
        yield Reason("polarity", "grammar", None, _at(told, draft.retort.tokens), why)
    elif stance.denied_by and stance.polarity[0] == "denied":
        cue = _cue(told, draft.triggers[0], "polarity")
        yield Reason("polarity", "grammar", None, cue, f"denied: {stance.denied_by}")
    else:
        how["polarity"] = stance.polarity
    if draft.channel_words:
        yield Reason("channel", "lexicon", None, _at(told, draft.channel_words), str(draft.channel[0]))
    elif draft.origin.tokens is not None:
        how["channel"] = draft.channel
    for name, (value, chance) in how.items():
        yield Reason(name, "stance head", round(chance, 3), _cue(told, draft.triggers[0], name), str(value))


def _at(told: Told, tokens: range) -> Span:
    return told.document.span(tokens.start, tokens.stop)


_CUES = {
    "modality": ("modality",),
    "polarity": ("negation",),
    "certainty": ("hedges",),
    "channel": ("channels",),
}


def _cue(told: Told, trigger: Trigger, name: str) -> Span | None:
    """Return the nearest lexicon word of the trigger's sentence that speaks of a stance, if there is one."""
    sentence = told.document.tokens[trigger.tokens.start].sentence
    near = [
        m
        for m in told.marks
        if m.lexicon in _CUES[name] and told.document.tokens[m.start].sentence == sentence
    ]
    if not near:
        return None
    best = min(near, key=lambda m: abs(m.start - trigger.tokens.start))
    return told.document.span(best.start, best.end)

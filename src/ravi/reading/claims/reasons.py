"""Says why a claim reads as it does: which words, which head or grammar, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ravi.reading.claims.events import Trigger, affinity
from ravi.reading.claims.stance import Stance
from ravi.report import Count, Period, Place, Reason, Span

if TYPE_CHECKING:
    from ravi.reading.claims.told import Draft, Told


def reasons(
    told: Told,
    draft: Draft,
    stance: Stance,
    place: Place | None,
    time: Period | None,
    counts: Sequence[Count],
) -> Iterable[Reason]:
    """Yield the reasons of a claim, field by field."""
    main = draft.triggers[0]
    span = told.document.span(main.tokens.start, main.tokens.stop)
    known = [
        m
        for m in told.marks
        if m.lexicon == "events" and m.start < main.tokens.stop and m.end > main.tokens.start
    ]
    words = ", ".join(sorted({f"«{m.row['word']}» {m.row['type']}" for m in known}))
    yield Reason(
        "type", "event head", round(main.chance, 3), span, f"lexicon: {words}" if words else "no lexicon word"
    )
    for further in draft.triggers[1:]:
        yield Reason(
            "also",
            "link head",
            round(
                max(affinity(told.seen, "also", further, t) for t in draft.triggers if t is not further), 3
            ),
            told.document.span(further.tokens.start, further.tokens.stop),
            "same claim",
        )
    if draft.origin.tokens is None:
        yield Reason(
            "chain",
            "link head",
            round(draft.origin.chance, 3),
            None,
            "no nearer voice: the publisher tells it",
        )
    else:
        said = told.document.span(draft.origin.tokens.start, draft.origin.tokens.stop)
        yield Reason("chain", "link head", round(draft.origin.chance, 3), said, "the voice that tells it")
    how: dict[str, tuple[str | None, float]] = {
        "modality": stance.modality,
        "polarity": stance.polarity,
        "certainty": stance.certainty,
    }
    if draft.origin.tokens is not None:
        how["channel"] = draft.channel
    if draft.retort is not None:
        how.pop("polarity")
        said = told.document.span(draft.retort.tokens.start, draft.retort.tokens.stop)
        yield Reason("polarity", "grammar", None, said, "denied: the voice denies what another told")
    for name, (value, chance) in how.items():
        yield Reason(name, "stance head", round(chance, 3), _cue(told, main, name), str(value))
    if place is not None:
        yield Reason("place", "link head, gazetteer", None, place.span, place.why)
    if time is not None:
        yield Reason(
            "time", "link head, time grammar", None, time.span, f"{time.why} (counted from: {time.anchor})"
        )
    for count in counts:
        yield Reason(
            "counts", "link head, count grammar", None, count.span, f"{count.what}: {count.low}–{count.high}"
        )


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

"""Puts a claim together: one event as one voice tells it, from the mentions that belong to it."""

from __future__ import annotations

from ravi.reading.claims.accusers import accuser, condemned, give_condemned
from ravi.reading.claims.denials import RETORT, sign_of_denial
from ravi.reading.claims.disowned import disowned_events
from ravi.reading.claims.events import find_triggers
from ravi.reading.claims.joining import join_mentions, link_numbers, of_one_type
from ravi.reading.claims.labelling import label_events
from ravi.reading.claims.reasons import reasons
from ravi.reading.claims.retorts import retorts
from ravi.reading.claims.slots import actors_of, named_actors
from ravi.reading.claims.stance import give_channels, read_stance
from ravi.reading.claims.told import Draft, Told
from ravi.reading.counts.counted import ACTING, what_is_counted
from ravi.reading.document import Document
from ravi.report import Claim, Count, Mention, Span


def write_claims(told: Told) -> tuple[Claim, ...]:
    """Return the claims of a document, in the order of its text."""
    least = told.thresholds
    sure = find_triggers(told.document, told.seen, (least.event, least.type), told.marks)
    sure = disowned_events(told.document, told.seen, told.disowned, sure)
    likely = find_triggers(told.document, told.seen, (least.quoted, 0.0), told.marks, beside=sure)
    triggers = sorted([*sure, *told.voices.heard_once(sure, likely)], key=lambda one: one.tokens.start)
    for accusation, event in condemned(told.document, triggers):
        if (speaker := accuser(told.document, accusation)) is not None:
            told.voices.hear(event, speaker)
    drafts = join_mentions(told, of_one_type(told, triggers))
    give_condemned(told.document, drafts)
    label_events(told, drafts)
    link_numbers(told, drafts)
    drafts = sorted([*drafts, *retorts(told, drafts)], key=lambda one: one.triggers[0].tokens.start)
    give_channels(told, drafts)
    return tuple(write_claim(told, draft) for draft in drafts)


def write_claim(told: Told, draft: Draft) -> Claim:
    """Fill in a claim's fields from its main mention; what is left empty there is taken from the others."""
    main, document = draft.triggers[0], told.document
    denied_by = RETORT if draft.retort else sign_of_denial(told, main.tokens)
    stance = read_stance(told, main, denied_by=denied_by)
    further = [t.tokens for t in (*draft.triggers[1:], *filter(None, [draft.retort]))]
    slots = actors_of(told, draft.triggers)
    if draft.condemned and (blamed := actors_of(told, draft.condemned.triggers)["agents"]):
        slots["targets"] = blamed
    agents = named_actors(document, slots["agents"])
    counts = _counts(told, draft, agents)
    return Claim(
        event=draft.event,
        type=main.type,
        trigger=_span(document, main.tokens),
        also=tuple(sorted(_span(document, tokens) for tokens in filter(None, (*further, draft.denying)))),
        agents=agents,
        targets=named_actors(document, slots["targets"]),
        place=draft.place,
        time=draft.time,
        counts=counts,
        means=stance.means,
        chain=told.voices.chain(draft.retort or main, draft.origin),
        channel=draft.channel[0],
        polarity=stance.polarity[0],
        modality=stance.modality[0],
        certainty=stance.certainty[0],
        why=tuple(reasons(told, draft, stance, slots, counts)),
    )


def _span(document: Document, tokens: range) -> Span:
    return document.span(tokens.start, tokens.stop)


def _counts(told: Told, draft: Draft, agents: tuple[Mention, ...]) -> tuple[Count, ...]:
    found: dict[tuple[str, int | None, int | None], Count] = {}
    for at, chance in draft.numbers.items():
        number = told.numbers[at]
        acts = any(agent.span is not None and agent.span.overlaps(number.span) for agent in agents)
        what = what_is_counted(number, draft.triggers[0].type, told.document, acts=acts)
        if acts and number.low == number.high == 1 and what in ACTING:
            continue  # «یک مرد مسلح» says who acts, not how many
        key = (what, number.low, number.high)
        found.setdefault(key, Count(what, number.low, number.high, number.span, f"model {chance:.2f}"))
    return tuple(sorted(found.values(), key=lambda count: count.span))

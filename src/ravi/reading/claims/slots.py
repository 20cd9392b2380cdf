"""Who did it and to whom: the phrases that fill the slots of a claim's actors.

A slot holds one phrase, the likeliest, and those coordinated with it («ارتش و پلیس»); where both sides do it
(``mutual`` in ``data/event_types.tsv``) the other side too («درگیری ارتش با شورشیان»). A further phrase that is
likely by itself belongs to another event of the sentence more often than not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ravi.data.tables import types_that_are
from ravi.reading.claims.actor_kinds import known_names
from ravi.reading.claims.actors import filled, mentions, share
from ravi.reading.claims.clauses import dependents
from ravi.reading.claims.events import Trigger
from ravi.reading.claims.named import voice_key
from ravi.reading.claims.told import Told, scores
from ravi.reading.document import Document
from ravi.reading.network.model import Floats
from ravi.report import Mention

#: Least chance of a further phrase beside the likeliest.
_FURTHER = 0.6
#: Of one that «و» joins to it where both sides do it («درگیری میان ارتش و شورشیان»).
_JOINED = 0.3
#: A further mention that names an actor this surely goes before a guess at the main mention.
_SURE = 0.5
#: Added to the score of a word that the tree has as who did it.
_DOES = 3.0

#: The phrases of a slot, each with its chance.
Phrases = Mapping[range, float]


def actors_of(told: Told, triggers: Sequence[Trigger]) -> dict[str, Phrases]:
    """Return what fills the agents and the targets of one event, told by its mentions, the main one first.

    Nobody does a thing to himself: a phrase that is found for both goes where it is likelier, and the other
    slot takes what is likeliest without it.
    """
    agents, targets = _fill(told, triggers, "agents"), _fill(told, triggers, "targets")
    if any(share(one, other) for one in agents for other in targets):
        if max(agents.values()) >= max(targets.values()):
            targets = _fill(told, triggers, "targets", agents)
        else:
            agents = _fill(told, triggers, "agents", targets)
    return {"agents": agents, "targets": targets}


def named_actors(document: Document, phrases: Iterable[range]) -> tuple[Mention, ...]:
    """Return the actors that the phrases of a slot name."""
    return mentions(document, (name for run in phrases for name in _names(document, run)))


def _fill(told: Told, triggers: Sequence[Trigger], name: str, taken: Iterable[range] = ()) -> Phrases:
    """Return what fills a slot without the phrases ``taken`` by the other, each with its chance."""
    own = told.thresholds.agent if name == "agents" else told.thresholds.target
    both_sides = name == "agents" and triggers[0].type in types_that_are("mutual")
    further = _JOINED if both_sides else _FURTHER
    others = [token for run in taken for token in run]
    for least in (max(own, _SURE), own):
        for trigger in triggers:
            out = (*trigger.tokens, *others)
            found = filled(told.document, _with_grammar(told, trigger, name), min(least, further), out)
            if max(found.values(), default=0) >= least:
                return _together(told.document, found, both_sides=both_sides)
    return {}


def _with_grammar(told: Told, trigger: Trigger, name: str) -> Floats:
    """Return a slot's scores; for agents those of the named subject of a verb with an object are raised.

    Whatever the name: nine in ten of such subjects are annotated as who did it.
    """
    raised = scores(told, trigger, name)
    subject = _doer(told.document, trigger) if name == "agents" else []
    if subject:
        raised = raised.copy()
        raised[[i + 1 for i in subject]] += _DOES
    return raised


def _doer(document: Document, trigger: Trigger) -> list[int]:
    """Return the words of a name that are the subject of the trigger's verb, if that has an object too."""
    tokens, words = document.tokens, trigger.tokens
    if not dependents(document, words, "obj"):
        return []
    heads = [i for i in dependents(document, words, "nsubj") if _is_name(document, i)]
    sentence = document.sentences[tokens[words.start].sentence]
    inside = [i for i in sentence if tokens[i].head in heads and tokens[i].relation.startswith("flat")]
    return [i for i in (*heads, *inside) if i not in words]


def _is_name(document: Document, token: int) -> bool:
    word = document.tokens[token]
    return word.entity != "O" or bool(known_names([word.text], document.language))


def _together(document: Document, phrases: Phrases, *, both_sides: bool) -> Phrases:
    """Return the likeliest phrase and what fills the slot with it, in the order of the text; each name once."""
    best = max(phrases, key=lambda run: phrases[run])
    names = {voice_key(document, best)}
    kept = {best: phrases[best]}
    for run, chance in sorted(phrases.items(), key=lambda one: -one[1]):
        is_joined = _are_coordinated(document, best, run)
        least = _JOINED if both_sides and is_joined else _FURTHER
        belongs = chance >= least and (both_sides or is_joined)
        if belongs and (name := voice_key(document, run)) not in names:
            names.add(name)
            kept[run] = chance
    return dict(sorted(kept.items(), key=lambda one: one[0].start))


def _names(document: Document, phrase: range) -> Iterator[range]:
    """Yield the names that «و» joins in a phrase, each an actor («ایران و ترکیه»), or else the whole phrase.

    Nouns joined so share their owner or their number («نیروهای ارتش و پلیس عراق»), and stay together.
    """
    parts, start = [], phrase.start
    for i in phrase:
        if document.tokens[i].upos == "CCONJ":
            parts.append(range(start, i))
            start = i + 1
    parts.append(range(start, phrase.stop))
    are_names = all(part and all(document.tokens[i].entity != "O" for i in part) for part in parts)
    yield from parts if are_names else (phrase,)


def _are_coordinated(document: Document, one: range, other: range) -> bool:
    """Say whether a conjunct of one phrase is in the other."""
    return any(
        document.tokens[i].relation == "conj" and document.tokens[i].head in near
        for near, far in ((one, other), (other, one))
        for i in far
    )

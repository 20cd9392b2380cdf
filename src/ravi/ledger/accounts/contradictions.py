"""Where the voices differ, each difference in plain words with its sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from ravi.ledger.accounts.counts_told import CountTold, Figure, VoiceCount
from ravi.ledger.accounts.phrases import Words, listed, phrase
from ravi.ledger.accounts.stances import HAPPENED, Stance
from ravi.ledger.accounts.variants import Variant
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.accounts.whereabouts import exclude_periods, exclude_places
from ravi.ledger.records import StoredClaim
from ravi.output.brief_words import shown, when_words
from ravi.output.labels import LANGUAGES, digits, label
from ravi.output.words import range_words
from ravi.report import Mention, Period, Place

T = TypeVar("T")

#: What befalls people: numbers of these can contradict each other, the others count anything.
TOLLS = frozenset(
    {
        "killed",
        "injured",
        "dead_or_injured",
        "detained",
        "abducted",
        "released",
        "surrendered",
        "displaced",
        "missing",
    }
)
#: So many voices are named for a side; the side itself holds all of them.
_NAMED = 5
#: Types with one side that acts, where two doers exclude each other.
ONE_SIDED = frozenset(
    {
        "air_strike", "shelling", "bombing", "suicide_attack", "explosion", "armed_attack", "killing", "abduction",
        "chemical_attack", "destruction", "interception", "capture", "siege", "detention",
    }
)  # fmt: skip
#: Kinds of actor that are organs of a state: two of one country's do not exclude each other.
STATE = frozenset(
    {
        "state",
        "government",
        "legislature",
        "judiciary",
        "court",
        "intelligence",
        "military",
        "police",
        "border_guard",
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it says, the voices that say it, and their claims."""

    says: Words
    voices: tuple[VoiceGroup, ...]
    claims: tuple[StoredClaim, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Accounts that cannot both hold.

    ``kind`` is ``count``, ``denial``, ``agent``, ``place`` or ``time``; ``about`` what is counted.
    """

    kind: str
    sides: tuple[Side, ...]
    words: Words
    about: str = ""


def find_contradictions(
    found: Sequence[Stance],
    kind: str,
    *,
    counts: Sequence[CountTold],
    agents: Sequence[Variant[Mention]],
    places: Sequence[Variant[Place]],
    periods: Sequence[Variant[Period]],
) -> tuple[Contradiction, ...]:
    """Return the contradictions of an incident whose type is ``kind``."""
    doers = agents if kind in ONE_SIDED else ()
    return (
        *_denials(found),
        *_excluding("agent", doers, exclude_agents, _actor_words),
        *(difference for count in counts for difference in _count(count)),
        *_excluding("place", places, exclude_places, _place_words),
        *_excluding("time", periods, exclude_periods, _period_words),
    )


def _actor_words(mention: Mention) -> Words:
    return _shown(mention.actor or mention.name)


def _place_words(place: Place) -> Words:
    return _shown(place.name)


def _shown(name: str) -> Words:
    return Words(*(shown(name, language) for language in LANGUAGES))


def _contradiction(kind: str, sides: Sequence[Side], about: str = "") -> Contradiction:
    said = listed(phrase("differ.side", voices=_names(side.voices), says=side.says) for side in sides)
    slots = {"said": said} | ({"what": _labelled(about)} if about else {})
    return Contradiction(kind, tuple(sides), phrase(f"differ.{kind}", **slots), about)


def _labelled(what: str) -> Words:
    return Words(*(label("count", what, language) for language in LANGUAGES))


def _names(voices: Iterable[VoiceGroup]) -> Words:
    unknown = Words(*(label("ui", "unknown_publisher", language) for language in LANGUAGES))
    names = [_shown(voice.name) if voice.name else unknown for voice in voices]
    if len(names) > _NAMED + 1:
        more = Words(*(digits(len(names) - _NAMED, language) for language in LANGUAGES))
        names = [*names[:_NAMED], phrase("differ.others", number=more)]
    return listed(names)


def _denials(found: Sequence[Stance]) -> Iterable[Contradiction]:
    """Yield the denial of what others tell, and of what others expect."""
    told = [stance for stance in found if stance.value in HAPPENED]
    denied = [stance for stance in found if stance.value == "denied"]
    if told and denied:
        sides = [_stance_side("happened", told), _stance_side("denied", denied)]
        yield _contradiction("denial", sides)
    ahead = [stance for stance in found if stance.value not in (*HAPPENED, "denied", "called_off")]
    off = [stance for stance in found if stance.value == "called_off"]
    if ahead and off:
        yield _contradiction("denial", [_stance_side("ahead", ahead), _stance_side("off", off)])


def _stance_side(key: str, found: Sequence[Stance]) -> Side:
    claims = tuple(claim for stance in found for claim in stance.claims)
    return Side(phrase(f"differ.{key}"), tuple(stance.voice for stance in found), claims)


def _count(count: CountTold) -> Iterable[Contradiction]:
    """Yield the contradiction of a toll's figures, when two cannot both hold."""
    if count.what not in TOLLS:
        return
    clashing = {id(one): one for a, b in combinations(count.by_voice, 2) if _clash(a, b) for one in (a, b)}
    ranges: dict[tuple[int | None, int | None], list[VoiceCount]] = {}
    for one in count.by_voice:
        if id(one) in clashing:
            ranges.setdefault((one.latest.low, one.latest.high), []).append(one)
    if len(ranges) > 1:
        ordered = sorted(ranges.items(), key=lambda item: (item[0][0] or 0, item[0][1] or 0))
        yield _contradiction("count", [_count_side(bounds, told) for bounds, told in ordered], count.what)


def _clash(a: VoiceCount, b: VoiceCount) -> bool:
    """Say whether two voices' last figures contradict each other.

    A higher figure more than a day later does not: tolls grow. A lower one does, whenever it is told.
    """
    if a.latest.meets(b.latest):
        return False
    earlier, later = sorted((a.latest, b.latest), key=lambda figure: figure.day)
    is_known = earlier.day != date.min
    return not (is_known and (later.day - earlier.day).days > 1 and _exceeds(later, earlier))


def _exceeds(later: Figure, earlier: Figure) -> bool:
    return later.low is not None and earlier.high is not None and later.low > earlier.high


def _count_side(bounds: tuple[int | None, int | None], told: Sequence[VoiceCount]) -> Side:
    says = Words(*(range_words(*bounds, language) for language in LANGUAGES))
    claims = tuple(claim for one in told for claim in one.latest.claims)
    return Side(says, tuple(one.voice for one in told), claims)


def exclude_agents(a: Mention, b: Mention) -> bool:
    """Say whether two doers exclude each other: two known actors, not organs of one state."""
    if not (a.actor and b.actor) or a.actor == b.actor:
        return False
    return not (a.country and a.country == b.country and {a.kind, b.kind} <= STATE)


def _excluding(
    kind: str,
    found: Sequence[Variant[T]],
    exclude: Callable[[T, T], bool],
    words: Callable[[T], Words],
) -> Iterable[Contradiction]:
    """Yield one contradiction for each value, of most voices first, that others exclude.

    Two values of which one is told only by voices that tell the other too are no difference of voices.
    """
    left = list(found)
    while left:
        first = left.pop(0)
        rivals = [
            one for one in left if exclude(first.value, one.value) and _only(first, one) and _only(one, first)
        ]
        if rivals:
            left = [one for one in left if one not in rivals]
            sides = [Side(words(one.value), one.voices, one.claims) for one in (first, *rivals)]
            yield _contradiction(kind, sides)


def _only(a: Variant[T], b: Variant[T]) -> set[str]:
    return {voice.key for voice in a.voices} - {voice.key for voice in b.voices}


def _period_words(period: Period) -> Words:
    return Words(*(when_words(period, language).strip() for language in LANGUAGES))

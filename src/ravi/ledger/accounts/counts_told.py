"""How many, by whom: each voice's last figure for what is counted, and what all of them come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ravi.ledger.accounts.stances import told_on
from ravi.ledger.accounts.variants import Basis
from ravi.ledger.accounts.voices import VoiceGroup, independent
from ravi.ledger.records import StoredClaim
from ravi.output.labels import label_order
from ravi.report import Count


@dataclass(frozen=True, slots=True)
class Figure:
    """A range told by a voice on one day; ``low`` or ``high`` None is open (``date.min``: day not known)."""

    low: int | None
    high: int | None
    day: date
    claims: tuple[StoredClaim, ...]

    def meets(self, other: Figure) -> bool:
        """Say whether both ranges can hold.

        >>> Figure(12, 12, date.min, ()).meets(Figure(10, None, date.min, ()))
        True
        """
        return not (_above(self.low, other.high) or _above(other.low, self.high))


def _above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """What one voice says: its latest figure, and the earlier ones that it replaced, in order."""

    voice: VoiceGroup
    latest: Figure
    earlier: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class CountTold:
    """All that is told for one ``what``.

    ``low`` is the least and ``high`` the greatest that any voice's latest figure allows (None: open).
    ``best`` is the cautious reading of the figure that agrees with most independent voices: its
    lower bound, else its upper one; None when nobody gives a number.
    """

    what: str
    by_voice: tuple[VoiceCount, ...]
    low: int | None
    high: int | None
    best: int | None

    @property
    def claims(self) -> tuple[StoredClaim, ...]:
        """The claims of the latest figures."""
        return tuple(claim for one in self.by_voice for claim in one.latest.claims)


def counts_told(basis: Basis) -> tuple[CountTold, ...]:
    """Return what is counted, the dead first."""
    figures: dict[str, dict[str, dict[date, list[tuple[Count, StoredClaim]]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    voices = {voice.key: voice for voice, _ in basis}
    for voice, claims in basis:
        for claim in claims:
            for count in claim.claim.counts:
                figures[count.what][voice.key][told_on(claim)].append((count, claim))
    return tuple(
        _told(what, [_voice_count(voices[key], days) for key, days in sorted(by_voice.items())])
        for what, by_voice in sorted(figures.items(), key=_place_of)
    )


def _place_of(counted: tuple[str, object]) -> tuple[int, str]:
    """Return where a kind of count stands in the order of ``data/labels.tsv``: the dead first."""
    return label_order("count").get(counted[0], len(label_order("count"))), counted[0]


def _voice_count(voice: VoiceGroup, days: dict[date, list[tuple[Count, StoredClaim]]]) -> VoiceCount:
    figures = [_figure(day, told) for day, told in sorted(days.items())]
    return VoiceCount(voice, figures[-1], tuple(figures[:-1]))


def _figure(day: date, told: Sequence[tuple[Count, StoredClaim]]) -> Figure:
    """Return the largest figure of a day: smaller ones in its company are mostly parts of it («از جمله ۳ کودک»)."""
    bounds = {(count.low, count.high) for count, _ in told}
    low, high = max(bounds, key=_size)
    claims = {claim.id: claim for count, claim in told if (count.low, count.high) == (low, high)}
    return Figure(low, high, day, tuple(claims[name] for name in sorted(claims)))


def _size(bounds: tuple[int | None, int | None]) -> tuple[int, int, bool, bool]:
    """Return what ranges are compared by: the least they say, then the most, then how sure they are."""
    low, high = bounds
    least = low if low is not None else high if high is not None else -1
    return least, high if high is not None else least, high is not None, low is not None


def _told(what: str, by_voice: Sequence[VoiceCount]) -> CountTold:
    lows = [one.latest.low for one in by_voice]
    highs = [one.latest.high for one in by_voice]
    known = [one for one in by_voice if (one.latest.low, one.latest.high) != (None, None)]
    return CountTold(
        what,
        tuple(sorted(by_voice, key=lambda one: (one.latest.day, one.voice.key))),
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
        best=_best(known),
    )


def _best(known: Sequence[VoiceCount]) -> int | None:
    """Return the number of the figure most agreed with.

    Of several a named voice's, then one with both bounds, then the latest, then the least.
    """
    if not known:
        return None

    def rank(one: VoiceCount) -> tuple[int, bool, bool, date, int, str]:
        agreeing = independent(other.voice for other in known if other.latest.meets(one.latest))
        is_closed = one.latest.low is not None and one.latest.high is not None
        least = _size((one.latest.low, one.latest.high))[0]
        return agreeing, one.voice.kind != "unnamed", is_closed, one.latest.day, -least, one.voice.key

    best = max(known, key=rank).latest
    return best.low if best.low is not None else best.high

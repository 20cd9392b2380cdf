"""The types everything speaks in: a report, its claims, and the words that carry them.

Every span is a half-open range of Unicode code points of the report's original,
unmodified text: ``text[claim.trigger.start:claim.trigger.end]`` is the trigger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open range of code points of the original text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something: an agent, a target, a voice.

    ``span`` is None only for the publisher, who need not be named in the text. ``kind``
    says what kind of actor it is (see ``data/actor_kinds.tsv``), ``actor`` the one name a
    known actor goes by whatever the words, ``country`` its ISO 3166-1 alpha-2 code; all
    are empty where the tables do not know.
    """

    name: str
    span: Span | None
    kind: str = ""
    actor: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it, and where that is when the gazetteer knows.

    ``latitude``/``longitude`` are WGS 84 degrees; ``geonames`` is a GeoNames id;
    ``country`` an ISO 3166-1 alpha-2 code; ``admin`` the names from the country
    inward; all are None or empty when the place is not known. ``kind`` is what it is
    (``country``, ``admin``, ``city``, ``village``, ``quarter``, ``region``, ``water``,
    ``island``, ``mountain``, ``site``) or ``unknown``. A place that the gazetteer does not
    know has coordinates, country, path and kind of the smallest area that the text puts it
    in, and no ``geonames``; ``why`` says which area that is.
    """

    name: str
    span: Span
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    country: str | None = None
    admin: tuple[str, ...] = ()
    why: str = ""
    kind: str = "unknown"


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression and the days it covers, both ends inclusive, Gregorian.

    An open or unresolvable end is None. ``grain`` is the unit the words speak in
    (``hour``, ``day``, ``week``, ``month``, ``season``, ``year``, ``decade``);
    ``anchor`` says what the days were counted from (``text``: the words name the
    date themselves; ``published``: the publication date; ``report``: an earlier
    date of the same report; ``none``: they could not be resolved).
    """

    span: Span
    start: date | None
    end: date | None
    grain: str = "day"
    anchor: str = "none"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number told for an event: what is counted, and its bounds (None: open)."""

    what: str
    low: int | None
    high: int | None
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field was read as it was: the rule or head, its score, the words."""

    field: str
    by: str
    score: float | None = None
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One event as one voice tells it (see ``docs/claims.md`` for every value)."""

    event: str
    type: str
    trigger: Span
    chain: tuple[Mention, ...]
    also: tuple[Span, ...] = ()
    agents: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    place: Place | None = None
    time: Period | None = None
    counts: tuple[Count, ...] = ()
    means: tuple[str, ...] = ()
    channel: str | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    certainty: str = "stated"
    why: tuple[Reason, ...] = ()

    @property
    def origin(self) -> Mention:
        """The voice whose account this is: the last of the chain."""
        return self.chain[-1]


@dataclass(frozen=True, slots=True)
class Report:
    """One news text and the claims read in it.

    ``published`` may be estimated from the text's own dates; ``published_why``
    then says how, and is empty when the date was given.
    """

    text: str
    language: str
    publisher: str | None = None
    published: date | None = None
    title: str | None = None
    id: str | None = None
    published_why: str = ""
    claims: tuple[Claim, ...] = field(default=())

    def to_dict(self, *, why: bool = False) -> dict[str, Any]:
        """Return the JSON form documented in ``docs/format.md``."""
        from ravi.output.json import report_to_dict

        return report_to_dict(self, why=why)

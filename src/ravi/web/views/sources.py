"""Publishers and voices, and how they depend on each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ravi.ledger.asking.sources import Publisher, Relay, Standing
from ravi.web.interface import Interface


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """An outlet."""

    name: str
    url: str
    reports: str
    claims: str
    own: str
    copies: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A voice; the shares are of its incidents, in percent of 100 for the bar beside the number."""

    name: str
    kind_label: str
    url: str
    incidents: str
    alone: str
    confirmed: str
    contradicted: str


@dataclass(frozen=True, slots=True)
class RelayLine:
    """Who hands on whose words."""

    by: str
    of: str
    kind_label: str
    number: str


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The page; ``graph`` is for its script (``frontend/README.md``)."""

    publishers: tuple[PublisherLine, ...]
    voices: tuple[VoiceLine, ...]
    relays: tuple[RelayLine, ...]
    graph: dict[str, Any]


def sources_view(
    ui: Interface, publishers: Sequence[Publisher], voices: Sequence[Standing], relays: Sequence[Relay]
) -> SourcesView:
    """Return the page of what the ledger counts."""
    return SourcesView(
        publishers=tuple(
            PublisherLine(
                one.name,
                f"/?{urlencode({'publisher': one.name})}",
                *map(ui.number, (one.reports, one.claims, one.own, one.copies)),
            )
            for one in publishers
        ),
        voices=tuple(
            VoiceLine(
                one.name,
                ui.word(f"voice.{one.kind}"),
                f"/?{urlencode({'origin': one.name})}",
                *map(ui.number, (one.incidents, one.alone, one.confirmed, one.contradicted)),
            )
            for one in voices
        ),
        relays=tuple(
            RelayLine(one.by, one.of, ui.word(f"relay.{one.kind}"), ui.number(one.number)) for one in relays
        ),
        graph=_graph(publishers, voices, relays),
    )


def _graph(
    publishers: Sequence[Publisher], voices: Sequence[Standing], relays: Sequence[Relay]
) -> dict[str, Any]:
    """Return everybody who hands on or is handed on, and the links from the teller to whom he relays."""
    told: Counter[str] = Counter()
    links: Counter[tuple[str, str]] = Counter()
    for one in relays:
        told[one.by] += one.number
        told[one.of] += one.number
        links[one.by, one.of] += one.number
    kinds = {one.name: one.kind for one in voices} | {one.name: "publisher" for one in publishers}
    claims = dict(told) | {one.name: one.claims for one in publishers}
    return {
        "nodes": [
            {
                "id": name,
                "name": name,
                "kind": kinds.get(name, "organisation"),
                "claims": claims[name],
                "href": f"/?{urlencode({'voice': name})}",
            }
            for name in sorted(told)
        ],
        "links": [
            {"source": by, "target": of, "count": number} for (by, of), number in sorted(links.items())
        ],
    }

"""One incident: what happened, when, where and to whom, how that is told (``tellings``), and the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.judgements.corrections import Review
from ravi.ledger.links import Link as ClaimLink
from ravi.output.brief import sections
from ravi.report import Place
from ravi.web.interface import Interface
from ravi.web.views.head import Link
from ravi.web.views.incidents import export_links
from ravi.web.views.linking import Reason, reasons_view
from ravi.web.views.parts import Days, days_of, grade_label
from ravi.web.views.places import Spot, place_data, spot_of
from ravi.web.views.tellings import Body, ClaimLine, Count, Difference, Maker, count_data

Reasons = tuple[Sequence[ClaimLink], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A value of a field and who tells it."""

    words: str
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """The page of an incident."""

    id: str
    type_label: str
    family: str
    types: tuple[Alternative, ...]
    grade: str
    grade_label: str
    grade_why: str
    status: str
    status_label: str
    days: Days
    place: str
    area: str
    places: tuple[Alternative, ...]
    agents: tuple[Alternative, ...]
    targets: tuple[Alternative, ...]
    sources: str
    claims: tuple[ClaimLine, ...]
    bodies: tuple[Body, ...]
    counts: tuple[Count, ...]
    differences: tuple[Difference, ...]
    brief: tuple[str, ...]
    brief_notes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    spots: tuple[Spot, ...]
    exports: tuple[Link, ...]
    others: tuple[Link, ...]
    places_data: list[dict[str, Any]]
    counts_data: list[dict[str, Any]]


def incident_view(
    ui: Interface,
    told: Account,
    *,
    reviews: Mapping[str, Review],
    reasons: Reasons,
    others: Sequence[Link] = (),
) -> IncidentView:
    """Return the page.

    ``reviews`` are those of its claims, ``reasons`` the links among them and what people decided of them,
    ``others`` incidents that it may be linked with.
    """
    numbers = {claim.id: at for at, claim in enumerate(told.incident.claims, 1)}
    maker = Maker(ui, numbers, reviews)
    [section] = sections([told], ui.language)
    period, place = told.period, told.place
    claims = tuple(map(maker.claim, told.incident.claims))
    counts = tuple(map(maker.count, told.counts))
    spots = tuple(spot for one in told.places if (spot := spot_of(ui, one.value)))
    return IncidentView(
        id=told.incident.id,
        type_label=ui.type(told.type),
        family=ui.family(told.type),
        types=tuple(Alternative(ui.type(one.value), _names(one.voices)) for one in told.types),
        grade=told.grade.name,
        grade_label=grade_label(ui, told.grade.name),
        grade_why=ui.of(told.grade.words),
        status=told.status,
        status_label=ui.word(f"status.{told.status}"),
        days=days_of(ui, period.start, period.end) if period else Days(None, None),
        place=place.name if place else "",
        area=_area(ui, place),
        places=tuple(Alternative(one.value.name, _names(one.voices)) for one in told.places),
        agents=tuple(Alternative(one.value.name, _names(one.voices)) for one in told.agents),
        targets=tuple(Alternative(one.value.name, _names(one.voices)) for one in told.targets),
        sources=ui.word("voices.independent", number=told.sources),
        claims=claims,
        bodies=maker.bodies(told),
        counts=counts,
        differences=tuple(map(maker.difference, told.contradictions)),
        brief=section.tellings,
        brief_notes=section.notes,
        reasons=reasons_view(ui, numbers, *reasons),
        spots=spots,
        exports=export_links(ui, f"ids={told.incident.id}"),
        others=tuple(others),
        places_data=[_place_row(ui, told, one.value) for one in told.places],
        counts_data=[count_data(count) for count in counts],
    )


def _place_row(ui: Interface, told: Account, place: Place) -> dict[str, Any]:
    """Return a place that is told for the incident as the map's script takes it."""
    period = told.period
    return {
        "id": told.incident.id,
        "href": f"/incidents/{told.incident.id}",
        "title": place.name,
        "type": ui.type(told.type),
        "family": ui.family(told.type),
        "grade": told.grade.name,
        "status": told.status,
        "country": place.country,
        "from": period.start.isoformat() if period and period.start else None,
        "to": period.end.isoformat() if period and period.end else None,
        **place_data(spot_of(ui, place), place.name, place.kind),
    }


def _area(ui: Interface, place: Place | None) -> str:
    return (
        ui.word("separator").join(reversed([one for one in place.admin if one != place.name]))
        if place
        else ""
    )


def _names(voices: Sequence[VoiceGroup]) -> tuple[str, ...]:
    return tuple(voice.name for voice in voices if voice.name)

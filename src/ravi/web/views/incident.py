"""One incident: its claims in the order of time, its voices, its counts, where they differ, and the brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ravi.ledger.account import Account
from ravi.ledger.contradictions import Contradiction
from ravi.ledger.corrections import Review
from ravi.ledger.counts_told import CountTold, Figure
from ravi.ledger.links import Link as ClaimLink
from ravi.ledger.phrases import Words
from ravi.ledger.records import StoredClaim
from ravi.ledger.stances import stance_of
from ravi.ledger.voices import VoiceGroup
from ravi.output.brief import sections
from ravi.output.forms.quotes import quote
from ravi.output.words import count_words
from ravi.report import Place
from ravi.web.interface import Day, Interface
from ravi.web.views.head import Link
from ravi.web.views.incidents import export_links
from ravi.web.views.linking import Reason, reasons_view
from ravi.web.views.parts import Days, days_of, grade_label
from ravi.web.views.places import Spot, place_data, spot_of

Reasons = tuple[Sequence[ClaimLink], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim on the timeline; ``before``, ``words`` and ``after`` are its sentence round its trigger."""

    id: str
    url: str
    number: str
    day: Day | None
    type_label: str
    family: str
    stance: str
    stance_label: str
    before: str
    words: str
    after: str
    language: str
    chain: tuple[str, ...]
    publisher: str
    report: str
    counts: tuple[str, ...]
    review: str
    review_label: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A voice: what it says of whether it happened, through whom it came, and why it is one voice."""

    key: str
    name: str
    kind_label: str
    stance: str
    stance_label: str
    claims: tuple[Link, ...]
    publishers: tuple[str, ...]
    relays: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Voices that count as one where independence counts."""

    number: str
    name: str
    voices: tuple[VoiceLine, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What one voice counts, as a range in words; ``low`` and ``high`` are None where it is open."""

    voice: str
    low: int | None
    high: int | None
    words: str
    day: Day | None
    claims: tuple[Link, ...]
    earlier: tuple[str, ...]
    earlier_data: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """All figures for one thing counted; ``low`` and ``high`` None are open."""

    what: str
    label: str
    words: str
    best: str
    low: int | None
    high: int | None
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference."""

    says: str
    voices: tuple[str, ...]
    claims: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Accounts that cannot both hold, in words, and its sides."""

    kind: str
    kind_label: str
    words: str
    sides: tuple[Side, ...]


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
    maker = _Maker(ui, numbers, reviews)
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


def count_data(count: Count) -> dict[str, Any]:
    """Return figures as the chart's script takes them (``frontend/README.md``)."""
    return {
        "what": count.what,
        "label": count.label,
        "low": count.low,
        "high": count.high,
        "by_voice": [
            {
                "voice": one.voice,
                "low": one.low,
                "high": one.high,
                "published": one.day and one.day.iso,
                "earlier": list(one.earlier_data),
            }
            for one in count.figures
        ],
    }


def _area(ui: Interface, place: Place | None) -> str:
    return (
        ui.word("separator").join(reversed([one for one in place.admin if one != place.name]))
        if place
        else ""
    )


def _figure_data(figure: Figure) -> dict[str, Any]:
    day = None if figure.day == date.min else figure.day.isoformat()
    return {"low": figure.low, "high": figure.high, "published": day}


def _names(voices: Sequence[VoiceGroup]) -> tuple[str, ...]:
    return tuple(voice.name for voice in voices if voice.name)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parts of one page; ``numbers`` are those of its claims in their order."""

    ui: Interface
    numbers: Mapping[str, int]
    reviews: Mapping[str, Review]

    def claim(self, stored: StoredClaim) -> ClaimLine:
        claim, report = stored.claim, stored.report
        around, trigger, text = quote(stored), stored.claim.trigger, stored.report.report.text
        review, stance = self.reviews.get(stored.id, Review()).state, stance_of(claim)
        unknown = self.ui.label("ui", "unknown_publisher")
        return ClaimLine(
            id=stored.id,
            url=f"/claims/{stored.id}",
            number=self.ui.number(self.numbers[stored.id]),
            day=self.ui.day(report.report.published),
            type_label=self.ui.type(claim.type),
            family=self.ui.family(claim.type),
            stance=stance,
            stance_label=self.ui.word(f"stance.{stance}"),
            before=text[around.start : trigger.start],
            words=text[trigger.start : trigger.end],
            after=text[trigger.end : around.end],
            language=report.report.language,
            chain=tuple(mention.name or unknown for mention in claim.chain),
            publisher=report.report.publisher or unknown,
            report=f"/reports/{report.id}",
            counts=tuple(count_words(count, self.ui.language) for count in claim.counts),
            review=review,
            review_label=self.ui.word(f"review.{review}"),
        )

    def links(self, claims: Sequence[StoredClaim]) -> tuple[Link, ...]:
        return tuple(
            Link(self.ui.number(self.numbers[one.id]), f"/claims/{one.id}")
            for one in sorted(claims, key=lambda one: self.numbers[one.id])
        )

    def bodies(self, told: Account) -> tuple[Body, ...]:
        """Return the voices grouped by the body that they speak for; each group is one independent voice."""
        stances = {one.voice.key: one.value for one in told.stances}
        groups: dict[str, list[VoiceGroup]] = {}
        for voice in told.voices:
            groups.setdefault(voice.body or voice.key, []).append(voice)
        return tuple(
            Body(
                self.ui.number(number),
                " / ".join(dict.fromkeys(self.name(voice) for voice in voices)),
                tuple(self.voice(voice, stances[voice.key]) for voice in voices),
            )
            for number, voices in enumerate(groups.values(), 1)
        )

    def name(self, voice: VoiceGroup) -> str:
        return voice.name or self.ui.label("ui", "unknown_publisher")

    def voice(self, voice: VoiceGroup, stance: str) -> VoiceLine:
        return VoiceLine(
            key=voice.key,
            name=self.name(voice),
            kind_label=self.ui.word(f"voice.{voice.kind}"),
            stance=stance,
            stance_label=self.ui.word(f"stance.{stance}"),
            claims=self.links(voice.claims),
            publishers=voice.publishers,
            relays=voice.relays,
            why=tuple(map(self.ui.of, voice.why)),
        )

    def count(self, told: CountTold) -> Count:
        return Count(
            what=told.what,
            label=self.ui.label("count", told.what),
            words=self.ui.range(told.low, told.high),
            best="" if told.best is None else self.ui.number(told.best),
            low=told.low,
            high=told.high,
            figures=tuple(
                FigureLine(
                    voice=self.name(one.voice),
                    low=one.latest.low,
                    high=one.latest.high,
                    words=self.range(one.latest),
                    day=self.ui.day(one.latest.day),
                    claims=self.links(one.latest.claims),
                    earlier=tuple(map(self.range, one.earlier)),
                    earlier_data=tuple(map(_figure_data, one.earlier)),
                )
                for one in told.by_voice
            ),
        )

    def range(self, figure: Figure) -> str:
        return self.ui.range(figure.low, figure.high)

    def difference(self, told: Contradiction) -> Difference:
        return Difference(
            told.kind,
            self.ui.word(f"differ.{told.kind}"),
            self.words(told.words),
            tuple(
                Side(self.words(side.says), tuple(map(self.name, side.voices)), self.links(side.claims))
                for side in told.sides
            ),
        )

    def words(self, words: Words) -> str:
        return self.ui.of(words)

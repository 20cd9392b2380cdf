"""How an incident is told: the claim lines of its timeline, who says them, what they count and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.contradictions import Contradiction
from ravi.ledger.accounts.counts_told import CountTold, Figure
from ravi.ledger.accounts.phrases import Words
from ravi.ledger.accounts.stances import stance_of
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.judgements.corrections import Review
from ravi.ledger.records import StoredClaim
from ravi.output.forms.quotes import quote
from ravi.output.words import count_words
from ravi.web.interface import Day, Interface
from ravi.web.views.head import Link


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
class Maker:
    """Makes the lines of one incident; ``numbers`` are those of its claims in their order."""

    ui: Interface
    numbers: Mapping[str, int]
    reviews: Mapping[str, Review]

    def claim(self, stored: StoredClaim) -> ClaimLine:
        """Return a claim of the timeline."""
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

    def _links(self, claims: Sequence[StoredClaim]) -> tuple[Link, ...]:
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
                " / ".join(dict.fromkeys(self._name(voice) for voice in voices)),
                tuple(self._voice(voice, stances[voice.key]) for voice in voices),
            )
            for number, voices in enumerate(groups.values(), 1)
        )

    def _name(self, voice: VoiceGroup) -> str:
        return voice.name or self.ui.label("ui", "unknown_publisher")

    def _voice(self, voice: VoiceGroup, stance: str) -> VoiceLine:
        return VoiceLine(
            key=voice.key,
            name=self._name(voice),
            kind_label=self.ui.word(f"voice.{voice.kind}"),
            stance=stance,
            stance_label=self.ui.word(f"stance.{stance}"),
            claims=self._links(voice.claims),
            publishers=voice.publishers,
            relays=voice.relays,
            why=tuple(map(self.ui.of, voice.why)),
        )

    def count(self, told: CountTold) -> Count:
        """Return the figures for one thing, voice by voice."""
        return Count(
            what=told.what,
            label=self.ui.label("count", told.what),
            words=self.ui.range(told.low, told.high),
            best="" if told.best is None else self.ui.number(told.best),
            low=told.low,
            high=told.high,
            figures=tuple(
                FigureLine(
                    voice=self._name(one.voice),
                    low=one.latest.low,
                    high=one.latest.high,
                    words=self._range(one.latest),
                    day=self.ui.day(one.latest.day),
                    claims=self._links(one.latest.claims),
                    earlier=tuple(map(self._range, one.earlier)),
                    earlier_data=tuple(map(_figure_data, one.earlier)),
                )
                for one in told.by_voice
            ),
        )

    def _range(self, figure: Figure) -> str:
        return self.ui.range(figure.low, figure.high)

    def difference(self, told: Contradiction) -> Difference:
        """Return a difference with its sides."""
        return Difference(
            told.kind,
            self.ui.word(f"differ.{told.kind}"),
            self._words(told.words),
            tuple(
                Side(self._words(side.says), tuple(map(self._name, side.voices)), self._links(side.claims))
                for side in told.sides
            ),
        )

    def _words(self, words: Words) -> str:
        return self.ui.of(words)


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


def _figure_data(figure: Figure) -> dict[str, Any]:
    day = None if figure.day == date.min else figure.day.isoformat()
    return {"low": figure.low, "high": figure.high, "published": day}

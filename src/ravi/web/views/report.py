"""A report: its text with the claims marked, a card for each claim, and what people made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ravi.ledger.accounts.stances import stance_of
from ravi.ledger.changes import FIELDS as TOLD
from ravi.ledger.judgements.corrections import CLAIM, MACHINE, Correction, Review, corrected
from ravi.ledger.records import ADDED, StoredClaim, StoredReport
from ravi.ledger.store.reports import in_text_order
from ravi.output.words import place_words, stances
from ravi.report import Claim, Mention, Period, Place, Span
from ravi.web.interface import Day, Interface
from ravi.web.marks import Paragraph, paragraphs
from ravi.web.views.editing import Edit, Missed, edit_of
from ravi.web.views.head import Link
from ravi.web.views.parts import Days, days_of


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody named: ``at`` leads to the words in the text, ``known`` is the actor that they mean."""

    words: str
    at: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a reading."""

    field: str
    by: str
    score: str
    note: str
    quote: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody made of a claim, for the history on its card."""

    id: str
    what: str
    who: str
    at: Day
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A claim's fields in words."""

    type_label: str
    stances: tuple[tuple[str, str], ...]
    chain: tuple[Name, ...]
    channel: str
    agents: tuple[Name, ...]
    targets: tuple[Name, ...]
    place: Name | None
    place_detail: str
    place_at: str
    days: Days | None
    time: Name | None
    counts: tuple[tuple[str, str, Name], ...]
    means: tuple[str, ...]
    also: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim: as the machine read it (``facts``), as people left it (``now``, None where they agree).

    ``added`` says who added it, where the machine did not read it.
    """

    id: str
    at: int
    number: str
    event: str
    family: str
    stance: str
    quote: Name
    facts: Facts
    now: Facts | None
    changed: tuple[str, ...]
    same_event: tuple[Link, ...]
    incident: str
    why: tuple[Why, ...]
    state: str
    state_label: str
    added: Said | None
    history: tuple[Said, ...]
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page of a report; ``heard`` are its voices with their claims.

    ``missed`` is the form for a claim that the machine missed, None at a desk for showing.
    """

    id: str
    title: str
    language: str
    direction: str
    publisher: str
    published: Day | None
    published_why: str
    url: str
    source: str
    added: Day
    reader: str
    copy_of: str
    replaces: str
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    heard: tuple[tuple[str, tuple[Link, ...]], ...]
    families: tuple[tuple[str, str], ...]
    progress: str
    missed: Missed | None


def report_view(
    ui: Interface,
    stored: StoredReport,
    reviews: Mapping[str, Review],
    incidents: Mapping[str, str | None],
    *,
    missed: Missed | None,
) -> ReportView:
    """Return the page; ``incidents`` names each claim's, ``missed`` is None at a desk for showing."""
    report, claims = stored.report, in_text_order(stored)
    shown = tuple(paragraphs(ui, report.text, claims))
    starts = frozenset(one.start for line in shown for one in line.stretches if one.classes)
    maker = _Maker(ui, claims, reviews, incidents, missed is not None, starts)
    judged = sum(reviews[claim.id].state != "open" for claim in claims)
    families = dict.fromkeys(ui.family(claim.claim.type) for claim in claims)
    return ReportView(
        id=stored.id,
        title=report.title or "",
        language=report.language,
        direction="rtl" if report.language in ("fa", "ar") else "ltr",
        publisher=report.publisher or ui.label("ui", "unknown_publisher"),
        published=ui.day(report.published),
        published_why=report.published_why,
        url=stored.url if stored.url and stored.url.startswith(("http://", "https://")) else "",
        source=stored.source,
        added=ui.moment(stored.added),
        reader=stored.reader,
        copy_of=stored.copy_of or "",
        replaces=stored.replaces or "",
        paragraphs=shown,
        cards=tuple(maker.card(number, claim) for number, claim in enumerate(claims, 1)),
        heard=maker.heard(),
        families=tuple((name, ui.label("family", name)) for name in families),
        progress=ui.word("report.judged", judged=judged, number=len(claims)),
        missed=missed,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the cards of one report."""

    ui: Interface
    claims: Sequence[StoredClaim]
    reviews: Mapping[str, Review]
    incidents: Mapping[str, str | None]
    editable: bool
    starts: frozenset[int]

    def at(self, span: Span | None) -> str:
        """Return where the page shows words of the text; nothing where they are not marked."""
        return f"#p{span.start}" if span and span.start in self.starts else ""

    def card(self, number: int, stored: StoredClaim) -> Card:
        claim, review = stored.claim, self.reviews[stored.id]
        now = corrected(stored, review) if review.fields else None
        incident = self.incidents.get(stored.id)
        return Card(
            id=stored.id,
            at=number,
            number=self.ui.number(number),
            event=claim.event,
            family=self.ui.family(claim.type),
            stance=stance_of(claim),
            quote=self.words(stored, claim.trigger),
            facts=self.facts(stored, claim),
            now=self.facts(stored, now) if now else None,
            changed=tuple(self.field(name) for name in (*TOLD, "also") if name in review.fields),
            same_event=tuple(
                Link(self.ui.number(at), f"#c{at}")
                for at, other in enumerate(self.claims, 1)
                if other.claim.event == claim.event and other.id != stored.id
            ),
            incident=f"/incidents/{incident}" if incident else "",
            why=tuple(self.reasons(stored)),
            state=review.state,
            state_label=self.ui.word(f"review.{review.state}"),
            added=self.said(review.added) if review.added and stored.added_by is not None else None,
            history=tuple(map(self.said, reversed(review.history))),
            edit=edit_of(self.ui, stored, now or claim) if self.editable else None,
        )

    def heard(self) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        voices: dict[str, list[Link]] = {}
        for at, one in enumerate(self.claims, 1):
            name = one.claim.origin.name or self.ui.label("ui", "unknown_publisher")
            voices.setdefault(name, []).append(Link(self.ui.number(at), f"#c{at}"))
        return tuple((name, tuple(links)) for name, links in voices.items())

    def words(self, stored: StoredClaim, span: Span) -> Name:
        return Name(stored.words(span), self.at(span))

    def mention(self, mention: Mention) -> Name:
        known = mention.actor if mention.actor != mention.name else ""
        shown = mention.name or self.ui.label("ui", "unknown_publisher")
        return Name(shown, self.at(mention.span), known)

    def facts(self, stored: StoredClaim, claim: Claim) -> Facts:
        place, time = claim.place, claim.time
        return Facts(
            type_label=self.ui.type(claim.type),
            stances=tuple(stances(claim, self.ui.language)),
            chain=tuple(map(self.mention, claim.chain)),
            channel=self.ui.label("channel", claim.channel) if claim.channel else "",
            agents=tuple(map(self.mention, claim.agents)),
            targets=tuple(map(self.mention, claim.targets)),
            place=Name(place.name, self.at(place.span)) if place else None,
            place_detail=place_words(replace(place, latitude=None)) if place else "",
            place_at=_coordinates(place),
            days=self.days(time),
            time=self.words(stored, time.span) if time else None,
            counts=tuple(
                (
                    self.ui.label("count", count.what),
                    self.ui.range(count.low, count.high),
                    self.words(stored, count.span),
                )
                for count in claim.counts
            ),
            means=tuple(self.ui.label("means", value) for value in claim.means),
            also=tuple(self.words(stored, span) for span in claim.also),
        )

    def days(self, time: Period | None) -> Days | None:
        return days_of(self.ui, time.start, time.end) if time else None

    def reasons(self, stored: StoredClaim) -> Iterator[Why]:
        claim = stored.claim
        for reason in claim.why:
            if (reason.field, reason.by) == ADDED:  # said at the head of the card
                continue
            yield Why(
                field=self.field(reason.field),
                by=reason.by,
                score="" if reason.score is None else self.ui.decimal(reason.score, 2),
                note=reason.note,
                quote=stored.words(reason.span),
                at=self.at(reason.span),
            )
        parts = [("place", claim.place), ("time", claim.time), *(("counts", count) for count in claim.counts)]
        for name, part in parts:
            if part and part.why:
                yield Why(self.field(name), "", "", part.why, stored.words(part.span), self.at(part.span))

    def field(self, name: str) -> str:
        return self.ui.word(f"field.{name}") if self.ui.has(f"field.{name}") else name

    def said(self, one: Correction) -> Said:
        if one.field == "verdict":
            what = self.ui.word(f"review.{one.value}")
        elif one.field == CLAIM:
            what = self.ui.word("review.claim.undone" if one.value == MACHINE else "review.claim")
        else:
            key = "review.machine" if one.value == MACHINE else "review.field"
            what = self.ui.word(key, field=self.field(one.field))
        return Said(one.id, what, one.who, self.ui.moment(one.at), one.note)


def _coordinates(place: Place | None) -> str:
    """Return latitude and longitude, to be set from left to right; nothing where they are not known."""
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    return f"{place.latitude:.3f}, {place.longitude:.3f}"

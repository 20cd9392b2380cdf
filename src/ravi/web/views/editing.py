"""The forms that correct a claim, and that add one which the machine missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ravi.ledger.records import StoredClaim, StoredReport
from ravi.ledger.store.reports import in_text_order
from ravi.report import Claim, Span
from ravi.web.correcting import Fields, empty_claim, fields_of, find_words, known_means
from ravi.web.interface import Interface
from ravi.web.views.parts import Choice, Group, choices, type_groups

#: Places where the same words stand that the form offers, and characters shown on either side of each.
MOST_SPOTS, AROUND = 50, 60
_CHANNELS = (
    "social_media", "email", "interview", "press_conference", "statement", "video", "report", "leaflet", "speech",
    "letter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """The fields of a claim's form: the options and the values now."""

    types: tuple[Group, ...]
    polarities: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    certainties: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    means: tuple[Choice, ...]
    values: Fields


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where the words stand; ``value`` names it in the form."""

    value: str
    before: str
    words: str
    after: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """The form for a claim that the machine missed: the words looked for, where they stand, and the fields.

    ``edit`` is None until words are found; ``events`` are the report's other claims, of whose event it may be.
    """

    words: str
    spots: tuple[Spot, ...]
    total: str
    edit: Edit | None
    events: tuple[Choice, ...]


def edit_of(ui: Interface, stored: StoredClaim, claim: Claim) -> Edit:
    """Return the form of a claim as it is now."""

    def options(
        kind: str, values: Sequence[str], chosen: str | None, empty: str | None = None
    ) -> tuple[Choice, ...]:
        return choices(values, (ui.label(kind, value) for value in values), chosen, empty=empty)

    modalities = ("actual", "planned", "predicted", "demanded", "possible")
    return Edit(
        types=type_groups(ui, claim.type, families=False),
        polarities=options("polarity", ("affirmed", "denied"), claim.polarity),
        modalities=options("modality", modalities, claim.modality),
        certainties=options("certainty", ("stated", "hedged"), claim.certainty),
        channels=options("channel", _CHANNELS, claim.channel, ui.word("none")),
        means=tuple(Choice(one, ui.label("means", one), one in claim.means) for one in known_means()),
        values=fields_of(stored, claim),
    )


def missed_of(ui: Interface, report: StoredReport, words: str, at: int | None) -> Missed:
    """Return the form for a claim that was missed; ``at`` is where in the text the words were marked, if anywhere."""
    spans = find_words(report.report, words)
    if not spans:
        return Missed(words, (), ui.number(0), None, ())
    near = spans[0] if at is None else min(spans, key=lambda span: abs(span.start - at))
    first = max(0, min(spans.index(near) - MOST_SPOTS // 2, len(spans) - MOST_SPOTS))
    base = empty_claim(report, near)
    return Missed(
        words=words,
        spots=tuple(_spot(report, span, span == near) for span in spans[first : first + MOST_SPOTS]),
        total=ui.number(len(spans)),
        edit=edit_of(ui, StoredClaim("", base, report), base),
        events=tuple(
            Choice(one.id, ui.word("missed.event.of", number=number, type=ui.type(one.claim.type)))
            for number, one in enumerate(in_text_order(report), 1)
        ),
    )


def _spot(report: StoredReport, span: Span, chosen: bool) -> Spot:
    text = report.report.text
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    value = f"{span.start}-{span.end}"
    return Spot(value, before.lstrip(), text[span.start : span.end], after.rstrip(), chosen)

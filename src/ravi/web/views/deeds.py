"""What people decided: links and unlinks of incidents, and words on single claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ravi.ledger.judgements.corrections import CLAIM, MACHINE, OPEN, VERDICT, Correction
from ravi.web.interface import Day, Interface


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision; ``undo`` is where it is taken back, empty where it takes back itself or stands no more."""

    id: str
    what: str
    about: str
    url: str
    who: str
    note: str
    at: Day
    undo: str


@dataclass(frozen=True, slots=True)
class DeedsView:
    """The page of decisions, the latest first; ``next`` leads to earlier corrections."""

    decisions: tuple[Deed, ...]
    corrections: tuple[Deed, ...]
    next: str


def deeds_view(
    ui: Interface,
    decisions: Sequence[tuple[Any, bool]],
    corrections: Sequence[tuple[Correction, bool]],
    *,
    cursor: str,
) -> DeedsView:
    """Return the page; ``decisions`` are rows of ``list_decisions``, each with whether it stands, as corrections."""
    return DeedsView(
        tuple(
            Deed(
                one.decision,
                ui.word(f"decision.{one.verdict}"),
                ui.word("decision.pairs", number=one.pairs),
                "",
                one.who,
                one.note,
                ui.moment(one.at),
                f"/decisions/{one.decision}/undo" if stands and one.verdict != OPEN else "",
            )
            for one, stands in decisions
        ),
        tuple(_correction(ui, one, stands) for one, stands in corrections),
        f"/decisions?cursor={cursor}" if cursor else "",
    )


def _correction(ui: Interface, one: Correction, stands: bool) -> Deed:
    undone, url = one.value in (OPEN, MACHINE), f"/claims/{one.claim}"
    if one.field == VERDICT:
        what = ui.word(f"review.{one.value}")
    elif one.field == CLAIM:  # there is no such claim any more once it is taken back
        what, url = ui.word("review.claim.undone" if undone else "review.claim"), f"/reports/{one.report}"
    else:
        what = ui.word("review.machine" if undone else "review.field", field=ui.word(f"field.{one.field}"))
    undo = f"/corrections/{one.id}/undo" if stands and not undone else ""
    return Deed(one.id, what, one.claim, url, one.who, one.note, ui.moment(one.at), undo)

"""What people decided: links and unlinks of incidents, and words on single claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ravi.ledger.corrections import CLAIM, MACHINE, VERDICT, Correction
from ravi.web.interface import Day, Interface


@dataclass(frozen=True, slots=True)
class Deed:
    """One decision; ``undo`` is where it is taken back, empty where there is nothing to take back."""

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
    ui: Interface, decisions: Sequence[Any], corrections: Sequence[tuple[int, Correction]], *, cursor: str
) -> DeedsView:
    """Return the page; ``decisions`` are rows of ``list_decisions``."""
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
                "" if one.verdict == "open" else f"/decisions/{one.decision}/undo",
            )
            for one in decisions
        ),
        tuple(_correction(ui, one) for _, one in corrections),
        f"/decisions?cursor={cursor}" if cursor else "",
    )


def _correction(ui: Interface, one: Correction) -> Deed:
    undone, url = one.value in ("open", MACHINE), f"/claims/{one.claim}"
    if one.field == VERDICT:
        what = ui.word(f"review.{one.value}")
    elif one.field == CLAIM:  # there is no such claim any more once it is taken back
        what, url = ui.word("review.claim.undone" if undone else "review.claim"), f"/reports/{one.report}"
    else:
        what = ui.word("review.machine" if undone else "review.field", field=ui.word(f"field.{one.field}"))
    undo = "" if undone else f"/corrections/{one.id}/undo"
    return Deed(one.id, what, one.claim, url, one.who, one.note, ui.moment(one.at), undo)

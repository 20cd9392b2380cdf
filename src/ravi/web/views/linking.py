"""Why the claims of an incident are together: the machine's links with their reasons, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ravi.ledger.links import Link as ClaimLink
from ravi.web.interface import Interface
from ravi.web.views.head import Link


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims are one incident or two.

    The machine's reason has ``likely`` and ``grounds``, each with its points; a person's ``decided`` and
    ``who``, with a ``note``.
    """

    claims: tuple[Link, Link]
    likely: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    decided: str = ""
    who: str = ""
    note: str = ""


def reasons_view(
    ui: Interface, numbers: Mapping[str, int], links: Sequence[ClaimLink], judgements: Sequence[Any]
) -> tuple[Reason, ...]:
    """Return the reasons in the reader's language; ``numbers`` are those of the claims on their page."""

    def both(a: str, b: str) -> tuple[Link, Link]:
        first, last = sorted((a, b), key=numbers.__getitem__)
        return _link(ui, numbers, first), _link(ui, numbers, last)

    return (
        *(
            Reason(
                both(one.a, one.b),
                likely=ui.word("reason.likely", value=ui.decimal(one.value, 2)),
                grounds=tuple(
                    (ground.label(ui.language), ui.decimal(ground.points, 1, signed=True))
                    for ground in one.reasons
                ),
            )
            for one in links
        ),
        *(
            Reason(
                both(row.a, row.b),
                decided=ui.word(f"decision.{row.verdict}"),
                who=row.who,
                note=row.note,
            )
            for row in judgements
        ),
    )


def _link(ui: Interface, numbers: Mapping[str, int], claim: str) -> Link:
    return Link(ui.number(numbers[claim]), f"#{claim}")

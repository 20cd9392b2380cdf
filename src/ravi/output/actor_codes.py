"""What other schemas call an actor: ACLED's inter code and PLOVER's sector."""

from __future__ import annotations

from functools import cache

from ravi.data.tables import table
from ravi.report import Mention, Place

#: ACLED's code of state forces, and of those who act in another country than their own.
STATE, EXTERNAL = 1, 8


def inter(mention: Mention, place: Place | None = None) -> int | None:
    """Return ACLED's code of an actor's type; state forces are external where another country's events are told.

    >>> syria = Place("حلب", (0, 1), country="SY")
    >>> army = Mention("ارتش ترکیه", (0, 1), "military", "ارتش ترکیه", "TR")
    >>> inter(army), inter(army, syria)
    (1, 8)
    """
    code = _codes().get(mention.kind, {}).get("acled")
    if not code:
        return None
    abroad = place is not None and place.country and mention.country and place.country != mention.country
    return EXTERNAL if int(code) == STATE and abroad else int(code)


def sector(mention: Mention) -> str | None:
    """Return PLOVER's sector of an actor."""
    return _codes().get(mention.kind, {}).get("plover") or None


@cache
def _codes() -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in table("ravi.data", "actor_kinds")}

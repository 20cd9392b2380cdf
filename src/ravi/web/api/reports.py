"""``/reports``: which there are, and one with its text and claims."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromQuery

from ravi.ledger.asking.listing import list_reports
from ravi.ledger.judgements.corrections import gold_report
from ravi.ledger.store.reports import find_report
from ravi.output.forms.jsonl import report_head
from ravi.output.json import report_to_dict
from ravi.web.api.common import PAGE, Cursor, Items, Limit, Name, answers
from ravi.web.desk import desk_of
from ravi.web.problems import Problem
from ravi.web.security import AnyRequest


@get("/reports", sync_to_thread=True, responses=answers(), tags=["reports"])
def show_reports(request: AnyRequest, limit: Limit = PAGE, cursor: Cursor = "") -> Items[dict[str, Any]]:
    """List the reports in the order of their ids, without texts and claims."""
    if "\x00" in cursor:
        raise Problem(400, "filter", "the cursor is not of this list", "take it from the page before")
    with desk_of(request).ledger.reading() as connection:
        found = list_reports(connection, limit=limit + 1, after=cursor or None)
    return Items(
        [report_head(one) for one in found[:limit]], found[limit - 1].id if len(found) > limit else None
    )


@get("/reports/{name:str}", sync_to_thread=True, responses=answers(404), tags=["reports"])
def show_report(request: AnyRequest, name: Name, gold: FromQuery[bool] = False) -> dict[str, Any]:
    """Show a report in the form of docs/format.md; ``gold``: as people left it, rejected claims left out."""
    with desk_of(request).ledger.reading() as connection:
        stored = find_report(connection, name)
        if gold:
            return gold_report(connection, name)
    told = report_to_dict(stored.report, why=True)
    return told | {"report": told["report"] | report_head(stored)}


HANDLERS = (show_reports, show_report)

"""``/decisions``: what people decided, and taking it back."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.response import Redirect

from ravi.errors import FilterError
from ravi.ledger.judgements.corrections import list_corrections, standing_corrections
from ravi.ledger.judgements.decisions import list_decisions, standing_decisions, take_back
from ravi.web.desk import desk_of
from ravi.web.pages.common import Form, Id, see, signed
from ravi.web.security import AnyRequest
from ravi.web.views.deeds import deeds_view

#: Corrections on one page.
PAGE = 100


@get("/decisions", sync_to_thread=True, include_in_schema=False)
def decisions_page(request: AnyRequest) -> Response[str]:
    """Show every decision about incidents, and the corrections of claims, the latest first."""
    desk = desk_of(request)
    ui, cursor = desk.interface(request), request.query_params.get("cursor", "")
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 16):
        raise FilterError(f"the cursor {cursor!r:.40} is not of this list; take it from the page before")
    with desk.ledger.reading() as connection:
        found = list_corrections(connection, limit=PAGE + 1, before=int(cursor) if cursor else None)
        decisions = [] if cursor else list_decisions(connection)
        standing = standing_decisions(connection) if decisions else set()
        kept = standing_corrections(connection, [number for number, _ in found])
    following = str(found[PAGE - 1][0]) if len(found) > PAGE else ""
    view = deeds_view(
        ui,
        [(one, one.decision in standing) for one in decisions],
        [(one, number in kept) for number, one in found[:PAGE]],
        cursor=following,
    )
    return desk.page(request, "decisions.html", ui.word("menu.decisions"), view=view)


@post("/decisions/{name:str}/undo", sync_to_thread=True, include_in_schema=False)
def undo(request: AnyRequest, name: Id, data: Form) -> Redirect:
    """Take a decision about incidents back."""
    who, _ = signed(request, data)
    with desk_of(request).ledger.writing() as connection:
        take_back(connection, name, who=who)
    return see(request, "/decisions")


HANDLERS = (decisions_page, undo)

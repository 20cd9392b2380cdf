"""``/``: the incidents, filtered, sorted, a page at a time."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Redirect

from ravi.ledger.asking.listing import load_heads
from ravi.ledger.asking.search import count_incidents, find_incidents, locate_incident
from ravi.web.asking import from_cursor, read_asked, to_cursor
from ravi.web.desk import desk_of
from ravi.web.pages.common import with_iso_days
from ravi.web.security import AnyRequest
from ravi.web.views.incidents import incidents_view

#: Incidents on one page.
PAGE = 50


@get("/", sync_to_thread=True, include_in_schema=False)
def list_page(request: AnyRequest) -> Response[str] | Redirect:
    """Show the incidents that the filters of the address choose."""
    if elsewhere := with_iso_days(request):
        return elsewhere
    return desk_of(request).kept_page(request, lambda: _content(request))


def _content(request: AnyRequest) -> str:
    desk = desk_of(request)
    ui, asked = desk.interface(request), read_asked(request.query_params)
    cursor = request.query_params.get("cursor", "")
    after = from_cursor(cursor, asked.order) if cursor else None
    with desk.ledger.reading() as connection:
        names = find_incidents(connection, asked.filters, limit=PAGE + 1, after=after, order=asked.order)
        heads = load_heads(connection, names[:PAGE])
        total = count_incidents(connection, asked.filters)
        more = len(names) > PAGE
        following = to_cursor(locate_incident(connection, names[PAGE - 1], order=asked.order)) if more else ""
    view = incidents_view(ui, asked, heads, total=total, cursor=following, is_first=not cursor)
    return desk.content(request, "incidents.html", ui.word("menu.incidents"), view=view)


HANDLERS = (list_page,)

"""``/map``: the incidents by place and time."""

from __future__ import annotations

from litestar import Response, get
from litestar.response import Redirect

from ravi.ledger.asking.listing import load_heads
from ravi.ledger.asking.search import find_incidents
from ravi.web.asking import read_asked
from ravi.web.desk import desk_of
from ravi.web.pages.common import with_iso_days
from ravi.web.security import AnyRequest
from ravi.web.views.places import MOST, map_view


@get("/map", sync_to_thread=True, include_in_schema=False)
def map_page(request: AnyRequest) -> Response[str] | Redirect:
    """Show where and when the incidents that the filters choose were."""
    if elsewhere := with_iso_days(request):
        return elsewhere
    return desk_of(request).kept_page(request, lambda: _content(request))


def _content(request: AnyRequest) -> str:
    desk = desk_of(request)
    ui, asked = desk.interface(request), read_asked(request.query_params)
    with desk.ledger.reading() as connection:
        names = find_incidents(connection, asked.filters, limit=MOST)
        view = map_view(ui, asked, load_heads(connection, names))
    return desk.content(request, "map.html", ui.word("menu.map"), view=view)


HANDLERS = (map_page,)

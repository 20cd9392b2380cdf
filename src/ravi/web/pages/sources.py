"""``/sources``: publishers and voices, and who hands on whose words."""

from __future__ import annotations

from litestar import Response, get

from ravi.ledger.asking.sources import list_publishers, list_relays, list_standings
from ravi.web.desk import desk_of
from ravi.web.security import AnyRequest
from ravi.web.views.sources import sources_view


@get("/sources", sync_to_thread=True, include_in_schema=False)
def sources_page(request: AnyRequest) -> Response[str]:
    """Show who publishes, who speaks, and who depends on whom."""
    return desk_of(request).kept_page(request, lambda: _content(request))


def _content(request: AnyRequest) -> str:
    desk = desk_of(request)
    ui = desk.interface(request)
    with desk.ledger.reading() as connection:
        view = sources_view(
            ui, list_publishers(connection), list_standings(connection), list_relays(connection)
        )
    return desk.content(request, "sources.html", ui.word("menu.sources"), view=view)


HANDLERS = (sources_page,)

"""The pages, one module each; every one works without scripts."""

from __future__ import annotations

from litestar.types import ControllerRouterHandler

from ravi.web.pages import add, decisions, enter, incident, incidents, map, report, sources

ROUTES: list[ControllerRouterHandler] = [
    handler
    for module in (incidents, incident, report, map, sources, add, decisions, enter)
    for handler in module.HANDLERS
]

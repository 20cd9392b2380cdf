"""The API under ``/api/v1``, one module a resource; ``/api/v1/openapi.json`` describes it."""

from __future__ import annotations

from litestar import Router
from litestar.types import ControllerRouterHandler

from ravi.web.api import add, claims, corrections, decisions, export, incidents, reports, voices

ROUTES: list[ControllerRouterHandler] = [
    Router(
        "/api/v1",
        route_handlers=[
            handler
            for module in (incidents, claims, reports, voices, decisions, corrections, add, export)
            for handler in module.HANDLERS
        ],
    )
]

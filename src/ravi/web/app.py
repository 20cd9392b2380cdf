"""The desk as a Litestar application."""

from __future__ import annotations

import logging

from litestar import Litestar, Request, Response, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

import ravi
from ravi.errors import InputError, RaviError
from ravi.ledger.store.opening import open_ledger
from ravi.web.api import ROUTES as API
from ravi.web.desk import Desk, desk_of, find_static, load_templates, stamp_of
from ravi.web.jobs import Jobs
from ravi.web.kept import Kept
from ravi.web.pages import ROUTES as PAGES
from ravi.web.problems import ErrorAnswer, ErrorBody, Problem, problem_of
from ravi.web.security import AnyRequest, Checks, set_headers
from ravi.web.settings import DeskSettings

#: How long a browser keeps style and scripts without asking, in seconds.
STATIC_AGE = 3600
_log = logging.getLogger("ravi.web")


def create_app(settings: DeskSettings) -> Litestar:
    """Return the desk over the ledger that ``settings`` names.

    Raises ``LedgerError`` when the ledger cannot be opened, ``InputError`` for an address that others
    can reach without a token.
    """
    if not settings.is_local and not settings.token:
        raise InputError(
            f"others can reach {settings.host!r}; give the desk a token, or leave it on 127.0.0.1"
        )
    ledger = open_ledger(settings.ledger)
    checks, jobs, static = Checks(settings), Jobs(ledger), find_static()
    desk = Desk(
        settings, ledger, checks, jobs, load_templates(), static, stamp_of(static), Kept(ledger.state)
    )
    handlers: list[ControllerRouterHandler] = [*PAGES, *API]
    if static:
        handlers.append(
            create_static_files_router(
                "/static", [static], cache_control=_static_age(), include_in_schema=False, name="static"
            )
        )
    return Litestar(
        handlers,
        state=State({"desk": desk}),
        before_request=checks,
        before_send=[set_headers],
        exception_handlers=_handlers(),
        on_shutdown=[jobs.close, ledger.close],
        openapi_config=OpenAPIConfig(
            title="Ravi desk",
            version=ravi.__version__,
            path="/api/v1",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
            openapi_router=Router(
                "/api/v1", route_handlers=[], after_request=_shaped, include_in_schema=False
            ),
        ),
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=5, exclude=[r"/events$", r"\.woff2$"]
        ),
        request_max_body_size=settings.most_bytes,
        logging_config=None,
    )


def _static_age() -> CacheControlHeader:
    return CacheControlHeader(max_age=STATIC_AGE, private=True)


async def _shaped(response: Response[object]) -> Response[object]:
    """Put what Litestar says of an address beside the description into the shape of every error."""
    if response.status_code != 404:
        return response
    return _error_answer(problem_of(NotFoundException()))


def _error_answer(problem: Problem) -> Response[object]:
    body = ErrorAnswer(ErrorBody(problem.code, problem.message, problem.hint))
    return Response(body, status_code=problem.status, media_type=MediaType.JSON)


def _handlers() -> ExceptionHandlersMap:
    return {RaviError: _answer, HTTPException: _answer, Exception: _answer}


def _answer(request: AnyRequest, error: Exception) -> Response[object]:
    """Answer an error in the shape that was asked for: JSON below ``/api``, else a page."""
    problem = problem_of(error)
    if problem.status >= 500:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    if request.url.path.startswith("/api/"):
        return _error_answer(problem)
    return _error_page(request, problem)


def _error_page(request: Request[object, object, State], problem: Problem) -> Response[object]:
    desk = desk_of(request)
    title = desk.interface(request).word("error")
    template = "enter.html" if problem.code == "token" else "error.html"
    try:
        return desk.page(request, template, title, status=problem.status, problem=problem)  # type: ignore[return-value]
    except Exception:  # the page of an error must not fail for what failed before
        _log.exception("the page of an error failed")
        return Response(problem.message, status_code=problem.status, media_type=MediaType.TEXT)

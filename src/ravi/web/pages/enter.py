"""``/enter``: the door of a desk that asks for its token."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.response import Redirect

from ravi.web.desk import desk_of
from ravi.web.pages.common import Form
from ravi.web.problems import Problem
from ravi.web.security import DOOR, TOKEN_COOKIE, AnyRequest, cookie

_WRONG = Problem(
    401, "token", "that is not the token of this desk", "open the address that ravi desk printed"
)


@get(DOOR, sync_to_thread=False, include_in_schema=False)
def door(request: AnyRequest) -> Response[str] | Redirect:
    """Let in who brings the token in the address; ask everybody else for it."""
    given = request.query_params.get("token", "")
    if given:
        return _let_in(request, given)
    desk = desk_of(request)
    return desk.page(request, "enter.html", desk.interface(request).word("enter.title"), problem=None)


@post(DOOR, sync_to_thread=False, include_in_schema=False)
def knock(request: AnyRequest, data: Form) -> Redirect:
    """Let in who writes the token into the form."""
    return _let_in(request, data.get("token", "").strip())


def _let_in(request: AnyRequest, given: str) -> Redirect:
    checks = desk_of(request).checks
    if desk_of(request).settings.token is None:
        return Redirect("/", status_code=303)
    if not checks.is_token(given):
        raise _WRONG
    return Redirect("/", status_code=303, cookies=[cookie(TOKEN_COOKIE, checks.token_hash())])


HANDLERS = (door, knock)

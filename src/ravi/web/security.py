"""Who may do what at the desk: headers on every answer, and the checks before every request.

1. On loopback the Host must be a name of this machine: a page of elsewhere that has its own name
   resolve to 127.0.0.1 (DNS rebinding) is refused.
2. With a token, every request but that for the door (``/enter``) must know it: as a cookie, or as
   ``Authorization: Bearer``. It is compared in constant time; the cookie holds a hash of it.
3. A request that changes something must not come from another site, must not be at a desk for
   showing (``read_only``), and must bring the form token that belongs to its cookie, in the field
   ``csrf`` or the header ``X-CSRF-Token``.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from time import perf_counter
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.types import Message, Scope

from ravi.web.problems import Problem
from ravi.web.settings import DeskSettings, is_loopback

AnyRequest = Request[Any, Any, Any]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DOOR = "/enter"
#: Where a request keeps when it came.
STARTED = "ravi_started"
TOKEN_COOKIE, SESSION_COOKIE = "ravi_token", "ravi_session"
_SESSION = re.compile(r"[A-Za-z0-9_-]{43}")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def set_headers(message: Message, scope: Scope) -> None:
    """Put the headers on an answer, and the cookie of the form token where a page made one."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
    started = scope.get("state", {}).get(STARTED)
    if started is not None:
        headers["Server-Timing"] = f"app;dur={(perf_counter() - started) * 1000:.1f}"
    made = scope.get("state", {}).get(SESSION_COOKIE)
    if made:
        headers.add("Set-Cookie", cookie(SESSION_COOKIE, made).to_header(header=""))


def cookie(name: str, value: str, *, seconds: int | None = None) -> Cookie:
    """Return a cookie that scripts cannot read and that other sites' requests do not carry."""
    return Cookie(key=name, value=value, path="/", httponly=True, samesite="strict", max_age=seconds)


class Checks:
    """The checks of one desk; an instance is what Litestar calls before every request."""

    def __init__(self, settings: DeskSettings) -> None:
        self.settings = settings

    async def __call__(self, request: AnyRequest) -> None:
        """Let a request pass, or raise a ``Problem``."""
        request.scope["state"][STARTED] = perf_counter()
        self._host(request)
        path = request.url.path
        if not self.is_known(request) and path != DOOR and not path.startswith("/static/"):
            raise Problem(
                401, "token", "this desk asks for its token", "open the address that ravi desk printed"
            )
        if request.method not in SAFE:
            await self._change(request)

    def is_known(self, request: AnyRequest) -> bool:
        """Say whether the request knows the token, if there is one."""
        if self.settings.token is None:
            return True
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.is_token(given.strip())
        return compare_digest(request.cookies.get(TOKEN_COOKIE, "").encode(), self.token_hash().encode())

    def is_token(self, given: str) -> bool:
        """Say whether ``given`` is the token; takes as long for every answer."""
        token = self.settings.token or ""
        return compare_digest(sha256(given.encode()).digest(), sha256(token.encode()).digest())

    def token_hash(self) -> str:
        """Return what the token's cookie holds."""
        return hmac.new((self.settings.token or "").encode(), b"ravi desk", sha256).hexdigest()

    def form_token(self, request: AnyRequest) -> str:
        """Return the token that forms of this answer carry; makes the cookie that it belongs to where there is none."""
        session = self._session(request)
        if session is None:
            session = request.scope["state"][SESSION_COOKIE] = token_urlsafe(32)
        return self._signed(session)

    def _host(self, request: AnyRequest) -> None:
        host = request.headers.get("Host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        if self.settings.is_local and not is_loopback(name):
            raise Problem(
                403,
                "host",
                f"this desk is not {name!r:.80}",
                f"open http://{self.settings.host}:{self.settings.port}",
            )

    async def _change(self, request: AnyRequest) -> None:
        if self.settings.read_only and request.url.path != DOOR:
            raise Problem(403, "read_only", "this desk is for showing", "start ravi desk without --read-only")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise Problem(403, "origin", "the request comes from another site", "use the desk's own pages")
        self._size(request)
        given = request.headers.get("X-CSRF-Token")
        if given is None and request.content_type[0] in _FORMS:
            given = str((await request.form()).get("csrf", ""))
        session = self._session(request)
        if session is None or not compare_digest((given or "").encode(), self._signed(session).encode()):
            raise Problem(
                403,
                "csrf",
                "the form's token is missing or of another session",
                "load the page again, or send X-CSRF-Token (docs/desk.md)",
            )

    def _size(self, request: AnyRequest) -> None:
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > self.settings.most_bytes:
            raise Problem(
                413,
                "too_large",
                f"the request has {int(length):,} bytes, more than {self.settings.most_bytes:,}",
                "give less at once, or use ravi add",
            )

    def _session(self, request: AnyRequest) -> str | None:
        """Return the browser's session; one that this desk did not make is none."""
        given = request.cookies.get(SESSION_COOKIE, "")
        return given if _SESSION.fullmatch(given) else None

    def _signed(self, session: str) -> str:
        return hmac.new(self.settings.secret, session.encode(), sha256).hexdigest()

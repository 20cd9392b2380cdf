"""What all pages of one desk share: the ledger, the checks, the templates, the jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from secrets import token_hex
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

import ravi
from ravi.ledger.store.opening import Ledger
from ravi.output.labels import LANGUAGES
from ravi.web.interface import Interface
from ravi.web.jobs import Jobs
from ravi.web.kept import Kept
from ravi.web.security import AnyRequest, Checks, cookie
from ravi.web.settings import DeskSettings
from ravi.web.views.head import MENU, THEMES, Head, Link

LANGUAGE_COOKIE, WHO_COOKIE, THEME_COOKIE = "ravi_language", "ravi_who", "theme"
#: Stands in a page for the form token until the page is signed; nobody who writes a report can know it.
_CSRF = token_hex(32)
#: How long a browser remembers language and name, in seconds.
YEAR = 31_536_000
#: Characters of a name that signs.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk; ``static`` is the folder of style and scripts, None where they are not built,
    ``stamp`` changes with them. ``kept`` are answers that hold until the ledger changes."""

    settings: DeskSettings
    ledger: Ledger
    checks: Checks
    jobs: Jobs
    templates: Environment
    static: Path | None
    stamp: str
    kept: Kept

    def head(self, request: AnyRequest, title: str, *, refresh: int = 0) -> Head:
        """Return the head of a page; ``refresh`` loads it again after so many seconds without scripts."""
        ui, path = self.interface(request), request.url.path
        query = "&".join(
            part for part in request.url.query.split("&") if part and not part.startswith("lang=")
        )
        theme = request.cookies.get(THEME_COOKIE, "")
        return Head(
            ui=ui,
            title=title,
            menu=tuple(Link(ui.word(key), url, url == path) for key, url in MENU),
            languages=tuple(
                Link(
                    Interface(one).word("language"),
                    f"{path}?{query}&lang={one}" if query else f"{path}?lang={one}",
                    one == ui.language,
                    one,
                )
                for one in LANGUAGES
            ),
            theme=theme if theme in THEMES else "auto",
            csrf=_CSRF,
            who=self.who(request),
            read_only=self.settings.read_only,
            assets=self.stamp,
            ledger=self.ledger.name,
            refresh=refresh,
            version=ravi.__version__,
        )

    def interface(self, request: AnyRequest) -> Interface:
        """Return the reader's language: asked for, else remembered, else the desk's."""
        asked = (
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            self.settings.language,
        )
        return Interface(next(one for one in (*asked, "fa") if one in LANGUAGES))

    def who(self, request: AnyRequest, given: str = "") -> str:
        """Return who signs what the request decides."""
        from urllib.parse import unquote

        told = given or unquote(request.cookies.get(WHO_COOKIE, "")) or self.settings.who
        return " ".join(told.replace("\x00", "").split())[:LONGEST_NAME] or "unknown"

    def page(
        self,
        request: AnyRequest,
        template: str,
        title: str,
        *,
        status: int = 200,
        refresh: int = 0,
        **more: Any,
    ) -> Response[str]:
        """Return a page; a language that the address asks for is remembered."""
        return self._signed(request, self.content(request, template, title, refresh=refresh, **more), status)

    def kept_page(self, request: AnyRequest, make: Callable[[], str]) -> Response[str]:
        """Return a page whose content, by ``make``, follows from the ledger, the address and what cookies choose."""
        ui, theme = self.interface(request), request.cookies.get(THEME_COOKIE, "")
        asked = (request.url.path, request.url.query, ui.language, theme, self.who(request))
        return self._signed(request, self.kept.get(asked, make), 200)

    def content(
        self, request: AnyRequest, template: str, title: str, *, refresh: int = 0, **more: Any
    ) -> str:
        """Return a page as text, to be signed with the form token of whoever reads it."""
        head = self.head(request, title, refresh=refresh)
        return self.templates.get_template(template).render(head=head, ui=head.ui, **more)

    def _signed(self, request: AnyRequest, content: str, status: int) -> Response[str]:
        content = content.replace(_CSRF, self.checks.form_token(request))
        return Response(
            content, media_type=MediaType.HTML, status_code=status, cookies=self._cookies(request)
        )

    def _cookies(self, request: AnyRequest) -> list[Cookie]:
        asked = request.query_params.get("lang")
        return [cookie(LANGUAGE_COOKIE, asked, seconds=YEAR)] if asked in LANGUAGES else []


def load_templates() -> Environment:
    """Return the templates: every value is escaped, and a name that a view does not have is an error."""
    found = Environment(
        loader=PackageLoader("ravi.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return found


def find_static() -> Path | None:
    """Return the folder of style and scripts, None where they are not built."""
    with as_file(files("ravi.web") / "static") as folder:
        return folder if (folder / "desk.css").is_file() else None


def stamp_of(static: Path | None) -> str:
    """Return what changes whenever style or scripts are built anew; nothing where they are not built."""
    if static is None:
        return ""
    return f"{max(path.stat().st_mtime_ns for path in static.iterdir()) // 1_000_000:x}"


def desk_of(request: AnyRequest) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk

"""What the pages' handlers share."""

from __future__ import annotations

from litestar.datastructures import Cookie
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from ravi.web.asking import DAYS
from ravi.web.days import read_iso
from ravi.web.desk import WHO_COOKIE, YEAR, desk_of
from ravi.web.security import AnyRequest, cookie

#: The fields of a form, each given once.
Form = URLEncodedBody[dict[str, str]]
#: An id in an address.
Id = FromPath[str]
#: Characters of a note that a decision carries.
LONGEST_NOTE = 2_000


def with_iso_days(request: AnyRequest) -> Redirect | None:
    """Send the browser to the address with ISO days, where somebody wrote them otherwise; raise ``DayProblem``."""
    from urllib.parse import urlencode

    given = [(name, value) for name, value in request.query_params.multi_items() if value]
    told = [(name, read_iso(value, f"filter.{name}") if name in DAYS else value) for name, value in given]
    if told == given:
        return None
    return Redirect(f"{request.url.path}?{urlencode(told)}", status_code=303)


def see(request: AnyRequest, path: str, *, who: str = "") -> Redirect:
    """Send the browser to a page of this desk after a change; ``who`` is remembered for the next one."""
    from urllib.parse import quote

    cookies: list[Cookie] = [cookie(WHO_COOKIE, quote(who), seconds=YEAR)] if who else []
    return Redirect(path, status_code=303, cookies=cookies)


def signed(request: AnyRequest, form: dict[str, str]) -> tuple[str, str]:
    """Return who decides and the note, from a form."""
    note = " ".join(form.get("note", "").replace("\x00", "").split())
    return desk_of(request).who(request, form.get("who", "").strip()), note[:LONGEST_NOTE]

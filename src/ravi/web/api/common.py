"""What the API's handlers share: parameters, pages of a list, the errors that every answer may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from litestar.openapi.datastructures import ResponseSpec
from litestar.params import PathParameter, QueryParameter

from ravi.web.asking import Asked, read_asked
from ravi.web.desk import desk_of
from ravi.web.problems import ErrorAnswer, Problem
from ravi.web.security import AnyRequest

T = TypeVar("T")

#: Items on a page, unless the question says otherwise, and at most.
PAGE, MOST = 50, 200
#: Ids that one question may name.
MOST_IDS = 1_000

Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description=f"items on a page, {PAGE} by default")]
Cursor = Annotated[
    str, QueryParameter(max_length=2_000, description="where to go on: next of the page before")
]
Text = Annotated[str, QueryParameter(max_length=300)]
Name = Annotated[str, PathParameter(max_length=100, description="an id, as the lists give it")]


@dataclass(frozen=True, slots=True)
class Items(Generic[T]):
    """One page of a list; ``next`` is the cursor of the page after it, null on the last one."""

    items: list[T]
    next: str | None


def kept(request: AnyRequest, make: Callable[[], T]) -> T:
    """Return the answer to an address, by ``make`` unless it is kept since the ledger last changed."""
    return desk_of(request).kept.get(("api", request.url.path, request.url.query), make)


def answers(*statuses: int) -> dict[int, ResponseSpec]:
    """Return the errors that a handler may answer with, for its description; those of the checks are added."""
    told = {
        400: "the question cannot be asked",
        401: "the desk asks for its token",
        403: "the desk is for showing, or the form token is missing",
        404: "there is no such thing",
        413: "more than a request may bring",
        503: "the ledger cannot be asked now",
    }
    return {
        status: ResponseSpec(ErrorAnswer, description=told[status], generate_examples=False)
        for status in sorted({400, 401, 403, 503, *statuses})
    }


def provide_asked(
    place: Text = "",
    near: Text = "",
    since: Text = "",
    until: Text = "",
    type: Text = "",
    actor: Text = "",
    origin: Text = "",
    voice: Text = "",
    modality: Text = "",
    polarity: Text = "",
    words: Text = "",
    publisher: Text = "",
    report: Text = "",
    grade: Text = "",
    status: Text = "",
    voices: Text = "",
    order: Text = "",
) -> Asked:
    """Return what the query string asks; the names are those of the command's options."""
    return read_asked(locals())


def split_ids(ids: str) -> list[str]:
    """Return the ids of a list with commas; raise a ``Problem`` where they are too many."""
    found = list(dict.fromkeys(one for one in ids.split(",") if one))
    if len(found) > MOST_IDS:
        raise Problem(
            400, "filter", f"{len(found)} ids are more than {MOST_IDS}", "use filters, or ask in parts"
        )
    return found


def known_text(value: Any, name: str, longest: int) -> str:
    """Return a text of a body; raise a ``Problem`` for one with characters that cannot be kept."""
    text = str(value or "")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Problem(400, "request", f"{name} has half of a character in it", "send whole ones") from None
    if "\x00" in text or len(text) > longest:
        raise Problem(400, "request", f"{name} is longer than {longest} characters or has a NUL", "change it")
    return text

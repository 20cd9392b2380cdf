"""What goes wrong at the desk, told in one shape: a code, what is wrong, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from litestar.exceptions import HTTPException

from ravi.errors import FetchError, InputError, LedgerError, RaviError, TooLargeError, UnknownIdError
from ravi.errors import FilterError as _FilterError

if TYPE_CHECKING:
    from ravi.web.interface import Interface


class Problem(RaviError):
    """A request that the desk refuses: an HTTP status, a code for programs, a sentence and a remedy."""

    def __init__(self, status: int, code: str, message: str, hint: str = "") -> None:
        """Keep what there is to tell."""
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint

    def told(self, ui: Interface) -> str:
        """Return problem and remedy in the reader's language; empty where only the English is known."""
        from ravi.web.messages import tell

        return tell(ui, f"{self.message}; {self.hint}" if self.hint else self.message)


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What went wrong: ``code`` for programs, ``message`` and ``hint`` for people."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """The shape of every error of the API."""

    error: ErrorBody


#: The codes of Litestar's own refusals.
_CODES = {
    400: "request",
    401: "token",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    415: "media_type",
    422: "request",
    503: "busy",
}
#: Ravi's errors, the narrower first, with the status that each comes to.
_STATUS: tuple[tuple[type[RaviError], int], ...] = (
    (UnknownIdError, 404),
    (_FilterError, 400),
    (LedgerError, 503),
    (TooLargeError, 413),
    (FetchError, 400),
    (InputError, 400),
)


def problem_of(error: Exception) -> Problem:
    """Return what to tell of an error; of one that nobody foresaw only that it happened."""
    if isinstance(error, Problem):
        return error
    for kind, status in _STATUS:
        if isinstance(error, kind):
            message, _, hint = str(error).rpartition("; ")
            return Problem(status, _code(type(error)), message or hint, hint if message else "")
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Problem(
            error.status_code, _CODES.get(error.status_code, "request"), _told(error), _hint(error)
        )
    return Problem(500, "internal", "the desk could not answer", "see the log of ravi desk")


def _code(kind: type[RaviError]) -> str:
    """Return an error class's name as a code.

    >>> _code(UnknownIdError)
    'unknown_id'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__.removesuffix("Error")).lower()


def _told(error: HTTPException) -> str:
    """Return a refusal in a sentence, with the fields that Litestar found wrong."""
    extra = error.extra if isinstance(error.extra, list) else []
    wrong = [f"{one.get('key', 'body')}: {one.get('message', '')}" for one in extra if isinstance(one, dict)]
    if wrong:
        return "; ".join(wrong)[:500]
    return {404: "there is no such page", 405: "this address does not take that method"}.get(
        error.status_code, error.detail[:500] or "the request is wrong"
    )


def _hint(error: HTTPException) -> str:
    return {404: "start at /", 405: "see /api/v1/openapi.json", 415: "see /api/v1/openapi.json"}.get(
        error.status_code, "check the request; /api/v1/openapi.json describes the API"
    )

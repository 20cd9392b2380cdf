"""What can go wrong, for a caller to catch.

::

    RaviError
    ├── InputError               what was given cannot be read as a report
    │   ├── EmptyInputError        no words in it
    │   ├── BinaryInputError       not text at all: a PDF, a picture, an archive
    │   ├── EncodingError          text, but not in the encoding it was read with
    │   ├── TooLargeError          more than one report can be
    │   ├── FormatError            JSON or a table that has not the shape it should (``docs/format.md``)
    │   ├── DateError              a publication date that is no Gregorian date
    │   ├── FetchError             a URL that cannot be fetched
    │   │   └── RefusedError         a URL that Ravi will not fetch: a private address, a robots.txt that forbids it
    │   └── LanguageError          a language that cannot be told
    │       └── UnreadLanguageError  a language that can be told but is not read yet
    ├── LedgerError              a ledger cannot be opened, or has not what was asked for
    │   ├── FilterError            a question that a ledger cannot be asked: a type that there is not, words without any
    │   └── UnknownIdError         an id that the ledger does not have
    └── OutputError              a result cannot be written where it should go

A message says what is wrong, the offending value as Python writes it, where it
stands, and what to do next.
"""

from __future__ import annotations

__all__ = [
    "BinaryInputError",
    "DateError",
    "EmptyInputError",
    "EncodingError",
    "FetchError",
    "FilterError",
    "FormatError",
    "InputError",
    "LanguageError",
    "LedgerError",
    "OutputError",
    "RaviError",
    "RefusedError",
    "TooLargeError",
    "UnknownIdError",
    "UnreadLanguageError",
]


class RaviError(Exception):
    """Anything that Ravi itself raises."""


class InputError(RaviError, ValueError):
    """What was given cannot be read as a report."""


class EmptyInputError(InputError):
    """There are no words in the input."""


class BinaryInputError(InputError):
    """The input is not text."""


class EncodingError(InputError):
    """The bytes do not decode, or the text cannot be encoded again.

    ``offset`` is the first bad byte (of bytes) or code point (of text).
    """

    def __init__(self, message: str, *, offset: int | None = None) -> None:
        """Keep the offset beside the message."""
        super().__init__(message)
        self.offset = offset


class TooLargeError(InputError):
    """The input is longer than any one report."""


class FormatError(InputError):
    """JSON or a table that has not the documented shape; the message names the field or line."""


class DateError(InputError):
    """A publication date that is not a Gregorian calendar date."""


class FetchError(InputError):
    """A URL that cannot be fetched.

    ``status`` is the server's HTTP status where it gave one, ``retry_after`` the seconds
    it asks to wait, ``lasting`` whether trying again later is of no use.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        lasting: bool = False,
    ) -> None:
        """Keep what the server said beside the message."""
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.lasting = lasting


class RefusedError(FetchError):
    """A URL that Ravi will not fetch: another scheme, a private address, robots.txt forbids it."""

    def __init__(self, message: str) -> None:
        """Refusals last: the same URL is refused again."""
        super().__init__(message, lasting=True)


class LanguageError(InputError):
    """The language of the text cannot be told."""


class UnreadLanguageError(LanguageError):
    """The language is known but not read yet; ``language`` is its code."""

    def __init__(self, message: str, *, language: str) -> None:
        """Keep the language beside the message."""
        super().__init__(message)
        self.language = language


class LedgerError(RaviError):
    """A ledger cannot be opened, or has not what was asked for."""


class FilterError(LedgerError):
    """A question that a ledger cannot be asked."""


class UnknownIdError(LedgerError):
    """An id that the ledger does not have."""


class OutputError(RaviError):
    """A result cannot be written where it was asked for."""

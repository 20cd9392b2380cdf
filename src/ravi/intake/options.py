"""What the user says of everything that is taken in, and the limits it is held to."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from ravi.errors import InputError
from ravi.intake.files import Unread
from ravi.reading.accept import LIMIT, parse_published

COLUMN_FIELDS = ("text", "id", "publisher", "published", "language", "title", "url")
"""The fields of a report that a column of a table can give."""


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What is told of the reports (it goes before what they say themselves), and the limits.

    ``columns`` maps a field of ``COLUMN_FIELDS`` to the name of the column that holds it; an
    empty name says that no column does. ``encoding`` is that of the files, where they do not
    say it themselves.

    ``allow_private`` lets URLs lead to addresses of this machine and its network; whoever can
    choose the URLs can then read what only this machine may. ``limit`` is the most bytes that one
    report, page or feed may have, unpacked; ``seconds`` the most that fetching one may take,
    ``redirects`` the most that are followed; ``pause`` the least seconds between two requests to one
    host.
    """

    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False
    limit: int = LIMIT
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 1.0

    def __post_init__(self) -> None:
        """Raise an ``InputError`` for a date, an encoding or a column's field that cannot be."""
        parse_published(self.published)
        if self.encoding is not None:
            _check_encoding(self.encoding)
        for name in self.columns:
            if name not in COLUMN_FIELDS:
                raise InputError(
                    f"a report has no field {name!r} that a column could give; "
                    f"give one of {', '.join(COLUMN_FIELDS)}, as in text=body"
                )

    def apply(self, unread: Unread) -> Unread:
        """Return the report with what the user tells of it."""
        if self.publisher is not None:
            unread = unread.override(publisher_why="")
        return unread.override(
            publisher=self.publisher, published=self.published, language=self.language, title=self.title
        )


def _check_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        raise InputError(
            f"the encoding {name!r} is not known; give utf-8, utf-16, cp1256 or another that Python knows"
        ) from None

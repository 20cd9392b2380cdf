"""What a page's or the API's query string asks for: the ledger's filters, the order, and where to go on."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from ravi.data.tables import event_types
from ravi.errors import FilterError
from ravi.ledger.asking.search import GRADES, ORDERS, Filters, Near, Order, Position
from ravi.web.days import read_day

#: The filters as the query string names them, as the command does; ``voices`` is ``least_voices``.
NAMES = {one.name: one.name for one in fields(Filters)} | {"least_voices": "voices"}
STATUSES = ("happened", "alleged", "disputed", "denied", "planned", "demanded", "predicted", "possible")
MODALITIES = ("actual", "planned", "predicted", "demanded", "possible")
POLARITIES = ("affirmed", "denied")
FAMILIES = ("violence", "control", "politics")
#: The filters that are days; people may write them in their own calendar.
DAYS = ("since", "until")
#: Characters that one value of a filter may have.
_LONGEST = 300
#: More than any incident has.
_MOST_VOICES = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: ``given`` holds the values as they came, days as ISO 8601, the empty ones left out."""

    filters: Filters
    order: Order
    given: dict[str, str]

    def query(self, **more: str | None) -> str:
        """Return the query string that asks this again, with other values where ``more`` gives them."""
        told = self.given | ({"order": self.order} if self.order != "time" else {}) | more
        return urlencode({name: value for name, value in told.items() if value})


def read_asked(query: Mapping[str, Any]) -> Asked:
    """Return what a query string asks; raise ``FilterError`` or ``DayProblem`` for a value that cannot be."""
    given = {name: value for name in NAMES.values() if (value := _value(query, name))}
    order = _value(query, "order") or "time"
    if order not in ORDERS:
        raise FilterError(f"there is no order {order!r:.40}; give one of {', '.join(ORDERS)}")
    read = {name: _READ.get(name, _same)(called, given.get(called)) for name, called in NAMES.items()}
    days = {name: read[name].isoformat() for name in DAYS if read[name]}
    return Asked(Filters(**read), next(one for one in ORDERS if one == order), given | days)


def _value(query: Mapping[str, Any], name: str) -> str:
    value = str(query.get(name, "") or "").strip()
    if len(value) > _LONGEST:
        raise FilterError(f"{name} has {len(value)} characters; give {_LONGEST} at most")
    if "\x00" in value:
        raise FilterError(f"{name} has a NUL character in it; leave it out")
    return value


def _same(_: str, value: str | None) -> str | None:
    return value


def _day(name: str, value: str | None) -> date | None:
    return read_day(value or "", f"filter.{name}")


def _near(name: str, value: str | None) -> Near | None:
    if not value:
        return None
    try:
        latitude, longitude, kilometres = (float(part) for part in value.split(","))
    except ValueError:
        raise FilterError(f"{name} {value!r:.40} is no circle; give one such as 36.2,37.16,50") from None
    known = all(map(math.isfinite, (latitude, longitude, kilometres)))
    if not (known and -90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < kilometres <= 20_100):
        raise FilterError(f"{name} {value!r:.40} is not on the map; give latitude,longitude,kilometres")
    return Near(latitude, longitude, kilometres)


def _voices(name: str, value: str | None) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and int(value[:8]) <= _MOST_VOICES and len(value) < 8):
        raise FilterError(f"{name} {value!r:.40} is no number of voices; give 1 or more")
    return int(value)


def _among(*known: str) -> Any:
    def read(name: str, value: str | None) -> str | None:
        if value and value not in known:
            raise FilterError(f"{name} {value!r:.40} is not known; give one of {', '.join(known)}")
        return value

    return read


def _type(name: str, value: str | None) -> str | None:
    types: str | None = _among(*FAMILIES, *(row["type"] for row in event_types()))(name, value)
    return types


_READ: dict[str, Any] = {
    "since": _day,
    "until": _day,
    "near": _near,
    "type": _type,
    "grade": _among(*GRADES),
    "status": _among(*STATUSES),
    "modality": _among(*MODALITIES),
    "polarity": _among(*POLARITIES),
    "least_voices": _voices,
}


def to_cursor(position: Position) -> str:
    """Return a position as an opaque string that goes into a URL."""
    values = [one.isoformat() if isinstance(one, date) else one for one in position.values]
    told = json.dumps([position.order, *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def from_cursor(cursor: str, order: Order) -> Position:
    """Return the position that a cursor holds; raise ``FilterError`` for one of elsewhere.

    >>> from_cursor(to_cursor(Position("time", (date(2019, 3, 10), "i-1"))), "time").values
    (datetime.date(2019, 3, 10), 'i-1')
    """
    wrong = FilterError(f"the cursor {cursor!r:.40} is not of this list; take it from the page before")
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if told[0] != order:
            raise wrong
        values = [read(value) for read, value in zip(_POSITIONS[order], told[1:], strict=True)]
    except (ValueError, TypeError, LookupError, binascii.Error, RecursionError):
        raise wrong from None
    return Position(order, tuple(values))


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= len(GRADES):
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    return value


_POSITIONS: dict[Order, tuple[Any, ...]] = {
    "time": (date.fromisoformat, _text),
    "grade": (_number, date.fromisoformat, _text),
    "change": (datetime.fromisoformat, _text),
}

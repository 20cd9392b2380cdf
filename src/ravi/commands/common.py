"""Options that several commands share."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

#: The ledger of a folder whose owner never named one.
LEDGER = "ravi.db"

_Commands = argparse._SubParsersAction


def command(commands: _Commands[argparse.ArgumentParser], name: str, **told: Any) -> argparse.ArgumentParser:
    """Add the command ``name``, with the option that says which ledger."""
    parser = commands.add_parser(
        name, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **told
    )
    parser.add_argument(
        "--ledger", metavar="URL", default=LEDGER, help=f"a path or a database URL; default: {LEDGER}"
    )
    return parser


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which claims or incidents are meant."""
    which = parser.add_argument_group("which ones (all that are given must hold)")
    which.add_argument("--words", metavar="TEXT", help="words near the claim, in any spelling")
    which.add_argument(
        "--type", metavar="TYPE", help="an event type, or a family: violence, control, politics"
    )
    which.add_argument("--place", metavar="NAME", help="there, or in that country or province")
    which.add_argument("--near", metavar="LAT,LON,KM", type=_near, help="within so many kilometres")
    which.add_argument("--since", metavar="DATE", type=_day, help="not before this day (YYYY-MM-DD)")
    which.add_argument("--until", metavar="DATE", type=_day, help="not after this day")
    which.add_argument("--actor", metavar="NAME", help="who did or suffered it")
    which.add_argument("--origin", metavar="NAME", help="whose account it is")
    which.add_argument("--voice", metavar="NAME", help="who tells or relays it")
    which.add_argument("--publisher", metavar="NAME", help="who published it")
    which.add_argument("--report", metavar="ID", help="told in this report")
    which.add_argument("--modality", choices=("actual", "planned", "predicted", "demanded", "possible"))
    which.add_argument("--polarity", choices=("affirmed", "denied"))
    which.add_argument("--grade", metavar="GRADE", help="confirmed, fair, weak, contested or discounted")
    which.add_argument("--status", metavar="STATUS", help="of the incident: happened, disputed, planned …")
    which.add_argument("--voices", metavar="N", type=int, dest="least_voices", help="at least so many")


def filters_of(options: argparse.Namespace) -> Any:
    """Return the ``ravi.ledger.asking.search.Filters`` that the options come to."""
    from dataclasses import fields

    from ravi.ledger.asking.search import Filters, Near

    told = {one.name: getattr(options, one.name, None) for one in fields(Filters)}
    if told["near"]:
        told["near"] = Near(*told["near"])
    return Filters(**told)


def user() -> str:
    """Return who calls the command, by the name that the machine knows."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user of that number
        return "unknown"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2019-03-12") from None


def _near(text: str) -> tuple[float, float, float]:
    try:
        latitude, longitude, kilometres = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no circle such as 36.2,37.16,50") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and kilometres > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not on the map: latitude, longitude, kilometres")
    return latitude, longitude, kilometres

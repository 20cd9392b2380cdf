"""``ravi gazetteer``: place tables of one's own, and why a name means a place."""

from __future__ import annotations

import argparse
import sys

from ravi.commands.exit_codes import BAD_INPUT, OK


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its actions."""
    gazetteer = commands.add_parser("gazetteer", help="look into the place names", allow_abbrev=False)
    actions = gazetteer.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="add place tables of your own",
        description="Add each FILE, a GeoNames dump or a Who's On First export, to the places that Ravi knows.",
        epilog="Exit code: 0 when every FILE was added, 2 when any could not be read, 1 when one could not be kept.",
        allow_abbrev=False,
    )
    add.add_argument("files", nargs="+", metavar="FILE", help="a table of places, packed or not")
    add.add_argument("--country", metavar="XX", help="the country of a table that does not say it")
    add.set_defaults(run=_add_places)
    find = actions.add_parser(
        "find",
        help="show which places a name may mean",
        description="Show every place that NAME may mean, the likeliest first, and why it stands there.",
        epilog="Exit code: 0 when the name is known, 2 when it is not.",
        allow_abbrev=False,
    )
    find.add_argument("name", metavar="NAME", help="a place's name, in any spelling")
    find.add_argument(
        "--country", metavar="XX", help="the country the report is about (ISO 3166-1, two letters)"
    )
    find.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    find.set_defaults(run=_find_place)


def _add_places(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ravi.errors import InputError
    from ravi.intake.added_places import add_places
    from ravi.reading.places.gazetteer import added_folder

    code = OK
    for name in options.files:
        try:
            added = add_places(Path(name), added_folder(), options.country)
        except (InputError, OSError) as error:
            print(f"ravi: {error}", file=sys.stderr)
            code = BAD_INPUT
            continue
        print(
            f"{name}: {added.taken:,} places added to {added_folder()}; {added.known:,} were known, "
            f"{added.nameless:,} have no name in Arabic script"
        )
    return code


def _find_place(options: argparse.Namespace) -> int:
    from ravi.output.candidates import as_json, as_text
    from ravi.reading.places.candidates import explain

    found = explain(options.name, country=options.country and options.country.upper())
    if not found:
        print(
            f"ravi: no place is called {options.name!r} here; give the bare name, without a word for its kind",
            file=sys.stderr,
        )
        return BAD_INPUT
    print(as_json(found) if options.format == "json" else as_text(found))
    return OK

"""The command ``ravi``: parses, and hands on to plain functions.

Exit codes: 0 everything was read; 2 the call was wrong or any input could not be
read (the others still are); 1 a result could not be written.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import ravi

OK, FAILED, BAD_INPUT = 0, 1, 2
FORMATS = ("text", "json", "jsonl", "html")

EPILOG = """\
Exit code: 0 when every FILE was read, 2 when the call was wrong or any FILE could
not be read (the others still are), 1 when a result could not be written.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (``sys.argv`` without them) and return its exit code."""
    options = build_parser().parse_args(arguments)
    _speak_utf8()
    from ravi.errors import OutputError

    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of the pipe has seen enough (``ravi read … | head``); nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OutputError as error:
        print(f"ravi: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; ``docs/cli.md`` is made from its help."""
    parser = argparse.ArgumentParser(
        prog="ravi",
        description="Reads conflict news and writes down who says what happened.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ravi {ravi.__version__}")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    _add_read(commands)
    _add_gazetteer(commands)
    return parser


def _add_read(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser(
        "read",
        help="read reports and give out their claims",
        description="Read each FILE, a report in plain text or in JSON, and give out its claims.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    read.add_argument("files", nargs="+", metavar="FILE", help="a report; - is standard input")
    told = read.add_argument_group("what is known of the report (goes before what a JSON file says)")
    told.add_argument("--publisher", metavar="NAME", help="who published it: the first voice of every chain")
    told.add_argument("--published", metavar="DATE", help="when, as YYYY-MM-DD (Gregorian); else estimated")
    told.add_argument("--language", metavar="CODE", help="fa; else told by the text")
    told.add_argument("--title", metavar="TEXT", help="its headline")
    told.add_argument(
        "--encoding", metavar="NAME", help="the file's encoding, such as cp1256; else UTF-8 or UTF-16"
    )
    result = read.add_argument_group("result")
    result.add_argument(
        "--format", choices=FORMATS, default="text", help="default: text, a page for the terminal"
    )
    result.add_argument("--why", action="store_true", help="say how each claim was read")
    result.add_argument(
        "--output",
        metavar="PATH",
        help="write here, not to standard output; a folder gets one file for each FILE",
    )
    read.set_defaults(fail=read.error, run=_read)


def _add_gazetteer(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _read(options: argparse.Namespace) -> int:
    from ravi.output.emit import read_files

    return BAD_INPUT if read_files(options) else OK


def _add_places(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ravi.errors import InputError
    from ravi.intake.added_places import add_places
    from ravi.reading.gazetteer import added_folder

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
    from ravi.reading.place_candidates import explain

    found = explain(options.name, country=options.country and options.country.upper())
    if not found:
        print(
            f"ravi: no place is called {options.name!r} here; give the bare name, without a word for its kind",
            file=sys.stderr,
        )
        return BAD_INPUT
    print(as_json(found) if options.format == "json" else as_text(found))
    return OK


def _speak_utf8() -> None:
    """Make output UTF-8 whatever the locale says: the names in it have no other encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

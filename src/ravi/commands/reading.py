"""``ravi read``: reports in files, their claims out."""

from __future__ import annotations

import argparse

from ravi.commands.exit_codes import BAD_INPUT, OK

FORMATS = ("text", "json", "jsonl", "html")

EPILOG = """\
Exit code: 0 when every FILE was read, 2 when the call was wrong or any FILE could
not be read (the others still are), 1 when a result could not be written.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
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


def _read(options: argparse.Namespace) -> int:
    from ravi.output.emit import read_files

    return BAD_INPUT if read_files(options) else OK

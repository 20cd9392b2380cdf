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
from ravi.commands import asking, deciding, desk, gazetteer, keeping, reading
from ravi.commands.exit_codes import BAD_INPUT, FAILED, OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with ``arguments`` (``sys.argv`` without them) and return its exit code."""
    options = build_parser().parse_args(arguments)
    _speak_utf8()
    from ravi.errors import LedgerError, OutputError

    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of the pipe has seen enough (``ravi read … | head``); nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except LedgerError as error:
        print(f"ravi: {error}", file=sys.stderr)
        return BAD_INPUT
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
    for group in (reading, keeping, asking, deciding, desk, gazetteer):
        group.add_to(commands)
    return parser


def _speak_utf8() -> None:
    """Make output UTF-8 whatever the locale says: the names in it have no other encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())

"""``ravi desk``: a page to work at, over a ledger."""

from __future__ import annotations

import argparse

from ravi.commands.common import command, user
from ravi.commands.exit_codes import OK

#: The port that is taken when it is free; that of ``ravi.web.settings``, which is not loaded for the help.
PORT = 8414

#: The packages of the extra ``desk``.
NEEDED = ("litestar", "uvicorn", "jinja2")

EPILOG = """\
The desk is on this machine alone unless --host says otherwise; then it asks for a token, which it
makes and prints where --token gives none. It needs: pip install 'ravi[desk]'
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    desk = command(
        commands,
        "desk",
        help="open a ledger in the browser",
        description="Serve pages at which a ledger is read, checked and decided, and open them.",
        epilog=EPILOG,
    )
    desk.add_argument(
        "--example", action="store_true", help="show a small ledger of invented reports instead"
    )
    desk.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen; default: 127.0.0.1"
    )
    desk.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"default: {PORT}, or a free one")
    desk.add_argument("--token", metavar="TEXT", help="what a reader must know; 16 characters at least")
    desk.add_argument("--read-only", action="store_true", help="for showing: nothing can be changed")
    desk.add_argument("--no-browser", action="store_true", help="do not open the browser")
    desk.add_argument("--language", choices=("fa", "en"), default="fa", help="of the pages; default: fa")
    desk.add_argument("--who", metavar="NAME", help="who decides; default: you")
    desk.add_argument(
        "--allow-private", action="store_true", help="let the add page fetch from private addresses too"
    )
    desk.set_defaults(run=_desk, fail=desk.error)


def _desk(options: argparse.Namespace) -> int:
    import tempfile

    from ravi.errors import InputError, LedgerError

    if options.token is not None and len(options.token) < 16:
        options.fail("--token is too short to keep anybody out: give 16 characters or more")
    try:
        if not options.example:
            _serve(options, options.ledger)
            return OK
        from ravi.web.example import fill_example

        with tempfile.TemporaryDirectory(prefix="ravi-desk-") as folder:
            fill_example(f"{folder}/example.db")
            _serve(options, f"{folder}/example.db")
    except InputError as error:
        raise LedgerError(str(error)) from None
    return OK


def _serve(options: argparse.Namespace, ledger: str) -> None:
    from importlib.util import find_spec

    from ravi.errors import InputError

    for needed in NEEDED:
        if find_spec(needed) is None:
            raise InputError(f"the desk needs {needed}; install it with: pip install 'ravi[desk]'")
    from ravi.web.serve import serve
    from ravi.web.settings import DeskSettings

    settings = DeskSettings(
        ledger,
        host=options.host,
        port=options.port,
        token=options.token,
        read_only=options.read_only,
        language=options.language,
        who=options.who or user(),
        allow_private=options.allow_private,
    )
    serve(settings, browser=not options.no_browser)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give 0 (any free one) to 65535")
    return int(text)

"""``ravi incidents``, ``claims``, ``show``, ``brief`` and ``export``: what a ledger knows."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING, Any

from ravi.commands.common import add_filters, command, filters_of
from ravi.commands.exit_codes import OK

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ravi.ledger.records import Incident

#: Lines longer than this are hard to read, however wide the terminal is.
WIDEST = 120
#: The forms of ``ravi.output.export``, which is not loaded for the help alone.
FORMS = ("jsonl", "csv", "parquet", "geojson", "acled", "ucdp", "plover", "annotations", "gold")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    for name, run in (("incidents", _incidents), ("claims", _claims)):
        listing = command(
            commands,
            name,
            help=f"list {name}",
            description=f"List the {name} of a ledger, the latest event first.",
        )
        add_filters(listing)
        listing.add_argument(
            "--limit", type=_positive, default=50, metavar="N", help="at most so many; default: 50"
        )
        listing.add_argument(
            "--after", metavar="ID", help="go on after this one, the last of the list before"
        )
        listing.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
        listing.set_defaults(run=run)
    show = command(
        commands,
        "show",
        help="show an incident, a claim or a report",
        description="Show all that is known of an incident (i-…), a claim (c-…) or a report (r-…).",
    )
    show.add_argument("id", metavar="ID")
    show.add_argument(
        "--why", action="store_true", help="say why the claims are one incident, or were read so"
    )
    show.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    show.set_defaults(run=_show)
    _add_brief(commands)
    _add_export(commands)


def _add_brief(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    brief = command(
        commands,
        "brief",
        help="write an attributed situation brief",
        description="Write who reported what, through whom, and where the accounts differ.",
    )
    brief.add_argument("ids", nargs="*", metavar="ID", help="incidents; else those that the options choose")
    brief.add_argument("--language", choices=("fa", "en"), default="fa", help="default: fa")
    brief.add_argument("--format", choices=("markdown", "html"), default="markdown", help="default: markdown")
    brief.add_argument(
        "--limit", type=_positive, default=50, metavar="N", help="at most so many; default: 50"
    )
    brief.add_argument("--output", metavar="PATH", help="write here, not to standard output")
    add_filters(brief)
    brief.set_defaults(run=_brief)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = command(
        commands,
        "export",
        help="give incidents out in the field's formats",
        description="Give out incidents with their claims; docs/export.md describes every column.",
    )
    export.add_argument("ids", nargs="*", metavar="ID", help="incidents; else all that the options choose")
    export.add_argument("--format", choices=FORMS, default="jsonl", help="default: jsonl")
    export.add_argument("--output", metavar="PATH", help="write here, not to standard output")
    add_filters(export)
    export.set_defaults(run=_export)


def _incidents(options: argparse.Namespace) -> int:
    from ravi.ledger.accounts.account import account
    from ravi.ledger.asking.search import find_incidents
    from ravi.ledger.incidents import load_incidents
    from ravi.output.forms.summary import account_to_dict
    from ravi.output.incident_terminal import incident_list

    with _reading(options) as connection:
        names = find_incidents(connection, filters_of(options), limit=options.limit, after=options.after)
        accounts = [account(one) for one in load_incidents(connection, names)]
    if options.format == "jsonl":
        _print_lines({"id": one.incident.id, **account_to_dict(one)} for one in accounts)
    else:
        sys.stdout.write(incident_list(accounts, **_page()) or "no incident fits\n")
    return OK


def _claims(options: argparse.Namespace) -> int:
    from ravi.ledger.asking.search import find_claims
    from ravi.ledger.store.reports import load_claims
    from ravi.output.forms.jsonl import claim_to_dict
    from ravi.output.incident_terminal import claim_list

    with _reading(options) as connection:
        names = find_claims(connection, filters_of(options), limit=options.limit, after=options.after)
        order = {name: number for number, name in enumerate(names)}
        claims = sorted(load_claims(connection, names), key=lambda one: order[one.id])
    if options.format == "jsonl":
        _print_lines(claim_to_dict(one) for one in claims)
    else:
        sys.stdout.write(claim_list(claims, **_page()) or "no claim fits\n")
    return OK


def _show(options: argparse.Namespace) -> int:
    with _reading(options) as connection:
        show = {"i-": _show_incident, "c-": _show_claim, "r-": _show_report}.get(
            options.id[:2], _show_incident
        )
        sys.stdout.write(show(connection, options))
    return OK


def _show_incident(connection: Connection, options: argparse.Namespace) -> str:
    from ravi.ledger.accounts.account import account
    from ravi.ledger.incidents import find_incident, link_reasons, load_incidents
    from ravi.output.forms.jsonl import incident_to_dict
    from ravi.output.incident_terminal import incident_page

    [incident] = load_incidents(connection, [find_incident(connection, options.id)])
    told = account(incident)
    if options.format == "json":
        return _json(incident_to_dict(incident))
    why = link_reasons(connection, incident) if options.why else ()
    return incident_page(told, why=why, **_page())


def _show_claim(connection: Connection, options: argparse.Namespace) -> str:
    from ravi.ledger.incidents import find_incident
    from ravi.ledger.store.reports import find_claim
    from ravi.output.forms.jsonl import claim_to_dict
    from ravi.output.incident_terminal import claim_page

    claim = find_claim(connection, options.id)
    if options.format == "json":
        return _json(claim_to_dict(claim))
    return claim_page(claim, find_incident(connection, claim.id), **_page())


def _show_report(connection: Connection, options: argparse.Namespace) -> str:
    from ravi.ledger.store.reports import find_report
    from ravi.output.json import to_json
    from ravi.output.terminal import to_terminal

    stored = find_report(connection, options.id)
    if options.format == "json":
        return to_json(stored.report, why=options.why) + "\n"
    return to_terminal(stored.report, why=options.why, **_page())


def _brief(options: argparse.Namespace) -> int:
    from ravi.ledger.accounts.account import account
    from ravi.output.brief import brief

    with _reading(options) as connection:
        accounts = [account(one) for one in _chosen(connection, options)]
    _put(brief(accounts, language=options.language, form=options.format), options.output)
    return OK


def _export(options: argparse.Namespace) -> int:
    from ravi.output.export import export

    options.limit = sys.maxsize
    with _reading(options) as connection:
        if options.format == "gold":
            return _export_gold(connection, options)
        export(_chosen(connection, options), options.format, options.output or sys.stdout.buffer)
    return OK


def _export_gold(connection: Connection, options: argparse.Namespace) -> int:
    """Write the reports that people checked: a folder of files, else a line for each."""
    from pathlib import Path

    from ravi.output.forms.gold import lines, write_folder

    path = options.output
    if path and (path.endswith("/") or Path(path).is_dir()):
        write_folder(connection, Path(path))
    else:
        _put("".join(lines(connection)), path)
    return OK


def _chosen(connection: Connection, options: argparse.Namespace) -> list[Incident]:
    from ravi.ledger.asking.search import find_incidents
    from ravi.ledger.incidents import find_incident, load_incidents

    names = [find_incident(connection, name) for name in options.ids] or find_incidents(
        connection, filters_of(options), limit=options.limit
    )
    return load_incidents(connection, list(dict.fromkeys(names)))


def _reading(options: argparse.Namespace) -> Any:
    from ravi.ledger.store.opening import open_ledger

    return open_ledger(options.ledger, create=False).reading()


def _page() -> dict[str, Any]:
    from ravi.output.emit import wants_colour

    return {"width": min(shutil.get_terminal_size().columns, WIDEST), "colour": wants_colour()}


def _print_lines(rows: Any) -> None:
    import json

    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _json(data: dict[str, Any]) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _put(text: str, path: str | None) -> None:
    from ravi.errors import OutputError

    if path is None:
        sys.stdout.write(text)
        return
    try:
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise OutputError(f"{path!r} cannot be written: {error.strerror}; give another --output") from None


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines: give 1 or more")
    return int(text)

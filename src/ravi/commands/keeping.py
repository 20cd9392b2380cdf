"""``ravi add``, ``watch`` and ``reread``: reports into a ledger, and old ones up to the present reader."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ravi.commands.common import command
from ravi.commands.exit_codes import BAD_INPUT, OK

if TYPE_CHECKING:
    from ravi.intake.files import Unread, Unreadable
    from ravi.intake.options import IntakeOptions
    from ravi.ledger.adding import Added, Refused
    from ravi.ledger.changes import Change
    from ravi.ledger.store.opening import Ledger

ADD_EPILOG = """\
Each report is kept as soon as it is read: stopped at any moment and called again,
the command goes on where it was, and nothing is lost or kept twice.

Exit code: 0 when every report was read, 2 when any could not be (the others still are).
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    _add_add(commands)
    watch = command(
        commands,
        "watch",
        help="poll feeds and keep what they bring",
        description="Poll the feeds that FILE lists, politely, and put their reports into a ledger.",
    )
    watch.add_argument("feeds", metavar="FILE", help="a TOML file, see docs/intake.md")
    watch.add_argument("--once", action="store_true", help="poll every feed that is due once, then end")
    watch.add_argument("--allow-private", action="store_true", help="fetch from private addresses too")
    watch.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
    watch.set_defaults(run=_watch, publisher=None, published=None, language=None, encoding=None, column=[])
    reread = command(
        commands,
        "reread",
        help="bring old reports up to the present reader",
        description="Read anew every report that an earlier version of Ravi read, and show which claims changed.",
    )
    reread.add_argument(
        "reports", nargs="*", metavar="ID", help="reports; else all that an earlier version read"
    )
    reread.set_defaults(run=_reread)


def _add_add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = command(
        commands,
        "add",
        help="read reports into a ledger",
        description="Read each SOURCE (a file of reports, a folder, a page, a feed) into a ledger.",
        epilog=ADD_EPILOG,
    )
    add.add_argument("sources", nargs="+", metavar="SOURCE", help="a path or an address; - is standard input")
    told = add.add_argument_group("what is known of the reports (goes before what they say)")
    told.add_argument("--publisher", metavar="NAME", help="who published them; else told by the report")
    told.add_argument("--published", metavar="DATE", help="when, as YYYY-MM-DD; else told by the report")
    told.add_argument("--language", metavar="CODE", help="fa; else told by the text")
    told.add_argument("--encoding", metavar="NAME", help="of text and tables; else UTF-8 or UTF-16")
    told.add_argument(
        "--column",
        metavar="FIELD=NAME",
        action="append",
        default=[],
        help="the column of a table that holds a field",
    )
    told.add_argument("--ask", action="store_true", help="ask for a publisher or date that nothing tells")
    add.add_argument("--allow-private", action="store_true", help="fetch from private addresses too")
    add.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
    add.set_defaults(run=_add, fail=add.error)


def _add(options: argparse.Namespace) -> int:
    from ravi.intake.sources import open_sources
    from ravi.ledger.store.opening import open_ledger

    with open_ledger(options.ledger) as ledger:
        return _keep(ledger, open_sources(options.sources, _intake(options)), options, ask=options.ask)


def _intake(options: argparse.Namespace) -> IntakeOptions:
    from ravi.intake.options import IntakeOptions

    columns = {}
    for pair in options.column:
        field, equals, name = pair.partition("=")
        if not equals:
            options.fail(f"--column {pair!r} must be FIELD=NAME, such as text=body")
        columns[field] = name
    return IntakeOptions(
        publisher=options.publisher,
        published=options.published,
        language=options.language,
        encoding=options.encoding,
        columns=columns,
        allow_private=options.allow_private,
    )


def _watch(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ravi.intake.watch import watch
    from ravi.ledger.store.feeds import KeptFeeds
    from ravi.ledger.store.opening import open_ledger

    with open_ledger(options.ledger) as ledger:
        feeds = watch(Path(options.feeds), _intake(options), KeptFeeds(ledger), once=options.once)
        return _keep(ledger, feeds, options)


def _keep(
    ledger: Ledger, reports: Iterable[Unread | Unreadable], options: argparse.Namespace, *, ask: bool = False
) -> int:
    """Add reports as they come, say what became of each, and sum up."""
    import json

    from tqdm import tqdm

    told: Counter[str] = Counter()
    with tqdm(unit=" reports", disable=None, leave=False) as bar:
        for outcome in _outcomes(ledger, reports, ask=ask):
            kind = getattr(outcome, "kind", "refused")
            told[kind] += 1
            bar.update()
            if options.format == "jsonl":
                bar.write(json.dumps(_as_dict(outcome), ensure_ascii=False), file=sys.stdout)
            elif kind in ("refused", "revised"):
                bar.write("\n".join(_lines(outcome)), file=sys.stderr if kind == "refused" else sys.stdout)
    if options.format == "text":
        print(_sum(told, options.ledger))
    return BAD_INPUT if told["refused"] else OK


def _outcomes(
    ledger: Ledger, reports: Iterable[Unread | Unreadable], *, ask: bool
) -> Iterator[Added | Refused]:
    from ravi.intake.publishers import settle_publisher
    from ravi.ledger.adding import take_in

    def settle(unread: Unread) -> Unread:
        settled = settle_publisher(unread)
        return _ask(settled) if ask else settled

    return (take_in(ledger, one, settle=settle) for one in reports)


def _ask(unread: Unread) -> Unread:
    """Ask on the terminal for what nothing tells; an empty answer leaves it open."""
    if not sys.stdin.isatty():
        return unread
    shown = " ".join(unread.text.split())[:70]
    publisher = unread.publisher or input(f"«{shown}…»\n  publisher? ").strip() or None
    published = unread.published or input("  published (YYYY-MM-DD)? ").strip() or None
    return unread.override(publisher=publisher, published=str(published) if published else None)


def _sum(told: Counter[str], ledger: str) -> str:
    from ravi.ledger.store.opening import shown

    words = {
        "added": "added",
        "copy": "added as copies of others",
        "revised": "took the place of an earlier text",
        "known": "known already",
        "refused": "could not be read",
    }
    parts = [f"{told[kind]:,} {word}" for kind, word in words.items() if told[kind]]
    return f"{shown(ledger)}: {sum(told.values()):,} reports: {', '.join(parts) or 'none'}"


def _lines(outcome: Added | Refused) -> list[str]:
    from ravi.ledger.adding import Refused

    if isinstance(outcome, Refused):
        return [f"ravi: {outcome.source}: {outcome.error}"]
    return [f"{outcome.report} takes the place of {outcome.of}", *map(_change_line, outcome.changes)]


def _change_line(change: Change) -> str:
    """Return a change as a line: + came, - went, ~ differs, and in what."""
    one = change.after or change.before
    assert one is not None
    sign = "~" if change.before and change.after else "+" if change.after else "-"
    what = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"  {sign} {one.claim.type} «{one.words(one.claim.trigger)}» by {one.claim.origin.name}{what}"


def _as_dict(outcome: Added | Refused) -> dict[str, Any]:
    from ravi.ledger.adding import Refused

    if isinstance(outcome, Refused):
        return {"kind": "refused", "source": outcome.source, "error": str(outcome.error)}
    return {
        "kind": outcome.kind,
        "report": outcome.report,
        "of": outcome.of,
        "claims": outcome.claims,
        "incidents": sorted(outcome.incidents),
        "changes": [
            {
                "before": change.before and change.before.id,
                "after": change.after and change.after.id,
                "fields": list(change.fields),
            }
            for change in outcome.changes
        ],
    }


def _reread(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from ravi.ledger.adding import outdated, reread
    from ravi.ledger.store.opening import open_ledger, shown

    with open_ledger(options.ledger, create=False) as ledger:
        names = options.reports or outdated(ledger)
        changed = 0
        with tqdm(names, unit=" reports", disable=None, leave=False) as bar:
            for name in bar:
                changes = reread(ledger, name)
                changed += bool(changes)
                if changes:
                    bar.write("\n".join([name, *map(_change_line, changes)]), file=sys.stdout)
    print(f"{shown(options.ledger)}: {len(names):,} reports read anew, {changed:,} of them otherwise")
    return OK

"""``ravi link``, ``unlink``, ``undo`` and ``decisions``: a person's word on which claims are one incident."""

from __future__ import annotations

import argparse

from ravi.commands.common import command, user
from ravi.commands.exit_codes import OK


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    _add_verdict(
        commands, "link", "same", "join two incidents, or a claim to one", "A and B are one incident."
    )
    _add_verdict(
        commands,
        "unlink",
        "different",
        "keep apart what is not one incident",
        "A and B are different incidents.",
    )
    undo = command(
        commands, "undo", help="take a decision back", description="Take back what link or unlink decided."
    )
    undo.add_argument("decision", metavar="ID", help="as ravi decisions lists it")
    undo.add_argument("--who", metavar="NAME", help="who decides; default: you")
    undo.set_defaults(run=_undo)
    decisions = command(
        commands,
        "decisions",
        help="list what people decided",
        description="List every decision, the latest first.",
    )
    decisions.set_defaults(run=_decisions)


def _add_verdict(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    verdict: str,
    told: str,
    says: str,
) -> None:
    parser = command(
        commands,
        name,
        help=told,
        description=f"Decide that {says} The decision is kept, whatever linking finds later.",
    )
    parser.add_argument("a", metavar="A", help="an incident or a claim")
    parser.add_argument("b", metavar="B", help="another")
    parser.add_argument("--who", metavar="NAME", help="who decides; default: you")
    parser.add_argument("--note", default="", metavar="TEXT", help="why")
    parser.set_defaults(run=_decide, verdict=verdict)


def _decide(options: argparse.Namespace) -> int:
    from ravi.ledger.judgements.decisions import judge
    from ravi.ledger.store.opening import open_ledger

    with open_ledger(options.ledger, create=False) as ledger, ledger.writing() as connection:
        changed = judge(
            connection, options.a, options.b, options.verdict, who=options.who or user(), note=options.note
        )
    print(_changed(changed))
    return OK


def _undo(options: argparse.Namespace) -> int:
    from ravi.ledger.judgements.decisions import take_back
    from ravi.ledger.store.opening import open_ledger

    with open_ledger(options.ledger, create=False) as ledger, ledger.writing() as connection:
        changed = take_back(connection, options.decision, who=options.who or user())
    print(_changed(changed))
    return OK


def _decisions(options: argparse.Namespace) -> int:
    from ravi.ledger.judgements.decisions import list_decisions
    from ravi.ledger.store.opening import open_ledger

    with open_ledger(options.ledger, create=False) as ledger, ledger.reading() as connection:
        for one in list_decisions(connection):
            note = f" ({one.note})" if one.note else ""
            print(
                f"{one.decision}  {one.at:%Y-%m-%d %H:%M}  {one.who}: {one.verdict}, {one.pairs} pairs{note}"
            )
    return OK


def _changed(incidents: set[str]) -> str:
    return "incidents that changed: " + (", ".join(sorted(incidents)) or "none")

"""The work behind ``ravi read``: each file is read, shaped and put where it should go, one after another."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from ravi.errors import InputError, OutputError
from ravi.intake.files import Unread, load_file
from ravi.report import Report

ENDINGS = {"text": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
SINGLE = ("json", "html")
"""Formats whose file or stream holds one report."""

WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal is."""


def read_files(options: argparse.Namespace) -> int:
    """Read every file that ``options`` name, give out the results; return how many could not be read."""
    check_options(options)
    failures = 0
    for number, name in enumerate(options.files):
        try:
            report = read_one(load_file(name, encoding=options.encoding), options)
        except InputError as error:
            failures += 1
            sys.stdout.flush()
            print(f"ravi: {'standard input' if name == '-' else name}: {error}", file=sys.stderr)
            continue
        _put(shape(report, options), name, options, is_first=number == failures)
    return failures


def check_options(options: argparse.Namespace) -> None:
    """End the command with a usage message when the options contradict each other or cannot be."""
    is_folder = options.output is not None and _is_folder(options.output)
    if options.format in SINGLE and len(options.files) > 1 and not is_folder:
        options.fail(
            f"--format {options.format} holds one report, and there are {len(options.files)} FILEs; "
            "use --format jsonl, or --output with a folder"
        )
    if options.files.count("-") > 1:
        options.fail("standard input (-) can be read once only")
    inputs = {os.path.realpath(name) for name in options.files if name != "-"}
    for target in _targets(options):
        if os.path.realpath(target) in inputs:
            options.fail(f"--output would overwrite the input {str(target)!r}; give another place")
    _check_published(options)


def _check_published(options: argparse.Namespace) -> None:
    from ravi.reading.accept import parse_published

    try:
        parse_published(options.published)
    except InputError as error:
        options.fail(f"--published: {error}")


def _is_folder(path: str) -> bool:
    return path.endswith(("/", os.sep)) or os.path.isdir(path)


def _targets(options: argparse.Namespace) -> Iterator[Path]:
    """Yield the files that will be written."""
    if options.output is None:
        return
    if not _is_folder(options.output):
        yield Path(options.output)
        return
    seen: set[Path] = set()
    for name in options.files:
        target = _target(name, options)
        if target in seen:
            options.fail(f"two FILEs would both be written to {str(target)!r}; rename one or call twice")
        seen.add(target)
        yield target


def _target(name: str, options: argparse.Namespace) -> Path:
    return Path(options.output) / ((Path(name).stem if name != "-" else "stdin") + ENDINGS[options.format])


def read_one(unread: Unread, options: argparse.Namespace) -> Report:
    """Read one report, what the command line tells of it first."""
    import ravi

    told = unread.override(
        publisher=options.publisher,
        published=options.published,
        language=options.language,
        title=options.title,
    )
    return ravi.read(
        told.text,
        publisher=told.publisher,
        published=told.published,
        language=told.language,
        title=told.title,
        id=told.id,
    )


def shape(report: Report, options: argparse.Namespace) -> str:
    """Return ``report`` in the format that ``options`` name."""
    if options.format == "html":
        from ravi.output.html import to_html

        return to_html(report, why=options.why)
    if options.format in ("json", "jsonl"):
        from ravi.output.json import to_json

        return to_json(report, why=options.why, indent=1 if options.format == "json" else None) + "\n"
    from ravi.output.terminal import to_terminal

    is_screen = options.output is None
    width = min(shutil.get_terminal_size().columns, WIDEST) if is_screen else WIDEST
    return to_terminal(report, why=options.why, width=width, colour=is_screen and wants_colour())


def wants_colour() -> bool:
    """Say whether standard output is a terminal that takes colour (see no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _put(shaped: str, name: str, options: argparse.Namespace, *, is_first: bool) -> None:
    if options.output is None:
        gap = "\n" if options.format == "text" and not is_first else ""
        sys.stdout.write(gap + shaped)
        sys.stdout.flush()
        return
    is_folder = _is_folder(options.output)
    path = _target(name, options) if is_folder else Path(options.output)
    try:
        if is_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if is_folder or is_first else "a", encoding="utf-8", newline="") as stream:
            stream.write(shaped)
    except OSError as error:
        raise OutputError(
            f"{str(path)!r} cannot be written: {error.strerror}; give another --output"
        ) from None

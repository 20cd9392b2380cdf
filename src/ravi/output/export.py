"""Writes incidents to a file or stream in one of the forms of ``ravi.output.forms``.

Whatever order incidents come in, the same incidents make the same bytes: they are
written in the order of their ids. A caller who has them in that order says so, and they
are then written one by one, never all in memory.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from ravi.errors import InputError, OutputError
from ravi.ledger.records import Incident

#: The module under ``ravi.output.forms`` of each form, and how its files end.
FORMS: dict[str, tuple[str, str]] = {
    "jsonl": ("jsonl", ".jsonl"),
    "csv": ("claims_csv", ".csv"),
    "parquet": ("claims_parquet", ".parquet"),
    "geojson": ("geojson", ".geojson"),
    "acled": ("acled", ".csv"),
    "ucdp": ("ucdp", ".csv"),
    "plover": ("plover", ".csv"),
    "annotations": ("annotations", ".jsonld"),
}


def export(
    incidents: Iterable[Incident],
    form: str,
    target: str | os.PathLike[str] | IO[Any],
    *,
    in_order: bool = False,
) -> None:
    """Write ``incidents`` in a form to a path or an open stream.

    A path is written beside itself first and put in place whole, so that a failed export leaves what was there.
    A text stream serves every form but Parquet; its encoding is the caller's (``utf-8-sig`` for Excel), and it
    must have been opened with ``newline=""``. ``in_order`` says that the incidents come in the order of their
    ids; without it they are all gathered and sorted first.

    Raises ``InputError`` for a form that there is not, and ``OutputError`` for a place that cannot be written,
    a form whose library is missing, or an incident that is out of order or comes twice.
    """
    module = _module(form)
    ordered = _checked(incidents if in_order else sorted(incidents, key=_id))
    if isinstance(target, str | os.PathLike):
        _to_path(module, ordered, Path(target))
    else:
        _to_stream(module, ordered, target, form)


def _id(incident: Incident) -> str:
    return incident.id


def _module(form: str) -> Any:
    if form not in FORMS:
        raise InputError(f"there is no form {form!r}; use one of: {', '.join(FORMS)}")
    return import_module(f"ravi.output.forms.{FORMS[form][0]}")


def _checked(incidents: Iterable[Incident]) -> Iterator[Incident]:
    """Yield the incidents, as long as each has a greater id than the one before."""
    last: str | None = None
    for incident in incidents:
        if last is not None and incident.id <= last:
            fault = "comes twice" if incident.id == last else f"comes after {last!r}"
            raise OutputError(
                f"the incident {incident.id!r} {fault}; give each once, and leave out in_order where they are unsorted"
            )
        last = incident.id
        yield incident


def _to_path(module: Any, incidents: Iterator[Incident], path: Path) -> None:
    is_special = path.exists() and not path.is_file()  # a device, a pipe: nothing to put in place
    path = path if is_special else Path(os.path.realpath(path))
    beside = path if is_special else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("wb") as stream:
                if path.exists() and not is_special:
                    shutil.copymode(path, beside)  # what only its owner could read stays so
                _write(module, incidents, stream)
            if not is_special:
                os.replace(beside, path)
        except BaseException:
            if not is_special:
                beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{str(path)!r} cannot be written: {reason}; give another place") from None


def _to_stream(module: Any, incidents: Iterator[Incident], stream: IO[Any], form: str) -> None:
    if not isinstance(stream, io.TextIOBase):
        _write(module, incidents, stream)
    elif hasattr(module, "write"):
        raise OutputError(
            f"{form} is not text and cannot go to a text stream; give a path or a binary stream"
        )
    else:
        for line in module.lines(incidents):
            stream.write(line)


def _write(module: Any, incidents: Iterator[Incident], stream: IO[bytes]) -> None:
    write: Callable[[Iterable[Incident], IO[bytes]], None] | None = getattr(module, "write", None)
    if write is not None:
        write(incidents, stream)
        return
    for line in module.lines(incidents):
        stream.write(line.encode("utf-8"))

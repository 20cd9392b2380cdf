"""The reports that people checked, as gold files: one JSON a report in the form of ``docs/format.md``.

Rejected claims are left out, corrected fields stand as corrected; each claim's ``review`` says who
judged it last, and that of a claim nobody judged is ``open``.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from ravi.errors import OutputError
from ravi.ledger.judgements.corrections import gold_report, reviewed_reports

#: The day that files in the archive bear, so that the same corrections make the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


def gold_files(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the content of each file, for the reports of which a claim was judged."""
    for name in reviewed_reports(connection):
        yield f"{name}.json", gold_report(connection, name)


def lines(connection: Connection) -> Iterator[str]:
    """Yield the files as lines of JSON."""
    for _, told in gold_files(connection):
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_folder(connection: Connection, folder: Path) -> int:
    """Write each file into ``folder``, which is made where it is not there; return how many."""
    number = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, told in gold_files(connection):
            (folder / name).write_text(_text(told), encoding="utf-8", newline="")
            number += 1
    except OSError as error:
        raise OutputError(
            f"{str(folder)!r} cannot be written: {error.strerror}; give another --output"
        ) from None
    return number


def write_zip(connection: Connection, stream: IO[bytes]) -> None:
    """Write the files as one archive."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, told in gold_files(connection):
            archive.writestr(zipfile.ZipInfo(name, _DAY), _text(told))


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

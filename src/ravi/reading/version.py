"""Names the reader: its release, and a hash of all that decides what it reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import ravi

_ROOMS = ("reading", "languages", "data")
_CODE = (".pyc", "__pycache__")


@cache
def reader_version() -> str:
    """Return the version that stands beside every claim in a ledger, such as ``0.1.0+5f0c3a9d``.

    It changes with the code of the corridor, the lexicons, the gazetteer and the model.
    """
    told = hashlib.blake2b(digest_size=4)
    for room in _ROOMS:
        for path in _walk(files("ravi") / room):
            told.update(path.name.encode())
            told.update(path.read_bytes())
    return f"{ravi.__version__}+{told.hexdigest()}"


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for path in sorted(folder.iterdir(), key=_name):
        if path.name.endswith(_CODE):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _name(path: Traversable) -> str:
    return path.name

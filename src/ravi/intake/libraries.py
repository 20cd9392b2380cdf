"""Loads the libraries that only taking in needs, or says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ravi.errors import InputError


def load_library(name: str, need: str) -> Any:
    """Return the module ``name``; ``need`` is what it is for, as it stands in the message without it.

    >>> load_library("no_such_library", "reading tea leaves")
    Traceback (most recent call last):
    ...
    ravi.errors.InputError: reading tea leaves needs the library no_such_library \
(No module named 'no_such_library'); install it with: pip install 'ravi[intake]'
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(
            f"{need} needs the library {name.split('.')[0]} ({error}); "
            "install it with: pip install 'ravi[intake]'"
        ) from None

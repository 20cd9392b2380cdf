"""The command line that the measures of phrases share: a path, ``--json``, ``--errors``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def run(description: str | None, measure: Callable[[Path], dict[str, Any]]) -> None:
    """Measure the path named on the command line and print its figures; ``errors`` are listed when asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("path", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    figures = measure(options.path)
    errors = figures.pop("errors")
    if options.json:
        print(json.dumps({**figures, **({"errors": errors} if options.errors else {})}, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:16}{value}")
    for error in errors if options.errors else ():
        print(*error, sep="\t")

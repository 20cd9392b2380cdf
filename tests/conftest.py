"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Tests know the package's places alone, whatever the person who runs them has added.
os.environ["RAVI_GAZETTEERS"] = os.devnull

SHARED = Path(__file__).parents[2] / "shared"
"""The folder of annotated reports beside the checkout; tests that need it are skipped where it is not."""


@pytest.fixture
def annotated() -> list[Path]:
    paths = sorted((SHARED / "gold" / "dev").glob("*.json"))
    if not paths:
        pytest.skip("no annotated reports beside this checkout")
    return paths

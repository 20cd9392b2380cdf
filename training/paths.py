"""Where training reads and writes."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Data for training and measuring; its README tells each set's origin and licence.
SHARED = ROOT.parent / "shared"
#: Checkpoints and other working files, never committed.
WORK = ROOT / "training" / "work"
#: What the package ships.
MODEL = ROOT / "src" / "ravi" / "data" / "model"

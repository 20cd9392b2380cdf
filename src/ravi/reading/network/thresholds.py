"""How sure the heads must be: chosen on gold reports kept out of training, by ``training/tune.py``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least chances. Lower ones find more and err more.

    ``event``: that a word is part of an event, ``type``: that it is one of the type that is likeliest, ``quoted``:
    that it is part of some event, where a voice tells no other; ``voice``: added to nobody's chance against the
    best voice (below 0 favours voices); ``near``: added to the score of a voice in the trigger's own sentence,
    ``near_slot`` to that of a place, time or count there; ``join``: that two mentions are one claim, ``join_near``
    in one sentence; ``same_event``: that two claims tell of one event; ``agent``, ``target``, ``relay``, ``count``,
    ``means``: that words fill the slot; ``place``, ``time``: like ``voice``. ``actual``, ``affirmed``: that the
    usual holds; below it the likeliest other value is taken.
    """

    event: float = 0.7
    type: float = 0.5
    quoted: float = 0.5
    voice: float = 0.2
    near: float = 1.0
    near_slot: float = 1.0
    join: float = 0.8
    join_near: float = 0.05
    same_event: float = 0.5
    agent: float = 0.3
    target: float = 0.5
    relay: float = 0.6
    count: float = 0.5
    means: float = 0.6
    place: float = 0.2
    time: float = 0.1
    actual: float = 0.3
    affirmed: float = 0.3


@cache
def load_thresholds() -> Thresholds:
    """Return the shipped thresholds."""
    path = files("ravi.data") / "model" / "thresholds.json"
    if not path.is_file():
        return Thresholds()
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Thresholds(**{f.name: float(raw[f.name]) for f in fields(Thresholds) if f.name in raw})

"""Makes as many different reports as a measure of a ledger needs, from a few real ones that have claims.

The publication day, all times, places and counts move, and the letters of the words outside them
are exchanged, so that the reports are neither copies of each other nor about the same events,
and yet each is as long, as full and as linked within itself as a real one. Every report comes in
two to four tellings: the same places, days and counts, other words, another publisher.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from ravi.output.json import report_from_dict
from ravi.report import Claim, Count, Mention, Period, Place, Report, Span

#: The first day of made events, and the years over which they are spread where nobody says how many a day has.
BEGINNING = date(2012, 1, 1)
YEARS = 10
TELLINGS = (1, 2, 2, 3, 4)
_LETTERS = "ابپتجچحدرزسشعغفقکگلمنوهی"


def load_seeds(folder: Path) -> list[Report]:
    """Return the reports with claims in the JSON files of ``folder`` (``docs/format.md``)."""
    reports = [
        report_from_dict(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    ]
    return [report for report in reports if report.claims and report.published]


def make_reports(seeds: Sequence[Report], *, daily: float | None = None, seed: int = 1) -> Iterator[Report]:
    """Yield made reports without end, the same ones for the same ``seeds``, ``daily`` and ``seed``.

    With ``daily`` they come day after day, so many a day, as they come to a desk. Without it they
    are spread over ten years, whose days get fuller with every report.
    """
    rng = random.Random(seed)
    made = 0
    for number in count():
        model = seeds[number % len(seeds)]
        days = rng.randrange(365 * YEARS) if daily is None else int(made / daily)
        day = BEGINNING + timedelta(days=days)
        assert model.published is not None
        move = _Move(
            day - model.published, rng.uniform(-6, 6), rng.uniform(-8, 8), rng.randrange(1, 5), number
        )
        for telling in range(rng.choice(TELLINGS)):
            made += 1
            yield _tell(model, move, telling, rng)


class _Move:
    """How far the events of one made report lie from those of its model."""

    def __init__(self, days: timedelta, north: float, east: float, factor: int, number: int) -> None:
        self.days, self.north, self.east, self.factor, self.number = days, north, east, factor, number

    def claim(self, claim: Claim, publisher: Mention) -> Claim:
        return replace(
            claim,
            place=claim.place and self.place(claim.place),
            time=claim.time and self.period(claim.time),
            counts=tuple(self.count(one) for one in claim.counts),
            chain=(publisher, *claim.chain[1:]),
        )

    def place(self, place: Place) -> Place:
        known = place.latitude is not None and place.longitude is not None
        return replace(
            place,
            name=f"{place.name} {self.number}",
            latitude=place.latitude + self.north if known and place.latitude is not None else None,
            longitude=place.longitude + self.east if known and place.longitude is not None else None,
            geonames=None,
            admin=tuple(f"{name} {self.number}" for name in place.admin),
        )

    def period(self, period: Period) -> Period:
        return replace(
            period,
            start=period.start and period.start + self.days,
            end=period.end and period.end + self.days,
        )

    def count(self, told: Count) -> Count:
        low, high = (None if bound is None else bound * self.factor for bound in (told.low, told.high))
        return replace(told, low=low, high=high)


def _tell(model: Report, move: _Move, telling: int, rng: random.Random) -> Report:
    publisher = f"خبرگزاری {rng.randrange(40)}"
    named = Mention(publisher, None)
    assert model.published is not None
    return replace(
        model,
        id=f"{move.number}-{telling}",
        text=_reword(model, rng),
        publisher=publisher,
        published=model.published + move.days + timedelta(days=rng.choice((0, 0, 0, 1))),
        claims=tuple(move.claim(claim, named) for claim in model.claims),
    )


def _reword(model: Report, rng: random.Random) -> str:
    """Return the text with half of the words that no claim names put into other letters, each as long as it was."""
    kept = sorted(span for claim in model.claims for span in _named(claim))
    table = str.maketrans(dict(zip(_LETTERS, rng.sample(_LETTERS, len(_LETTERS)), strict=True)))
    words, at = [], 0
    for word in model.text.split(" "):
        span = Span(at, at + len(word))
        free = rng.random() < 0.5 and not any(span.overlaps(other) for other in kept)
        words.append(word.translate(table) if free else word)
        at = span.end + 1
    return " ".join(words)


def _named(claim: Claim) -> Iterator[Span]:
    yield from (claim.trigger, *claim.also)
    for mention in (*claim.agents, *claim.targets, *claim.chain):
        if mention.span:
            yield mention.span
    for field in (claim.place, claim.time, *claim.counts):
        if field:
            yield field.span

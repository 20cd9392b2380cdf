"""Fourth stage: chooses the thresholds on gold reports that training left out.

usage: python -m training.tune GOLD_DIR [--every N] [--also DIR] [--model DIR]

Every Nth report of the first folder and all of the other are read with the exported
model; each threshold in turn takes the value that serves its figure best, twice round.
The first folder's figures count double. Smooth figures win over sharp ones: a value's
score is averaged with its neighbours'; and a value must be plainly better than the one
at hand to replace it, for the reports are few.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bench.scoring import Tally
from ravi.output.json import report_to_dict
from ravi.reading.accept import parse_published
from ravi.reading.claims.told import Told
from ravi.reading.claims.writing import write_claims
from ravi.reading.network.model import Model
from ravi.reading.network.thresholds import Thresholds
from ravi.reading.reader import survey
from ravi.report import Report
from training import paths
from training.gold import read_gold

#: Each threshold's values and the figures that choose it.
GRID: dict[str, tuple[tuple[float, ...], tuple[str, ...]]] = {
    "event": ((0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85), ("attributed event", "event")),
    "type": ((0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6), ("attributed event", "event")),
    "quoted": ((0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7), ("attributed event",)),
    "voice": ((-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7), ("attributed event",)),
    "near": ((0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0), ("attributed event",)),
    "join": ((0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95), ("attributed event", "event")),
    "join_near": ((0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9), ("attributed event", "event")),
    "same_event": ((0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3), ("same event",)),
    "actual": ((0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), ("attributed event",)),
    "affirmed": ((0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), ("attributed event",)),
    "relay": ((0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), ("full chain",)),
    "agent": ((0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6), ("agents",)),
    "target": ((0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6), ("targets",)),
    "count": ((0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), ("counts",)),
    "near_slot": ((0.0, 0.5, 1.0, 1.5, 2.0, 2.5), ("place", "time", "counts")),
    "means": ((0.2, 0.3, 0.4, 0.5, 0.6, 0.7), ("means accuracy",)),
    "place": ((-0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3), ("place",)),
    "time": ((-0.5, -0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3), ("time",)),
}  # fmt: skip

#: By how much a value must be better than the one at hand.
PLAINLY = 0.004

Case = tuple[dict[str, Any], Report, Told]


def prepare(gold: list[dict[str, Any]], model: Model) -> list[Case]:
    """Read every report up to its claims."""
    cases = []
    for item in gold:
        told = item["report"]
        report = Report(
            told["text"],
            told["language"],
            told["publisher"],
            parse_published(told["published"]),
            told["title"],
            told["id"],
        )
        cases.append((item, *survey(report, model, Thresholds())))
    return cases


def figures(cases: list[Case], thresholds: Thresholds) -> dict[str, float]:
    """Return the figures that thresholds reach; of rates, F1."""
    tally = Tally()
    for gold, report, told in cases:
        claims = write_claims(replace(told, thresholds=thresholds))
        tally.add(gold["report"]["id"], gold, report_to_dict(replace(report, claims=claims))["claims"])
    return {n: (v["f1"] if isinstance(v, dict) else v) for n, v in tally.figures().items()}


def smooth(scores: list[float]) -> list[float]:
    """Average each score with its neighbours, itself counting double."""
    padded = [scores[0], *scores, scores[-1]]
    return [(a + 2 * b + c) / 4 for a, b, c in zip(padded, padded[1:], padded[2:], strict=False)]


def weigh(sets: list[list[Case]], thresholds: Thresholds) -> dict[str, float]:
    """Return the figures over several sets, the first counting double."""
    found = [figures(cases, thresholds) for cases in sets]
    weights = [2, *[1] * (len(found) - 1)]
    return {n: sum(w * f[n] for w, f in zip(weights, found, strict=True)) / sum(weights) for n in found[0]}


def tune(sets: list[list[Case]], thresholds: Thresholds) -> Thresholds:
    """Choose each threshold in turn, twice round."""
    for _ in range(2):
        for name, (values, wanted) in GRID.items():
            scores = []
            for value in values:
                found = weigh(sets, replace(thresholds, **{name: value}))
                scores.append(sum(found[w] for w in wanted) / len(wanted))
            even = smooth(scores)
            best = max(range(len(values)), key=lambda i: even[i])
            present = min(range(len(values)), key=lambda i: abs(values[i] - getattr(thresholds, name)))
            if even[best] > even[present] + PLAINLY:
                thresholds = replace(thresholds, **{name: values[best]})
            print(name, getattr(thresholds, name), [round(s, 3) for s in scores], flush=True)
    return thresholds


def main() -> None:
    """Parse the command line, tune, write the thresholds beside the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--also", type=Path, help="a second folder of reports kept out of training")
    parser.add_argument("--model", type=Path, default=paths.MODEL)
    arguments = parser.parse_args()
    model = Model(arguments.model)
    sets = [prepare(list(read_gold(arguments.gold))[:: arguments.every], model)]
    if arguments.also:
        sets.append(prepare(list(read_gold(arguments.also)), model))
    print(sum(map(len, sets)), "reports", weigh(sets, Thresholds()))
    chosen = tune(sets, Thresholds())
    (arguments.model / "thresholds.json").write_text(json.dumps(asdict(chosen), indent=1) + "\n")
    for cases in sets:
        print(len(cases), asdict(chosen), figures(cases, chosen))


if __name__ == "__main__":
    main()

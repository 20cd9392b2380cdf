"""Second stage: the event heads, from gold reports, while the syntax heads go on.

usage: python -m training.finetune DIR[@WEIGHT] … [--shared DIR] [--passes N] [--hold-out N] [--resume]

Starts from the first stage's weights. Each step reads some gold reports and ``--windows``
windows of treebank and entity sentences, so that neither is forgotten; with ``--reports-every
N`` only every Nth step reads reports, which leaves most of the time to trees and names; with
``--alone trees`` none does, and nothing but the syntax heads is trained; with ``--alone reports``
nothing but the event heads. So that reports are not learned by heart, a tenth of their words is hidden
and names are given to others (``training.swaps``). Keeps a running average of the weights, which is
what is saved at the end.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ravi.reading.network import layout
from training import paths
from training.corpora import Corpora, draw_pass, load_corpora
from training.event_training import alike, event_loss, hide, in_a_row, lay
from training.gold import Example, example, read_gold
from training.network import Network, load_network
from training.pretrain import linear, optimiser, prepare_vocabulary
from training.swaps import Swaps
from training.syntax_training import syntax_loss
from training.windows import Pieces, Window, batch, pack

SEED = 23
#: Pieces of gold reports in a step.
PIECES = 1200
#: What each loss counts for. Links are summed over a report's words: unweighted they drown what decides
#: whether a claim is right at all, its type, voice and manner.
WEIGHTS = {"types": 3.0, "origin": 2.0, "modality": 2.0, "certainty": 0.5, "channel": 0.5, "rank": 0.5, "means": 0.3,
           "agents": 0.25, "targets": 0.25, "counts": 0.25, "relay": 0.25, "also": 0.25, "event": 0.1,
           "place": 0.5, "time": 0.5}  # fmt: skip
#: The share of a report's words that is hidden in each reading.
HIDDEN = 0.1
#: Which part of the network is trained where trees or reports are read alone.
ALONE = {"trees": "syntax", "reports": "events"}
#: How fast the running average of the weights forgets.
AVERAGE = 0.99


def syntax_windows(corpora: Corpora, pieces: Pieces) -> Iterator[Window]:
    """Yield windows of treebank and entity sentences without end."""
    number = 0
    while True:
        rng = random.Random(SEED + number)
        windows = list(pack(draw_pass(corpora, rng), pieces, 256))
        rng.shuffle(windows)
        yield from windows
        number += 1


def groups(reports: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Shuffle the reports and yield them in groups of about ``PIECES`` pieces."""
    order = [e for e in reports for _ in range(int(e.weight) + (rng.random() < e.weight % 1))]
    rng.shuffle(order)
    group: list[Example] = []
    for report in order:
        group.append(report)
        if sum(len(w.pieces) for e in group for w in e.windows) >= PIECES:
            yield group
            group = []
    if group:
        yield group


def spread(lots: Iterable[list[Example]], every: int) -> Iterator[list[Example]]:
    """Yield each group followed by ``every - 1`` empty ones."""
    for group in lots:
        yield group
        for _ in range(every - 1):
            yield []


def read_events(
    network: Network, group: list[Example], rng: random.Random | None = None
) -> list[dict[str, Tensor]]:
    """Run the event heads over a group of reports; return each report's outputs, words in a row."""
    assert network.events is not None
    parts: dict[int, dict[str, Tensor]] = {}
    for lot in alike([(e, w) for e in group for w in e.windows]):
        data = lay(lot)
        if rng:
            hide(data, HIDDEN, rng)
        with torch.autocast("cpu", torch.bfloat16, enabled=network.training):
            states = network.encode(data["pieces"], data["mask"])
        out = network.events(states, data["first"], data["features"])
        for row, (_, window) in enumerate(lot):
            parts[id(window)] = {name: value[row] for name, value in out.items()}
    return [in_a_row(e, [parts[id(w)] for w in e.windows]) for e in group]


class Average:
    """A running average of a network's weights."""

    def __init__(self, network: Network) -> None:
        self.state = {n: v.detach().clone() for n, v in network.state_dict().items()}
        self.steps = 0

    def update(self, network: Network) -> None:
        """Move towards the network's weights, faster in the first steps."""
        self.steps += 1
        keep = min(AVERAGE, self.steps / (self.steps + 10))
        for name, value in network.state_dict().items():
            self.state[name].mul_(keep).add_(value.detach(), alpha=1 - keep)


def train(
    reports: list[Example],
    renamed: Callable[[Example, random.Random], Example],
    corpora: Corpora,
    pieces: Pieces,
    options: argparse.Namespace,
) -> Network:
    """Run the stage and return the network with averaged weights; ``renamed`` gives a report's names to others."""
    torch.manual_seed(options.seed)
    passes = options.passes
    network = load_network(options.start, strict=False)
    for name, part in network.named_children():
        part.requires_grad_(options.alone is None or name == ALONE[options.alone])
    best = optimiser(network, options.rate, 1e-3)
    per_pass = len(list(groups(reports, random.Random(options.seed)))) * options.reports_every
    schedule = torch.optim.lr_scheduler.LambdaLR(best, linear(per_pass * passes, 40, options.least))
    average, checkpoint, done = Average(network), options.out.with_suffix(".steps"), 0
    if options.resume and checkpoint.exists():
        saved = torch.load(checkpoint)
        (
            network.load_state_dict(saved["network"]),
            best.load_state_dict(saved["optimiser"]),
            schedule.load_state_dict(saved["schedule"]),
        )
        average.state, average.steps, done = saved["average"], saved["step"], saved["step"]
    trees, started, step = syntax_windows(corpora, pieces), time.time(), 0
    for number in range(passes):
        for group in spread(groups(reports, random.Random(options.seed + number)), options.reports_every):
            step += 1
            if step <= done:
                continue
            rng = random.Random(options.seed * 100_003 + step)
            group = [] if options.alone == "trees" else [renamed(e, rng) for e in group]
            windows = [] if options.alone == "reports" else [next(trees) for _ in range(options.windows)]
            losses = _step(network, group, windows, best, rng)
            schedule.step(), average.update(network)
            if step % 25 == 0:
                shown = " ".join(f"{k} {v:.3f}" for k, v in losses.items())
                print(f"{step}/{per_pass * passes} {time.time() - started:.0f}s {shown}", flush=True)
            if step % 100 == 0:
                state = {
                    "network": network.state_dict(), "optimiser": best.state_dict(), "step": step,
                    "schedule": schedule.state_dict(), "average": average.state,
                }  # fmt: skip
                torch.save(state, checkpoint.with_suffix(".new"))
                checkpoint.with_suffix(".new").replace(checkpoint)
    network.load_state_dict(average.state)
    return network


def _step(
    network: Network,
    group: list[Example],
    windows: list[Window],
    best: torch.optim.Optimizer,
    rng: random.Random,
) -> dict[str, float]:
    network.train()
    best.zero_grad()
    losses: dict[str, Tensor] = {}
    for report, out in zip(group, read_events(network, group, rng), strict=True):
        for name, loss in event_loss(network, report, out).items():
            losses[name] = losses.get(name, torch.zeros(())) + loss / len(group)
    if losses:
        sum(WEIGHTS.get(name, 1.0) * loss for name, loss in losses.items()).backward()
    if windows:
        data = batch(windows)
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encode(data["pieces"], data["mask"])
        syntax = syntax_loss(network, data, states)
        (0.5 * sum(syntax.values())).backward()
        losses |= syntax
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    best.step()
    return {n: v.item() for n, v in losses.items()}


def weighed(folder: str) -> tuple[Path, float]:
    """Part ``DIR@WEIGHT``: how often a pass draws each report of a folder; 1 where nothing is said."""
    path, _, weight = folder.partition("@")
    return Path(path), float(weight or 1)


def load_reports(
    folders: list[tuple[Path, float]], pieces: layout.Pieces, hold_out: int
) -> tuple[list[Example], dict[str, dict[str, Any]]]:
    """Read the reports of all folders; of the first leave every ``hold_out``th out, of the others most empty ones."""
    reports: list[Example] = []
    sources: dict[str, dict[str, Any]] = {}
    for number, (folder, weight) in enumerate(folders):
        golds = list(read_gold(folder))
        if number == 0 and hold_out:
            golds = [g for i, g in enumerate(golds) if i % hold_out]
        for i, gold in enumerate(golds):
            if gold["claims"] or number == 0 or i % 3 == 0:
                reports.append(example(gold, pieces))
                reports[-1].weight = weight
                sources[gold["report"]["id"]] = gold
    return reports, sources


def main() -> None:
    """Parse the command line, train, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "gold",
        metavar="DIR[@WEIGHT]",
        type=weighed,
        nargs="+",
        help="folders of gold reports, and how often a pass reads each; names are swapped in the first and all "
        "that weigh 1 or more, and of all but the first most empty reports are left out",
    )
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    parser.add_argument("--start", type=Path, default=paths.WORK / "pretrained.pt")
    parser.add_argument("--out", type=Path, default=paths.WORK / "finetuned.pt")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--least", type=float, default=0.03, help="share of the rate that is left at the end")
    parser.add_argument(
        "--hold-out", type=int, default=0, help="leave every Nth report of the first folder out, to tune on"
    )
    parser.add_argument("--mended", type=Path, help="silver trees that training.mended wrote")
    parser.add_argument("--windows", type=int, default=2, help="windows of trees and names in each step")
    parser.add_argument("--reports-every", type=int, default=1, help="read reports in every Nth step only")
    parser.add_argument(
        "--alone", choices=ALONE, help="train the heads for trees, or for reports, and nothing else"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)  # vanishing moments slow a processor down
    corpora = load_corpora(arguments.shared / "data", arguments.mended)
    pieces = prepare_vocabulary(arguments.shared, corpora)
    cutter = layout.Pieces(pieces.tokenizer)
    reports, sources = load_reports(arguments.gold, cutter, arguments.hold_out)
    real = [sources[e.id] for e in reports if e.weight >= 1]
    swaps = Swaps(real, paths.MODEL, paths.WORK / "names.json")
    swappable = {gold["report"]["id"] for gold in real}

    def renamed(report: Example, rng: random.Random) -> Example:
        if report.id not in swappable or rng.random() < 0.5:
            return report
        return example(swaps.swap(sources[report.id], rng), cutter)

    print(len(reports), "reports", sum(len(e.triggers) for e in reports), "event mentions", flush=True)
    network = train(reports, renamed, corpora, pieces, arguments)
    torch.save({"network": network.state_dict()}, arguments.out)


if __name__ == "__main__":
    main()

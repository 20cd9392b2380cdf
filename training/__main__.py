"""Rebuilds the shipped model: ``python -m training --shared ../shared``.

Four stages, each resumable (run the command again after a stop): trees and entities,
events, export to 8-bit ONNX, thresholds; then the figures of the shipped files.
About seven hours on two cores. Intermediate files stand in ``training/work``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from training import paths


def run(*arguments: str) -> str:
    """Run a module of this repository and return what it prints; stop when it fails."""
    print("+", *arguments, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", *arguments], check=True, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, flush=True)
    return done.stdout


def figures(shared: Path) -> dict[str, object]:
    """Measure the shipped files on every set kept out of training."""
    ud, entities = f"{shared}/data/ud", f"{shared}/data/entities"
    perdt, pud = f"{ud}/fa-perdt/fa_perdt-ud-dev.conllu", f"{ud}/ar-pud/ar_pud-ud-test.conllu"
    tweets, wiki = (
        f"{entities}/fa-parstwiner/persian-ner-twitter-data/dev.txt",
        f"{entities}/fa-textmining/eval.conll",
    )
    sets = {
        "trees fa-perdt dev": ("bench.parsing", perdt),
        "trees fa-perdt dev, no half-spaces": ("bench.parsing", perdt, "--strip-half-spaces"),
        "trees en-ewt dev": ("bench.parsing", f"{ud}/en-ewt/en_ewt-ud-dev.conllu", "--language", "en"),
        "trees ar-pud, every tenth": ("bench.parsing", pud, "--language", "ar", "--every", "10"),
        "entities fa-parstwiner dev": ("bench.entities", tweets),
        "entities fa-textmining, every tenth": ("bench.entities", wiki, "--every", "10"),
        "claims gold dev": ("bench.claims", str(shared / "gold/dev")),
    }  # fmt: skip
    return {name: json.loads(run(*command, "--json")) for name, command in sets.items()}


def stages(gold: str, extra: str, written: str, mended: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of the second stage, each from the weights of the one before: its file, what it is told."""
    reports = [f"{gold}@2", extra, f"{written}@0.3"]
    mostly = ["--windows", "8", "--passes", "3"]
    yield "finetuned-on-all", [f"{gold}@2", extra, written]
    # real reports last: docs/decisions/0012
    yield "finetuned-on-real", [*reports, "--passes", "4"]
    # and trees and names once more beside them: 0013
    yield "finetuned-on-trees", [*reports, *mostly, "--reports-every", "4", "--rate", "1.5e-4"]
    # the trees mended by what was learned from them: 0014
    trees = ["--mended", mended]
    yield "finetuned-on-mended", [*reports, *mostly, *trees, "--reports-every", "2", "--rate", "1.2e-4"]
    # the heads of either side by themselves: 0018
    alone = ["--alone", "trees", "--windows", "8", "--passes", "8", "--rate", "3e-5"]
    yield "finetuned-heads", [gold, *trees, *alone]
    yield "finetuned", [*reports, "--alone", "reports", "--passes", "1", "--rate", "5e-5"]


def train(shared: Path) -> None:
    """Run every stage that has not left its file yet, and export the weights."""
    gold, extra, written = str(shared / "gold/train"), paths.WORK / "extra-gold", paths.WORK / "written"
    mended, before = paths.WORK / "mended.jsonl", paths.WORK / "pretrained.pt"
    run("training.extra_gold", str(extra), "--shared", str(shared))
    run("training.written", str(written))
    if not before.exists():
        run("training.pretrain", "--shared", str(shared), "--resume")
    for name, told in stages(gold, str(extra), str(written), str(mended)):
        out = paths.WORK / f"{name}.pt"
        if "--mended" in told and not mended.exists():
            run("training.mended", "--weights", str(before), "--out", str(mended), "--shared", str(shared))
        if not out.exists():
            common = ("--hold-out", "10", "--shared", str(shared), "--resume")
            run("training.finetune", *told, *common, "--start", str(before), "--out", str(out))
        before = out
    run("training.export", "--shared", str(shared))
    run("training.tune", gold, "--every", "10", "--also", str(written / "held-out"))


def main() -> None:
    """Train, unless only the figures are asked for, and measure what ships."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    parser.add_argument(
        "--figures-only", action="store_true", help="measure the shipped files, train nothing"
    )
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    if not arguments.figures_only:
        train(shared)
    (paths.MODEL / "figures.json").write_text(json.dumps(figures(shared), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

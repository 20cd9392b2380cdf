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


def main() -> None:
    """Run every stage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    parser.add_argument(
        "--figures-only", action="store_true", help="measure the shipped files, train nothing"
    )
    arguments = parser.parse_args()
    shared, extra, written = arguments.shared.resolve(), paths.WORK / "extra-gold", paths.WORK / "written"
    if not arguments.figures_only:
        gold = str(shared / "gold/train")
        run("training.extra_gold", str(extra), "--shared", str(shared))
        run("training.written", str(written))
        if not (paths.WORK / "pretrained.pt").exists():
            run("training.pretrain", "--shared", str(shared), "--resume")
        first, real, trees, last = (
            paths.WORK / f"{n}.pt"
            for n in ("finetuned-on-all", "finetuned-on-real", "finetuned-on-trees", "finetuned")
        )
        common = ("--hold-out", "10", "--shared", str(shared), "--resume")
        if not first.exists():
            run("training.finetune", f"{gold}@2", str(extra), str(written), *common, "--out", str(first))
        folders = (f"{gold}@2", str(extra), f"{written}@0.3")
        mostly = ("--windows", "8", "--passes", "3")
        if not real.exists():  # real reports last: see docs/decisions/0012
            few = ("--out", str(real), "--passes", "4")
            run("training.finetune", *folders, *common, "--start", str(first), *few)
        if not trees.exists():  # and trees and names once more beside them: see docs/decisions/0013
            sparse = ("--out", str(trees), "--reports-every", "4", "--rate", "1.5e-4")
            run("training.finetune", *folders, *common, "--start", str(real), *mostly, *sparse)
        if not last.exists():  # the trees mended by what was learned from them: see docs/decisions/0014
            mended = paths.WORK / "mended.jsonl"
            if not mended.exists():
                run("training.mended", "--weights", str(trees), "--out", str(mended), "--shared", str(shared))
            denser = ("--mended", str(mended), "--reports-every", "2", "--rate", "1.2e-4")
            run("training.finetune", *folders, *common, "--start", str(trees), *mostly, *denser)
        run("training.export", "--shared", str(shared))
        run("training.tune", gold, "--every", "10", "--also", str(written / "held-out"))
    (paths.MODEL / "figures.json").write_text(json.dumps(figures(shared), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

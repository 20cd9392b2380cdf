"""First stage: tags, trees and entities.

usage: python -m training.pretrain [--shared DIR] [--passes N] [--resume]

Cuts the vocabulary, starts from the pretrained encoder's first layers and trains
the syntax heads on every treebank and entity corpus; checkpoints every 200 steps.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training import paths
from training.corpora import Corpora, draw_pass, load_corpora
from training.network import Network, Shape
from training.pretrained import open_pretrained
from training.syntax_training import measure, syntax_loss
from training.vocabulary import count_words, cut, embedding_blocks, read_news
from training.windows import Pieces, batch, pack

WINDOW, BATCH, SEED = 256, 8, 11


def prepare_vocabulary(shared: Path, corpora: Corpora) -> Pieces:
    """Cut the vocabulary once; return the word-to-pieces map over it."""
    target = paths.WORK / "vocabulary"
    if not (target / "tokenizer.json").exists():
        words = count_words(read_news(shared / "data" / "news"))
        sets = [s for s, _ in corpora.train]
        words += count_words((" ".join(s.words), s.language) for sentences in sets for s in sentences)
        cut(open_pretrained(), words, target)
    return Pieces(Tokenizer.from_file(str(target / "tokenizer.json")))


def optimiser(network: Network, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with one rate for the encoder, three times it for the heads' own layers, a higher one for the heads."""
    encoder, layer, heads = [], [], []
    for name, weights in network.named_parameters():
        if not weights.requires_grad:
            continue
        own = layer if ".words." in name else heads
        (encoder if name.startswith("encoder.") else own).append(weights)
    rates = ((encoder, encoder_rate), (layer, 3 * encoder_rate), (heads, head_rate))
    groups = [{"params": weights, "lr": rate} for weights, rate in rates if weights]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def linear(steps: int, warm: int, least: float):
    """Warm up, then fall in a line to ``least`` of the rate."""
    return lambda i: min((i + 1) / warm, max(least, 1 - (1 - least) * i / steps))


def figures(network: Network, corpora: Corpora, pieces: Pieces) -> dict[str, dict[str, float]]:
    """Measure every held-out set, the Persian treebank also with its half-spaces lost."""
    result = {name: measure(network, sentences, pieces) for name, sentences in corpora.measure.items()}
    stripped = [s.without_half_spaces() for s in corpora.measure["fa-perdt"]]
    return result | {"fa-perdt-stripped": measure(network, stripped, pieces)}


def train(shared: Path, passes: int, resume: bool) -> None:
    """Run the stage; resumes from the last checkpoint when asked."""
    torch.manual_seed(SEED)
    corpora = load_corpora(shared / "data")
    pieces = prepare_vocabulary(shared, corpora)
    network = Network(Shape(), embedding_blocks(paths.WORK / "vocabulary" / "embeddings.npy"))
    network.start_from(open_pretrained())
    per_pass = len(list(pack(draw_pass(corpora, random.Random(SEED)), pieces, WINDOW))) // BATCH
    steps = per_pass * passes
    best = optimiser(network, 2e-4, 1.5e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(best, linear(steps, 150, 0.05))
    checkpoint = paths.WORK / "pretrain.pt"
    done = 0
    if resume and checkpoint.exists():
        saved = torch.load(checkpoint)
        (
            network.load_state_dict(saved["network"]),
            best.load_state_dict(saved["optimiser"]),
            schedule.load_state_dict(saved["schedule"]),
        )
        done = saved["step"]
    started, step = time.time(), 0
    for number in range(passes):
        rng = random.Random(SEED + number)
        windows = list(pack(draw_pass(corpora, rng), pieces, WINDOW))
        rng.shuffle(windows)
        for i in range(0, per_pass * BATCH, BATCH):
            step += 1
            if step <= done:
                continue
            network.train()
            data = batch(windows[i : i + BATCH])
            with torch.autocast("cpu", torch.bfloat16):
                states = network.encode(data["pieces"], data["mask"])
            losses = syntax_loss(network, data, states)
            best.zero_grad()
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            best.step(), schedule.step()
            if step % 25 == 0:
                shown = {k: round(v.item(), 3) for k, v in losses.items()}
                print(f"{step}/{steps} {time.time() - started:.0f}s {shown}", flush=True)
            if step % 200 == 0:
                saved = {
                    "network": network.state_dict(),
                    "optimiser": best.state_dict(),
                    "schedule": schedule.state_dict(),
                    "step": step,
                }
                torch.save(saved, checkpoint.with_suffix(".new"))
                checkpoint.with_suffix(".new").replace(checkpoint)
        if step > done:
            print(
                f"pass {number + 1}: {measure(network, corpora.measure['fa-perdt'][:400], pieces)}",
                flush=True,
            )
    torch.save({"network": network.state_dict(), "step": step}, paths.WORK / "pretrained.pt")
    result = figures(network, corpora, pieces)
    (paths.WORK / "pretrain-figures.json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--resume", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)  # vanishing moments slow a processor down
    paths.WORK.mkdir(parents=True, exist_ok=True)
    train(arguments.shared, arguments.passes, arguments.resume)


if __name__ == "__main__":
    main()

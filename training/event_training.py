"""Losses of the event heads."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ravi.reading.network.layout import END, UNKNOWN, Window
from training.gold import Example, Trigger
from training.labels import ATTRIBUTES, LINKS, MEANS, SINGLE
from training.network import Network
from training.windows import PAD

#: What a value that is not the usual one weighs: of denied events the model would miss every other, so rare are they.
RARE = {"polarity": 3.0, "modality": 1.5}


def lay(windows: list[tuple[Example, Window]]) -> dict[str, Tensor]:
    """Return windows of reports as tensors, padded to the longest."""
    length, words = max(len(w.pieces) for _, w in windows), max(len(w.first) for _, w in windows)
    features = np.zeros((len(windows), words, windows[0][0].features.shape[1]), np.float32)
    for row, (example, window) in zip(features, windows, strict=True):
        row[1 : len(window.first)] = example.features[window.tokens.start : window.tokens.stop]
    pieces = torch.tensor([w.pieces + [PAD] * (length - len(w.pieces)) for _, w in windows])
    first = torch.tensor([w.first + [0] * (words - len(w.first)) for _, w in windows])
    return {"pieces": pieces, "mask": pieces != PAD, "first": first, "features": torch.from_numpy(features)}


def hide(data: dict[str, Tensor], share: float, rng: random.Random) -> None:
    """Hide a share of the words from the network: reports read many times over are learned by heart otherwise.

    All pieces of a hidden word become unknown, or, half the time, pieces from elsewhere in the
    batch; what the lexicons say of it is withheld. Word 0 and the ends of sentences stay.
    """
    pieces, first = data["pieces"], data["first"]
    real = pieces[data["mask"]]
    for row, starts in enumerate(first):
        bounds = [*starts[starts > 0].tolist(), int(data["mask"][row].sum()) - 1]
        for word, (begin, end) in enumerate(pairwise(bounds), 1):
            if rng.random() >= share:
                continue
            if pieces[row, end - 1] == END:
                end -= 1
            data["features"][row, word] = 0
            if rng.random() < 0.5:
                pieces[row, begin:end] = UNKNOWN
            else:
                pieces[row, begin:end] = real[torch.randint(len(real), (end - begin,))]


def alike(windows: list[tuple[Example, Window]]) -> Iterator[list[tuple[Example, Window]]]:
    """Part windows into lots of much the same length, so that little is padded."""
    lot: list[tuple[Example, Window]] = []
    for item in sorted(windows, key=lambda w: len(w[1].pieces)):
        if lot and len(item[1].pieces) > 40 + 1.1 * len(lot[0][1].pieces):
            yield lot
            lot = []
        lot.append(item)
    if lot:
        yield lot


def in_a_row(example: Example, parts: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Put the windows' words in a row: (1 + tokens, size); row 0 is the first window's start."""
    rows = [range(len(w.first)) for w in example.windows]
    return {
        n: torch.cat([p[n][1 if i else 0 : r.stop] for i, (p, r) in enumerate(zip(parts, rows, strict=True))])
        for n in parts[0]
    }


def event_loss(network: Network, example: Example, out: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the loss of each event head on one report; ``out`` as ``gather`` gives it."""
    wanted = torch.tensor([0, *example.types])
    losses = {
        "types": F.cross_entropy(out["types"][1:], wanted[1:], reduction="sum")
        / (5 + sum(t > 0 for t in example.types)),
        "voices": F.cross_entropy(
            out["voices"][1:], torch.tensor(example.voices), weight=torch.tensor([1.0, 2.0, 2.0])
        ),
    }
    if not example.triggers:
        return losses
    spread = [(w, t) for t in example.triggers for w in t.words]
    index = torch.tensor([w for w, _ in spread])
    weight = torch.tensor([1 / len(t.words) for _, t in spread])
    weight = weight / len(example.triggers)
    losses |= _manner_losses(out, index, weight, [t for _, t in spread])
    return losses | _link_losses(network, example, out, index, weight, [t for _, t in spread])


def _manner_losses(
    out: dict[str, Tensor], index: Tensor, weight: Tensor, triggers: list[Trigger]
) -> dict[str, Tensor]:
    parts = out["attributes"][index].split([len(v) for v in ATTRIBUTES.values()], -1)
    losses = {}
    for (name, _), scores in zip(ATTRIBUTES.items(), parts, strict=True):
        gold = torch.tensor([t.attributes[name] for t in triggers])
        rare = 1 + (gold > 0) * (RARE.get(name, 1.0) - 1)
        losses[name] = (F.cross_entropy(scores, gold, reduction="none") * weight * rare).sum()
    gold = torch.zeros(len(triggers), len(MEANS))
    for row, trigger in zip(gold, triggers, strict=True):
        row[trigger.means] = 1
    each = F.binary_cross_entropy_with_logits(out["means"][index], gold, reduction="none").sum(-1)
    return losses | {"means": (each * weight).sum()}


def _link_losses(
    network: Network,
    example: Example,
    out: dict[str, Tensor],
    index: Tensor,
    weight: Tensor,
    triggers: list[Trigger],
) -> dict[str, Tensor]:
    assert network.events is not None
    scores = network.events.links(
        out["asks"], out["answers"], index, example.standing
    )  # (links, triggers, words)
    losses = {}
    for name, row in zip(LINKS, scores, strict=True):
        gold = torch.zeros(row.shape)
        free = torch.zeros(row.shape)
        for i, trigger in enumerate(triggers):
            gold[i, list(trigger.links[name])] = 1
            free[i, list(trigger.ignored[name])] = 1
        if name in SINGLE:
            right = row.masked_fill(gold == 0, -1e4).logsumexp(-1)
            each = row.logsumexp(-1) - right
        else:
            each = (F.binary_cross_entropy_with_logits(row, gold, reduction="none") * (1 - free)).sum(
                -1
            ) * 0.5
        losses[name] = (each * weight).sum()
    return losses

"""Losses and figures of the syntax heads."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from bench.entities import entities
from ravi.reading.network.name_labels import choose_labels
from training.labels import ENTITIES, TAGS
from training.network import Network
from training.sentence import Sentence
from training.windows import IGNORED, Pieces, Window, arc_mask, batch, pack

NOUN, PROPN = TAGS.index("NOUN"), TAGS.index("PROPN")


def _entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    if not (wanted != IGNORED).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)


def tag_loss(scores: Tensor, wanted: Tensor, vague: Tensor) -> Tensor:
    """Cross entropy, where a vague noun may be a noun or a proper noun alike."""
    chances = scores.log_softmax(-1)
    either = torch.logaddexp(chances[..., NOUN], chances[..., PROPN])
    exact = torch.gather(chances, -1, wanted.clamp(min=0)[..., None])[..., 0]
    known = wanted != IGNORED
    return -(torch.where(vague, either, exact) * known).sum() / known.sum().clamp(min=1)


def syntax_loss(network: Network, data: dict[str, Tensor], states: list[Tensor]) -> dict[str, Tensor]:
    """Return the loss of each syntax head."""
    out = {k: v.float() for k, v in network.syntax(states, data["first"]).items()}
    arcs = out["arcs"].masked_fill(~arc_mask(data["sentence"]), -1e4)
    relations = network.syntax.relations(out["label_head"], out["label_dep"], data["heads"].clamp(min=0))
    return {
        "tags": tag_loss(out["tags"], data["tags"], data["vague"]),
        "arcs": _entropy(arcs, data["heads"]),
        "relations": _entropy(relations, data["relations"]),
        "entities": _entropy(out["entities"].masked_fill(data["closed"], -1e4), data["entities"]),
    }


def measure(network: Network, sentences: list[Sentence], pieces: Pieces) -> dict[str, float]:
    """Return UPOS, UAS and LAS (shares of words, punctuation included) or entity precision, recall and F1."""
    windows: list[Window] = list(pack(sentences, pieces, 256))
    hits = dict.fromkeys(("words", "tag", "head", "both", "tp", "gold", "found"), 0)
    network.eval()
    with torch.inference_mode():
        for i in range(0, len(windows), 8):
            data = batch(windows[i : i + 8])
            out = network.syntax(network.encode(data["pieces"], data["mask"]), data["first"])
            heads = out["arcs"].masked_fill(~arc_mask(data["sentence"]), -1e4).argmax(-1)
            relations = network.syntax.relations(out["label_head"], out["label_dep"], heads).argmax(-1)
            known = data["heads"] != IGNORED
            right = (heads == data["heads"]) & known
            hits["words"] += int(known.sum())
            hits["tag"] += int(((out["tags"].argmax(-1) == data["tags"]) & known).sum())
            hits["head"] += int(right.sum())
            hits["both"] += int((right & (relations == data["relations"])).sum())
            scores = out["entities"].masked_fill(data["closed"], -1e4).numpy()
            for window, row in zip(windows[i : i + 8], scores, strict=True):
                _count_entities(
                    window, choose_labels(row[: len(window.first)], ENTITIES, window.sentence), hits
                )
    if hits["words"]:
        return {
            n: round(100 * hits[k] / hits["words"], 2)
            for n, k in (("upos", "tag"), ("uas", "head"), ("las", "both"))
        }
    precision, recall = hits["tp"] / max(hits["found"], 1), hits["tp"] / max(hits["gold"], 1)
    return {
        "p": round(precision, 4),
        "r": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
    }


def _count_entities(window: Window, best: list[int], hits: dict[str, int]) -> None:
    for number in set(window.sentence[1:]):
        words = [i for i, s in enumerate(window.sentence) if s == number]
        if window.entities[words[0]] == IGNORED:
            continue
        gold = entities([ENTITIES[window.entities[i]] for i in words])
        found = entities([ENTITIES[best[i]] for i in words])
        hits["tp"] += len(gold & found)
        hits["gold"] += len(gold)
        hits["found"] += len(found)

"""Third stage: writes the trained network as the package ships it.

usage: python -m training.export [--weights FILE] [--out DIR] [--shared DIR]

Writes ``network.onnx`` (8-bit weights), ``embeddings.npy`` (the 4-bit blocks of the
kept pieces), ``tokenizer.json``, ``labels.json`` and ``figures.json``: what the
shipped files themselves reach on the sets kept out of training.
"""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from ravi.reading import lexical
from training import paths
from training.labels import ATTRIBUTES, ENTITIES, EVENT_TYPES, LINKS, MEANS, RELATIONS, TAGS
from training.network import Network, Shape
from training.vocabulary import embedding_blocks

INPUTS = ("pieces", "mask", "first", "sentence", "features")
OUTPUTS = (
    "tags",
    "heads",
    "relations",
    "entities",
    "types",
    "attributes",
    "means",
    "voices",
    "asks",
    "answers",
)


class Whole(nn.Module):
    """Everything the reader asks of the network in one pass; tags, heads and relations are already chosen."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, mask: Tensor, first: Tensor, sentence: Tensor, features: Tensor
    ) -> tuple[Tensor, ...]:
        """``pieces``: (windows, pieces, hidden) embeddings; ``sentence``: (windows, words), -1 for the start."""
        network = self.network
        states = network.encoder(pieces, mask)
        syntax = network.syntax(states, first)
        words = torch.arange(first.shape[1])
        allowed = (sentence[:, :, None] == sentence[:, None, :]) | (words == 0)[None, None, :]
        allowed = allowed & (words[:, None] != words[None, :])[None]
        heads = torch.where(allowed, syntax["arcs"], torch.full((), -1e4)).argmax(-1)
        relations = network.syntax.relations(syntax["label_head"], syntax["label_dep"], heads).argmax(-1)
        events = network.events(states, first, features)
        return (
            syntax["tags"].argmax(-1),
            heads,
            relations,
            syntax["entities"],
            *(events[n] for n in OUTPUTS[4:]),
        )


def export_network(network: Network, target: Path) -> None:
    """Write the network as 8-bit ONNX."""
    network.eval()
    sample = (torch.randn(2, 9, network.shape.hidden), torch.ones(2, 9), torch.zeros(2, 5, dtype=torch.long),
              torch.zeros(2, 5, dtype=torch.long), torch.zeros(2, 5, len(lexical.FEATURES)))  # fmt: skip
    words = {0: "windows", 1: "words"}
    axes = {n: {0: "windows", 1: "pieces"} for n in INPUTS[:2]} | dict.fromkeys(
        (*INPUTS[2:], *OUTPUTS), words
    )
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(Whole(network), sample, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS),
                          dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        write_in_eight_bits(full, target)


def write_in_eight_bits(full: Path, target: Path) -> None:
    """Write the graph with 8-bit weights, 32 to a scale; level 4 lets the processor multiply in 8 bits too.

    One scale for a whole matrix of activations, as dynamic quantisation has it, costs up to .1 of the
    slots' F1, for a few activations are far larger than the rest; a scale for every 32 costs nothing seen.
    """
    logging.getLogger(MatMulNBitsQuantizer.__module__).setLevel(logging.WARNING)
    quantizer = MatMulNBitsQuantizer(
        onnx.load(str(full)), bits=8, block_size=32, is_symmetric=True, accuracy_level=4
    )
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), False)


def export(weights: Path, target: Path) -> None:
    """Write every file of the model but the figures."""
    target.mkdir(parents=True, exist_ok=True)
    vocabulary = paths.WORK / "vocabulary"
    network = Network(Shape(features=len(lexical.FEATURES)), embedding_blocks(vocabulary / "embeddings.npy"))
    network.load_state_dict(torch.load(weights)["network"])
    export_network(network, target / "network.onnx")
    for name in ("embeddings.npy", "tokenizer.json"):
        shutil.copyfile(vocabulary / name, target / name)
    assert network.events is not None
    labels = {"tags": TAGS, "relations": RELATIONS, "entities": ENTITIES, "types": EVENT_TYPES,
              "attributes": ATTRIBUTES,
              "means": MEANS, "links": LINKS, "features": lexical.FEATURES,
              "distance": [[round(v, 4) for v in row] for row in network.events.distance.tolist()]}  # fmt: skip
    (target / "labels.json").write_text(json.dumps(labels) + "\n")


def main() -> None:
    """Parse the command line and write the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=paths.WORK / "finetuned.pt")
    parser.add_argument("--out", type=Path, default=paths.MODEL)
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out)


if __name__ == "__main__":
    main()

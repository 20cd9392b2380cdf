"""Third stage: writes the trained network as the package ships it.

usage: python -m training.export [--weights FILE] [--out DIR] [--shared DIR]

Writes ``network.onnx`` (8-bit weights), ``embeddings.npy`` (the 4-bit blocks of the
kept pieces), ``tokenizer.json``, ``labels.json`` and ``figures.json``: what the
shipped files themselves reach on the sets kept out of training.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from ravi.reading import lexical
from ravi.reading.network import layout
from training import paths
from training.evening import even_out
from training.event_training import alike, lay
from training.finetune import read_events
from training.gold import Example, examples, read_gold
from training.labels import ATTRIBUTES, ENTITIES, EVENT_TYPES, LINKS, MEANS, RELATIONS, TAGS
from training.network import Layer, Network, attend, load_network
from training.quantise import write_in_eight_bits

#: Every how many-th gold report is read to see the network's vectors.
SHOWN = 20
INPUTS = ("pieces", "first", "sentence", "features")
OUTPUTS = (
    "tags",
    "arcs",
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


#: What a head is worth less whose relation is not asked for (a logarithm).
_UNASKED = 2.0


class _Attend(torch.autograd.Function):
    """Attention as one operator of onnxruntime's; the reader's windows have no padding to keep from."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return attend(q, k, v, torch.zeros(()), heads)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Whole(nn.Module):
    """Everything the reader asks of the network in one pass; tags are chosen, relations for two heads of each word."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for layer in network.modules():
            if isinstance(layer, Layer):
                layer.attend = lambda q, k, v, bias, heads: _Attend.apply(q, k, v, heads)
        assert network.events is not None
        mixes = torch.stack([m.weights.detach().softmax(0) for m in (network.syntax.mix, network.events.mix)])
        mixes[:, -1] += 1
        self.register_buffer("mixes", mixes)

    def forward(
        self, pieces: Tensor, first: Tensor, sentence: Tensor, features: Tensor
    ) -> tuple[Tensor, ...]:
        """``pieces``: (windows, pieces, hidden) embeddings; ``sentence``: (windows, words), -1 for the start."""
        network = self.network
        states = network.encoder(pieces, torch.ones(pieces.shape[:2]), first)
        for_syntax, for_events = self._mix(states)
        syntax = network.syntax.score(for_syntax, first)
        arcs, heads, relations = self._trees(syntax, sentence)
        events = network.events.score(for_events, first, features)
        return (
            syntax["tags"].argmax(-1),
            arcs,
            heads,
            relations,
            syntax["entities"],
            *(events[n] for n in OUTPUTS[5:]),
        )

    def _trees(self, syntax: dict[str, Tensor], sentence: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what each word makes of each head, its two likeliest heads, and its best relation to either.

        A head is worth its chance times that of the best relation to it; relations are asked of two heads only.
        """
        words = torch.arange(sentence.shape[1])
        allowed = (sentence[:, :, None] == sentence[:, None, :]) | (words == 0)[None, None, :]
        allowed = allowed & (words[:, None] != words[None, :])[None]
        arcs = torch.where(allowed, syntax["arcs"], torch.full((), -1e4)).log_softmax(-1)
        first = arcs.argmax(-1)
        second = torch.where(words == first[..., None], torch.full((), -2e4), arcs).argmax(-1)
        heads = torch.stack([first, second], -1)
        scores = self.network.syntax.relations(syntax["label_head"], syntax["label_dep"], heads)
        worth, relations = scores.log_softmax(-1).max(-1)
        worths = torch.full((), -_UNASKED)
        for i in (0, 1):
            worths = torch.where(words == heads[..., i, None], worth[..., i, None], worths)
        return arcs + worths, heads, relations

    def _mix(self, states: list[Tensor]) -> tuple[Tensor, Tensor]:
        """Return both heads' mixes of the layers, in one product."""
        mixed = (self.mixes @ torch.stack(states).flatten(1)).view(2, *states[0].shape)
        return mixed[0], mixed[1]


def export_network(network: Network, target: Path) -> None:
    """Write the network as 8-bit ONNX."""
    network.eval()
    sample = (torch.randn(2, 9, network.shape.hidden), torch.zeros(2, 5, dtype=torch.long),
              torch.zeros(2, 5, dtype=torch.long), torch.zeros(2, 5, len(lexical.FEATURES)))  # fmt: skip
    words = {0: "windows", 1: "words"}
    axes = {"pieces": {0: "windows", 1: "pieces"}} | dict.fromkeys((*INPUTS[1:], *OUTPUTS), words)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(Whole(network), sample, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS),
                          dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        write_in_eight_bits(full, target)


def _read_whole(network: Network, reports: list[Example]) -> None:
    """Send reports through every layer of the network."""
    read_events(network, reports)
    for lot in alike([(report, window) for report in reports for window in report.windows]):
        data = lay(lot)
        network.syntax(network.encode(data["pieces"], data["mask"]), data["first"])


def export(weights: Path, target: Path, gold: Path) -> None:
    """Write every file of the model but the figures; reports of ``gold`` show which vectors to even out."""
    target.mkdir(parents=True, exist_ok=True)
    vocabulary = paths.WORK / "vocabulary"
    network = load_network(weights).eval()
    pieces = layout.Pieces(Tokenizer.from_file(str(vocabulary / "tokenizer.json")))
    shown = examples(islice(read_gold(gold), 1, None, SHOWN), pieces)
    with torch.no_grad():
        even_out(network, lambda: _read_whole(network, shown))
    export_network(network, target / "network.onnx")
    for name in ("embeddings.npy", "tokenizer.json"):
        shutil.copyfile(vocabulary / name, target / name)
    assert network.events is not None
    labels = {"tags": TAGS, "relations": RELATIONS, "entities": ENTITIES, "types": EVENT_TYPES,
              "attributes": ATTRIBUTES,
              "means": MEANS, "links": LINKS, "features": lexical.FEATURES,
              "biases": {side: [[round(v, 4) for v in row] for row in table.tolist()]
                         for side, table in network.events.biases.items()}}  # fmt: skip
    (target / "labels.json").write_text(json.dumps(labels) + "\n")


def main() -> None:
    """Parse the command line and write the files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, default=paths.WORK / "finetuned.pt")
    parser.add_argument("--out", type=Path, default=paths.MODEL)
    parser.add_argument("--shared", type=Path, default=paths.SHARED)
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out, arguments.shared / "gold/train")


if __name__ == "__main__":
    main()

"""Takes the network back out of the shipped files, so that training can go on where checkpoints are gone.

usage: python -m training.shipped [--model DIR] [--out FILE]

Writes a file that ``training.finetune --start`` takes, and the vocabulary beside it. The weights
are what 8 bits left of them: a few hundred steps of training bring back what rounding took.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from ravi.reading import lexical
from training import paths
from training.network import Layer, Network, Shape
from training.vocabulary import embedding_blocks

#: The matrices that have no bias to be known by, and how many columns each has.
WITHOUT_BIAS = ("syntax.label.weight", "events.hint.weight")


class _Graph:
    """The shipped graph: its stored arrays by name, and which node made each value."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self.arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.nodes = graph.node
        self.made_by = {value: node for node in graph.node for value in node.output}

    def matrix(self, node: onnx.NodeProto) -> NDArray[np.float32] | None:
        """Return the weights that a product multiplies with, (rows, columns); None where it has none stored."""
        name = node.input[1]
        if name not in self.arrays:
            return None
        if node.op_type == "MatMul":
            return self.arrays[name]
        scale = self.arrays[f"{name.removesuffix('_quantized')}_scale"]
        return (self.arrays[name].astype(np.float32) * scale).astype(np.float32)

    def before(self, bias: str) -> onnx.NodeProto:
        """Return the product to which a bias is added."""
        node = next(n for n in self.nodes if n.op_type == "Add" and bias in n.input)
        while not node.op_type.startswith("MatMul"):
            node = next(self.made_by[i] for i in node.input if i in self.made_by)
        return node


def read_weights(model: Path) -> dict[str, Tensor]:
    """Return the weights of the shipped network by their names in training; evened-out matrices are as stored."""
    graph = _Graph(model / "network.onnx")
    weights = {
        name.removeprefix("network."): torch.from_numpy(array.copy())
        for name, array in graph.arrays.items()
        if name.startswith("network.")
    }
    for name in [
        n for n in weights if n.endswith(".bias") and n.removesuffix("bias") + "weight" not in weights
    ]:
        matrix = graph.matrix(graph.before(f"network.{name}"))
        assert matrix is not None, name
        weights[name.removesuffix("bias") + "weight"] = torch.from_numpy(matrix.T.copy())
    for name in WITHOUT_BIAS:
        part = f"/{name.split('.')[1]}/MatMul"
        node = next(n for n in graph.nodes if n.name.startswith(part) and n.op_type.startswith("MatMul"))
        matrix = graph.matrix(node)
        assert matrix is not None, name
        weights[name] = torch.from_numpy(matrix.T.copy())
    for head, mix in zip(("syntax", "events"), graph.arrays["mixes"].copy(), strict=True):
        mix[-1] -= 1  # the last layer is added whole
        weights[f"{head}.mix.weights"] = torch.from_numpy(mix).clamp(min=1e-6).log()
    biases = json.loads((model / "labels.json").read_text(encoding="utf-8"))["biases"]
    return weights | {f"events.biases.{side}": torch.tensor(table) for side, table in biases.items()}


def fold(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Put the factors that evened out a matrix's input back into the matrix."""
    folded = {n: w for n, w in weights.items() if not n.endswith(".inverse")}
    parts = {"before_attention": "qkv", "before_inner": ("fi",), "before_outer": ("fo",)}
    for name, inverse in weights.items():
        if name.endswith(".inverse"):
            layer, part = name.removesuffix(".inverse").rsplit(".", 1)
            for matrix in parts[part]:
                folded[f"{layer}.{matrix}.weight"] = folded[f"{layer}.{matrix}.weight"] * inverse
    return folded


def balance(layer: Layer) -> None:
    """Give each component that attention mixes the same size on both sides, where evening out left it on one."""
    with torch.no_grad():
        factors = (layer.ao.weight.norm(dim=0) / layer.v.weight.norm(dim=1).clamp(min=1e-6)).sqrt()
        layer.v.weight *= factors[:, None]
        layer.v.bias *= factors
        layer.ao.weight /= factors


def restore(model: Path) -> Network:
    """Return the shipped network as training has it."""
    network = Network(Shape(features=len(lexical.FEATURES)), embedding_blocks(model / "embeddings.npy"))
    network.load_state_dict(fold(read_weights(model)))
    for layer in network.modules():
        if isinstance(layer, Layer):
            balance(layer)
    return network


def main() -> None:
    """Write the weights and the vocabulary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=paths.MODEL)
    parser.add_argument("--out", type=Path, default=paths.WORK / "shipped.pt")
    arguments = parser.parse_args()
    vocabulary = paths.WORK / "vocabulary"
    vocabulary.mkdir(parents=True, exist_ok=True)
    for name in ("embeddings.npy", "tokenizer.json"):
        shutil.copyfile(arguments.model / name, vocabulary / name)
    torch.save({"network": restore(arguments.model).state_dict()}, arguments.out)


if __name__ == "__main__":
    main()

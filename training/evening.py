"""Evens out what a network's matrices multiply, so that 8 bits are enough for it.

A transformer's vectors have a few components far larger than the rest. Rounded to 8 bits
with one scale for all, the small components vanish. Dividing each component by a factor
and multiplying the matrix's column by the same leaves the product as it was, and moves
the unevenness into the weights, which have a scale for every row (the idea of
SmoothQuant, arXiv 2211.10438).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from training.network import Layer

#: How much of the unevenness moves into the weights.
SHARE = 0.75


class Divide(nn.Module):
    """Divides each component by its factor."""

    def __init__(self, factors: Tensor) -> None:
        super().__init__()
        self.register_buffer("inverse", 1 / factors)

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x`` with each of its last dimension's components divided."""
        return x * self.inverse


def even_out(network: nn.Module, run: Callable[[], object]) -> None:
    """Even out every layer in place; ``run`` sends some reports through the network, to see its vectors."""
    layers = [m for m in network.modules() if isinstance(m, Layer)]
    largest: dict[nn.Module, Tensor] = {}

    def note(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen = inputs[0].detach().float().abs().flatten(0, -2).amax(0)
        largest[module] = torch.maximum(largest[module], seen) if module in largest else seen

    watched = [part for layer in layers for part in (layer.q, layer.ao, layer.fi, layer.fo)]
    hooks = [part.register_forward_pre_hook(note) for part in watched]
    run()
    for hook in hooks:
        hook.remove()
    with torch.no_grad():
        for layer in layers:
            _even_layer(layer, largest)


def _even_layer(layer: Layer, largest: dict[nn.Module, Tensor]) -> None:
    factors = _factors(largest[layer.q], (layer.q, layer.k, layer.v))
    layer.before_attention = Divide(_absorb(factors, (layer.q, layer.k, layer.v)))
    layer.before_inner = Divide(_absorb(_factors(largest[layer.fi], (layer.fi,)), (layer.fi,)))
    layer.before_outer = Divide(_absorb(_factors(largest[layer.fo], (layer.fo,)), (layer.fo,)))
    factors = _absorb(_factors(largest[layer.ao], (layer.ao,)), (layer.ao,))
    layer.v.weight /= factors[:, None]  # what attention mixes can be divided before it is mixed
    layer.v.bias /= factors


def _factors(largest: Tensor, matrices: Iterable[nn.Linear]) -> Tensor:
    weights = torch.stack([m.weight.abs().amax(0) for m in matrices]).amax(0)
    factors = largest.clamp(min=1e-3) ** SHARE / weights.clamp(min=1e-4) ** (1 - SHARE)
    return factors / factors.log().mean().exp()


def _absorb(factors: Tensor, matrices: Iterable[nn.Linear]) -> Tensor:
    for matrix in matrices:
        matrix.weight *= factors
    return factors

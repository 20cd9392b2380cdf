from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnx", reason="the training extra is not installed")


@settings(deadline=None)  # the first example imports torch
@given(st.integers(1, 9), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_neighbours_of_one_sign_never_overflow_sixteen_bits(rows: int, columns: int, seed: int) -> None:
    from training.quantise import round_columns

    weights = np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32) ** 3
    rounded, scales = round_columns(weights)
    assert rounded.dtype == np.int8
    assert np.abs(rounded * scales - weights).max() <= scales.max() / 2 * 1.001
    whole = rounded.astype(int)
    for a, b in zip(whole[: rows // 2 * 2 : 2], whole[1::2], strict=True):
        for first in (0, 255):
            for second in (0, 255):
                assert np.abs(a * first + b * second).max() < 2**15


def test_a_column_of_nothing_stays_nothing() -> None:
    from training.quantise import round_columns

    rounded, scales = round_columns(np.zeros((4, 2), np.float32))
    assert not rounded.any()
    assert (scales > 0).all()


def _small_network() -> Any:
    from ravi.reading.lexical import FEATURES
    from training.network import Network, Shape
    from training.pretrained import BLOCK

    torch.manual_seed(3)
    shape = Shape(2, 64, 4, 128, arc=32, label=16, link=8, features=len(FEATURES), word_inner=64)
    return Network(shape, np.zeros((4, 36), np.uint8).view(BLOCK)).eval()


def test_the_last_layer_is_asked_for_first_pieces_alone() -> None:
    from training.network import pick

    encoder = _small_network().encoder
    pieces, mask = torch.randn(2, 9, 64), torch.ones(2, 9)
    first = torch.tensor([[0, 1, 4, 8], [0, 2, 3, 5]])
    with torch.no_grad():
        for whole, part in zip(encoder(pieces, mask), encoder(pieces, mask, first), strict=True):
            assert torch.allclose(pick(whole, first), part, atol=1e-5)


def test_a_head_is_worth_its_chance_times_that_of_the_best_relation_to_it() -> None:
    from training.export import Whole

    network = _small_network()
    first, sentence = torch.tensor([[0, 1, 2, 3, 5]]), torch.tensor([[-1, 0, 0, 0, 1]])
    with torch.no_grad():
        syntax = network.syntax([torch.randn(1, 9, 64) for _ in range(3)], first)
        worth, heads, relations = Whole(network)._trees(syntax, sentence)
        every = torch.arange(5).expand(1, 5, 5)
        labels = network.syntax.relations(syntax["label_head"], syntax["label_dep"], every).log_softmax(-1)
    for word, others in ((1, [0, 2, 3]), (2, [0, 1, 3]), (4, [0])):
        chances = syntax["arcs"][0, word, others].log_softmax(-1).tolist()
        likely = sorted(zip(chances, others, strict=True), reverse=True)[:2]
        assert heads[0, word, : len(likely)].tolist() == [head for _, head in likely]
        for place, (chance, head) in enumerate(likely):
            best, relation = labels[0, word, head].max(-1)
            assert relations[0, word, place] == relation
            assert worth[0, word, head].item() == pytest.approx(chance + best.item(), abs=1e-4)


@pytest.mark.filterwarnings("ignore")  # torch says at length that another exporter is newer
def test_the_written_graph_says_what_the_network_says(tmp_path: Path) -> None:
    import onnxruntime

    from training.export import INPUTS, export_network

    network = _small_network()
    pieces, first = torch.randn(1, 9, 64), torch.tensor([[0, 1, 3, 4, 8]])
    features = torch.randint(0, 2, (1, 5, network.shape.features)).float()
    with torch.no_grad():
        states = network.encoder(pieces, torch.ones(1, 9))
        events = network.events(states, first, features)
        tags = network.syntax(states, first)["tags"].argmax(-1)
    export_network(network, tmp_path / "network.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "network.onnx"), providers=["CPUExecutionProvider"])
    given = (pieces, first, torch.tensor([[-1, 0, 0, 1, 1]]), features)
    names = [output.name for output in session.get_outputs()]
    found = dict(
        zip(names, session.run(None, {n: v.numpy() for n, v in zip(INPUTS, given, strict=True)}), strict=True)
    )
    assert (found["tags"] == tags.numpy()).all()
    assert found["heads"].shape == found["relations"].shape == (1, 5, 2)
    for name in ("types", "asks", "answers", "voices"):
        whole = events[name].numpy()
        assert np.abs(found[name] - whole).max() < 0.05 * np.abs(whole).max(), name

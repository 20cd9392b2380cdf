import json

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("onnx", reason="the training extra is not installed")


def test_the_network_taken_back_from_the_shipped_files_reads_as_they_do() -> None:
    from ravi.reading import lexical
    from ravi.reading.network.model import load_model
    from ravi.reading.text.sentences import tokenise
    from training import paths
    from training.shipped import restore

    document = tokenise("سخنگوی ارتش گفت در این حمله دوازده سرباز کشته و ده‌ها نفر زخمی شدند.", "fa")
    model = load_model()
    features = lexical.mark(document, None)
    seen = model.analyse(document, features)
    network = restore(paths.MODEL).eval()
    pieces = [0]
    first = [0]
    for form in document.forms():
        first.append(len(pieces))
        pieces.extend(model.pieces(form))
    pieces.append(2)
    marks = np.zeros((1, len(first), features.shape[1]), np.float32)
    marks[0, 1:] = features
    with torch.no_grad():
        states = network.encode(torch.tensor([pieces]), torch.ones(1, len(pieces)))
        syntax = network.syntax(states, torch.tensor([first]))
        events = network.events(states, torch.tensor([first]), torch.from_numpy(marks))
    tags = json.loads((paths.MODEL / "labels.json").read_text(encoding="utf-8"))["tags"]
    assert [tags[i] for i in syntax["tags"][0, 1:].argmax(-1)] == [t.upos for t in document.tokens]
    # The shipped network multiplies in 8 bits, this one does not.
    assert np.allclose(events["types"][0].softmax(-1).numpy(), seen.types, atol=0.1)
    asks = seen.asks.reshape(len(first), -1)
    assert np.corrcoef(events["asks"][0].numpy().ravel(), asks.ravel())[0, 1] > 0.99

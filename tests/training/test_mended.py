from collections import Counter

import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")


def test_a_tree_is_changed_where_the_network_is_sure_and_left_open_where_it_doubts() -> None:
    from training.labels import RELATIONS
    from training.mended import _mend_one
    from training.sentence import Sentence

    sentence = Sentence(
        ("سه", "سرباز", "دیروز", "رسیدند"),
        "fa",
        ("NUM", "NOUN", "NOUN", "VERB"),
        (4, 4, 2, 0),
        ("obj", "nsubj", "obl", "root"),
    )
    arcs = torch.zeros(5, 5)  # word 0 is the start
    arcs[1, 2], arcs[1, 4] = 0.95, 0.05  # sure of another head than the tree's
    arcs[2, 4] = 1.0
    arcs[3, 4], arcs[3, 2] = 0.85, 0.15  # doubts the tree's head, is not sure of another
    arcs[4, 0] = 1.0
    given = torch.zeros(5, len(RELATIONS))
    for word, relation in ((1, "obj"), (2, "nsubj"), (3, "obl"), (4, "root")):
        given[word, RELATIONS.index(relation)] = 1.0
    best = given.clone()
    best[1] = 0.0
    best[1, RELATIONS.index("nummod")] = 1.0
    changes: Counter[str] = Counter()
    mended = _mend_one(sentence, [1, 2, 3, 4], arcs, given, best, changes)
    assert mended.heads == (2, 4, None, 0)
    assert mended.relations == ("nummod", "nsubj", None, "root")
    assert changes == {"heads": 1, "kept": 2, "heads left open": 1}


def test_mended_sentences_come_back_as_they_were_written(tmp_path) -> None:
    from training.sentence import Sentence, read_sentences, write_sentences

    sentence = Sentence(("آمد", "."), "fa", (None, None), (0, None), ("root", None))
    write_sentences([sentence], tmp_path / "mended.jsonl")
    assert read_sentences(tmp_path / "mended.jsonl") == [sentence]

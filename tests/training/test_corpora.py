from pathlib import Path

from training.corpora import name_words, read_entities, read_treebank, settle_nouns, simple_relation

TREE = """\
# text = او خواهد رفت
1\tاو\tاو\tPRON\t_\t_\t2\tnsubj\t_\t_
2\tخواهد رفت\tرفت\tVERB\t_\t_\t0\troot\t_\t_

1\tعلی\tعلی\tNOUN\t_\t_\t2\tnsubj\t_\t_
2\tرفته است\tرفت\tVERB\t_\t_\t0\troot\t_\t_
"""


def test_a_verb_and_its_auxiliary_become_two_words(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    path.write_text(TREE, encoding="utf-8")
    future, perfect = read_treebank(path, "fa")
    assert future.words == ("او", "خواهد", "رفت")
    assert future.heads == (3, 3, 0)
    assert future.relations == ("nsubj", "aux", "root")
    assert perfect.words == ("علی", "رفته", "است")
    assert perfect.heads == (2, 0, 2)
    assert perfect.tags == ("NOUN", "VERB", "AUX")


def test_only_words_that_may_be_names_stay_open(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("علی\tB-PER\nرفت\tO\n\nعلی\tB-PER\n", encoding="utf-8")
    entities = read_entities(names, "fa", {"PER": "PER"})
    assert entities[0].tags == ("PROPN", None)
    assert name_words(entities) == {"علی"}
    path = tmp_path / "a.conllu"
    path.write_text(TREE, encoding="utf-8")
    assert settle_nouns(read_treebank(path, "fa")[1], {"علی"}).vague == (True, False, False)


def test_subtypes_that_only_some_treebanks_know_are_folded() -> None:
    assert [simple_relation(r) for r in ("nmod:poss", "compound:lvc", "obl:agent")] == [
        "nmod",
        "compound:lvc",
        "obl",
    ]

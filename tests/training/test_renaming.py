import random

from training.renaming import Renaming
from training.sentence import Sentence

ONE = Sentence(
    ("علی", "رضایی", "به", "تهران", "رفت"),
    "fa",
    tags=("PROPN", "PROPN", None, "PROPN", None),
    entities=("B-PER", "I-PER", "O", "B-LOC", "O"),
)
OTHER = Sentence(("سارا", "در", "خوی", "است"), "fa", entities=("B-PER", "O", "B-LOC", "O"))


def test_names_go_to_others_of_their_kind_and_every_layer_moves_along() -> None:
    renaming, seen = Renaming([ONE, OTHER]), set()
    for seed in range(60):
        sentence = renaming.rename(ONE, random.Random(seed))
        assert len(sentence.words) == len(sentence.entities or ()) == len(sentence.tags or ())
        pairs = list(zip(sentence.words, sentence.entities or (), sentence.tags or (), strict=True))
        assert [p for p in pairs if p[1] == "O"] == [("به", "O", None), ("رفت", "O", None)]
        persons = [word for word, label, _ in pairs if label.endswith("PER")]
        assert persons in (["علی", "رضایی"], ["سارا"])
        assert all(tag == "PROPN" for _, label, tag in pairs if label != "O")
        seen.add(sentence.words)
    assert len(seen) == 4

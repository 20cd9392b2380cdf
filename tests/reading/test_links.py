import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ravi.reading import lexical
from ravi.reading.claims.events import group
from ravi.reading.network.links import SIDES, Standing, distance_buckets, quotations, standing
from ravi.reading.text.sentences import tokenise


@given(st.integers(2, 300), st.data())
def test_buckets_grow_with_distance(words: int, data: st.DataObject) -> None:
    trigger = data.draw(st.integers(1, words - 1))
    row = distance_buckets(np.array([trigger]), words)[0]
    assert row[0] == SIDES["distance"] - 1
    assert (np.diff(row[1:]) >= 0).all()
    assert row[1:].min() >= 0
    assert row[1:].max() < SIDES["distance"] - 1
    assert (row[1:] == row[trigger]).sum() == 1


def stand(text: str) -> tuple[list[str], Standing]:
    document = tokenise(text, "fa")
    saying = lexical.is_saying(lexical.mark(document))
    return [t.text for t in document.tokens], standing(document, saying)


@settings(deadline=None)  # the first reading of the lexicons takes its time
@given(st.text('سلام«»" .؟!\nگفت', max_size=120))
def test_every_bucket_exists(text: str) -> None:
    words, where = stand(text)
    triggers = np.arange(1, len(words) + 1)
    for side, buckets in where.buckets(triggers).items():
        assert buckets.shape == (len(words), len(words) + 1)
        assert not buckets.size or (buckets.min() >= 0 and buckets.max() < SIDES[side])


def test_the_same_quotation_is_told_from_the_words_outside() -> None:
    words, where = stand("سخنگوی ارتش گفت: «دشمن شهر را بمباران کرد و رفت». مردم گریختند.")
    trigger, outside = words.index("بمباران") + 1, words.index("گریختند") + 1
    inner = where.buckets(np.array([trigger, outside]))["sentences"]
    row = {word: inner[0, i + 1] for i, word in enumerate(words)}
    assert row["دشمن"] == row["شهر"] != row["سخنگوی"] == row["ارتش"]
    assert inner[0, 0] != inner[1, 0]
    assert inner[1, words.index("مردم") + 1] != inner[1, words.index("ارتش") + 1]


def test_each_verb_of_saying_between_counts() -> None:
    words, where = stand("علی گفت شهر را زدند و حسن افزود روستا را سوزاندند.")
    last = words.index("سوزاندند") + 1
    sayings = where.buckets(np.array([last]))["sayings"][0]
    assert sayings[words.index("علی") + 1] > sayings[words.index("حسن") + 1] > sayings[last - 1]


def test_quotations_left_open_end_with_their_sentence() -> None:
    document = tokenise("او گفت: «شهر را گرفتند. سپس رفتند.", "fa")
    (run,) = quotations(document)
    assert document.words(run.start, run.stop) == "شهر را گرفتند ."


def test_a_name_in_quotation_marks_is_no_quotation() -> None:
    words, where = stand("گروه «احرار الشام» شهر را گرفت.")
    assert not where.quote.any()
    assert len(where.quote) == len(words) + 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_part_the_items(joined: list[tuple[int, int]]) -> None:
    groups = group(range(10), joined)
    assert sorted(i for g in groups for i in g) == list(range(10))
    assert all(any(a in g and b in g for g in groups) for a, b in joined)

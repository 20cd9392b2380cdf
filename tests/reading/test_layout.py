from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ravi.reading.network.layout import END, START, UNKNOWN, Pieces, lay_out


@dataclass
class Cut:
    ids: list[int]


class Letters:
    """A tokenizer whose pieces are letters."""

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, sequence: str) -> Cut:
        self.asked += 1
        return Cut([10 + ord(c) % 50 for c in sequence])


def test_every_word_has_a_piece_and_is_asked_once() -> None:
    tokenizer = Letters()
    pieces = Pieces(tokenizer)
    assert pieces("") == [UNKNOWN]
    assert pieces("شهر") == pieces("شهر")
    assert tokenizer.asked == 2


def test_memory_is_bounded() -> None:
    pieces = Pieces(Letters(), limit=3)
    for word in "abcdefg":
        pieces(word)
    assert len(pieces._known) <= 3


@given(
    st.lists(st.lists(st.text("ابپ", min_size=1, max_size=9), min_size=1, max_size=12), max_size=9),
    st.integers(12, 40),
)
def test_windows_hold_every_token_once_in_order(texts: list[list[str]], size: int) -> None:
    words = [w for sentence in texts for w in sentence]
    sentences, at = [], 0
    for sentence in texts:
        sentences.append(range(at, at + len(sentence)))
        at += len(sentence)
    windows = lay_out(words, sentences, Pieces(Letters()), size)
    assert [i for w in windows for i in w.tokens] == list(range(len(words)))
    for window in windows:
        assert len(window.first) == len(window.sentence) == len(window.tokens) + 1
        assert window.pieces[0] == START
        ends_a_sentence = window.tokens.stop in {part.stop for part in sentences}
        assert (window.pieces[-1] == END) == ends_a_sentence
        assert len(window.pieces) <= size + 1
        for word, place in zip(window.tokens, window.first[1:], strict=True):
            letters = [10 + ord(c) % 50 for c in words[word]]
            assert window.pieces[place : place + len(letters)] == letters


def test_a_sentence_is_cut_only_when_it_must_be() -> None:
    words = ["abc"] * 6
    windows = lay_out(words, [range(0, 3), range(3, 6)], Pieces(Letters()), 14)
    assert [list(w.tokens) for w in windows] == [[0, 1, 2], [3, 4, 5]]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(33, 120))
def test_windows_are_few_and_even(lengths: list[int], size: int) -> None:
    words, sentences = [], []
    for length in lengths:
        sentences.append(range(len(words), len(words) + length))
        words += ["a"] * length
    windows = lay_out(words, sentences, Pieces(Letters()), size)
    largest = max(len(w.pieces) for w in windows)
    assert largest <= size
    least = -(-(sum(lengths) + len(lengths)) // (size - 1))
    assert least <= len(windows)
    # With windows any smaller than the largest there are more of them, or a sentence would be cut.
    smaller = largest - 1
    if max(lengths) + 2 <= smaller:
        assert len(lay_out(words, sentences, Pieces(Letters()), smaller)) > len(windows)
    assert len(windows) <= _next_fit(lengths, size)


def _next_fit(lengths: list[int], size: int) -> int:
    windows: list[int] = []
    for length in lengths:
        if not windows or windows[-1] + length + 1 > size:
            windows.append(1)
        windows[-1] += length + 1
    return len(windows)


def test_two_windows_share_the_sentences_evenly() -> None:
    words = ["ab"] * 40
    sentences = [range(at, at + 10) for at in range(0, 40, 10)]
    windows = lay_out(words, sentences, Pieces(Letters()), 70)
    assert [len(w.tokens) for w in windows] == [20, 20]

from pathlib import Path

from bench.names import auc, measure, pairs

FILE = Path(__file__).parents[2] / "bench/data/names.tsv"


def test_pairs_are_of_one_line_or_of_two(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("# head\na\tb\tc\nd\te\n", encoding="utf-8")
    same, other = pairs(tmp_path / "names.tsv")
    assert same == [("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")]
    assert len(other) == 6


def test_auc_counts_ties_half() -> None:
    assert auc([1.0], [0.0]) == 1.0
    assert auc([0.5], [0.5]) == 0.5
    assert auc([0.0], [1.0]) == 0.0


def test_the_shipped_pairs_are_told_apart() -> None:
    figures = measure(FILE)
    assert figures["auc"] > 0.99
    assert figures["recall"] > 0.85

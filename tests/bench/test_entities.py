from pathlib import Path

from bench.entities import entities, read_tagged
from bench.parsing import as_document, read_words


def test_bio_tags_become_entities() -> None:
    assert entities(["I-PER", "I-PER", "B-PER", "O", "B-ORG", "I-LOC"]) == {
        (0, 2, "PER"), (2, 3, "PER"), (4, 5, "ORG"), (5, 6, "LOC"),
    }  # fmt: skip


def test_other_spellings_of_types_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("# id 1\nعلی _ _ B-Person\nدر O\nتهران\tB-location\n\n\nرفت\tO\n", encoding="utf-8")
    assert list(read_tagged(path)) == [[("علی", "B-PER"), ("در", "O"), ("تهران", "B-LOC")], [("رفت", "O")]]


def test_a_treebank_becomes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu"
    rows = (
        "# x",
        "1-2\tرفتم\t_\t_",
        "1\tرفت\t_\tVERB\t_\t_\t0\troot\t_\t_",
        "2\tم\t_\tPRON\t_\t_\t1\tobj\t_\t_",
    )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    [words] = read_words(path)
    assert words == [("رفت", "VERB", 0, "root"), ("م", "PRON", 1, "obj")]
    document = as_document([["رفت", "م"], ["۱۲"]], "fa")
    assert [t.text for t in document.tokens] == ["رفت", "م", "12"]
    assert [document.original[t.span.start : t.span.end] for t in document.tokens] == ["رفت", "م", "۱۲"]

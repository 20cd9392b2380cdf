from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import (
    BinaryInputError,
    DateError,
    EmptyInputError,
    EncodingError,
    FormatError,
    InputError,
    TooLargeError,
)
from ravi.intake.options import IntakeOptions
from ravi.intake.sources import Unread, Unreadable, open_sources
from ravi.intake.tables import read_csv

PLAIN = IntakeOptions()


def take(*names: Path | str, options: IntakeOptions = PLAIN) -> list[Unread | Unreadable]:
    return list(open_sources([str(name) for name in names], options))


def outline(found: Sequence[Unread | Unreadable]) -> list[tuple[str, object]]:
    """Return the last part of each source, and the text or the kind of error."""
    return [
        (item.source.rpartition("/")[2], item.text if isinstance(item, Unread) else type(item.error))
        for item in found
    ]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_json_and_markdown(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "یک")
    write(
        tmp_path / "b.json", '{"report": {"text": "دو", "publisher": "ایسنا", "url": "https://a.example/1"}}'
    )
    write(tmp_path / "c.md", "# سه")
    assert take(tmp_path) == [
        Unread("یک", id="a", source=f"{tmp_path}/a.txt"),
        Unread("دو", id="b", publisher="ایسنا", url="https://a.example/1", source=f"{tmp_path}/b.json"),
        Unread("# سه", id="c", source=f"{tmp_path}/c.md"),
    ]


def test_a_folder_in_a_stable_order_with_a_bad_file_among_good_ones(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden.txt", ".git/x.txt", "c/.cache/y.txt"):
        write(tmp_path / name, name)
    write(tmp_path / "b/3.txt", b"\x89PNG\r\n")
    write(tmp_path / "b/4.csv", "")
    write(tmp_path / "b/5.parquet", "PAR1 and no more")
    write(tmp_path / "b/6.warc", "nonsense")
    write(tmp_path / "b/7.html", "<p>")
    (tmp_path / "d.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "e.txt")
    assert outline(take(tmp_path)) == [
        ("a.txt", "a.txt"),
        ("10.txt", "b/10.txt"),
        ("2.txt", "b/2.txt"),
        ("3.txt", BinaryInputError),
        ("4.csv", EmptyInputError),
        ("5.parquet", FormatError),
        ("6.warc#1", FormatError),
        ("7.html", EmptyInputError),
        ("d.txt", InputError),
    ]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", "یک")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert [item for item in take(tmp_path) if isinstance(item, Unread)] == [
        Unread("یک", id="1", source=f"{tmp_path}/a/1.txt")
    ]


def test_missing_names_and_empty_folders_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "a.txt", "یک")
    found = take(tmp_path / "none", tmp_path / "empty", tmp_path / "a.txt")
    assert [type(item).__name__ for item in found] == ["Unreadable", "Unreadable", "Unread"]
    assert "No such file" in str(found[0].error)  # type: ignore[union-attr]
    assert "has no files" in str(found[1].error)  # type: ignore[union-attr]


def test_the_source_does_not_depend_on_how_a_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", "یک")
    monkeypatch.chdir(tmp_path)
    assert take("a.txt") == take("./a.txt") == take(tmp_path / "a.txt")


def test_a_name_that_is_no_utf8_has_a_source_that_is(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xd3.txt"
    Path(os.fsdecode(name)).write_text("یک")
    [found] = take(tmp_path)
    assert found.source.encode().endswith(rb"\xd3.txt")


def test_what_is_told_goes_before_what_is_found(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "text,publisher,date,title\nیک,ایسنا,2024-03-09,سه\nدو,,,\n")
    told = IntakeOptions(publisher="فارس", published="2020-01-01", language="fa", title="چهار")
    assert [replace(item, source="") for item in take(tmp_path, options=told)] == [
        Unread("یک", publisher="فارس", published="2020-01-01", language="fa", title="چهار"),
        Unread("دو", publisher="فارس", published="2020-01-01", language="fa", title="چهار"),
    ]


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"columns": {"body": "text"}}, "no field 'body'.*text, id"),
        ({"encoding": "cp9999"}, "encoding 'cp9999' is not known"),
        ({"published": "soon"}, "'soon' is not a date"),
    ],
)
def test_options_that_cannot_be(told: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        IntakeOptions(**told)  # type: ignore[arg-type]


CSV = """\
id,متن,تاریخ,url
1,"سطر نخست
سطر ""دوم""، پایان",2024-03-09T23:00:00+03:30,https://a.example/1
2,,2024-03-09,
3,سه,1402-12-19,
4,چهار,2024/3/9,,بیش
5,"پنج "نادرست" است",2024-03-09,
6,شش

7,هفت,Sat, 9 Mar 2024
8,هشت,,
"""


def test_csv_row_by_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV)
    found = take(path)
    assert outline(found) == [
        ("a.csv#1", 'سطر نخست\nسطر "دوم"، پایان'),
        ("a.csv#2", EmptyInputError),
        ("a.csv#3", DateError),
        ("a.csv#4", FormatError),
        ("a.csv#5", FormatError),
        ("a.csv#6", "شش"),
        ("a.csv#7", DateError),
        ("a.csv#8", "هشت"),
    ]
    assert found[0] == Unread(
        'سطر نخست\nسطر "دوم"، پایان',
        id="1",
        published=date(2024, 3, 9),
        published_at=datetime(2024, 3, 9, 23, 0),
        url="https://a.example/1",
        source=f"{path}#1",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_many_dialects(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    rows = [["id", "text", "note, or; so"], ["1", "یک؛ دو، سه", "a,b;c\td|e"], ["2", "چهار\nپنج", ""]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path = write(tmp_path / "a.csv", text.getvalue().encode(encoding))
    assert outline(take(path)) == [("a.csv#1", "یک؛ دو، سه"), ("a.csv#2", "چهار\nپنج")]


def test_csv_in_an_old_encoding(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id;text\n1;سه نفر در زرکوه کشته شدند\n".encode("cp1256"))
    [found] = take(path)
    assert isinstance(found, Unreadable)
    assert "try --encoding cp1256" in str(found.error)
    assert outline(take(path, options=IntakeOptions(encoding="cp1256"))) == [
        ("a.csv#1", "سه نفر در زرکوه کشته شدند")
    ]


def test_a_wrong_byte_spoils_one_row_only(tmp_path: Path) -> None:
    rows = ["id,text"] + [f"{number},سه نفر در روستای زرکوه" for number in range(500)]
    lines = [row.encode() for row in rows]
    lines[400] += b"\xd3"
    found = take(write(tmp_path / "a.csv", b"\n".join(lines)))
    assert [number for number, item in enumerate(found) if isinstance(item, Unreadable)] == [399]
    assert isinstance(found[399].error, EncodingError)  # type: ignore[union-attr]
    assert len(found) == 500


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "the table is empty", id="empty"),
        pytest.param("\n\n", "the table is empty", id="blank"),
        pytest.param("a,b\n1,2\n", "no column holds the text; the columns are 'a', 'b'", id="no text"),
        pytest.param('"text\n1', "the head of the table cannot be read", id="head never closed"),
        pytest.param(b"a\0\1\2", "binary|no column", id="binary"),
    ],
)
def test_csv_that_is_none(tmp_path: Path, content: str | bytes, message: str) -> None:
    [found] = take(write(tmp_path / "a.csv", content))
    assert isinstance(found, Unreadable)
    with pytest.raises(InputError, match=message):
        raise found.error


def test_told_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,summary,who\nیک,دو,ایسنا\n")
    options = IntakeOptions(columns={"text": "summary", "publisher": "who"})
    assert [(item.text, item.publisher) for item in take(path, options=options)] == [("دو", "ایسنا")]  # type: ignore[union-attr]
    [found] = take(path, options=IntakeOptions(columns={"text": "body"}))
    assert "no column 'body' for text; the columns are 'text', 'summary', 'who'" in str(found.error)  # type: ignore[union-attr]


def test_a_table_is_read_as_it_comes() -> None:
    taken = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            nonlocal taken
            piece = (b"text\n" if not taken else b"word\n" * 2000)[: len(buffer)]
            buffer[: len(piece)] = piece
            taken += len(piece)
            return len(piece)

    reports = read_csv(io.BufferedReader(Endless()), "endless", PLAIN)
    for number in range(1, 5001):
        assert next(reports).source == f"endless#{number}"
    assert taken < 100_000


def test_a_cell_longer_than_a_report(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text\n" + "ب" * 3000 + "\nکوتاه\n")
    assert outline(take(path, options=IntakeOptions(limit=2000))) == [
        ("a.csv#1", TooLargeError),
        ("a.csv#2", "کوتاه"),
    ]


JSONL = """\
{"text": "یک", "publisher": "ایسنا", "published": "2024-03-09"}
{"report": {"id": "r2", "text": "دو"}, "claims": []}

not json
["سه"]
{"متن": "چهار", "شناسه": 4}
{"note": "پنج"}
{"text": 6}
{"text": "\\ud800"}
{"report": {"text": 3}}
{"text": "ده"}"""


def test_json_lines_one_by_one(tmp_path: Path) -> None:
    found = take(write(tmp_path / "a.jsonl", JSONL))
    assert outline(found) == [
        ("a.jsonl#1", "یک"),
        ("a.jsonl#2", "دو"),
        ("a.jsonl#3", FormatError),
        ("a.jsonl#4", FormatError),
        ("a.jsonl#5", "چهار"),
        ("a.jsonl#6", FormatError),
        ("a.jsonl#7", FormatError),
        ("a.jsonl#8", "\ud800"),  # the reader refuses it with its own message
        ("a.jsonl#9", FormatError),
        ("a.jsonl#10", "ده"),
    ]
    assert [item.id for item in found if isinstance(item, Unread)] == [None, "r2", "4", None, None]


def test_a_line_longer_than_a_report_is_passed_over_unread(tmp_path: Path) -> None:
    lines = [json.dumps({"text": "ب" * length}, ensure_ascii=False) for length in (10, 5000, 20)]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    assert outline(take(path, options=IntakeOptions(limit=1000))) == [
        ("a.jsonl#1", "ب" * 10),
        ("a.jsonl#2", TooLargeError),
        ("a.jsonl#3", "ب" * 20),
    ]


def test_parquet(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 9, 23, tzinfo=UTC)
    columns = {
        "content": ["یک", None, "سه", "  "] * 50,
        "date": arrow.array([moment, moment, None, None] * 50, arrow.timestamp("ms", "UTC")),
        "source": arrow.array(["ایسنا"] * 200).dictionary_encode(),
        "pages": [1] * 200,
    }
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.table(columns), path, row_group_size=30)
    found = take(path)
    assert outline(found[:4]) == [
        ("a.parquet#1", "یک"),
        ("a.parquet#2", EmptyInputError),
        ("a.parquet#3", "سه"),
        ("a.parquet#4", EmptyInputError),
    ]
    first = Unread("یک", publisher="ایسنا", published=date(2024, 3, 9), source=f"{path}#1")
    assert found[0] == replace(first, published_at=datetime(2024, 3, 9, 23))
    assert (len(found), found[-2].source) == (200, f"{path}#199")


def test_parquet_without_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.table({"a": ["یک"], "b": [2]}), path)
    [found] = take(path)
    assert "no column holds the text; the columns are 'a', 'b'" in str(found.error)  # type: ignore[union-attr]
    [found] = take(path, options=IntakeOptions(columns={"text": "b"}))
    assert "the column 'b' holds 2, not text" in str(found.error)  # type: ignore[union-attr]


def test_damaged_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(arrow.table({"text": ["یک دو سه چهار"] * 9}), path, compression="gzip")
    whole = path.read_bytes()
    for damaged in (whole[:-10], whole[:4] + bytes(len(whole) - 4), whole[:8] + b"\xff" * 40 + whole[48:]):
        found = take(write(path, damaged))
        assert outline(found) == [("a.parquet", FormatError)]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_gzip(tmp_path: Path, name: str) -> None:
    content = {"a.txt": "یک", "a.csv": "id,text\n1,یک\n", "a.jsonl": '{"text": "یک"}\n{"text": "دو"}\n'}[name]
    packed = gzip.compress(content.encode())
    found = outline(take(write(tmp_path / f"{name}.gz", packed)))
    assert found[0][1] == "یک"
    assert outline(take(write(tmp_path / "nameless", packed)))[0][1] == "یک"
    assert outline(take(write(tmp_path / "cut.gz", packed[:-9])))[-1] == ("cut.gz", FormatError)


def test_a_gzip_bomb_is_left_when_it_is_too_long(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt.gz", gzip.compress(b"a" * 30_000_000))
    assert outline(take(path)) == [("a.txt.gz", TooLargeError)]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param("سه نفر".encode(), [("-", "سه نفر")], id="text"),
        pytest.param(
            gzip.compress(b"text,id\nx y,1\nz,2\n"), [("-#1", "x y"), ("-#2", "z")], id="table, packed"
        ),
        pytest.param(b"", [("-", EmptyInputError)], id="nothing"),
    ],
)
def test_standard_input(
    content: bytes, texts: list[tuple[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert outline(take("-")) == texts


def test_parquet_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(arrow.table({"text": ["یک"]}), tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert outline(take("-")) == [("-#1", "یک")]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)))
def test_what_a_table_s_writer_wrote_is_read(texts: list[str]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["text", "id"], *([text, number] for number, text in enumerate(texts))])
    found = read_csv(io.BytesIO(table.getvalue().encode()), "t", PLAIN)
    assert [item.text for item in found] == texts  # type: ignore[union-attr]

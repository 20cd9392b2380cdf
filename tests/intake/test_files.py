from __future__ import annotations

import json
from pathlib import Path

import pytest

from ravi.errors import FormatError, InputError, TooLargeError
from ravi.intake.files import Unread, load_file
from ravi.reading.accept import LIMIT


def write(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return str(path)


def test_plain_text_keeps_its_line_ends_and_gets_the_file_s_name(tmp_path: Path) -> None:
    assert load_file(write(tmp_path, "a.txt", "گفت\r\nرفت\r")) == Unread("گفت\r\nرفت\r", id="a")


def test_json_report_with_what_it_tells(tmp_path: Path) -> None:
    report = {
        "id": "x1",
        "text": "گفت",
        "publisher": "ایسنا",
        "published": "2019-03-12",
        "language": "fa",
        "title": None,
    }
    found = load_file(write(tmp_path, "a.json", json.dumps({"report": report, "claims": []})))
    assert found == Unread("گفت", "x1", "ایسنا", "2019-03-12", "fa", None)


def test_json_is_known_by_its_content_too(tmp_path: Path) -> None:
    assert load_file(write(tmp_path, "a.txt", '{"text": "گفت"}')) == Unread("گفت", id="a")


def test_text_that_begins_with_a_brace_is_text(tmp_path: Path) -> None:
    assert load_file(write(tmp_path, "a.txt", "{سند} گفت")).text == "{سند} گفت"


def test_the_command_line_goes_before_the_file() -> None:
    assert Unread("گفت", publisher="ایسنا").override(publisher="فارس", title=None) == Unread(
        "گفت", publisher="فارس"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("{", "is not JSON", id="broken"),
        pytest.param("[1]", "has no report", id="list"),
        pytest.param('{"claims": []}', "has no report", id="no report"),
        pytest.param('{"report": 3}', "report must be an object, not 3", id="number"),
        pytest.param('{"report": {"text": 3}}', "report.text must be a string, not 3", id="text"),
        pytest.param('{"text": "a", "title": ["b"]}', "report.title must be a string or null", id="title"),
        pytest.param("[" * 100_000, "is not JSON", id="deep"),
    ],
)
def test_wrong_json(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load_file(write(tmp_path, "a.json", content))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        load_file(str(tmp_path / "none"))
    with pytest.raises(InputError, match="give the files in it"):
        load_file(str(tmp_path))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(TooLargeError, match="50,000,000 bytes"):
        load_file(str(path))
    path.write_bytes(b"a" * LIMIT)
    assert len(load_file(str(path)).text) == LIMIT

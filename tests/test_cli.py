"""The command as a user runs it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ravi.cli import build_parser

ROOT = Path(__file__).parents[1]

ARABIC = "قال المتحدث باسم الجيش إن القوات انسحبت من المدينة بعد معارك عنيفة."


def ravi(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ravi.cli", *arguments],
        input=stdin,
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )


def error_of(ran: subprocess.CompletedProcess[bytes]) -> str:
    assert b"Traceback" not in ran.stderr
    return ran.stderr.decode()


def test_version() -> None:
    from ravi import __version__

    ran = ravi("--version")
    assert (ran.returncode, ran.stdout.decode().strip()) == (0, f"ravi {__version__}")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "the input is empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "a PDF document", id="pdf"),
        pytest.param("گفت".encode("cp1256"), "at offset 0", id="wrong encoding"),
        pytest.param(b"x" * 5_000_001, "too large", id="too large"),
        pytest.param(ARABIC.encode(), "Arabic, which is not read yet", id="arabic"),
        pytest.param(
            b"The army said that the town was taken by its forces.",
            "English, which is not read yet",
            id="english",
        ),
        pytest.param("Армия".encode(), "Cyrillic", id="russian"),
        pytest.param(b'{"report": {"text": 3}}', "report.text must be a string", id="json"),
    ],
)
def test_bad_input_from_a_pipe(data: bytes, message: str) -> None:
    ran = ravi("read", "-", stdin=data)
    assert ran.returncode == 2
    assert error_of(ran).startswith("ravi: standard input: ")
    assert message in error_of(ran)
    assert ran.stdout == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param([], "required", id="no command"),
        pytest.param(["read"], "FILE", id="no file"),
        pytest.param(
            ["read", "a", "b", "--format", "json"], "--format json holds one report", id="json of two"
        ),
        pytest.param(["read", "-", "-"], "read once only", id="stdin twice"),
        pytest.param(["read", "a", "--published", "1397-12-21"], "looks like a Hijri year", id="hijri date"),
        pytest.param(["read", "a", "--published", "soon"], "YYYY-MM-DD", id="no date"),
        pytest.param(["read", "x/a.txt", "y/a.txt", "--output", "o/"], "two FILEs", id="same output"),
        pytest.param(["read", "a.json", "--output", "./a.json"], "overwrite the input", id="overwrite"),
    ],
)
def test_wrong_calls(arguments: list[str], message: str) -> None:
    ran = ravi(*arguments)
    assert ran.returncode == 2
    assert message in error_of(ran)


def test_missing_file() -> None:
    ran = ravi("read", "no-such-file.txt")
    assert ran.returncode == 2
    assert "ravi: no-such-file.txt: the file 'no-such-file.txt' cannot be read" in error_of(ran)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xff")
    examples = sorted(map(str, (ROOT / "examples").glob("*.txt")))
    ran = ravi("read", examples[0], str(tmp_path / "bad.txt"), examples[1], "--format", "jsonl")
    assert ran.returncode == 2
    assert "bad.txt" in error_of(ran)
    found = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert [one["report"]["id"] for one in found] == [Path(name).stem for name in examples[:2]]


@pytest.mark.parametrize("shape", ["text", "json", "jsonl", "html"])
def test_every_format_to_a_file(tmp_path: Path, shape: str) -> None:
    example = str(min((ROOT / "examples").glob("*.txt")))
    to = tmp_path / "result"
    ran = ravi(
        "read", example, "--publisher", "خبرگزاری نمونه", "--format", shape, "--why", "--output", str(to)
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert "خبرگزاری نمونه" in to.read_text(encoding="utf-8")
    assert "\x1b" not in to.read_text(encoding="utf-8")


def test_no_claims_is_no_error() -> None:
    ran = ravi("read", "-", "--format", "json", stdin="هوا امروز آفتابی و خوب است.".encode())
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["claims"] == []


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    ran = ravi(
        "read", "-", "--output", str(tmp_path / "none" / "a.txt"), stdin="ارتش به شهر حمله کرد.".encode()
    )
    assert ran.returncode == 1
    assert "cannot be written" in error_of(ran)


def test_names_are_utf_8_whatever_the_locale() -> None:
    ran = ravi(
        "read",
        "-",
        stdin="ارتش به شهر حمله کرد.".encode(),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert ran.returncode == 0
    assert "حمله" in ran.stdout.decode("utf-8")


def test_parser_is_plain() -> None:
    options = build_parser().parse_args(["read", "a", "--why"])
    assert (options.files, options.format, options.why, options.output) == (["a"], "text", True, None)


def test_gazetteer_find_shows_the_likeliest_first_and_why() -> None:
    ran = ravi("gazetteer", "find", "زابل", "--country", "af", "--format", "json")
    found = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert (found[0]["country"], found[0]["kind"]) == ("AF", "admin")
    assert [place["score"] for place in found] == sorted((place["score"] for place in found), reverse=True)
    assert all(place["why"] for place in found)
    text = ravi("gazetteer", "find", "زابل", "--country", "af").stdout.decode()
    assert text.startswith("  1 افغانستان")
    assert text.count("\n") == 2 * len(found)


def test_gazetteer_find_says_when_it_knows_no_such_place() -> None:
    ran = ravi("gazetteer", "find", "ناکجاآباد")
    assert ran.returncode == 2
    assert "ناکجاآباد" in error_of(ran)
    assert ran.stdout == b""

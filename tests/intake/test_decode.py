from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.errors import BinaryInputError, EmptyInputError, EncodingError, InputError, TooLargeError
from ravi.intake.decode import decode
from ravi.reading.accept import LIMIT

SAMPLE = "سخنگوی ارتش گفت: حمله‌ای در کار نبوده است.\r\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SAMPLE.encode(), id="utf-8"),
        pytest.param(SAMPLE.encode("utf-8-sig"), id="utf-8 with mark"),
        pytest.param(SAMPLE.encode("utf-16"), id="utf-16 with mark"),
        pytest.param(b"\xfe\xff" + SAMPLE.encode("utf-16-be"), id="utf-16 big-endian with mark"),
    ],
)
def test_encodings_told_apart_by_themselves(data: bytes) -> None:
    assert decode(data) == SAMPLE


def test_named_encoding() -> None:
    old = "ارتش گفت"
    assert decode(old.encode("cp1256"), "cp1256") == old
    assert decode(SAMPLE.encode("utf-16-le"), "utf-16-le") == SAMPLE


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        pytest.param(b"", EmptyInputError, "empty", id="nothing"),
        pytest.param(b" \n\t", EmptyInputError, "empty", id="white space"),
        pytest.param(b"%PDF-1.7 \xe2", BinaryInputError, "a PDF document", id="pdf"),
        pytest.param(b"PK\x03\x04\x14", BinaryInputError, "zip archive", id="docx"),
        pytest.param(b"abc\0def", BinaryInputError, "byte 0x00 at offset 3", id="nul"),
        pytest.param(SAMPLE.encode("utf-16-le"), BinaryInputError, "utf-16-le", id="utf-16 without mark"),
        pytest.param("ارتش گفت".encode("cp1256"), EncodingError, "try --encoding cp1256", id="cp1256"),
        pytest.param(b"ok " + b"\xff\xff", EncodingError, "byte 0xff at offset 3", id="no utf-8"),
        pytest.param(b"x" * (LIMIT + 1), TooLargeError, "5,000,001 bytes", id="too large"),
    ],
)
def test_what_cannot_be_read(data: bytes, error: type[InputError], message: str) -> None:
    with pytest.raises(error, match=message):
        decode(data)


def test_offset_of_the_bad_byte() -> None:
    with pytest.raises(EncodingError) as caught:
        decode("گفت".encode() + b"\xff")
    assert caught.value.offset == 6


@pytest.mark.parametrize("name", ["no-such", "rot13", "hex"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(InputError, match=f"the encoding '{name}' is not known"):
        decode(b"abc", name)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(data), str)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ravi.intake.kinds import ENDINGS, tell_kind


@pytest.mark.parametrize(("ending", "kind"), ENDINGS.items())
def test_the_ending_tells(ending: str, kind: str) -> None:
    assert tell_kind("روز" + ending, b"{}") == tell_kind("X" + ending.upper() + ".gz", b"") == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("", "text"),
        ("سه نفر کشته شدند.", "text"),
        ("متن، عنوان، تاریخ\nسه نفر", "text"),
        ("text", "text"),
        ("id,text\n1,سه نفر\n", "csv"),
        ("\ufeffid;متن\r\n1;سه نفر", "csv"),
        ('"title"\t"body"\n', "csv"),
        ("{سند} سه نفر", "json"),
        ('{\n "text": "سه نفر"\n}', "json"),
        ('{"text": "سه نفر"}\n', "json"),
        ('{"text": "سه نفر"}\n{"text": "دو', "jsonl"),
        ("<!DOCTYPE html><p>", "html"),
        ("\n<!-- rss --><HTML lang=fa>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "html"),
        ('<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ('<?xml version="1.0"?><rdf:RDF xmlns="x">', "feed"),
        ("<rss><description><html></description>", "feed"),
        ("<سه> نفر", "text"),
        ("WARC/1.1\r\n", "warc"),
        ("PAR1", "parquet"),
    ],
)
def test_the_content_tells_where_the_ending_does_not(head: str, kind: str) -> None:
    assert tell_kind("", head.encode()) == tell_kind("page.php", head.encode()) == kind


@given(st.binary(max_size=200))
def test_any_bytes_have_a_kind(head: bytes) -> None:
    assert tell_kind("", head) in {*ENDINGS.values()}

"""The tables of actors and roles: written as the reader reads, and without contradictions."""

from __future__ import annotations

import pytest

from ravi.languages.lexicon import rows
from ravi.reading.text.normal import normalise

KINDS = {
    "state", "government", "legislature", "judiciary", "intelligence", "military", "police", "border_guard",
    "rebel", "militia", "coalition", "party", "civilians", "protesters", "prisoners", "media", "monitor",
    "aid_organisation", "international_org", "company", "diplomat", "court", "unnamed_group",
}  # fmt: skip
ROLES = {
    "speaker", "commander", "head", "minister", "deputy", "lawmaker", "judge", "diplomat", "official",
    "cleric", "expert", "journalist", "soldier", "police", "activist", "medic", "witness", "relative",
    "member", "leader",
}  # fmt: skip


def spellings(row: dict[str, str]) -> list[str]:
    return [row["word"], *filter(None, row.get("aliases", "").split("|"))]


@pytest.mark.parametrize("name", ["actors", "roles"])
def test_words_are_normalised(name: str) -> None:
    for row in rows("fa", name):
        for word in spellings(row):
            assert normalise(word, "fa").text == word


def test_kinds_are_known_and_names_have_an_actor() -> None:
    for row in rows("fa", "actors"):
        assert row["kind"] in KINDS, row
        assert row["match"] in ("name", "head")
        assert bool(row["canonical"]) == (row["match"] == "name"), row
        assert row["country"] == "" or (len(row["country"]) == 2 and row["country"].isupper())


def test_a_spelling_names_one_actor() -> None:
    seen: dict[str, str] = {}
    for row in rows("fa", "actors"):
        if row["match"] == "name":
            for word in spellings(row):
                assert seen.setdefault(word, row["canonical"]) == row["canonical"], word


def test_roles_are_known() -> None:
    for row in rows("fa", "roles"):
        assert row["kind"] in ROLES, row
        assert row["speaks"] in ("yes", "no")

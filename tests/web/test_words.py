"""Every word of the pages is there in both languages, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import ravi.web
from ravi.data.tables import event_types, table
from ravi.ledger.accounts.stances import AHEAD
from ravi.ledger.asking.search import ORDERS
from ravi.ledger.changes import FIELDS as TOLD
from ravi.ledger.judgements.corrections import VERDICTS
from ravi.web.asking import NAMES, STATUSES
from ravi.web.interface import Interface
from ravi.web.views.incidents import EXPORTS

FOLDER = Path(ravi.web.__file__).parent
ROWS = table("ravi.web", "words")
#: Keys that are put together from a value.
MADE = {
    *(f"status.{one}" for one in STATUSES),
    *(f"order.{one}" for one in ORDERS),
    *(f"export.{one}" for one in EXPORTS),
    *(f"filter.{one}" for one in NAMES.values()),
    *(f"field.{one}" for one in (*TOLD, "trigger", "also")),
    *(f"review.{one}" for one in (*VERDICTS, "corrected")),
    *(f"month.{kind}.{month}" for kind in ("solar", "west") for month in range(1, 13)),
    *(f"precision.{one}" for one in ("point", "area", "province", "country", "none")),
    *(f"voice.{one}" for one in ("person", "organisation", "media", "document", "unnamed", "publisher")),
    *(f"differ.{one}" for one in ("count", "denial", "agent", "place", "time")),
    *(f"added.{one}" for one in ("added", "known", "copy", "revised")),
    *(f"decision.{one}" for one in ("same", "different", "open")),
    *(f"relay.{one}" for one in ("relays", "copies")),
    *(f"stance.{one}" for one in ("actual", "hedged", "denied", "called_off", *AHEAD)),
}  # fmt: skip


def used() -> set[str]:
    """Return the keys that code and templates name."""
    sources = [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    quoted = {key for text in texts for key in re.findall(r"\"([a-z_]+(?:\.[a-z_]+)*)\"", text)}
    return quoted & {row["key"] for row in ROWS} | {
        key for text in texts for key in re.findall(r"ui\.word\(\"([a-z_.]+)\"[,)]", text)
    }


def test_every_word_that_is_asked_for_is_there() -> None:
    assert (used() | MADE) - {row["key"] for row in ROWS} == set()


def test_no_word_is_there_for_nothing() -> None:
    assert {row["key"] for row in ROWS} - used() - MADE == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_both_languages_say_the_same(row: dict[str, str]) -> None:
    slots = [{name for _, name, _, _ in Formatter().parse(row[one]) if name} for one in ("fa", "en")]
    assert slots[0] == slots[1]
    assert row["fa"].strip()
    assert row["en"].strip()
    own = re.sub(r"12|W3C|\d{4}-\d{2}-\d{2}", "", row["fa"])  # what is written so in Persian too
    assert not re.search("[يك]|[0-9]", own)


def test_every_type_has_a_family_and_a_label() -> None:
    for language in ("fa", "en"):
        ui = Interface(language)
        assert all(
            ui.type(row["type"]) and ui.label("family", ui.family(row["type"])) for row in event_types()
        )

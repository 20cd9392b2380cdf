"""What linking keeps comes back as it was, and ledgers of before are brought to the smaller form."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text

from ravi.data.tables import table
from ravi.ledger.linking import Ground, Profile, Spot
from ravi.ledger.linking.hours import Hours
from ravi.ledger.linking.series import Turn
from ravi.ledger.links import links_among
from ravi.ledger.store import schema
from ravi.ledger.store.migrations import pending
from ravi.ledger.store.opening import open_ledger
from ravi.ledger.store.packing import (
    pack_profile,
    pack_reasons,
    pack_words,
    unpack_profile,
    unpack_reasons,
    unpack_words,
)
from tests.ledger.linking.claims import profiled
from tests.ledger.reports_read import fill

TOLD = profiled(
    "سخنگوی ارتش گفت جنگنده‌ها پل فیروزه را بمباران کردند و ۷ نفر زخمی شدند.",
    "بمباران کردند",
    type="air_strike",
)
SPOT = Spot("سنگان", "city", "IR", 11, 34.4, 60.3, ("ایران", "خراسانرضوی"))
BLANK = replace(
    TOLD, start=None, end=None, told=False, spot=None, agents=(), targets=(), sides=(), counts=(), words=(), text=()
)  # fmt: skip
PROFILES = {
    "as read": TOLD,
    "blank": BLANK,
    "a place": replace(TOLD, spot=SPOT),
    "a borrowed country": replace(TOLD, spot=Spot("ایران", "country", borrowed=True)),
    "hours": replace(TOLD, hours=Hours(17_700_000.25, 17_700_001.0, True), published=17_700_002.5),
    "a copy": replace(TOLD, group="r-of-another"),
    "numbered": replace(TOLD, turns=(Turn("night", 10), Turn("wave", 14))),
    "open counts": replace(TOLD, counts=(("killed", None, 3), ("injured", 0, None)), means=("drone",)),
}


@pytest.mark.parametrize("one", PROFILES.values(), ids=PROFILES)
def test_a_profile_comes_back_as_it_was(one: Profile) -> None:
    assert unpack_profile(pack_profile(one), one.claim, one.report, pack_words(one.text)) == one


def test_a_packed_profile_is_a_third_of_its_json() -> None:
    assert len(pack_profile(TOLD)) < len(TOLD.to_json().encode()) / 3


@given(st.dictionaries(st.text(), st.decimals(0, 20, places=1).map(float)))
def test_words_come_back_in_their_order(words: dict[str, float]) -> None:
    assert unpack_words(pack_words(tuple(words.items()))) == tuple(words.items())


def test_reasons_come_back_and_hardly_take_room() -> None:
    reasons = [
        Ground(row["feature"], round(float(row["weight"]) / 3, 2)) for row in table("ravi.data", "linking")
    ]
    packed = pack_reasons(reasons)
    assert unpack_reasons(packed) == reasons
    assert len(packed) < len(json.dumps([[one.feature, one.points] for one in reasons])) / 3


def test_a_ledger_of_before_is_brought_to_the_smaller_form(where: str) -> None:
    with open_ledger(where) as ledger:
        fill(ledger)
        with ledger.writing() as connection:
            kept = _kept(connection)
            assert kept["links"]
            assert all(kept["words"])
            _age(connection, kept)
            assert pending(connection) == ["0004-smaller"]
    with open_ledger(where) as ledger, ledger.reading() as connection:
        assert _kept(connection) == kept


def test_the_keys_of_claims_are_made_anew(where: str, caplog: pytest.LogCaptureFixture) -> None:
    held = select(schema.blocks.c.key, schema.blocks.c.claim).order_by(
        schema.blocks.c.key, schema.blocks.c.claim
    )
    with open_ledger(where) as ledger:
        fill(ledger)
        with ledger.writing() as connection:
            before = connection.execute(held).all()
            assert (
                len({key >> 40 for key, _ in before}) < len(before) / 4
            )  # days first: few stretches of them
            connection.execute(schema.blocks.update().values(key=-schema.blocks.c.key))
            connection.execute(
                schema.migrations.delete().where(schema.migrations.c.name == "0005-blocks-by-day")
            )
    with open_ledger(where) as ledger, ledger.reading() as connection:
        assert connection.execute(held).all() == before
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "0005-blocks-by-day, step 1 of 1"
    ]


def _kept(connection: Connection) -> dict[str, Any]:
    claims, reports = schema.claims.c, schema.reports.c
    ids = list(connection.scalars(select(claims.id).order_by(claims.id)))
    profiles = select(claims.id, claims.report, claims.profile, reports.words).join_from(
        schema.claims, schema.reports
    )
    return {
        "links": links_among(connection, ids),
        "profiles": [
            unpack_profile(row.profile, row.id, row.report, row.words)
            for row in connection.execute(profiles.order_by(claims.id).where(claims.profile.is_not(None)))
        ],
        "words": list(connection.scalars(select(reports.words).order_by(reports.id).where(reports.current))),
    }


def _age(connection: Connection, kept: dict[str, Any]) -> None:
    """Turn a ledger into what it was before the step."""
    for one in kept["profiles"]:
        connection.execute(
            schema.claims.update()
            .where(schema.claims.c.id == one.claim)
            .values(profile=zlib.compress(one.to_json().encode()))
        )
    connection.execute(text("ALTER TABLE reports DROP COLUMN words"))
    connection.execute(text("DROP TABLE links"))
    connection.execute(
        text("CREATE TABLE links (a TEXT, b TEXT, value FLOAT, reasons JSON, PRIMARY KEY (a, b))")
    )
    rows = [
        {
            "a": link.a,
            "b": link.b,
            "value": link.value,
            "reasons": json.dumps([[ground.feature, ground.points] for ground in link.reasons]),
        }
        for link in kept["links"]
    ]
    connection.execute(text("INSERT INTO links VALUES (:a, :b, :value, :reasons)"), rows)
    connection.execute(schema.migrations.delete().where(schema.migrations.c.name == "0004-smaller"))

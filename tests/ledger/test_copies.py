"""Copies of a report: found when lightly edited, not when only alike, and in whatever order they come."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ravi.ledger.copies import COPY, forget_copies, keep_copies, resemblance, sign
from ravi.ledger.records import StoredReport
from ravi.ledger.store import schema
from ravi.ledger.store.opening import Ledger
from ravi.ledger.store.reports import save_report
from ravi.report import Report

TEXT = (
    "سخنگوی نیروهای مدافع شامگاه شنبه در گفت‌وگو با خبرنگاران اعلام کرد که در پی حمله پهپادی به انبار مهمات در "
    "حومه شهر سه تن از نگهبانان کشته و هفت تن دیگر زخمی شده‌اند و آتش‌نشانان پس از چهار ساعت شعله‌ها را مهار کردند "
    "وی افزود تحقیق درباره منشأ پهپاد آغاز شده و نتیجه آن در روزهای آینده به آگاهی مردم خواهد رسید"
)
WORDS = TEXT.split()


def test_an_edited_end_is_a_copy_and_a_rewritten_report_is_none() -> None:
    rng = random.Random(7)
    edited = [*WORDS[:-4], "اعلام", "می‌شود"]
    shuffled = rng.sample(WORDS, len(WORDS))
    assert resemblance(sign(WORDS), sign(edited)) >= COPY
    assert resemblance(sign(WORDS), sign(shuffled)) < 0.3


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=60), st.integers(0, 59))
def test_the_estimate_is_near_the_true_share(words: list[str], cut: int) -> None:
    def runs(of: list[str]) -> set[str]:
        return {" ".join(of[start : start + 3]) for start in range(max(1, len(of) - 2))}

    other = words[: max(1, len(words) - cut % len(words))]
    true = len(runs(words) & runs(other)) / len(runs(words) | runs(other))
    assert resemblance(sign(words), sign(other)) == pytest.approx(true, abs=0.2)


def put(ledger: Ledger, name: str, words: list[str], day: int) -> None:
    report = Report(" ".join(words), "fa", "ایسنا", date(2021, 5, day))
    with ledger.writing() as connection:
        save_report(
            connection, StoredReport(name, report, datetime.now(UTC), "0"), name, sign(words).tobytes()
        )
        keep_copies(connection, name, sign(words))


def originals(ledger: Ledger) -> dict[str, str | None]:
    with ledger.reading() as connection:
        rows = connection.execute(select(schema.reports.c.id, schema.reports.c.copy_of))
        return {row.id: row.copy_of for row in rows}


REPORTS = {
    "r-first": (WORDS, 1),
    "r-later": ([*WORDS[:-4], "اعلام", "می‌شود"], 2),
    "r-last": (["فوری", *WORDS], 3),
    "r-other": (WORDS[::-1], 1),
}


@pytest.mark.parametrize("order", list(permutations(REPORTS))[::7], ids=" ".join)
def test_copies_point_at_the_first_published_in_any_order(ledger: Ledger, order: tuple[str, ...]) -> None:
    for name in order:
        put(ledger, name, *REPORTS[name])
    assert originals(ledger) == {
        "r-first": None,
        "r-later": "r-first",
        "r-last": "r-first",
        "r-other": None,
    }


def test_copies_of_a_report_that_goes_point_at_the_next(ledger: Ledger) -> None:
    for name, (words, day) in REPORTS.items():
        put(ledger, name, words, day)
    with ledger.writing() as connection:
        changed = forget_copies(connection, "r-first")
    assert changed == {"r-later", "r-last"}
    assert originals(ledger)["r-last"] == "r-later"
    assert originals(ledger)["r-later"] is None

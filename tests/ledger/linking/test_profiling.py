from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ravi.errors import FormatError
from ravi.ledger.linking import Profile
from ravi.report import Count, Mention
from tests.ledger.linking.claims import PUBLISHER, day, find, place, profiled

TEXT = (
    "🔴 حمله موشکی به سنگان\n\n"
    "فرماندار سنگان گفت بامداد سه‌شنبه جنگنده‌های آمریکایی شهر سنگان را هدف قرار دادند و ۷ نفر زخمی شدند.\n"
    "نیروهای امدادی از ساعت 4:20 در محل هستند. @kooh"
)
SANGAN = place("سنگان", TEXT, 34.4, 60.3, geonames=11, admin=("ایران", "خراسان رضوی"))
GOVERNOR = Mention("فرماندار سنگان", find("فرماندار سنگان", TEXT))


def full(**more: object) -> Profile:
    told: dict[str, object] = {
        "agents": (Mention("جنگنده‌های آمریکایی", find("جنگنده‌های آمریکایی", TEXT)),),
        "place": SANGAN,
        "time": day("بامداد سه‌شنبه", TEXT, date(2021, 5, 4)),
        "counts": (Count("injured", 7, 7, find("۷ نفر", TEXT)),),
        "chain": (PUBLISHER, GOVERNOR),
    }
    return profiled(TEXT, "هدف قرار دادند", **(told | more))


def test_a_profile_says_what_the_claim_says() -> None:
    found = full()
    assert (found.type, found.family, found.modality) == ("shelling", "violence", "actual")
    assert (found.start, found.end, found.told) == (*[date(2021, 5, 4).toordinal()] * 2, True)
    assert found.spot is not None
    assert (found.spot.geonames, found.spot.country, found.spot.borrowed) == (11, "IR", False)
    assert (found.agent_sides, found.sides) == (("US",), ("IR", "US"))
    assert found.counts == (("injured", 7, 7),)
    assert found.voice
    assert dict(found.words)["سنگان"] > dict(found.words)["هدف"]
    assert "kooh" not in dict(found.text)
    assert (found.sentence, found.rank, found.mass) == (1, 0, 1.0)


@pytest.mark.parametrize("found", [full(), full(place=None, time=None), full(published=None, time=None)])
def test_a_profile_goes_through_json(found: Profile) -> None:
    assert Profile.from_json(found.to_json()) == found
    assert len(found.to_json().encode()) < 2500


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"claim": 1}', full().to_json()[:-30]])
def test_what_is_no_profile_is_refused(line: str) -> None:
    with pytest.raises(FormatError, match="is not the profile of a claim"):
        Profile.from_json(line)


def test_a_day_not_told_is_derived_from_publication() -> None:
    found = full(time=None)
    last = date(2021, 5, 4).toordinal()
    assert (found.start, found.end, found.told) == (last - 2, last, False)
    planned = full(time=None, modality="planned")
    assert planned.end is not None
    assert planned.end > last
    assert full(time=None, published=None).start is None


def test_a_copy_is_in_the_group_of_what_it_copies() -> None:
    assert full(copy_of="r-0").group == "r-0"
    assert full().group == "r-1"


HOURS = [
    ("part of the day", "بامداد سه‌شنبه به سنگان حمله شد.", None, (0.0, 6.5)),
    ("time of day", "ساعت 14:30 به سنگان حمله شد.", None, (14.2, 14.8)),
    ("evening by the hour of the report", "ساعت 8:15 به سنگان حمله شد.", 21, (19.95, 20.55)),
    ("morning by a part of the day", "صبح ساعت 8:15 به سنگان حمله شد.", 21, (7.95, 8.55)),
    ("just now", "دقایقی پیش به سنگان حمله شد.", 10, (8.5, 10.0)),
    ("last night's, by the hour of the report", "شامگاه به سنگان حمله شد.", 3, (-7.0, 0.0)),
    ("written to the day", "دوشنبه‌شب به سنگان حمله شد.", 3, (-6.0, 4.0)),
]


@pytest.mark.parametrize(
    ("text", "hour", "expected"), [row[1:] for row in HOURS], ids=[row[0] for row in HOURS]
)
def test_hours_are_told(text: str, hour: int | None, expected: tuple[float, float]) -> None:
    at = None if hour is None else datetime(2021, 5, 4, hour, tzinfo=timezone(timedelta(hours=3.5)))
    found = profiled(text, "حمله", at=at).hours
    assert found is not None
    assert found.told
    start = date(2021, 5, 4).toordinal() * 24
    assert [edge - start for edge in found[:2]] == pytest.approx(expected, abs=0.01)


def test_hours_are_the_publishers() -> None:
    found = profiled("به سنگان حمله شد.", "حمله", at=datetime(2021, 5, 4, 9, 30, tzinfo=UTC))
    assert found.published == date(2021, 5, 4).toordinal() * 24 + 9.5
    assert found.hours is None


def test_a_claim_without_a_place_borrows_its_reports() -> None:
    from dataclasses import replace

    from ravi.ledger.linking import profile
    from tests.ledger.linking.claims import stored

    told = stored(TEXT, "هدف قرار دادند", place=SANGAN)
    bare = replace(told.claim, trigger=find("حمله موشکی", TEXT), place=None)
    report = replace(told.report.report, claims=(bare, told.claim))
    found = profile(replace(told, claim=bare, report=replace(told.report, report=report)))
    assert found.spot is not None
    assert (found.spot.geonames, found.spot.borrowed) == (11, True)

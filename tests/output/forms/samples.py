"""Incidents made of real readings of small reports, and of claims made by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import ravi
from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.report import Claim, Report

#: Publisher, publication date, address and text of each report; people and incidents are invented.
REPORTS = (
    (
        "ایسنا",
        "2019-03-12",
        "https://example.org/news/1",
        "به گزارش رویترز، سخنگوی ارتش سوریه گفت نیروهای دولتی روز یکشنبه شهر حمص را با موشک هدف قرار دادند "
        "و دست‌کم ۱۲ نفر کشته شدند.\nاو حمله هوایی به بیمارستان حمص را تکذیب کرد.",
    ),
    (
        "فارس",
        "2019-03-13",
        None,
        "شاهدان عینی گفتند ارتش سوریه یکشنبه با موشک به حمص حمله کرد و ۲۰ غیرنظامی کشته و ۳۰ نفر زخمی شدند.",
    ),
    (
        "تسنیم",
        "2019-03-14",
        "https://example.org/news/3",
        "ارتش ترکیه اعلام کرد جنگنده‌های این کشور روز چهارشنبه مواضع داعش در نزدیکی حلب را بمباران کردند "
        "و ۳۰ عضو داعش کشته شدند. وزیر دفاع ترکیه گفت هفته آینده عملیات زمینی در ادلب آغاز خواهد شد.",
    ),
    (
        "مهر",
        "2019-03-14",
        None,
        "دیروز کارگران کارخانه فولاد در اهواز در اعتراض به تأخیر در پرداخت دستمزد تجمع کردند. "
        "پلیس دو نفر از معترضان را بازداشت کرد.",
    ),
)


def store(report: Report, number: int, url: str | None = None) -> StoredReport:
    """Keep a report as a ledger would."""
    name = hashlib.sha256(f"{report.publisher}\n{report.text}".encode()).hexdigest()[:16]
    added = datetime(2019, 3, 20, 8, number, tzinfo=UTC)
    return StoredReport(f"r-{name}", report, added, "0.1.0", url, f"news.jsonl:{number}")


def claim_of(kept: StoredReport, claim: Claim) -> StoredClaim:
    told = f"{kept.id} {claim.trigger} {claim.type} {[mention.name for mention in claim.chain]}"
    return StoredClaim("c-" + hashlib.sha256(told.encode()).hexdigest()[:16], claim, kept)


def incident_of(*claims: StoredClaim) -> Incident:
    first = min(stored.id for stored in claims)
    return Incident("i-" + hashlib.sha256(first.encode()).hexdigest()[:16], claims)


def lone(report: Report, number: int = 0) -> list[Incident]:
    """Make each claim of a report an incident of one."""
    kept = store(report, number)
    return [incident_of(claim_of(kept, claim)) for claim in report.claims]


@cache
def read_all() -> tuple[StoredReport, ...]:
    kept = []
    for number, (publisher, published, url, text) in enumerate(REPORTS, 1):
        report = ravi.read(text, publisher=publisher, published=date.fromisoformat(published))
        kept.append(store(replace(report, title=f"خبر {number}"), number, url))
    return tuple(kept)


@cache
def incidents() -> tuple[Incident, ...]:
    """Return the incidents of the reports: the attack on Homs is told by two of them, every other claim is alone."""
    claims = [claim_of(kept, claim) for kept in read_all() for claim in kept.report.claims]
    homs = [stored for stored in claims if is_homs(stored)]
    rest = [stored for stored in claims if not is_homs(stored)]
    return (incident_of(*homs), *(incident_of(stored) for stored in rest))


def is_homs(stored: StoredClaim) -> bool:
    claim = stored.claim
    return claim.type == "shelling" and bool(claim.place and "حمص" in claim.place.name)


def of_type(kind: str, among: Sequence[Incident] | None = None) -> Incident:
    """Return the one incident whose first claim has this type."""
    found = [one for one in among or incidents() if one.claims[0].claim.type == kind]
    assert len(found) == 1, [one.claims[0].claim.type for one in among or incidents()]
    return found[0]

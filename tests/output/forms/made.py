"""Claims made by hand, each in a report of its own that says its words one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ravi.ledger.accounts.account import Account, account
from ravi.ledger.records import Incident, StoredClaim
from ravi.report import Claim, Count, Mention, Period, Place, Report, Span
from tests.output.forms.samples import claim_of, incident_of, store

ARMY = ("ارتش سوریه", "military", "SY")
TURKEY = ("ارتش ترکیه", "military", "TR")
REBELS = ("داعش", "rebel", "")
MILITIA = ("گردان فجر", "militia", "")
PEOPLE = ("اهالی روستا", "civilians", "")
MARCHERS = ("معترضان", "protesters", "")
HOMS = ("حمص", "city", 34.72405, 36.72559, ("سوریه", "حمص"), "SY")
PROVINCE = ("استان حلب", "admin", 36.2, 37.16, ("سوریه",), "SY")
DISTRICT = ("عفرین", "admin", 36.51, 36.87, ("سوریه", "استان حلب"), "SY")
SYRIA = ("سوریه", "country", 35.0, 38.0, ("سوریه",), "SY")
NOWHERE = ("روستای بی‌نام", "unknown", None, None, (), None)
SUNDAY = ("روز یکشنبه", "2019-03-10", "2019-03-10")


@dataclass
class Words:
    """A text that grows, so that every part of a claim has its words in it."""

    text: str = ""
    spans: dict[str, Span] = field(default_factory=dict)

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + " "
        return Span(start, start + len(words))


def told(
    kind: str,
    *,
    publisher: str = "ایسنا",
    published: str = "2019-03-12",
    by: tuple[str, str, str] | None = None,
    agents: tuple[tuple[str, str, str], ...] = (),
    targets: tuple[tuple[str, str, str], ...] = (),
    place: tuple[Any, ...] | None = HOMS,
    time: tuple[str, str | None, str | None] | None = SUNDAY,
    killed: tuple[int | None, int | None] | None = None,
    of: str = "",
    title: str | None = None,
    number: int = 0,
    **stance: Any,
) -> StoredClaim:
    """Return a claim; ``of`` is the actor in whose words the number of killed stands."""
    words = Words()
    words.add(f"{published}:")
    voice = (Mention(by[0], words.add(by[0]), by[1], by[0] if by[2] else "", by[2]),) if by else ()
    counts: list[Count] = []

    def mention(name: str, what: str, country: str) -> Mention:
        span = words.add(name)
        if name == of and killed:
            counts.append(Count("killed", *killed, span))
        return Mention(name, span, what, name if country or what == "rebel" else "", country)

    claim: dict[str, Any] = {
        "agents": tuple(mention(*one) for one in agents),
        "targets": tuple(mention(*one) for one in targets),
        "trigger": words.add("رخ داد"),
    }
    if killed and not counts:
        counts.append(Count("killed", *killed, words.add(f"کشته: {killed}")))
    if place:
        name, what, latitude, longitude, admin, country = place
        claim["place"] = Place(name, words.add(name), latitude, longitude, None, country, admin, kind=what)
    if time:
        ends = [date.fromisoformat(day) if day else None for day in time[1:]]
        claim["time"] = Period(words.add(time[0]), *ends)
    made = Claim(
        "e1", kind, chain=(Mention(publisher, None), *voice), counts=tuple(counts), **claim, **stance
    )
    report = Report(words.text, "fa", publisher, date.fromisoformat(published), title)
    return claim_of(store(report, number), made)


def account_of(*claims: StoredClaim) -> Account:
    return account(incident_of(*claims))


def incident(kind: str, **how: Any) -> Incident:
    return incident_of(told(kind, **how))

"""A situation brief: per incident who reported what, through whom, and where the accounts differ.

A Persian brief is worded so that ``ravi.read`` reads it back: one sentence for what one voice
says of one type of event, each a paragraph of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.counts_told import counts_told
from ravi.ledger.accounts.phrases import listed
from ravi.ledger.accounts.stances import AHEAD, stance_of, told_on
from ravi.ledger.accounts.variants import Basis, actors_told
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.accounts.whereabouts import periods_told, places_told
from ravi.ledger.records import StoredClaim
from ravi.output.brief_words import (
    event_words,
    full_day,
    is_several,
    quoted_counts,
    say,
    shown,
    toll_words,
    when_words,
)
from ravi.output.labels import LANGUAGES, digits, label
from ravi.report import Count

FORMS = ("markdown", "html")
"""The forms that a brief comes in."""

#: So many publishers or relays are named in a sentence.
_NAMED = 3
#: Characters that Markdown gives a meaning.
_MARKED = re.compile(r"([\\`*_\[\]<>#|])")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Section:
    """One incident of a brief: its heading, a sentence for each telling, its differences and its grade."""

    heading: str
    tellings: tuple[str, ...]
    notes: tuple[str, ...]
    account: Account


def brief(
    accounts: Sequence[Account], *, language: Literal["fa", "en"], form: Literal["markdown", "html"]
) -> str:
    """Return the brief of ``accounts``, in the order of time, in ``language``.

    Raises ``ValueError`` for a language or a form that briefs are not written in.
    """
    if language not in LANGUAGES:
        raise ValueError(f"a brief is written in {' or '.join(LANGUAGES)}, not in {language!r}")
    if form not in FORMS:
        raise ValueError(f"a brief is {' or '.join(FORMS)}, not {form!r}")
    found = sections(accounts, language)
    return _html(found, language) if form == "html" else _markdown(found, language)


def sections(accounts: Sequence[Account], language: str) -> list[Section]:
    """Return what a brief says of each incident, in the order of time."""
    ordered = sorted(accounts, key=_day_of)
    return [_section(number, one, language) for number, one in enumerate(ordered, 1)]


def _day_of(account: Account) -> tuple[date, str]:
    """Return the day by which an incident is ordered: its own, else that of its first report."""
    period = account.period
    day = (period.start or period.end) if period else None
    return day or account.first.report.published or date.max, account.incident.id


def _section(number: int, account: Account, language: str) -> Section:
    differences = (say("differ", language, words=one.words.of(language)) for one in account.contradictions)
    grade = say(
        "grade",
        language,
        grade=account.grade.label.of(language),
        rule=account.grade.words.of(language),
        number=digits(account.sources, language),
    )
    return Section(
        _heading(number, account, language),
        tuple(telling for voice in _by_day(account.voices) for telling in tellings(voice, language)),
        (*differences, grade),
        account,
    )


def _heading(number: int, account: Account, language: str) -> str:
    place = account.place
    named = say("no_place", language)
    if place is not None:
        country = place.admin[0] if place.admin and place.kind != "country" else ""
        name = shown(place.name, language)
        named = f"{name} ({country})" if country else name
    day = say("no_day", language)
    published = account.first.report.published
    if account.period is not None:
        day = (
            when_words(account.period, language)
            .strip()
            .removeprefix(say("when.day", language, day="").strip())
        )
    elif published is not None:
        day = say("published", language, day=full_day(published, language))
    return say("heading", language, number=digits(number, language), place=named, day=day.strip())


def _by_day(voices: Iterable[VoiceGroup]) -> list[VoiceGroup]:
    return sorted(voices, key=lambda voice: (min(map(told_on, voice.claims)), voice.key))


def tellings(voice: VoiceGroup, language: str) -> list[str]:
    """Return a sentence for each type of event and stance that a voice tells."""
    grouped: dict[tuple[str, str], list[StoredClaim]] = {}
    for claim in sorted(voice.claims, key=lambda claim: (told_on(claim), claim.id)):
        grouped.setdefault((claim.claim.type, stance_of(claim.claim)), []).append(claim)
    return [_telling(voice, kind, stance, claims, language) for (kind, stance), claims in grouped.items()]


def _telling(voice: VoiceGroup, kind: str, stance: str, claims: Sequence[StoredClaim], language: str) -> str:
    basis = [(voice, claims)]
    places, periods = places_told(basis), periods_told(basis)
    event = event_words(
        kind,
        language,
        agents=[one.value for one in actors_told(basis, "agents")[:2]],
        targets=[one.value for one in actors_told(basis, "targets")[:2]],
    )
    place = shown(places[0].value.name, language) if places else ""
    where = say("where", language, place=place) if place else ""
    name = shown(voice.name, language) or say("unknown", language)
    comma = label("ui", "list_separator", language)
    ending = say("plural", language) if is_several(name) else ""
    counts = _counts(basis, is_denied=stance in ("denied", "called_off"))
    tolls = toll_words([count for count, _ in counts], kind, language, ahead=stance in AHEAD)
    quoted = quoted_counts(counts, event, language)
    key = "counts.ahead" if stance in AHEAD else "counts"
    told = say(key, language, counts=tolls, s=ending) if tolls else ""
    words = say("counts.words", language, words=quoted, s=ending) if quoted else ""
    return say(
        "line.casualties" if kind == "casualties" and stance == "actual" and tolls else f"line.{stance}",
        language,
        via=_via(voice, claims, language),
        voice=name + comma if "،" in name else name,
        closed=name + comma,
        s=ending,
        event=event,
        where="" if event.endswith(where or " ") else where,
        when=when_words(periods[0].value, language) if periods else "",
        counts=told + words,
        tolls=tolls,
        words=words,
    )


def _counts(basis: Basis, *, is_denied: bool) -> list[tuple[Count, str]]:
    """Return one voice's latest figures as counts, each with the report's words for it.

    Of what is denied only a nought is told: other numbers are of what others say.
    """
    found = []
    for told in counts_told(basis):
        latest = told.by_voice[0].latest
        claim = latest.claims[0]
        count = next(
            c for c in claim.claim.counts if (c.what, c.low, c.high) == (told.what, latest.low, latest.high)
        )
        if not is_denied or count.high == 0:
            found.append((count, claim.words(count.span)))
    return found


def _via(voice: VoiceGroup, claims: Sequence[StoredClaim], language: str) -> str:
    """Return through whom a voice's claims came, as the beginning of a sentence."""
    if all(len(claim.claim.chain) == 1 for claim in claims):
        return ""
    publishers = _listed(
        (claim.report.report.publisher or "" for claim in claims), voice, language, counted=True
    )
    relays = _listed((m.name for claim in claims for m in claim.claim.chain[1:-1]), voice, language)
    if not publishers:
        publishers, relays = relays, ""
    if relays:
        return say("via.relays", language, publishers=publishers, relays=relays)
    return say("via.publishers", language, publishers=publishers) if publishers else ""


def _listed(names: Iterable[str], voice: VoiceGroup, language: str, *, counted: bool = False) -> str:
    """Return outlets' names as a list, the voice's own left out; past the first few their number if ``counted``."""
    own = {shown(name, language) for name in voice.names}
    found = [name for name in dict.fromkeys(shown(n, language) for n in names) if name and name not in own]
    named = found[:_NAMED]
    if len(found) > _NAMED and counted:
        named.append(say("others", language, number=digits(len(found) - _NAMED, language)))
    return listed(named).of(language)


def _markdown(sections: Sequence[Section], language: str) -> str:
    """Return the brief as Markdown: sentences are paragraphs, so that each is read by itself."""
    parts = [f"# {say('title', language)}"]
    for section in sections:
        parts.append(f"## {_plain(section.heading)}")
        parts += map(_plain, section.tellings)
        parts.append("\n".join(f"- {_plain(note)}" for note in section.notes))
    if not sections:
        parts.append(say("none", language))
    return "\n\n".join(parts) + "\n"


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", text)


def _html(sections: Sequence[Section], language: str) -> str:
    direction = "rtl" if language == "fa" else "ltr"
    title = escape(say("title", language))
    body = "\n".join(_html_section(section, language) for section in sections)
    return f"""<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body or f"<p>{escape(say('none', language))}</p>"}
</main>
</body>
</html>
"""


def _style() -> str:
    from importlib.resources import files

    return files("ravi.output").joinpath("brief.css").read_text(encoding="utf-8")


def _html_section(section: Section, language: str) -> str:
    told = "\n".join(f"<p>{escape(telling)}</p>" for telling in section.tellings)
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in section.notes)
    claims = "\n".join(_html_claim(claim, language) for claim in section.account.incident.claims)
    return f"""<section id="{escape(section.account.incident.id)}">
<h2>{escape(section.heading)}</h2>
{told}
<ul>
{notes}
</ul>
<details><summary>{escape(say("claims", language))}</summary>
<ol>
{claims}
</ol>
</details>
</section>"""


def _html_claim(claim: StoredClaim, language: str) -> str:
    """Return the words that carry a claim, with where they stand, so that every sentence can be followed back."""
    report = claim.report.report
    chain = " ← ".join(f"<bdi>{escape(m.name or say('unknown', language))}</bdi>" for m in claim.claim.chain)
    day = report.published.isoformat() if report.published else ""
    dated = f' <time datetime="{day}" dir="ltr">{digits(day, language)}</time>' if day else ""
    return (
        f'<li id="{escape(claim.id)}"><q lang="{escape(report.language)}" dir="auto">'
        f"{escape(claim.words(claim.claim.trigger))}</q> {chain}{dated} <code>{escape(claim.id)}</code></li>"
    )

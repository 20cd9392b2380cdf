"""Incidents and claims of a ledger for the terminal: lists of one line each, and whole pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.records import StoredClaim
from ravi.output.labels import family, label, type_label
from ravi.output.page import BOLD, DIM, RED, YELLOW, Page, Run, join, name
from ravi.output.terminal import claim_fields, excerpt
from ravi.output.words import period_words, range_words, stances

LANGUAGE = "en"
_INDENT = 4
_FIELD = 14
_COLOURS = {"violence": "31;1", "control": "33;1", "politics": "36;1"}
_STATUS_COLOURS = {"disputed": RED, "denied": RED, "happened": ""}


def incident_list(accounts: Iterable[Account], *, width: int = 80, colour: bool = False) -> str:
    """Return two lines for each incident: what, where, when; by how many, how sure, how many hurt."""
    page = Page(max(width, 40), colour)
    for one in accounts:
        page.write([Run(one.incident.id, style=DIM), *_what(one), *_where(one), *_when(one)])
        told = [
            Run(
                f"{one.status}, {one.grade.label.of(LANGUAGE)}", style=_STATUS_COLOURS.get(one.status, YELLOW)
            )
        ]
        told += [Run(_counted(one.sources, "voice")), Run(_counted(_reports(one.incident.claims), "report"))]
        page.write(join([*told, *_counts(one)]), indent=_INDENT)
    return "".join(f"{line}\n" for line in page.lines)


def claim_list(claims: Iterable[StoredClaim], *, width: int = 80, colour: bool = False) -> str:
    """Return two lines for each claim: what, by whom, when; and its words."""
    page = Page(max(width, 40), colour)
    for one in claims:
        page.write(_claim_head(one))
        page.write(excerpt(one.report.report.text, one.claim.trigger, page.width - _INDENT), indent=_INDENT)
    return "".join(f"{line}\n" for line in page.lines)


def claim_page(one: StoredClaim, incident: str | None, *, width: int = 80, colour: bool = False) -> str:
    """Return all that a claim says, with its words and its report."""
    page = Page(max(width, 40), colour)
    page.write(_claim_head(one))
    _write_claim(page, one)
    _write(page, "report", [Run(one.report.id), *_publication(one)])
    if one.report.copy_of:
        _write(page, "a copy of", [Run(one.report.copy_of)])
    if incident:
        _write(page, "incident", [Run(incident)])
    return "".join(f"{line}\n" for line in page.lines)


def incident_page(one: Account, *, why: Sequence[str] = (), width: int = 80, colour: bool = False) -> str:
    """Return the account of an incident: every figure with its voices, every voice with its claims and words."""
    page = Page(max(width, 40), colour)
    page.write([*_what(one), *_where(one), *_when(one)])
    status = Run(one.status, style=_STATUS_COLOURS.get(one.status, YELLOW))
    _write(page, "incident", [Run(one.incident.id)])
    _write(page, "status", [status])
    _write(page, "grade", [Run(one.grade.label.of(LANGUAGE), style=BOLD), name(one.grade.words.of(LANGUAGE))])
    for what, variants in (("by", one.agents), ("against", one.targets)):
        if variants:
            _write(page, what, join([name(variant.value.name) for variant in variants]))
    for count in one.counts:
        by = [
            Run(f"{range_words(each.latest.low, each.latest.high, LANGUAGE)} by") for each in count.by_voice
        ]
        said = [
            part
            for run, each in zip(by, count.by_voice, strict=True)
            for part in (run, name(each.voice.name))
        ]
        total = Run(range_words(count.low, count.high, LANGUAGE), style=BOLD)
        _write(page, label("count", count.what, LANGUAGE), [total, Run("·"), *said])
    for difference in one.contradictions:
        _write(page, "but", [name(difference.words.of(LANGUAGE), YELLOW)])
    for number, voice in enumerate(one.voices, 1):
        _write_voice(page, number, voice)
    if why:
        page.blank()
        page.write([Run("why these claims are one incident", style=BOLD)])
        for line in why:
            page.write([name(line, DIM)], indent=_INDENT)
    return "".join(f"{line}\n" for line in page.lines)


def _write_voice(page: Page, number: int, voice: VoiceGroup) -> None:
    page.blank()
    heard = [name(voice.name, BOLD), Run(f"({voice.kind})", style=DIM)]
    if voice.relays:
        heard += [Run("through"), *join([name(relay) for relay in voice.relays])]
    page.write(heard, indent=_INDENT, first=f"{number:>3}", first_style=BOLD)
    for reason in voice.why:
        page.write([name(reason.of(LANGUAGE), DIM)], indent=_INDENT)
    for claim in voice.claims:
        page.write(_claim_head(claim), indent=_INDENT)
        _write_claim(page, claim)


def _write_claim(page: Page, one: StoredClaim) -> None:
    text = one.report.report.text
    page.write(excerpt(text, one.claim.trigger, page.width - 2 * _INDENT), indent=2 * _INDENT)
    for field, runs in claim_fields(one.report.report, one.claim):
        _write(page, field, runs)


def _write(page: Page, field: str, runs: list[Run]) -> None:
    page.write(runs, indent=_INDENT + _FIELD, first=" " * _INDENT + field, first_style=DIM)


def _claim_head(one: StoredClaim) -> list[Run]:
    claim = one.claim
    head = [Run(one.id, style=DIM), Run(type_label(claim.type, LANGUAGE), style=_COLOURS[family(claim.type)])]
    head += [
        Run(said.upper(), style=RED if value == "denied" else YELLOW)
        for value, said in stances(claim, LANGUAGE)
    ]
    return [*head, Run("by"), name(claim.origin.name or "?"), *_publication(one)]


def _publication(one: StoredClaim) -> list[Run]:
    report = one.report.report
    told = [Run("·"), name(report.publisher)] if report.publisher else []
    return [*told, *([Run("·"), Run(report.published.isoformat())] if report.published else [])]


def _what(one: Account) -> list[Run]:
    return [Run(type_label(one.type, LANGUAGE), style=_COLOURS[family(one.type)])]


def _where(one: Account) -> list[Run]:
    return [Run("·"), name(one.place.name)] if one.place else []


def _when(one: Account) -> list[Run]:
    if one.period and (one.period.start or one.period.end):
        return [Run("·"), Run(period_words(one.period, LANGUAGE))]
    return [Run("·"), Run(_published(one.first.report.published))]


def _published(day: date | None) -> str:
    return f"reported {day.isoformat()}" if day else "no date told"


def _counts(one: Account) -> list[Run]:
    return [
        Run(f"{label('count', count.what, LANGUAGE)}: {range_words(count.low, count.high, LANGUAGE)}")
        for count in one.counts
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _reports(claims: Sequence[StoredClaim]) -> int:
    return len({claim.report.id for claim in claims})

"""A report as a page for the terminal: what is claimed, by whom, through whom."""

from __future__ import annotations

from collections.abc import Iterator

from ravi.output.labels import family, label, type_label
from ravi.output.page import BOLD, DIM, RED, YELLOW, Page, Run, clean, join, name
from ravi.output.words import count_words, number_claims, period_words, place_words, stances
from ravi.report import Claim, Mention, Reason, Report, Span

LANGUAGE = "en"
"""The labels' language: terminals set left-to-right lines well and right-to-left ones badly."""

MARGIN = 4
FIELD_WIDTH = 10
CONTEXT = 42
"""How many characters of the text are shown on either side of a trigger."""

_FAMILY_COLOUR = {"violence": "31", "control": "33", "politics": "36"}


def to_terminal(report: Report, *, why: bool = False, width: int = 80, colour: bool = False) -> str:
    """Return the page for ``report``, wrapped to ``width`` columns; ``colour`` adds ANSI styles."""
    page = Page(max(width, 40), colour)
    _write_head(page, report)
    for number, claim in enumerate(report.claims, 1):
        _write_claim(page, report, number, claim, why=why)
    return "\n".join(page.lines) + "\n"


def _ui(value: str) -> str:
    return label("ui", value, LANGUAGE)


def _write_head(page: Page, report: Report) -> None:
    if report.title:
        page.write([name(report.title, BOLD)])
    runs = [name(report.publisher) if report.publisher else Run(_ui("unknown_publisher"))]
    if report.published:
        runs += [Run("·"), Run(report.published.isoformat())]
        if report.published_why:
            runs += [Run(f"({_ui('estimated')}:"), name(report.published_why), Run(")")]
    page.write(runs)
    voices = {claim.origin.name for claim in report.claims}
    heard = f" by {len(voices)} voice{'s' if len(voices) != 1 else ''}" if voices else ""
    page.write([Run(number_claims(len(report.claims), LANGUAGE) + heard if voices else _ui("no_claims"))])


def _write_claim(page: Page, report: Report, number: int, claim: Claim, *, why: bool) -> None:
    page.blank()
    colour = _FAMILY_COLOUR[family(claim.type)]
    head = [Run(type_label(claim.type, LANGUAGE), style=f"{colour};1")]
    head += [
        Run(said.upper(), style=RED if value == "denied" else YELLOW)
        for value, said in stances(claim, LANGUAGE)
    ]
    page.write(head, indent=MARGIN, first=f"{number:>{MARGIN - 1}}", first_style=BOLD)
    page.write(excerpt(report.text, claim.trigger, page.width - MARGIN), indent=MARGIN)
    for field, runs in claim_fields(report, claim):
        page.write(runs, indent=MARGIN + FIELD_WIDTH, first=" " * MARGIN + field, first_style=DIM)
    if why:
        for reason in claim.why:
            _write_reason(page, report, reason)


def excerpt(text: str, span: Span, width: int) -> list[Run]:
    """Return the words around ``span`` with ``span`` itself in brackets, no more than one line or so."""
    reach = min(CONTEXT, max(8, (width - (span.end - span.start)) // 2 - 4))
    before = _cut_left(text[max(0, span.start - reach) : span.start], is_cut=span.start > reach)
    after = _cut_right(text[span.end : span.end + reach], is_cut=span.end + reach < len(text))
    return [name(f"{before}[{text[span.start : span.end]}]{after}", DIM)]


def _cut_left(text: str, *, is_cut: bool) -> str:
    """Return ``text`` from its last line's start, or from its first whole word when it was cut."""
    _, newline, line = text.rpartition("\n")
    return line if newline or not is_cut else "… " + line.partition(" ")[2]


def _cut_right(text: str, *, is_cut: bool) -> str:
    """Return ``text`` up to its first line's end, or to its last whole word when it was cut."""
    line, newline, _ = text.partition("\n")
    return line if newline or not is_cut else line.rpartition(" ")[0] + " …"


def claim_fields(report: Report, claim: Claim) -> Iterator[tuple[str, list[Run]]]:
    """Yield the name of each field that a claim has, and its words."""
    if claim.agents or claim.targets:
        arrow = [Run("→")] if claim.targets else []
        yield _ui("agents"), [*_mentions(claim.agents), *arrow, *_mentions(claim.targets)]
    if claim.place:
        yield _ui("place"), [name(claim.place.name), *_told(place_words(claim.place))]
    if claim.time:
        said = name(report.text[slice(*claim.time.span)])
        yield _ui("time"), [Run(period_words(claim.time, LANGUAGE)), Run("·"), said]
    if claim.counts:
        yield _ui("counts"), join([Run(count_words(count, LANGUAGE)) for count in claim.counts])
    if claim.means:
        yield _ui("means"), join([Run(label("means", value, LANGUAGE)) for value in claim.means])
    yield _ui("chain"), _chain(claim)


def _told(words: str) -> list[Run]:
    return [Run("·"), name(words)] if words else []


def _mentions(mentions: tuple[Mention, ...]) -> list[Run]:
    return join([name(mention.name) for mention in mentions])


def _chain(claim: Claim) -> list[Run]:
    """Return who says it, then through whom, the publisher last."""
    origin, *relays = reversed(claim.chain)
    runs = [name(origin.name or _ui("unknown_publisher"), BOLD)]
    if claim.channel:
        runs.append(Run(f"({label('channel', claim.channel, LANGUAGE)})"))
    if not relays:
        return [*runs, Run(_ui("own_voice"))]
    for relay in relays:
        runs += [Run(_ui("via")), name(relay.name or _ui("unknown_publisher"))]
    return runs


def _write_reason(page: Page, report: Report, reason: Reason) -> None:
    score = f" {reason.score:.2f}" if reason.score is not None else ""
    runs = [Run(f"{reason.field}: {clean(reason.by)}{score}")]
    if reason.span:
        runs.append(name(f"«{report.text[slice(*reason.span)]}»"))
    if reason.note:
        runs.append(name(reason.note))
    page.write(runs, indent=MARGIN + FIELD_WIDTH, first=" " * MARGIN + _ui("why"), first_style=DIM)

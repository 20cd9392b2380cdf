"""A report as one self-contained page: the text with its claims marked, and a card for each claim.

The page loads nothing and runs no script: links join marks and cards, and style
rules light up a claim's words while its card or its trigger is pointed at. Spans
are carried as ``data-span`` (code points of the text), so that a page can be
checked against its report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from ravi.output.labels import LANGUAGES, digits, family, label, type_label
from ravi.output.marks import ALSO, TRIGGER, Mark, Piece, cut, list_marks
from ravi.output.words import count_words, number_claims, period_words, place_words, stances
from ravi.report import Claim, Mention, Reason, Report, Span

RIGHT_TO_LEFT = ("fa", "ar")

# No script, no picture, no font, no request: the browser itself holds the page to it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(report: Report, *, why: bool = False) -> str:
    """Return the page for ``report``; ``why`` adds to each card how its claim was read."""
    return _Writer(report, why=why).page()


def _text(words: str) -> str:
    """Return ``words`` escaped; a carriage return as a reference, for a parser drops a bare one."""
    return escape(words).replace("\r", "&#13;")


class _Writer:
    """Writes one report's page; ``language`` is that of the labels."""

    def __init__(self, report: Report, *, why: bool) -> None:
        self.report, self.why = report, why
        self.language = report.language if report.language in LANGUAGES else "en"
        self.marks = list_marks(report.claims)

    def ui(self, value: str) -> str:
        return escape(label("ui", value, self.language))

    def number(self, number: int) -> str:
        return digits(number, self.language)

    def page(self) -> str:
        language = escape(self.language)
        direction = "rtl" if self.language in RIGHT_TO_LEFT else "ltr"
        style = files("ravi.output").joinpath("page.css").read_text(encoding="utf-8")
        return f"""<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{self.title()}</title>
<style>
{style}{self.rules()}</style>
</head>
<body>
<a class="skip" href="#claims">{self.ui("to_claims")}</a>
{self.head()}
<main>
{self.article()}
{self.claims()}
</main>
<footer>{self.ui("made_by")}</footer>
</body>
</html>
"""

    def rules(self) -> str:
        """Return the style rules that light up words with their card, and a card with its trigger."""
        numbers = range(1, len(self.report.claims) + 1)
        return "".join(
            f"body:has(#c{n}:is(:hover, :focus-within)) .text .c{n} {{ background: var(--lit); }}\n"
            f"body:has(.t{n}:is(:hover, :focus-visible)) #c{n} {{ box-shadow: 0 0 0 3px var(--tone); }}\n"
            for n in numbers
        )

    def title(self) -> str:
        return _text(self.report.title or "") or self.ui("untitled")

    def head(self) -> str:
        report = self.report
        about = [f"<span>{self.name(report.publisher)}</span>"]
        if report.published:
            about.append(f"<span>{self.ui('published')}: {self.published()}</span>")
        about.append(f"<span>{escape(number_claims(len(report.claims), self.language))}</span>")
        return (
            f'<header>\n<h1 dir="auto">{self.title()}</h1>\n'
            f'<p class="about">{"".join(about)}</p>\n{self.legend()}</header>'
        )

    def published(self) -> str:
        day = self.report.published.isoformat() if self.report.published else ""
        shown = f'<time datetime="{day}" dir="ltr">{digits(day, self.language)}</time>'
        if not self.report.published_why:
            return shown
        return f"{shown} ({self.ui('estimated')}: <bdi>{_text(self.report.published_why)}</bdi>)"

    def legend(self) -> str:
        families = sorted({family(claim.type) for claim in self.report.claims}, reverse=True)
        if not families:
            return ""
        items = "".join(
            f'<li><span class="{name}">{escape(label("family", name, self.language))}</span></li>'
            for name in families
        )
        return f'<ul class="legend" aria-label="{self.ui("legend")}">{items}</ul>\n'

    def article(self) -> str:
        language = escape(self.report.language)
        direction = "rtl" if self.report.language in RIGHT_TO_LEFT else "ltr"
        paragraphs = "\n".join(self.paragraphs())
        return (
            f'<article class="text" lang="{language}" dir="{direction}" tabindex="0" '
            'aria-labelledby="report">\n'
            f'<h2 id="report">{self.ui("report")}</h2>\n{paragraphs}\n</article>'
        )

    def paragraphs(self) -> Iterator[str]:
        """Yield one paragraph for each line of the text that is not blank."""
        start = 0
        for line in self.report.text.split("\n"):
            end = start + len(line)
            if line.strip():
                pieces = "".join(map(self.piece, cut(start, end, self.marks)))
                yield f'<p data-span="{start} {end}">{pieces}</p>'
            start = end + 1

    def piece(self, piece: Piece) -> str:
        words = _text(self.report.text[slice(*piece.span)])
        if not piece.marks:
            return words
        classes = sorted({f"c{mark.claim}" for mark in piece.marks} | {mark.role for mark in piece.marks})
        place = f'id="p{piece.span.start}" data-span="{piece.span.start} {piece.span.end}"'
        linked = next((mark for role in (TRIGGER, ALSO) for mark in piece.marks if mark.role == role), None)
        if linked is None:
            return f'<span class="{" ".join(classes)}" {place}>{words}</span>'
        return self.link(piece, linked, classes, place, words)

    def link(self, piece: Piece, linked: Mark, classes: list[str], place: str, words: str) -> str:
        """Return a piece of a trigger as a link to its card, its claims' numbers after its end."""
        claim = self.report.claims[linked.claim - 1]
        classes += [f"t{mark.claim}" for mark in piece.marks if mark.role in (TRIGGER, ALSO)]
        classes.append(family(claim.type))
        if linked.role == TRIGGER:
            classes += ["denied"] * (claim.polarity == "denied") + ["unreal"] * (claim.modality != "actual")
        numbers = label("ui", "list_separator", self.language).join(
            self.number(mark.claim) for mark in piece.ends
        )
        shown = f' data-number="{escape(numbers)}"' if numbers else ""
        kind = escape(type_label(claim.type, self.language))
        title = f"{self.ui('claim')} {self.number(linked.claim)}: {kind}"
        names = " ".join(classes)
        return f'<a class="{names}" {place} href="#c{linked.claim}" title="{title}"{shown}>{words}</a>'

    def claims(self) -> str:
        if not self.report.claims:
            return f'<section id="claims"><h2>{self.ui("claims")}</h2><p>{self.ui("no_claims")}</p></section>'
        cards = "\n".join(self.card(number, claim) for number, claim in enumerate(self.report.claims, 1))
        return (
            f'<section id="claims" aria-labelledby="claims-title">\n{self.voices()}'
            f'<h2 id="claims-title">{self.ui("claims")}</h2>\n<ol class="cards">\n{cards}\n</ol>\n</section>'
        )

    def voices(self) -> str:
        """Return each origin with the numbers of its claims."""
        heard: dict[str, list[int]] = {}
        for number, claim in enumerate(self.report.claims, 1):
            heard.setdefault(claim.origin.name, []).append(number)
        items = "\n".join(
            f'<li>{self.name(name)} <span class="numbers">{self.links(numbers)}</span></li>'
            for name, numbers in heard.items()
        )
        return f'<h2>{self.ui("voices")}</h2>\n<ul class="voices">\n{items}\n</ul>\n'

    def links(self, numbers: Iterable[int]) -> str:
        separator = self.ui("list_separator") + " "
        return separator.join(f'<a href="#c{number}">{self.number(number)}</a>' for number in numbers)

    def card(self, number: int, claim: Claim) -> str:
        tags = "".join(
            f' <span class="stance {escape(value)}">{escape(name)}</span>'
            for value, name in stances(claim, self.language)
        )
        rows = "\n".join(
            f"<dt>{self.ui(field)}</dt><dd>{value}</dd>" for field, value in self.fields(number, claim)
        )
        kind = escape(type_label(claim.type, self.language))
        return (
            f'<li class="card {family(claim.type)}" id="c{number}" data-event="{escape(claim.event)}">\n'
            f'<h3><span class="number">{self.number(number)}</span> {kind}'
            f"{tags} <code>{escape(claim.type)}</code></h3>\n"
            f"<blockquote>{self.quote(claim.trigger)}</blockquote>\n"
            f"<dl>\n{rows}\n</dl>{self.reasons(claim)}\n</li>"
        )

    def fields(self, number: int, claim: Claim) -> Iterator[tuple[str, str]]:
        yield "chain", self.chain(claim)
        if claim.agents:
            yield "agents", self.mentions(claim.agents)
        if claim.targets:
            yield "targets", self.mentions(claim.targets)
        if claim.place:
            yield (
                "place",
                self.quote(claim.place.span, claim.place.name) + self.detail(place_words(claim.place)),
            )
        if claim.time:
            days = f"<bdi>{escape(period_words(claim.time, self.language))}</bdi>"
            yield "time", f"{days}{self.detail(self.quote(claim.time.span), is_html=True)}"
        if claim.counts:
            told = (self.quote(count.span, count_words(count, self.language)) for count in claim.counts)
            yield "counts", self.join(told)
        if claim.means:
            yield "means", self.join(escape(label("means", value, self.language)) for value in claim.means)
        if claim.also:
            yield "also", self.join(self.quote(span) for span in claim.also)
        others = [
            at
            for at, other in enumerate(self.report.claims, 1)
            if other.event == claim.event and at != number
        ]
        if others:
            yield "same_event", self.links(others)

    def chain(self, claim: Claim) -> str:
        """Return the voices from the publisher inward, the origin last, and how it spoke."""
        arrow = ' <span class="arrow" aria-hidden="true">←</span> '
        names = [self.mention(mention) for mention in claim.chain]
        names[-1] = f'<span class="origin">{names[-1]}</span>'
        channel = self.detail(label("channel", claim.channel, self.language)) if claim.channel else ""
        return f'<span class="chain">{arrow.join(names)}</span>{channel}'

    def mentions(self, mentions: Iterable[Mention]) -> str:
        return self.join(map(self.mention, mentions))

    def mention(self, mention: Mention) -> str:
        return self.quote(mention.span, mention.name) if mention.span else self.name(mention.name)

    def name(self, name: str | None) -> str:
        """Return a name kept apart from the direction around it, or that the publisher is not known."""
        return f"<bdi>{_text(name) if name else self.ui('unknown_publisher')}</bdi>"

    def quote(self, span: Span, words: str | None = None) -> str:
        """Return ``words``, or the text's own at ``span``, as a link to where they stand in the report."""
        shown = self.report.text[slice(*span)] if words is None else words
        return f'<a href="#p{span.start}" data-span="{span.start} {span.end}"><bdi>{_text(shown)}</bdi></a>'

    def detail(self, words: str, *, is_html: bool = False) -> str:
        shown = words if is_html else f"<bdi>{_text(words)}</bdi>"
        return f' <span class="detail">{shown}</span>' if words else ""

    def join(self, items: Iterable[str]) -> str:
        return (self.ui("list_separator") + " ").join(items)

    def reasons(self, claim: Claim) -> str:
        if not self.why or not claim.why:
            return ""
        items = "\n".join(f"<li>{self.reason(reason)}</li>" for reason in claim.why)
        return f"\n<details><summary>{self.ui('why')}</summary>\n<ul>\n{items}\n</ul>\n</details>"

    def reason(self, reason: Reason) -> str:
        score = (
            f" <bdi>{digits(f'{reason.score:.2f}', self.language)}</bdi>" if reason.score is not None else ""
        )
        words = f" {self.quote(reason.span)}" if reason.span else ""
        told = f"<bdi>{_text(reason.field)}</bdi>: <bdi>{_text(reason.by)}</bdi>"
        return f"{told}{score}{words}{self.detail(reason.note)}"

"""The form that corrects a claim, and back: a person's lines of words as fields in the form of ``docs/format.md``.

Names are words of the report: each is looked for in its text, the nearest to the claim's trigger is
meant, and a name that is not there is refused, for every field must point at the words that say it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ravi.errors import FormatError
from ravi.ledger.records import StoredClaim, StoredReport
from ravi.output.json import report_to_dict
from ravi.output.labels import label_order
from ravi.reading.text.normal import normalise
from ravi.report import Claim, Mention, Report, Span


@dataclass(frozen=True, slots=True)
class Fields:
    """A claim's fields as lines of a form; several names or counts stand on lines of their own.

    A count is ``what low high words``, a bound that is open ``-``; ``time`` is the words, ``from_day``
    and ``to_day`` its days; ``also`` is words that tell of the event again. ``means`` are ticks, and no lines.
    """

    type: str
    polarity: str
    modality: str
    certainty: str
    channel: str
    chain: str
    agents: str
    targets: str
    place: str
    time: str
    from_day: str
    to_day: str
    counts: str
    also: str


#: Fields whose form value is the value itself.
_PLAIN = ("type", "polarity", "modality", "certainty")
#: Words and half-spaces may be divided otherwise in the text than a person writes them.
_GAP = re.compile("[\\s\u200c]+")
_COUNT = re.compile(r"(?P<what>\w+)\s+(?P<low>\d+|-)\s+(?P<high>\d+|-)\s+(?P<words>\S.*)")


def fields_of(stored: StoredClaim, claim: Claim) -> Fields:
    """Return a claim's fields as the form shows them."""
    time = claim.time
    return Fields(
        type=claim.type,
        polarity=claim.polarity,
        modality=claim.modality,
        certainty=claim.certainty,
        channel=claim.channel or "",
        chain=_lines(claim.chain),
        agents=_lines(claim.agents),
        targets=_lines(claim.targets),
        place=_line(claim.place.name) if claim.place else "",
        time=_line(stored.words(time.span)) if time else "",
        from_day=time.start.isoformat() if time and time.start else "",
        to_day=time.end.isoformat() if time and time.end else "",
        counts="\n".join(
            f"{count.what} {_bound(count.low)} {_bound(count.high)} {_line(stored.words(count.span))}"
            for count in claim.counts
        ),
        also="\n".join(_line(stored.words(span)) for span in claim.also),
    )


def read_fields(stored: StoredClaim, claim: Claim, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a form changes, each in its documented form; ``claim`` is what the form showed.

    A form that has ``means`` ticks them, each as ``means.drone``.

    Raises ``FormatError`` for a name that the report does not have, or a line that is no count.
    """
    shown = fields_of(stored, claim)
    given = {name: _clean(form.get(name, getattr(shown, name))) for name in Fields.__slots__}
    changed = {name for name, value in given.items() if value != getattr(shown, name)}
    reader = _Reader(stored, claim)
    found: dict[str, Any] = {name: given[name] for name in _PLAIN if name in changed}
    if "channel" in changed:
        found["channel"] = given["channel"] or None
    for name in ("chain", "agents", "targets"):
        if name in changed:
            found[name] = [reader.mention(line, name) for line in given[name].split("\n") if line]
    if "place" in changed:
        found["place"] = reader.place(given["place"])
    if changed & {"time", "from_day", "to_day"}:
        found["time"] = reader.time(given)
    if "counts" in changed:
        found["counts"] = [reader.count(line) for line in given["counts"].split("\n") if line]
    if "also" in changed:
        found["also"] = reader.also([line for line in given["also"].split("\n") if line])
    means = _means(claim, form)
    if set(means) != set(claim.means):
        found["means"] = means
    return found


def _means(claim: Claim, form: Mapping[str, Any]) -> list[str]:
    """Return the means that a form ticks, those that the claim has first; all of the claim's where it asks for none."""
    if "means" not in form:
        return list(claim.means)
    offered = known_means()
    kept = [one for one in claim.means if one not in offered or f"means.{one}" in form]
    return kept + [one for one in offered if f"means.{one}" in form and one not in kept]


def known_means() -> tuple[str, ...]:
    """Return the means that a claim can have, in the order of their labels."""
    return tuple(label_order("means"))


def read_new(report: StoredReport, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a claim that a form adds, each in its documented form; ``span`` is its trigger.

    Raises ``FormatError`` as ``read_fields`` does, and where no words are chosen.
    """
    start, _, end = str(form.get("span", "")).partition("-")
    if not all(one.isascii() and one.isdigit() and len(one) < 9 for one in (start, end)):
        raise FormatError("no words of the report are chosen; find the words that tell of the event first")
    base = empty_claim(report, Span(int(start), int(end)))
    return {"trigger": [*base.trigger]} | read_fields(StoredClaim("", base, report), base, form)


def empty_claim(report: StoredReport, trigger: Span) -> Claim:
    """Return what is known of a claim of which only the words are chosen: the publisher tells it."""
    return Claim("", "", trigger, (Mention(report.report.publisher or "", None),))


def find_words(report: Report, words: str) -> list[Span]:
    """Return where words stand in a report, in any spelling of its letters and half-spaces.

    >>> found = find_words(Report("گلوله‌باران شهر؛ گلوله باران شهر", "fa"), "گلوله باران")
    >>> [tuple(span) for span in found]
    [(0, 11), (17, 28)]
    """
    parts = _GAP.split(normalise(words, report.language).text.strip())
    if not any(parts):
        return []
    text = normalise(report.text, report.language)
    pattern = re.compile(_GAP.pattern.join(map(re.escape, filter(None, parts))), re.IGNORECASE)
    return [text.span(*one.span()) for one in pattern.finditer(text.text)]


def _lines(mentions: tuple[Mention, ...]) -> str:
    return "\n".join(_line(mention.name) for mention in mentions)


def _line(words: str) -> str:
    return " ".join(words.split())


def _bound(number: int | None) -> str:
    return "-" if number is None else str(number)


def _clean(value: Any) -> str:
    lines = (" ".join(line.split()) for line in str(value).replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader:
    """Reads the lines of one claim's form; what stays as it was keeps what is known of it."""

    def __init__(self, stored: StoredClaim, claim: Claim) -> None:
        self.report, self.trigger = stored.report.report, claim.trigger
        self.publisher = stored.report.report.publisher or ""
        told = report_to_dict(replace(stored.report.report, claims=(claim,)), why=True)["claims"][0]
        self.known: dict[str, Any] = told

    def span(self, words: str) -> list[int]:
        """Return where words stand in the text, the nearest place to the trigger."""
        found = find_words(self.report, words)
        if not found:
            raise FormatError(f"the report has no words {words!r:.80}; give them as the text writes them")
        nearest = min(found, key=lambda span: abs(span[0] - self.trigger.start))
        return list(nearest)

    def mention(self, line: str, field: str) -> dict[str, Any]:
        for one in self.known[field]:
            if _line(one["name"]) == line:
                return {name: value for name, value in one.items() if name not in ("inter", "sector")}
        span = None if field == "chain" and line == _line(self.publisher) else self.span(line)
        return {"name": line, "span": span, "kind": None, "actor": None, "country": None}

    def place(self, line: str) -> dict[str, Any] | None:
        """Return a place with what the gazetteer knows of its name, where one place alone is likeliest."""
        if not line:
            return None
        from ravi.reading.places.candidates import explain

        span = self.span(line)
        found = explain(line)
        told: dict[str, Any] = {"name": line, "span": span, "kind": "unknown", "admin": []}
        return told | (_place_of(found[0][0].entry) if found else {})

    def also(self, lines: list[str]) -> list[list[int]]:
        """Return where the words of lines tell of the event again: where they were, else the nearest free place."""
        left = [tuple(span) for span in self.known["also"]]
        taken = {tuple(self.trigger)}
        for line in lines:
            here = [span for span in left if _line(self.report.text[slice(*span)]) == line]
            span = here[0] if here else self.free(line, taken.union(left))
            if here:
                left.remove(span)
            taken.add(span)
        return sorted(list(span) for span in taken - {tuple(self.trigger)})

    def free(self, words: str, taken: set[tuple[int, ...]]) -> tuple[int, ...]:
        """Return the place of words that is nearest to the trigger and not taken."""
        found = find_words(self.report, words)
        free = [tuple(span) for span in found if not any(span.start < b and a < span.end for a, b in taken)]
        if found and not free:
            raise FormatError(
                f"the words {words!r:.80} stand nowhere but where the claim has them; give other words"
            )
        return (
            min(free, key=lambda span: abs(span[0] - self.trigger.start)) if free else tuple(self.span(words))
        )

    def time(self, given: Mapping[str, str]) -> dict[str, Any] | None:
        words, start, end = given["time"], given["from_day"] or None, given["to_day"] or None
        if not words:
            if start or end:
                raise FormatError("the days have no words; give the words of the report that tell the time")
            return None
        known = self.known["time"]
        same = known and _line(self.report.text[slice(*known["span"])]) == words
        span = known["span"] if same else self.span(words)
        return {"span": span, "from": start, "to": end, "grain": "day", "anchor": "text", "why": ""}

    def count(self, line: str) -> dict[str, Any]:
        told = _COUNT.fullmatch(line)
        if told is None:
            raise FormatError(
                f"{line!r:.80} is no count; give what, least, most and the words: killed 12 12 ۱۲ نفر"
            )
        low, high = (None if told[name] == "-" else int(told[name]) for name in ("low", "high"))
        return {"what": told["what"], "low": low, "high": high, "span": self.span(told["words"]), "why": ""}


def _place_of(found: Any) -> dict[str, Any]:
    return {
        "lat": found.latitude,
        "lon": found.longitude,
        "geonames": found.geonames,
        "country": found.country,
        "admin": list(found.admin),
        "kind": found.kind,
    }

"""The evidence as W3C Web Annotations: every field of every claim on the words of the report that say it.

One AnnotationCollection with one page, in JSON-LD (https://www.w3.org/TR/annotation-model/).
The target of an annotation is the report's text as Ravi read it, not the web page it came
from, for positions count in that text: Unicode code points from its start. Identities are
UUIDs made of the ids of reports and claims (RFC 9562, version 5), the same in every export.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from ravi.ledger.records import Incident, StoredClaim
from ravi.output.forms.cells import moment
from ravi.output.precision import edtf
from ravi.output.words import count_words
from ravi.report import Count, Mention, Period, Place, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
LABEL = "Claims read by Ravi"
#: The space of the ids made here; a number drawn once.
NAMESPACE = UUID("0f5c2f3e-7c1b-4f0e-9a86-5d8c5b0e7a11")
#: How many characters before and after the words help to find them again.
CONTEXT_LENGTH = 32

Json = dict[str, Any]


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Yield the collection, one annotation a line."""
    head = {"@context": CONTEXT, "id": urn("collection"), "type": "AnnotationCollection", "label": LABEL}
    page = {"id": urn("page"), "type": "AnnotationPage", "startIndex": 0}
    yield json.dumps(head)[:-1]
    total = 0
    for incident in incidents:
        for stored in incident.claims:
            for annotation in claim_annotations(incident, stored):
                text = json.dumps(annotation, ensure_ascii=False, separators=(",", ":"))
                # A page without annotations is not allowed: it opens with the first of them.
                yield (",\n" if total else f',\n"first": {json.dumps(page)[:-1]}, "items": [\n') + text
                total += 1
    yield ("\n]}" if total else "") + f',\n"total": {total}}}\n'


def urn(*parts: object) -> str:
    """Return the identity of what ``parts`` name."""
    return uuid5(NAMESPACE, "/".join(map(str, parts))).urn


def claim_annotations(incident: Incident, stored: StoredClaim) -> Iterator[Json]:
    """Yield an annotation for each field of a claim that its words tell."""
    for name, span, value, motivation, linked in _fields(stored):
        found: Json = {
            "id": urn(stored.id, name),
            "type": "Annotation",
            "motivation": motivation,
            **_made_by(stored),
            "body": _body(incident, stored, name, value, linked),
            "target": _target(stored, span),
        }
        yield found


def _made_by(stored: StoredClaim) -> Json:
    """Return who or what read the claim: a person where one added it by hand, else the reader."""
    if stored.added_by is not None:
        return {"creator": {"type": "Person", "name": stored.added_by}}
    version = stored.report.reader
    generator = {"id": urn("reader", version), "type": "Software", "name": f"Ravi {version}"}
    return {"generator": generator, "generated": moment(stored.report.added)}


Field = tuple[str, Span | None, str, str, str | None]
"""A field's name, its words, its value, the motivation, and the address of what it means."""


def _fields(stored: StoredClaim) -> Iterator[Field]:
    claim = stored.claim
    yield "type", claim.trigger, claim.type, "classifying", None
    for index, span in enumerate(claim.also):
        yield f"also/{index}", span, claim.type, "classifying", None
    for role, mentions in (("agent", claim.agents), ("target", claim.targets), ("chain", claim.chain)):
        for index, mention in enumerate(mentions):
            yield f"{role}/{index}", mention.span, _name(mention), "identifying", None
    if claim.place:
        yield "place", claim.place.span, _where(claim.place), "identifying", _geonames(claim.place)
    if claim.time:
        yield "time", claim.time.span, _when(claim.time), "identifying", None
    for index, count in enumerate(claim.counts):
        yield f"count/{index}", count.span, _count(count), "describing", None
    for index, means in enumerate(claim.means):
        yield f"means/{index}", _reason(stored, "means"), means, "classifying", None
    for name in ("polarity", "modality", "certainty", "channel"):
        if value := getattr(claim, name):
            yield name, _reason(stored, name), value, "classifying", None


def _reason(stored: StoredClaim, field: str) -> Span:
    """Return the words that a field was read from; the trigger where none in particular say it."""
    return next(
        (reason.span for reason in stored.claim.why if reason.field == field and reason.span),
        stored.claim.trigger,
    )


def _name(mention: Mention) -> str:
    return mention.actor or mention.name


def _where(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return place.name
    return f"{place.name} ({place.latitude}, {place.longitude})"


def _geonames(place: Place) -> str | None:
    return f"https://sws.geonames.org/{place.geonames}/" if place.geonames else None


def _when(time: Period) -> str:
    return edtf(time) or "unknown"


def _count(count: Count) -> str:
    return count_words(count, "en")


def _body(incident: Incident, stored: StoredClaim, name: str, value: str, linked: str | None) -> list[Json]:
    """Return the field's name, its value, what it means elsewhere, and the claim and incident it belongs to."""
    bodies: list[Json] = [
        {
            "type": "TextualBody",
            "purpose": "tagging",
            "format": "text/plain",
            "value": name.partition("/")[0],
        },
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": value},
        {"type": "TextualBody", "purpose": "linking", "format": "text/plain", "value": stored.id},
        {"type": "TextualBody", "purpose": "linking", "format": "text/plain", "value": incident.id},
    ]
    if linked:
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": linked})
    return bodies


def _target(stored: StoredClaim, span: Span | None) -> Json:
    """Return the words of the report; the whole of it for what it need not say (its publisher)."""
    report = stored.report.report
    source: Json = {
        "id": urn(stored.report.id),
        "type": "Text",
        "format": "text/plain",
        "language": report.language,
    }
    if stored.report.url:
        source["via"] = stored.report.url
    if span is None:
        return source
    return {"type": "SpecificResource", "source": source, "selector": _selectors(report.text, span)}


def _selectors(text: str, span: Span) -> list[Json]:
    """Return the position of the words, and the words with what stands before and after them."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - CONTEXT_LENGTH) : span.start],
            "suffix": text[span.end : span.end + CONTEXT_LENGTH],
        },
    ]

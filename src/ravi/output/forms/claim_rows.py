"""A claim as one flat row: what the CSV and the Parquet file of claims hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ravi.ledger.records import Incident, StoredClaim, StoredReport
from ravi.output.actor_codes import inter, sector
from ravi.output.forms.cells import Value
from ravi.output.forms.quotes import quote
from ravi.output.precision import date_prec, edtf, geo_precision, time_precision, where_prec
from ravi.report import Mention, Span

Row = dict[str, Value]

#: Every column in order, with what it holds: ``text``, ``integer``, ``decimal``, ``date``, ``moment``,
#: or several of one claim: ``texts``, ``integers``.
COLUMNS: dict[str, str] = {
    "incident_id": "text",
    "claim_id": "text",
    "report_id": "text",
    "publisher": "text",
    "published": "date",
    "published_why": "text",
    "language": "text",
    "title": "text",
    "url": "text",
    "source": "text",
    "added": "moment",
    "reader": "text",
    "copy_of": "text",
    "replaces": "text",
    "event": "text",
    "type": "text",
    "polarity": "text",
    "modality": "text",
    "certainty": "text",
    "trigger": "text",
    "trigger_start": "integer",
    "trigger_end": "integer",
    "also": "texts",
    "also_starts": "integers",
    "also_ends": "integers",
    "quote": "text",
    "quote_start": "integer",
    "quote_end": "integer",
    "agents": "texts",
    "agent_starts": "integers",
    "agent_ends": "integers",
    "agent_kinds": "texts",
    "agent_actors": "texts",
    "agent_countries": "texts",
    "agent_inters": "integers",
    "agent_sectors": "texts",
    "targets": "texts",
    "target_starts": "integers",
    "target_ends": "integers",
    "target_kinds": "texts",
    "target_actors": "texts",
    "target_countries": "texts",
    "target_inters": "integers",
    "target_sectors": "texts",
    "place": "text",
    "place_start": "integer",
    "place_end": "integer",
    "place_kind": "text",
    "latitude": "decimal",
    "longitude": "decimal",
    "geonames": "integer",
    "country": "text",
    "admin": "texts",
    "geo_precision": "integer",
    "where_prec": "integer",
    "time": "text",
    "time_start": "integer",
    "time_end": "integer",
    "from": "date",
    "to": "date",
    "grain": "text",
    "anchor": "text",
    "edtf": "text",
    "time_precision": "integer",
    "date_prec": "integer",
    "counted": "texts",
    "lows": "integers",
    "highs": "integers",
    "counts": "texts",
    "count_starts": "integers",
    "count_ends": "integers",
    "killed_low": "integer",
    "killed_high": "integer",
    "injured_low": "integer",
    "injured_high": "integer",
    "means": "texts",
    "chain": "texts",
    "chain_starts": "integers",
    "chain_ends": "integers",
    "chain_kinds": "texts",
    "chain_actors": "texts",
    "chain_countries": "texts",
    "origin": "text",
    "channel": "text",
    "added_by": "text",
}


def claim_rows(incidents: Iterable[Incident]) -> Iterator[Row]:
    """Yield one row for each claim, incident by incident."""
    for incident in incidents:
        for stored in incident.claims:
            yield claim_row(incident, stored)


def claim_row(incident: Incident, stored: StoredClaim) -> Row:
    """Return a claim's row; its names are those of ``COLUMNS``."""
    row: Row = {"incident_id": incident.id, "claim_id": stored.id}
    row |= _report(stored.report) | _told(stored) | _actors("agent", stored) | _actors("target", stored)
    row |= _place(stored) | _time(stored) | _counts(stored) | _voices(stored)
    return {name: row[name] for name in COLUMNS}


def _report(kept: StoredReport) -> Row:
    report = kept.report
    return {
        "report_id": kept.id,
        "publisher": report.publisher,
        "published": report.published,
        "published_why": report.published_why or None,
        "language": report.language,
        "title": report.title,
        "url": kept.url,
        "source": kept.source or None,
        "added": kept.added,
        "reader": kept.reader,
        "copy_of": kept.copy_of,
        "replaces": kept.replaces,
    }


def _told(stored: StoredClaim) -> Row:
    claim = stored.claim
    row: Row = {
        "event": claim.event,
        "type": claim.type,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "also": tuple(stored.words(span) for span in claim.also),
        "also_starts": tuple(span.start for span in claim.also),
        "also_ends": tuple(span.end for span in claim.also),
        "means": claim.means,
        "channel": claim.channel,
        "added_by": stored.added_by,
    }
    return row | _words("trigger", stored, claim.trigger) | _words("quote", stored, quote(stored))


def _words(name: str, stored: StoredClaim, span: Span | None) -> Row:
    """Return the words of a span under ``name``, and its ends beside them."""
    return {
        name: stored.words(span) if span else None,
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
    }


def _mentions(name: str, plural: str, stored: StoredClaim, mentions: tuple[Mention, ...]) -> Row:
    return {
        plural: tuple(stored.words(mention.span) or mention.name for mention in mentions),
        f"{name}_starts": tuple(mention.span.start if mention.span else None for mention in mentions),
        f"{name}_ends": tuple(mention.span.end if mention.span else None for mention in mentions),
        f"{name}_kinds": tuple(mention.kind for mention in mentions),
        f"{name}_actors": tuple(mention.actor for mention in mentions),
        f"{name}_countries": tuple(mention.country for mention in mentions),
    }


def _actors(name: str, stored: StoredClaim) -> Row:
    claim = stored.claim
    mentions = claim.agents if name == "agent" else claim.targets
    return _mentions(name, f"{name}s", stored, mentions) | {
        f"{name}_inters": tuple(inter(mention, claim.place) for mention in mentions),
        f"{name}_sectors": tuple(sector(mention) or "" for mention in mentions),
    }


def _voices(stored: StoredClaim) -> Row:
    row = _mentions("chain", "chain", stored, stored.claim.chain)
    origin = stored.claim.origin
    return row | {"origin": stored.words(origin.span) or origin.name}


def _place(stored: StoredClaim) -> Row:
    place = stored.claim.place
    return _words("place", stored, place.span if place else None) | {
        "place_kind": place.kind if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames": place.geonames if place else None,
        "country": place.country if place else None,
        "admin": place.admin if place else (),
        "geo_precision": geo_precision(place) if place else None,
        "where_prec": where_prec(place) if place else None,
    }


def _time(stored: StoredClaim) -> Row:
    time = stored.claim.time
    return _words("time", stored, time.span if time else None) | {
        "from": time.start if time else None,
        "to": time.end if time else None,
        "grain": time.grain if time else None,
        "anchor": time.anchor if time else None,
        "edtf": edtf(time) if time else None,
        "time_precision": time_precision(time) if time else None,
        "date_prec": date_prec(time) if time else None,
    }


def _counts(stored: StoredClaim) -> Row:
    counts = stored.claim.counts
    row: Row = {
        "counted": tuple(count.what for count in counts),
        "lows": tuple(count.low for count in counts),
        "highs": tuple(count.high for count in counts),
        "counts": tuple(stored.words(count.span) for count in counts),
        "count_starts": tuple(count.span.start for count in counts),
        "count_ends": tuple(count.span.end for count in counts),
    }
    for what in ("killed", "injured"):
        # Several counts of one kind in one claim may be parts or a whole: none of them is the number.
        told = [count for count in counts if count.what == what]
        row[f"{what}_low"] = told[0].low if len(told) == 1 else None
        row[f"{what}_high"] = told[0].high if len(told) == 1 else None
    return row

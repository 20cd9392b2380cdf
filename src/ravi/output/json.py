"""A report and its claims as JSON, and back; ``docs/format.md`` describes the form.

The names are shared with hand-annotated files, so that both can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from ravi.errors import FormatError
from ravi.output.actor_codes import inter, sector
from ravi.output.precision import date_prec, edtf, geo_precision, time_precision, where_prec
from ravi.report import Claim, Count, Mention, Period, Place, Reason, Report, Span

T = TypeVar("T")


def to_json(report: Report, *, why: bool = False, indent: int | None = 1) -> str:
    """Return ``report`` as JSON text; ``indent=None`` puts it on one line."""
    return json.dumps(report_to_dict(report, why=why), ensure_ascii=False, indent=indent)


def report_to_dict(report: Report, *, why: bool = False) -> dict[str, Any]:
    """Return ``report`` and its claims in the documented form; ``why`` adds the reasons of each."""
    head: dict[str, Any] = {
        "id": report.id,
        "language": report.language,
        "publisher": report.publisher,
        "published": _iso(report.published),
        "published_why": report.published_why,
        "title": report.title,
        "text": report.text,
    }
    return {"report": head, "claims": [_claim(claim, why=why) for claim in report.claims]}


def _claim(claim: Claim, *, why: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "event": claim.event,
        "type": claim.type,
        "trigger": list(claim.trigger),
        "also": [list(span) for span in claim.also],
        "agents": [_actor(mention, claim.place) for mention in claim.agents],
        "targets": [_actor(mention, claim.place) for mention in claim.targets],
        "place": claim.place and _place(claim.place, why=why),
        "time": claim.time and _period(claim.time, why=why),
        "counts": [_count(count, why=why) for count in claim.counts],
        "means": list(claim.means),
        "chain": [_mention(mention) for mention in claim.chain],
        "channel": claim.channel,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
    }
    if why:
        found["why"] = [_reason(reason) for reason in claim.why]
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "name": mention.name,
        "span": _pair(mention.span),
        "kind": mention.kind or None,
        "actor": mention.actor or None,
        "country": mention.country or None,
    }


def _actor(mention: Mention, place: Place | None) -> dict[str, Any]:
    return _mention(mention) | {"inter": inter(mention, place), "sector": sector(mention)}


def _pair(span: Span | None) -> list[int] | None:
    return list(span) if span is not None else None


def _place(place: Place, *, why: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": place.name,
        "span": _pair(place.span),
        "lat": place.latitude,
        "lon": place.longitude,
        "geonames": place.geonames,
        "country": place.country,
        "admin": list(place.admin),
        "kind": place.kind,
        "geo_precision": geo_precision(place),
        "where_prec": where_prec(place),
    }
    return found | ({"why": place.why} if why else {})


def _period(period: Period, *, why: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "span": _pair(period.span),
        "from": _iso(period.start),
        "to": _iso(period.end),
        "grain": period.grain,
        "anchor": period.anchor,
        "edtf": edtf(period),
        "time_precision": time_precision(period),
        "date_prec": date_prec(period),
    }
    return found | ({"why": period.why} if why else {})


def _count(count: Count, *, why: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": count.what,
        "low": count.low,
        "high": count.high,
        "span": _pair(count.span),
    }
    return found | ({"why": count.why} if why else {})


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "field": reason.field,
        "by": reason.by,
        "score": reason.score,
        "span": _pair(reason.span),
        "note": reason.note,
    }


def report_from_dict(data: Mapping[str, Any]) -> Report:
    """Return the report that ``data``, in the documented form, holds.

    Fields a form before this one lacked may be missing; a wrong one raises ``FormatError`` with its path.
    """
    head = _Reader(data, "").object("report")
    text = head.required("text", str)
    return Report(
        text=text,
        language=head.required("language", str),
        publisher=head.optional("publisher", str),
        published=head.day("published"),
        title=head.optional("title", str),
        id=head.optional("id", str),
        published_why=head.optional("published_why", str) or "",
        claims=tuple(_Reader(data, "", len(text)).each("claims", _read_claim)),
    )


class _Reader:
    """One JSON object being read, and the path to it for messages; ``length`` bounds its spans."""

    def __init__(self, data: Any, path: str, length: int = 0) -> None:
        if not isinstance(data, Mapping):
            raise FormatError(f"{path or 'the JSON'} must be an object, not {data!r:.40}")
        self.data, self.path, self.length = data, path, length

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def optional(self, name: str, kind: type[T] | tuple[type[T], ...]) -> T | None:
        value = self.data.get(name)
        if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
            return value
        wanted = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
        raise FormatError(f"{self.at(name)} must be {wanted} or null, not {value!r:.40}")

    def required(self, name: str, kind: type[T]) -> T:
        value = self.optional(name, kind)
        if value is None:
            raise FormatError(f"{self.at(name)} is missing; see docs/format.md")
        return value

    def object(self, name: str) -> _Reader:
        return _Reader(self.data.get(name), self.at(name), self.length)

    def each(self, name: str, read: Callable[[_Reader], T]) -> list[T]:
        listed = self.optional(name, list) or []
        return [
            read(_Reader(item, f"{self.at(name)}[{index}]", self.length)) for index, item in enumerate(listed)
        ]

    def strings(self, name: str) -> tuple[str, ...]:
        listed = self.optional(name, list) or []
        if not all(isinstance(item, str) for item in listed):
            raise FormatError(f"{self.at(name)} must hold strings only, not {listed!r:.60}")
        return tuple(listed)

    def day(self, name: str) -> date | None:
        value = self.optional(name, str)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise FormatError(f"{self.at(name)} must be a date YYYY-MM-DD, not {value!r}") from None

    def span(self, name: str) -> Span:
        span = self.optional_span(name)
        if span is None:
            raise FormatError(f"{self.at(name)} is missing; see docs/format.md")
        return span

    def optional_span(self, name: str) -> Span | None:
        value = self.optional(name, list)
        return None if value is None else self.to_span(value, self.at(name))

    def spans(self, name: str) -> tuple[Span, ...]:
        listed = self.optional(name, list) or []
        return tuple(self.to_span(item, f"{self.at(name)}[{index}]") for index, item in enumerate(listed))

    def to_span(self, value: Any, path: str) -> Span:
        is_pair = isinstance(value, Sequence) and [type(end) for end in value] == [int, int]
        if not is_pair or not 0 <= value[0] < value[1] <= self.length:
            raise FormatError(
                f"{path} must be [start, end] inside the text's {self.length} characters, not {value!r:.40}"
            )
        return Span(value[0], value[1])


def _read_claim(data: _Reader) -> Claim:
    chain = tuple(data.each("chain", _read_mention))
    if not chain:
        raise FormatError(f"{data.at('chain')} must name at least the publisher")
    return Claim(
        event=data.required("event", str),
        type=data.required("type", str),
        trigger=data.span("trigger"),
        also=data.spans("also"),
        agents=tuple(data.each("agents", _read_mention)),
        targets=tuple(data.each("targets", _read_mention)),
        place=_read_place(data.object("place")) if data.data.get("place") is not None else None,
        time=_read_period(data.object("time")) if data.data.get("time") is not None else None,
        counts=tuple(data.each("counts", _read_count)),
        means=data.strings("means"),
        chain=chain,
        channel=data.optional("channel", str),
        polarity=data.required("polarity", str),
        modality=data.required("modality", str),
        certainty=data.required("certainty", str),
        why=tuple(data.each("why", _read_reason)),
    )


def _read_mention(data: _Reader) -> Mention:
    return Mention(
        data.optional("name", str) or "",
        data.optional_span("span"),
        *(data.optional(name, str) or "" for name in ("kind", "actor", "country")),
    )


def _read_place(data: _Reader) -> Place:
    return Place(
        name=data.required("name", str),
        span=data.span("span"),
        latitude=data.optional("lat", (float, int)),
        longitude=data.optional("lon", (float, int)),
        geonames=data.optional("geonames", int),
        country=data.optional("country", str),
        admin=data.strings("admin"),
        why=data.optional("why", str) or "",
        kind=data.optional("kind", str) or "unknown",
    )


def _read_period(data: _Reader) -> Period:
    return Period(
        span=data.span("span"),
        start=data.day("from"),
        end=data.day("to"),
        grain=data.optional("grain", str) or "day",
        anchor=data.optional("anchor", str) or "none",
        why=data.optional("why", str) or "",
    )


def _read_count(data: _Reader) -> Count:
    low, high = data.optional("low", int), data.optional("high", int)
    return Count(data.required("what", str), low, high, data.span("span"), data.optional("why", str) or "")


def _read_reason(data: _Reader) -> Reason:
    return Reason(
        field=data.required("field", str),
        by=data.required("by", str),
        score=data.optional("score", (float, int)),
        span=data.optional_span("span"),
        note=data.optional("note", str) or "",
    )

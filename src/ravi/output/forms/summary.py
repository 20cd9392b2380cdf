"""An incident's account as JSON: every value with the voices and claims behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from ravi.ledger.accounts.account import Account
from ravi.ledger.accounts.counts_told import CountTold, Figure
from ravi.ledger.accounts.variants import Variant
from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.records import StoredClaim
from ravi.output.forms.radius import radius
from ravi.output.precision import date_prec, edtf, geo_precision, time_precision, where_prec
from ravi.report import Mention, Period, Place

T = TypeVar("T")
Json = dict[str, Any]


def account_to_dict(found: Account) -> Json:
    """Return an account in the form that ``docs/export.md`` describes; voices and claims are named by key and id."""
    return {
        "type": found.type,
        "status": found.status,
        "grade": {"name": found.grade.name, "rule": found.grade.rule, "words": found.grade.words._asdict()},
        "types": [{"type": one.value} | _behind(one) for one in found.types],
        "places": [_place(one.value) | _behind(one) for one in found.places],
        "times": [_period(one.value) | _behind(one) for one in found.periods],
        "agents": [_actor(one.value) | _behind(one) for one in found.agents],
        "targets": [_actor(one.value) | _behind(one) for one in found.targets],
        "counts": [_count(count) for count in found.counts],
        "sources": found.sources,
        "voices": [_voice(voice) for voice in found.voices],
        "stances": [
            {
                "voice": one.voice.key,
                "value": one.value,
                "claims": _ids(one.claims),
                "retracted": _ids(one.retracted),
            }
            for one in found.stances
        ],
        "contradictions": [
            {
                "kind": one.kind,
                "about": one.about or None,
                "words": one.words._asdict(),
                "sides": [
                    {"says": side.says._asdict(), "voices": _keys(side.voices), "claims": _ids(side.claims)}
                    for side in one.sides
                ],
            }
            for one in found.contradictions
        ],
        "first_report": found.first.id,
        "latest_report": found.latest.id,
    }


def _behind(one: Variant[T]) -> Json:
    return {"voices": _keys(one.voices), "claims": _ids(one.claims)}


def _keys(voices: Sequence[VoiceGroup]) -> list[str]:
    return [voice.key for voice in voices]


def _ids(claims: Sequence[StoredClaim]) -> list[str]:
    return [claim.id for claim in claims]


def _place(place: Place) -> Json:
    return {
        "name": place.name,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonames": place.geonames,
        "country": place.country,
        "admin": list(place.admin),
        "kind": place.kind,
        "geo_precision": geo_precision(place),
        "where_prec": where_prec(place),
        "radius_km": radius(place),
    }


def _period(period: Period) -> Json:
    return {
        "from": _day(period.start),
        "to": _day(period.end),
        "edtf": edtf(period),
        "grain": period.grain,
        "time_precision": time_precision(period),
        "date_prec": date_prec(period),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day and day != date.min else None


def _actor(mention: Mention) -> Json:
    return {
        "name": mention.name,
        "actor": mention.actor or None,
        "kind": mention.kind or None,
        "country": mention.country or None,
    }


def _count(count: CountTold) -> Json:
    return {
        "what": count.what,
        "low": count.low,
        "high": count.high,
        "best": count.best,
        "by_voice": [
            {
                "voice": one.voice.key,
                **_figure(one.latest),
                "earlier": [_figure(figure) for figure in one.earlier],
            }
            for one in count.by_voice
        ],
    }


def _figure(figure: Figure) -> Json:
    return {
        "low": figure.low,
        "high": figure.high,
        "published": _day(figure.day),
        "claims": _ids(figure.claims),
    }


def _voice(voice: VoiceGroup) -> Json:
    return {
        "key": voice.key,
        "name": voice.name,
        "kind": voice.kind,
        "body": voice.body or None,
        "names": list(voice.names),
        "publishers": list(voice.publishers),
        "relays": list(voice.relays),
        "claims": _ids(voice.claims),
        "why": [words._asdict() for words in voice.why],
    }

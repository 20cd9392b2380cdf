"""Makes small what linking keeps: profiles, the words of reports and the reasons of links.

Each is JSON, squeezed (raw deflate) against a text that has what all of them have in common: without it, short
texts hardly get smaller. What the row of a table tells anyway is left out, and so is what is empty.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from ravi.ledger.linking import Ground, Profile, Spot
from ravi.ledger.linking.hours import Hours
from ravi.ledger.linking.profiles import Weights
from ravi.ledger.linking.series import Turn

#: What the kept texts have in common, the commonest last. Fixed for good: nothing kept could be read without it.
_COMMON = (
    "shelling,bombing,explosion,interception,capture,clash,detention,killing,abduction,sanction,negotiation,"
    "media_release,responsibility_claim,accusation,support,demand,threat,armed_attack,air_strike,denied,planned,"
    "predicted,demanded,possible,country_apart,target_side_other,sides_swapped,direction_back,voice_side,"
    "speaker_other,count_other,days_derived_apart,hour_far,out_close,out_far,lead_one,means_same,speech_one,"
    "modality_other,place_unknown,place_near,place_within,country_same,direction_same,dyad_same,count_same,"
    "voice_close,speaker_same,hour_apart,days_apart,agent_side_other,sides_apart,sides_odd,event_same,copies,"
    "target_side_same,agent_side_same,target_name,agent_name,sides_shared,voice_other,voice_same,type_same,"
    'type_alike,type_other,place_apart,place_same,hour_same,day_same,lead_text,rare,text,words,report_same":-0.25,"'
    'group":"r-","means":["","published":,"hours":[.0,true],"counts":[["killed",1,1],["injured",],"voice_sides":["IR"'
    '],"target_sides":["IL"],"agent_sides":["US"],"targets":["agents":["voice":["sides":["IR"],"spot":{"key":"","kind'
    '":"country","borrowed":true,"kind":"admin","kind":"city","country":"IR","geonames":,"latitude":3,"longitude":5,'
    '"admin":["ایران","استان"]},"modality":"actual","polarity":"affirmed","family":"politics","family":"control",'
    '"family":"violence","type":"","event":"e1","told":true,"start":73,"end":73,"rank":1,"sentences":,"sentence":,'
    '"words":{"":6.0,"":5.'
).encode()
#: What a profile has where nothing is kept; fields with defaults of their own have those.
_BLANK: dict[str, Any] = {
    **dict.fromkeys(("start", "end", "spot")),
    **dict.fromkeys(
        ("agents", "targets", "agent_sides", "target_sides", "sides", "voice", "voice_sides"), ()
    ),
    **dict.fromkeys(("counts", "means", "words", "turns"), ()),
    "told": False,
}
_SPOT = {field.name: field.default for field in fields(Spot)}


def pack_profile(one: Profile) -> bytes:
    """Return a profile without its ids and its report's words, to be read by ``unpack_profile``."""
    told = {field.name: getattr(one, field.name) for field in fields(one)}
    for name in ("claim", "report", "text"):
        del told[name]
    if one.group == one.report:
        del told["group"]
    kept = {name: value for name, value in told.items() if name not in _BLANK or value != _BLANK[name]}
    if one.words:
        kept["words"] = dict(one.words)
    if one.spot is not None:
        spot = {field.name: getattr(one.spot, field.name) for field in fields(Spot)}
        kept["spot"] = {name: value for name, value in spot.items() if value != _SPOT[name]}
    return _squeeze(kept)


@lru_cache(maxsize=10_000)
def unpack_profile(packed: bytes, claim: str, report: str, words: bytes) -> Profile:
    """Return the profile that ``pack_profile`` made small, of this claim and report, with its report's ``words``."""
    kept = _unsqueeze(packed)
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    told["words"] = tuple(kept.get("words", {}).items())
    told["counts"] = tuple(map(tuple, kept.get("counts", ())))
    told["turns"] = tuple(Turn(*turn) for turn in kept.get("turns", ()))
    if "spot" in kept:
        told["spot"] = Spot(**kept["spot"] | {"admin": tuple(kept["spot"].get("admin", ()))})
    if kept.get("hours"):
        told["hours"] = Hours(*kept["hours"])
    ids = {"claim": claim, "report": report, "group": kept.get("group", report)}
    return Profile(**_BLANK | told | ids | {"text": unpack_words(words)})


def pack_words(words: Weights) -> bytes:
    """Return weighted words, to be read by ``unpack_words``."""
    return _squeeze(dict(words))


@lru_cache(maxsize=5_000)
def unpack_words(packed: bytes) -> Weights:
    """Return the words that ``pack_words`` made small."""
    return tuple(_unsqueeze(packed).items())


def pack_reasons(reasons: Iterable[Ground]) -> bytes:
    """Return the reasons of a link, to be read by ``unpack_reasons``."""
    return _squeeze({ground.feature: ground.points for ground in reasons})


def unpack_reasons(packed: bytes) -> Sequence[Ground]:
    """Return the reasons that ``pack_reasons`` made small, in their order."""
    return [Ground(feature, points) for feature, points in _unsqueeze(packed).items()]


def _squeeze(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    # A small window and little memory: most of the time would go into making them ready.
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -12, 4, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    return squeezer.compress(text) + squeezer.flush()


def _unsqueeze(packed: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(zlib.decompressobj(-12, _COMMON).decompress(packed))
    return value

"""What each voice says about whether an event happened, and what follows for the incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ravi.ledger.accounts.voices import VoiceGroup
from ravi.ledger.records import StoredClaim
from ravi.report import Claim

HAPPENED = ("actual", "hedged")
"""Stances of a claim that say that the event happened, surely or with a hedge."""

AHEAD = ("planned", "demanded", "predicted", "possible")
"""Modalities of an event that nobody says has happened; among as many voices the first is the status."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a voice stands last: ``value`` is ``actual``, ``hedged``, ``denied`` or a modality.

    ``claims`` are those that say so; ``retracted`` the earlier ones that said that it happened
    where the voice denies it now.
    """

    voice: VoiceGroup
    value: str
    claims: tuple[StoredClaim, ...]
    retracted: tuple[StoredClaim, ...] = ()


def stance_of(claim: Claim) -> str:
    """Return how one claim tells its event; what is denied ahead of time is ``called_off``.

    >>> from ravi.report import Mention, Span
    >>> stance_of(Claim("e1", "air_strike", Span(0, 4), (Mention("ایسنا", None),), certainty="hedged"))
    'hedged'
    """
    if claim.polarity == "denied":
        return "denied" if claim.modality == "actual" else "called_off"
    if claim.modality != "actual":
        return claim.modality
    return "hedged" if claim.certainty == "hedged" else "actual"


def told_on(claim: StoredClaim) -> date:
    """Return the day a claim was published; the first of all days when that is not known."""
    return claim.report.report.published or date.min


def stances(voices: Iterable[VoiceGroup]) -> tuple[Stance, ...]:
    """Return each voice's stance: its last word on whether it happened, else what it expects.

    On one day telling goes before denying: a voice that tells an event and denies a part of it
    (that civilians were hit) has not denied the event. But one that denies the shelling and tells
    of another act instead («rebels fired those shells») has.
    """
    return tuple(map(_last_word, voices))


def _last_word(voice: VoiceGroup) -> Stance:
    order = (*HAPPENED, "denied")
    spoken = [claim for claim in voice.claims if stance_of(claim.claim) in order]
    if not spoken:
        kinds = Counter(stance_of(claim.claim) for claim in voice.claims)
        ranks = (*AHEAD, "called_off")
        value = min(kinds, key=lambda kind: (-kinds[kind], ranks.index(kind)))
        return Stance(voice, value, _of(voice.claims, (value,)))
    latest = max(map(told_on, spoken))
    said = [claim for claim in spoken if told_on(claim) == latest]
    kinds_said = {stance_of(claim.claim) for claim in said}
    value = "denied" if _tells_another(said) else next(kind for kind in order if kind in kinds_said)
    before = [claim for claim in spoken if told_on(claim) < latest]
    earlier = _of(before, HAPPENED) if value == "denied" else ()
    return Stance(voice, value, _of(voice.claims, (value,)), earlier)


def _tells_another(said: Sequence[StoredClaim]) -> bool:
    """Say whether events of some types are denied and only events of others told."""
    denied = {claim.claim.type for claim in _of(said, ("denied",))}
    return bool(denied) and not denied & {claim.claim.type for claim in _of(said, HAPPENED)}


def _of(claims: Sequence[StoredClaim], kinds: Sequence[str]) -> tuple[StoredClaim, ...]:
    return tuple(claim for claim in claims if stance_of(claim.claim) in kinds)


def status_of(found: Sequence[Stance]) -> str:
    """Return what the incident is, all voices together.

    ``happened``: a voice with a name tells it without a hedge, and none denies it; ``alleged``: only
    hedged, or only unnamed voices tell it; ``disputed``: told and denied; ``denied``: only denied;
    otherwise what most voices say of it: ``planned``, ``demanded``, ``predicted``, ``possible``.
    """
    told = [stance for stance in found if stance.value in HAPPENED]
    is_denied = any(stance.value == "denied" for stance in found)
    if told:
        sure = any(stance.value == "actual" and stance.voice.kind != "unnamed" for stance in told)
        return "disputed" if is_denied else "happened" if sure else "alleged"
    if is_denied:
        return "denied"
    kinds = Counter(stance.value for stance in found if stance.value in AHEAD)
    return min(kinds, key=lambda kind: (-kinds[kind], AHEAD.index(kind))) if kinds else "denied"


def basis(found: Sequence[Stance], status: str) -> tuple[tuple[VoiceGroup, tuple[StoredClaim, ...]], ...]:
    """Return the claims of each voice that the account's facts are taken from.

    Those that say that it happened, of voices that have not withdrawn them; for what has not
    happened those of its status, and for what is only denied the denials.
    """
    if any(stance.value in HAPPENED for stance in found):
        kept = [(s.voice, _of(s.voice.claims, HAPPENED)) for s in found if s.value in HAPPENED]
    else:
        kinds = ("denied", "called_off") if status == "denied" else (status,)
        kept = [(s.voice, _of(s.voice.claims, kinds)) for s in found]
    return tuple((voice, claims) for voice, claims in kept if claims)

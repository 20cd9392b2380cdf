"""``/voices``: publishers, voices and who hands on whose words."""

from __future__ import annotations

from dataclasses import dataclass

from litestar import get

from ravi.ledger.asking.sources import (
    Publisher,
    Relay,
    Standing,
    list_publishers,
    list_relays,
    list_standings,
)
from ravi.web.api.common import answers
from ravi.web.desk import desk_of
from ravi.web.security import AnyRequest


@dataclass(frozen=True, slots=True)
class Voices:
    """The most active of each: publishers, voices with how often each is alone, and relays."""

    publishers: list[Publisher]
    voices: list[Standing]
    relays: list[Relay]


@get("/voices", sync_to_thread=True, responses=answers(), tags=["voices"])
def show_voices(request: AnyRequest) -> Voices:
    """List who publishes, who speaks and who depends on whom, the most active first, 200 of each."""
    with desk_of(request).ledger.reading() as connection:
        return Voices(list_publishers(connection), list_standings(connection), list_relays(connection))


HANDLERS = (show_voices,)

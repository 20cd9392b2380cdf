"""Where a voice stands that tells one thing and denies another on one day."""

from __future__ import annotations

import pytest

from ravi.ledger.accounts.stances import stances
from ravi.ledger.accounts.voices import group_voices
from tests.ledger.builders import said


@pytest.mark.parametrize(
    ("told", "denied", "stance"),
    [
        pytest.param("armed_attack", "shelling", "denied", id="another act instead"),
        pytest.param("air_strike", "air_strike", "actual", id="a part of it"),
        pytest.param("air_strike", None, "actual", id="told only"),
        pytest.param(None, "air_strike", "denied", id="denied only"),
    ],
)
def test_a_voice_that_tells_and_denies(told: str | None, denied: str | None, stance: str) -> None:
    claims = [said("سخنگوی ارتش", type=told)] if told else []
    claims += [said("سخنگوی ارتش", type=denied, polarity="denied")] if denied else []
    [found] = stances(group_voices(claims))
    assert found.value == stance
    assert not found.retracted

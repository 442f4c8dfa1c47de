"""One process polls, hears, and confirms only what is on the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from piyasa.telegram_gateway.domain.outcome import Refused, RetryAfter, Unknown
from piyasa.telegram_gateway.use_cases.listening import Listening
from support.events import MEHMET
from support.gateway import Clock, Rest, ScriptedTelegram, update


class Ear:
    """Remembers what it heard; may fail; is asked a limited number of times whether to go on."""

    def __init__(self, *, turns: int, fails: bool = False) -> None:
        self.heard: list[int] = []
        self.turns, self.fails = turns, fails

    async def __call__(self, _bot_id: str, told: Sequence[Mapping[str, Any]]) -> None:
        if self.fails:
            raise ConnectionError("no broker")
        self.heard += [each["update_id"] for each in told]

    def mine(self, _bot_id: str) -> bool:
        self.turns -= 1
        return self.turns >= 0


def listening(telegram: ScriptedTelegram, ear: Ear, rest: Rest | None = None) -> Listening:
    return Listening(telegram, ear, rest or Rest(Clock()), ear.mine)


async def test_what_was_heard_is_confirmed_with_the_next_question() -> None:
    telegram, ear = ScriptedTelegram(mail=[[update(7), update(8)], [update(9)]]), Ear(turns=5)
    await listening(telegram, ear).run(MEHMET)
    assert ear.heard == [7, 8, 9]
    assert telegram.offsets == [None, 9, 10]


async def test_what_could_not_be_recorded_is_not_confirmed() -> None:
    telegram, ear = ScriptedTelegram(mail=[[update(7)]]), Ear(turns=5, fails=True)
    with pytest.raises(ConnectionError):
        await listening(telegram, ear).run(MEHMET)
    assert telegram.offsets == [None]


async def test_what_comes_when_the_lease_is_lost_is_left_to_the_next_holder() -> None:
    telegram, ear = ScriptedTelegram(mail=[[update(7)]]), Ear(turns=1)
    await listening(telegram, ear).run(MEHMET)
    assert ear.heard == []


@pytest.mark.parametrize(
    ("setback", "least"),
    [
        (Unknown("timeout"), 0.5),
        (RetryAfter(7), 7.0),
        (Refused("conflict", "message", 409, "Conflict: terminated by other getUpdates request"), 5.0),
        (Refused("unauthorized", "bot", 401, "Unauthorized"), 5.0),
    ],
)
async def test_a_setback_is_waited_out(setback: Any, least: float) -> None:
    telegram, ear, rest = ScriptedTelegram(mail=[setback, [update(7)]]), Ear(turns=3), Rest(Clock())
    await listening(telegram, ear, rest).run(MEHMET)
    assert rest.slept == [least]
    assert ear.heard == [7]


async def test_setbacks_in_a_row_are_waited_out_longer_and_longer() -> None:
    telegram, rest = ScriptedTelegram(mail=[Unknown("reset")] * 4), Rest(Clock())
    await listening(telegram, Ear(turns=4), rest).run(MEHMET)
    assert rest.slept == [0.5, 1.0, 2.0, 4.0]

"""Schedulers over a real log: people are answered once, whoever of the replicas lives."""

import pytest
from support import events
from support.events import AYSE, CHAT, MEHMET, meaning, received

from piyasa.contracts import conversation

pytestmark = pytest.mark.connected


async def test_a_question_is_answered_once_though_two_schedulers_see_it(town, schedulers) -> None:
    await town.found()
    await town.start_simulation()
    schedulers.start()
    schedulers.start()
    await town.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    (tick,) = await town.ticks(1, reason="mention")
    assert tick.subject == f"evt.chat.{CHAT}.tick-requested.high"
    assert tick.data.bot_id == MEHMET

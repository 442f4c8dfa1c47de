"""What is ready gets a timer, unless it has had its end."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.eventlog.timers import Due
from piyasa.telegram_gateway.use_cases.arming import Arming
from support.events import NOON, ready, sent
from support.gateway import Office


async def test_the_timer_is_set_to_when_typing_begins() -> None:
    office, timers = Office(), list[tuple[Due, datetime]]()

    async def arm(due: Due, at: datetime) -> None:
        timers.append((due, at))

    (event,) = office.log.record(ready("t", send_at=NOON + timedelta(seconds=30), typing_seconds=4))
    assert await Arming(office.outlook, arm)(event) == []
    due = Due(event.data.message_id, event.data.chat_id, event.position)
    assert timers == [(due, NOON + timedelta(seconds=26))]


async def test_a_message_that_has_its_end_gets_no_timer() -> None:
    office, timers = Office(), list[Due]()

    async def arm(due: Due, _at: datetime) -> None:
        timers.append(due)

    event, _ = office.log.record(ready("t"), sent("t", 600))
    await Arming(office.outlook, arm)(event)
    assert timers == []

"""A process that dies at the worst moment repeats work and never doubles a fact."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client

from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.topology import EVENTS
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.log import EventLog
from support.brokers import Handling, Heard, draft, durable_of, raw_messages, until
from support.events import ready

pytestmark = [pytest.mark.connected, pytest.mark.timeout(60)]
HERE = Path(__file__)
TESTS = HERE.parents[2]


async def style(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
    return [following(event, ready(event.data.tick_id))]


@pytest.mark.parametrize("window", [0.1, 120.0], ids=["outside the duplicate window", "inside the duplicate window"])
async def test_dying_between_publish_and_acknowledgement_makes_no_second_fact(
    server: EmbeddedNats, operator: Client, log: EventLog, consume: Any, follow: Any, window: float
) -> None:
    js = operator.jetstream()
    stream = (await js.stream_info(EVENTS)).config
    stream.duplicate_window = window
    await js.update_stream(stream)
    of = await durable_of(operator, ack_wait=1)
    await log.publish(draft("a"))
    seed = str(server.keys.seed_path("humanizer"))
    dying = await asyncio.create_subprocess_exec(
        sys.executable, str(HERE.with_name("dying.py")), server.url, seed, env={**os.environ, "PYTHONPATH": str(TESTS)}
    )
    assert await asyncio.wait_for(dying.wait(), 30) == -signal.SIGKILL
    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 1

    view = await follow(Heard(facts=frozenset({"draft-generated"})))
    own = EventLog(operator, "humanizer", view)
    await own.start()
    handling = Handling(style)
    await consume(handling, of=of, log=own)
    await until(lambda: handling.times("a"), seconds=5)
    async with asyncio.timeout(5):
        while (await js.consumer_info(EVENTS, of.name)).num_ack_pending:
            await asyncio.sleep(0.02)

    assert len(await raw_messages(operator, filter="evt.*.*.message-ready")) == 1

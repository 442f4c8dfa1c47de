"""A humanizer that publishes what follows from its first event, and dies before it can acknowledge."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.topology import durable
from piyasa.eventlog.connection import broker_for
from piyasa.eventlog.consumer import Consumer
from piyasa.eventlog.delivery import Delivery
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.settings import ServiceSettings
from piyasa.telemetry import traces
from support.brokers import STYLE
from support.events import ready


async def style(event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
    return [following(event, ready(event.data.tick_id))]


async def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, seed_file: str) -> None:
    Delivery.ack = die  # type: ignore[method-assign]
    broker = broker_for("humanizer", ServiceSettings(nats_url=url, nats_seed_file=Path(seed_file)))
    log = EventLog(await broker.connect(), "humanizer")
    await log.start()
    await Consumer(log, durable(STYLE), style, traces.configure("test"), broker=broker).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

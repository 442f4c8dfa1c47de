"""The one connection of a process to the broker, patient with a broker that is late or away."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

import structlog
from faststream.nats import NatsBroker
from faststream.nats.security import NatsNKey
from nats.errors import Error as NatsError
from nats.js.errors import NotFoundError

from piyasa.contracts.permissions import inbox_prefix
from piyasa.contracts.topology import DURABLES, EVENTS
from piyasa.eventlog.errors import NotProvisioned
from piyasa.eventlog.headers import read_headers_quickly

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from nats.aio.client import Client

    from piyasa.eventlog.settings import ServiceSettings

T = TypeVar("T")
logger = structlog.get_logger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 3.0


def broker_for(service: str, settings: ServiceSettings) -> NatsBroker:
    """A FastStream broker that keeps trying for ever and answers only to this service's inbox."""
    logging.getLogger("faststream").setLevel(logging.WARNING)
    seed = settings.nats_seed_file.read_text().strip() if settings.nats_seed_file is not None else None
    return NatsBroker(
        settings.nats_url,
        name=f"{service}:{settings.instance}",
        inbox_prefix=inbox_prefix(service),
        security=None if seed is None else NatsNKey.from_seed(seed),
        allow_reconnect=True,
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        connect_timeout=5,
        ping_interval=10,
        max_outstanding_pings=2,
        pending_size=16 * 1024 * 1024,
        graceful_timeout=settings.grace_seconds,
        error_cb=_on_error,
        disconnected_cb=_on_disconnected,
        reconnected_cb=_on_reconnected,
        logger=logging.getLogger("faststream"),
    )


async def connect(broker: NatsBroker) -> Client:
    """Connect, however late the broker is."""
    client = await _patiently(broker.connect, "waiting for the broker")
    read_headers_quickly(client)
    return client


async def until_provisioned(client: Client, service: str) -> None:
    """Wait for the streams and durables that this service needs; says what is missing and what to do."""
    await _patiently(lambda: _check_provisioned(client, service), "waiting for provisioning")


async def _check_provisioned(client: Client, service: str) -> None:
    js = client.jetstream(timeout=5)
    try:
        await js.stream_info(EVENTS)
        for durable in DURABLES:
            if durable.service == service:
                await js.consumer_info(durable.stream, durable.name)
    except NotFoundError as error:
        raise NotProvisioned(f"what {service} needs") from error


async def _patiently(attempt: Callable[[], Awaitable[T]], what: str) -> T:
    pause = _FIRST_PAUSE
    while True:
        try:
            return await attempt()
        except (OSError, TimeoutError, NatsError, NotProvisioned) as error:
            logger.warning(what, reason=str(error) or type(error).__name__, again_in_seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


async def _on_error(error: Exception) -> None:
    logger.warning("broker connection trouble", reason=str(error) or type(error).__name__)


async def _on_disconnected() -> None:
    logger.warning("broker connection lost")


async def _on_reconnected() -> None:
    logger.info("broker connection is back")

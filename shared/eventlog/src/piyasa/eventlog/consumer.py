"""The one way to handle events: one in, events out, published, then acknowledged."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from faststream import AckPolicy
from faststream.nats import JStream, PullSub
from nats.errors import Error as NatsError
from nats.js.api import ConsumerConfig
from opentelemetry.trace import SpanKind

from piyasa.contracts.catalogue import CATALOGUE, Catalogue
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.errors import ContractError, UnknownFact, UnknownVersion
from piyasa.contracts.topology import redrive_subject
from piyasa.eventlog.delivery import Delivery
from piyasa.eventlog.errors import Later
from piyasa.eventlog.parking import delivery_of, park
from piyasa.eventlog.pull import ContinuousPull, as_continuous_pull
from piyasa.telemetry.logs import bind

if TYPE_CHECKING:
    from faststream.nats import NatsBroker, NatsMessage
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

    from piyasa.contracts.event import Event
    from piyasa.contracts.topology import Durable
    from piyasa.eventlog.log import EventLog
    from piyasa.telemetry.traces import Tracing

logger = structlog.get_logger(__name__)

Handler = Callable[[Recorded[Any]], Awaitable[Iterable[NewEvent[Any]]]]
Load = Callable[[Delivery], Awaitable[Recorded[Any] | None]]
FIRST_DELAY, LONGEST_DELAY = 0.5, 60.0
NEWER_RELEASE_DELAY, NEWER_RELEASE_PATIENCE = 30.0, 3600.0
"""A fact of a newer release is offered again this often, for this long; then it is parked."""
_FAILURES_KEPT = 10_000


class ConsumerMetrics(Protocol):
    """What handling counts."""

    def handled(self, durable: str, outcome: str, seconds: float) -> None:
        """One event was handled: ``ok``, ``later``, ``failed`` or ``parked``."""

    def waiting(self, durable: str, events: int) -> None:
        """So many events were behind the newest that came."""


def delay_after(failures: int) -> float:
    """Seconds until the next try after this many failures: doubling from half a second to a minute."""
    return float(min(FIRST_DELAY * 2 ** (failures - 1), LONGEST_DELAY))


@dataclass(slots=True)
class Consumer:
    """Runs a handler over a durable: bounded concurrency, own span, heartbeat, ack, growing nack, parking."""

    log: EventLog
    durable: Durable
    handler: Handler
    tracing: Tracing
    broker: NatsBroker
    concurrency: int = 64
    max_attempts: int = 5
    load: Load | None = None
    """How a delivery becomes a fact; by default it is one. None from it means there is nothing to do."""
    catalogue: Catalogue = CATALOGUE
    metrics: ConsumerMetrics | None = None
    _running: dict[asyncio.Task[None], tuple[Delivery, float]] = field(default_factory=dict)
    _again: set[asyncio.Task[None]] = field(default_factory=set)
    _failures: OrderedDict[int, int] = field(default_factory=OrderedDict)
    _subscriber: ContinuousPull | None = None
    _redrives: Subscription | None = None
    _heartbeat: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to fetch; after ``stop`` it may begin again."""
        if self._subscriber is not None:
            return
        self._subscriber = self._subscribe()
        await self._subscriber.start()
        subject = redrive_subject(self.durable.service, self.durable.name)
        self._redrives = await self.log.client.subscribe(subject, queue=self.durable.name, cb=self._on_redrive)
        self._heartbeat = asyncio.create_task(self._keep_claims(), name=f"heartbeat {self.durable.name}")

    def _subscribe(self) -> ContinuousPull:
        subscriber = as_continuous_pull(
            self.broker.subscriber(
                self.durable.filter,
                stream=JStream(self.durable.stream, declare=False),
                durable=self.durable.name,
                pull_sub=PullSub(batch=True, batch_size=self.concurrency),
                ack_policy=AckPolicy.MANUAL,
                config=ConsumerConfig(filter_subject=self.durable.filter),
                decoder=_undecoded,
                no_reply=True,
                title=self.durable.name,
                persistent=False,
            )
        )
        subscriber.extra_options["room"] = lambda: self.concurrency - len(self._running)

        @subscriber
        async def receive(batch: Any) -> None:  # noqa: ANN401 - FastStream would validate a narrower type
            self._receive(batch)

        return subscriber

    async def stop(self, grace: float) -> None:
        """Stop fetching, let what runs finish for ``grace`` seconds, hand back the rest at once."""
        subscriber, self._subscriber = self._subscriber, None
        redrives, self._redrives = self._redrives, None
        if redrives is not None:
            with contextlib.suppress(NatsError):
                await redrives.unsubscribe()
        if subscriber is not None:
            await subscriber.stop()
        if self._running or self._again:
            await asyncio.wait({*self._running, *self._again}, timeout=grace)
        for task in (*self._running, *self._again):
            task.cancel()
        if self._running or self._again:
            await asyncio.wait({*self._running, *self._again}, timeout=1.0)
        if self._heartbeat is not None:
            self._heartbeat.cancel()
            self._heartbeat = None

    async def _on_redrive(self, message: Msg) -> None:
        task = asyncio.create_task(self._redrive(message))
        self._again.add(task)
        task.add_done_callback(self._again.discard)

    async def _redrive(self, message: Msg) -> None:
        reason = ""
        try:
            await self._work(delivery_of(message, now=self.log.now()), again=True)
        except asyncio.CancelledError:
            reason = "the replica is stopping; try again"
        except Exception as error:  # noqa: BLE001 - the operator is told whatever it is
            reason = f"{type(error).__name__}: {error}"
        try:
            await message.respond(reason.encode())
        except NatsError as error:
            logger.warning("a redrive could not be answered", durable=self.durable.name, reason=repr(error))

    def _receive(self, batch: Iterable[Msg]) -> None:
        delivery: Delivery | None = None
        for message in batch:
            delivery = Delivery.of(message)
            task = asyncio.create_task(self._handle(delivery))
            self._running[task] = (delivery, time.monotonic())
            task.add_done_callback(self._finished)
        if delivery is not None and self.metrics is not None:
            self.metrics.waiting(self.durable.name, delivery.waiting)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        if self._subscriber is not None:
            self._subscriber.stir()

    async def _handle(self, delivery: Delivery) -> None:
        begun = time.monotonic()
        again: float | None = None
        outcome = "ok"
        try:
            await self._work(delivery)
            self._failures.pop(delivery.position, None)
        except Later as later:
            outcome, again = "later", later.seconds
        except asyncio.CancelledError:
            outcome, again = "later", 0.0
        except Exception as error:  # noqa: BLE001 - the edge of the process: whatever it is, it is answered for
            outcome, again = await self._failed(delivery, error)
        try:
            await (delivery.ack(self.log.client) if again is None else delivery.nak(self.log.client, again))
        except NatsError as error:
            logger.warning("no answer could be given, it comes again", durable=self.durable.name, reason=str(error))
        if self.metrics is not None:
            self.metrics.handled(self.durable.name, outcome, time.monotonic() - begun)

    async def _work(self, delivery: Delivery, *, again: bool = False) -> None:
        event = await self.load(delivery) if self.load is not None else delivery.event(self.catalogue)
        if event is None:
            return
        attributes = {"messaging.destination.name": self.durable.filter, "piyasa.event.id": event.id}
        span = self.tracing.span(
            self.durable.name, parent=event.traceparent, kind=SpanKind.CONSUMER, attributes=attributes
        )
        with bind(**_about(event.data)), span:
            await self._see(event, again=again or delivery.attempt > 1)
            begun = time.monotonic()
            produced = list(await self.handler(event))
            if produced:
                await self._publish(produced, stale=time.monotonic() - begun > self.durable.ack_wait)

    async def _see(self, event: Recorded[Any], *, again: bool) -> None:
        """Decide on what led here: wait for the view, and on a second try for all that the first may have done."""
        view = self.log.view
        if view is None:
            return
        try:
            await view.reached(event.position)
            if again:
                await view.catch_up()
        except TimeoutError:
            raise Later(1.0, "the view is behind") from None

    async def _publish(self, produced: list[NewEvent[Event]], *, stale: bool) -> None:
        view = self.log.view
        if view is not None:
            if stale:
                await view.catch_up()
            produced = [event for event in produced if view.knows(event.id) is None]
        if produced:
            await self.log.publish(*produced)

    async def _failed(self, delivery: Delivery, error: Exception) -> tuple[str, float | None]:
        """What became of it, and after how many seconds it shall come again; None when never."""
        if isinstance(error, UnknownFact | UnknownVersion) and self._still_patient(delivery):
            return "later", NEWER_RELEASE_DELAY
        failures = self._failures[delivery.position] = self._failures.get(delivery.position, 0) + 1
        if len(self._failures) > _FAILURES_KEPT:
            self._failures.popitem(last=False)
        hopeless = isinstance(error, ContractError)
        logger.error(
            "handling failed",
            durable=self.durable.name, position=delivery.position, subject=delivery.subject,
            failures=failures, reason=f"{type(error).__name__}: {error}", exc_info=None if hopeless else error,
        )  # fmt: skip
        if not hopeless and failures < self.max_attempts:
            return "failed", delay_after(failures)
        return await self._park(delivery, error, failures)

    async def _park(self, delivery: Delivery, error: Exception, failures: int) -> tuple[str, float | None]:
        try:
            await park(self.log, self.durable, delivery, error, attempts=failures)
        except Exception as trouble:  # noqa: BLE001 - not parked, so not acknowledged: it comes again
            logger.error("parking failed", durable=self.durable.name, reason=str(trouble))
            return "failed", delay_after(failures)
        self._failures.pop(delivery.position, None)
        return "parked", None

    def _still_patient(self, delivery: Delivery) -> bool:
        return (self.log.now() - delivery.time).total_seconds() < NEWER_RELEASE_PATIENCE

    async def _keep_claims(self) -> None:
        """Tell the broker of work that takes long, before its claim runs out."""
        every = self.durable.ack_wait / 3
        while True:
            await asyncio.sleep(every)
            before = time.monotonic() - every
            for delivery, since in list(self._running.values()):
                if since <= before:
                    with contextlib.suppress(Exception):
                        await delivery.working(self.log.client)


def _about(fact: Event) -> dict[str, str]:
    """What every line that is logged about a fact says."""
    known = {"bot": getattr(fact, "bot_id", None), "chat": getattr(fact, "chat_id", None)}
    return {name: value for name, value in known.items() if value is not None}


async def _undecoded(message: NatsMessage) -> object:
    """FastStream need not look into bodies: the catalogue does."""
    return message.raw_message

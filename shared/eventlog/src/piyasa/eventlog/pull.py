"""The FastStream subscriber that everything uses: a continuous pull that hands over what is there.

FastStream's own batch subscriber waits for a full batch or its time-out, and a time-out of nats-py's other kind ends
its task. This one keeps a single request open, hands over whatever has arrived, and asks again for as much as the
handlers have room for.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, cast

import orjson
from faststream.nats.subscriber.usecases import BatchPullStreamSubscriber
from nats.errors import Error as NatsError

if TYPE_CHECKING:
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

REQUEST_SECONDS = 30.0
_PATIENCE = 5.0
"""Seconds beyond its expiry after which a request counts as lost."""
_LOOK = 1.0
"""Seconds between looks at whether the connection was lost meanwhile."""
_AFTER_TROUBLE = 0.5
_HAND_BACK = 2.0
"""Seconds that stopping waits for what is still on its way."""


class ContinuousPull(BatchPullStreamSubscriber):
    """Asks for ``room()`` messages at a time and passes them on as they come."""

    __slots__ = ()

    async def _create_subscription(self) -> None:
        if self.subscription:
            return
        self._arrived: list[Msg] = []
        self._open = 0
        self._asked_until = 0.0
        self._reconnects = self.connection.stats["reconnects"]
        self._stir = asyncio.Event()
        inbox = self.connection.new_inbox()
        self._inbox = inbox
        self.subscription = await self.connection.subscribe(inbox, cb=self._on_message)  # type: ignore[assignment]
        self.add_task(self._consume_pull)

    async def stop(self) -> None:
        """Ask no more, and hand back at once what came and was not passed on."""
        self.running = False
        subscription, self.subscription = self.subscription, None
        if subscription is not None:
            await self._let_go(cast("Subscription", subscription))
        await super().stop()
        if subscription is not None:
            arrived, self._arrived = self._arrived, []
            with contextlib.suppress(NatsError):
                for message in arrived:
                    await self.connection.publish(message.reply, b"-NAK")

    async def _let_go(self, subscription: Subscription) -> None:
        with contextlib.suppress(NatsError, TimeoutError):
            if not self.connection.is_connected:
                await subscription.unsubscribe()
                return
            async with asyncio.timeout(_HAND_BACK):
                await subscription.drain()  # type: ignore[no-untyped-call]

    def stir(self) -> None:
        """There is room again."""
        self._stir.set()

    async def _consume_pull(self) -> None:
        loop = asyncio.get_running_loop()
        while self.running:
            self._stir.clear()
            if self._arrived:
                batch, self._arrived = self._arrived, []
                await self.consume(batch)
            if self._open == 0 or self._is_lost(loop.time()):
                await self._ask(loop.time())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._stir.wait()

    def _is_lost(self, now: float) -> bool:
        """Whether nobody will answer the open request any more: the broker forgets it with the connection."""
        reconnects = self.connection.stats["reconnects"]
        lost = reconnects != self._reconnects or now > self._asked_until + _PATIENCE
        self._reconnects = reconnects
        return lost

    async def _ask(self, now: float) -> None:
        room = self.extra_options["room"]() - len(self._arrived)
        if room <= 0 or not self.connection.is_connected:
            self._open = 0
            return
        self._open, self._asked_until = room, now + REQUEST_SECONDS
        request = {"batch": room, "expires": int(REQUEST_SECONDS * 1e9)}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self.stream.name}.{self.extra_options['durable']}"
        await self.connection.publish(subject, orjson.dumps(request), reply=self._inbox)

    async def _on_message(self, message: Msg) -> None:
        if not message.reply:
            await self._on_status(message)
            return
        self._arrived.append(message)
        self._open = max(0, self._open - 1)
        self._stir.set()

    async def _on_status(self, message: Msg) -> None:
        """Everything but a message ends the request: expired, consumer gone, leader moved, broker starting."""
        status = (message.headers or {}).get("Status")
        if status == "100":
            return
        if status not in {"408", "404"}:
            await asyncio.sleep(_AFTER_TROUBLE)
        self._open = 0
        self._stir.set()


def as_continuous_pull(subscriber: object) -> ContinuousPull:
    """Give a subscriber made by FastStream's factory this class: the factory offers no other seam.

    A contract test holds the base class to what is relied upon here.
    """
    if type(subscriber) is not BatchPullStreamSubscriber:
        message = f"expected FastStream's batch pull subscriber, got {type(subscriber).__name__}"
        raise TypeError(message)
    subscriber.__class__ = ContinuousPull
    return cast("ContinuousPull", subscriber)

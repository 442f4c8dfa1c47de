"""What ends a view's sleep: somebody publishes, somebody waits for a position, or time."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from piyasa.contracts.topology import ALL_EVENTS

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

_SETTLING = 0.02
"""Seconds between a wake-up and the look, unless somebody waits: facts come in flocks and are stored a bit later."""


class WakeUps:
    """Hears of publishes while it listens, and counts those whose messages were not found yet."""

    def __init__(self, client: Client) -> None:
        self.owed = 0
        self._client = client
        self._wake, self._hurry = asyncio.Event(), asyncio.Event()
        self._subscription: Subscription | None = None

    async def listen(self) -> None:
        """Be woken by publishes; one that was made before and is not stored yet may be owed."""
        if self._subscription is None:
            self._subscription = await self._client.subscribe(ALL_EVENTS, cb=self._on_published)
            self.owed = 1

    async def listen_no_more(self) -> None:
        """Be woken by time and by those who wait only."""
        subscription, self._subscription = self._subscription, None
        if subscription is not None:
            await subscription.unsubscribe()

    def hurry(self) -> None:
        """Wake at once: somebody waits."""
        self._wake.set()
        self._hurry.set()

    def clear(self) -> None:
        """Forget the wake-ups up to now: the log is looked at after this."""
        self._wake.clear()
        self._hurry.clear()

    def found(self, messages: int) -> None:
        """So many messages were found: they are owed no longer."""
        self.owed = max(0, self.owed - messages)

    async def sleep(self, within: float) -> None:
        """Sleep until woken, but not longer than ``within`` seconds; a moment more when nobody waits."""
        await _set_within(self._wake, within)
        if self._wake.is_set():
            await _set_within(self._hurry, _SETTLING)

    async def _on_published(self, _: Msg) -> None:
        self._wake.set()
        self.owed += 1


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, but not longer than that."""
    if not event.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

"""Leases on shards: every shard has one holder, holders share evenly, and a dead one is replaced within the TTL."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from piyasa.eventlog.kv import Bucket, Entry

logger = structlog.get_logger(__name__)
OnChange = Callable[[str], Awaitable[None] | None]
_PRESENT = "present"


def share(keys: int, replicas: int, *, eager: bool) -> int:
    """How many of ``keys`` one of ``replicas`` holds: the rounded-up share, or the rounded-down one."""
    replicas = max(1, replicas)
    return -(-keys // replicas) if eager else keys // replicas


@dataclass(slots=True)
class Leases:
    """Holds as many of ``kind.<key>`` as is this replica's share; ``ttl`` in seconds.

    ``holds`` turns false a fifth of the TTL before somebody else can take over, by this process's own clock.
    """

    bucket: Bucket
    kind: str
    keys: Sequence[str]
    instance: str
    ttl: int = 6
    on_gained: OnChange | None = None
    on_lost: OnChange | None = None
    on_held: Callable[[int], None] | None = None
    _held: dict[str, Entry] = field(default_factory=dict)
    _renewed: dict[str, float] = field(default_factory=dict)
    _presence: Entry | None = None
    _released: bool = False

    def holds(self, key: str) -> bool:
        """Whether this replica may act for the key now."""
        since = self._renewed.get(key)
        return since is not None and time.monotonic() - since < self.ttl * 0.8

    @property
    def held(self) -> list[str]:
        """The keys this replica may act for now."""
        return [key for key in self.keys if self.holds(key)]

    async def run(self) -> None:
        """Take, renew and share until cancelled or released."""
        while not self._released:
            begun = time.monotonic()
            try:
                async with asyncio.timeout(self.ttl):
                    await self._round()
            except Exception as error:  # noqa: BLE001 - whatever the client raises while the broker is away
                logger.warning("leases cannot be renewed", kind=self.kind, reason=repr(error))
            for key in [key for key in self._held if not self.holds(key)]:
                await self._lost(key)
            await asyncio.sleep(max(0.05, self.ttl / 4 - (time.monotonic() - begun)))

    async def release(self) -> None:
        """Give everything back for good, so that others need not wait for the TTL."""
        self._released = True
        keys = list(self._held)
        for key in keys:
            entry = self._held[key]
            await self._lost(key)
            with contextlib.suppress(Exception):
                await self.bucket.update(entry, b"", ttl=1)
        if self._presence is not None:
            with contextlib.suppress(Exception):
                await self.bucket.update(self._presence, b"", ttl=1)
            self._presence = None

    async def _round(self) -> None:
        await self._announce()
        entries = {entry.key: entry for entry in await self.bucket.entries(f"{self.kind}.>")}
        prefix = f"{self.kind}.{_PRESENT}."
        replicas = sum(key.startswith(prefix) for key in entries)
        most = share(len(self.keys), replicas, eager=True)
        for key in list(self._held):
            if len(self._held) > most:
                await self._give_up(key)
            else:
                await self._renew(key)
        for key in self.keys:
            if len(self._held) >= most:
                break
            if key not in self._held and f"{self.kind}.{key}" not in entries:
                await self._take(key)

    async def _announce(self) -> None:
        me = self.instance.encode()
        key = f"{self.kind}.{_PRESENT}.{self.instance}"
        if self._presence is not None:
            self._presence = await self.bucket.update(self._presence, me, ttl=self.ttl)
        if self._presence is None:
            self._presence = await self.bucket.create(key, me, ttl=self.ttl)

    async def _renew(self, key: str) -> None:
        begun = time.monotonic()
        renewed = await self.bucket.update(self._held[key], self.instance.encode(), ttl=self.ttl)
        if renewed is None:
            await self._lost(key)
            return
        self._held[key], self._renewed[key] = renewed, begun

    async def _take(self, key: str) -> None:
        if self._released:
            return
        begun = time.monotonic()
        taken = await self.bucket.create(f"{self.kind}.{key}", self.instance.encode(), ttl=self.ttl)
        if taken is None:
            return
        self._held[key], self._renewed[key] = taken, begun
        logger.info("lease gained", kind=self.kind, key=key)
        try:
            await _call(self.on_gained, key)
        except BaseException:
            # Nobody acts for it here: it must not be renewed, and is free for all when its life ends.
            self._held.pop(key, None)
            self._renewed.pop(key, None)
            raise
        self._report()

    async def _give_up(self, key: str) -> None:
        entry = self._held[key]
        await self._lost(key)
        await self.bucket.update(entry, b"", ttl=1)

    async def _lost(self, key: str) -> None:
        self._held.pop(key, None)
        self._renewed.pop(key, None)
        logger.info("lease lost", kind=self.kind, key=key)
        try:
            await _call(self.on_lost, key)
        except Exception as error:  # noqa: BLE001 - the other leases must go on
            logger.error("a lost lease could not be cleaned up", kind=self.kind, key=key, reason=repr(error))
        self._report()

    def _report(self) -> None:
        if self.on_held is not None:
            self.on_held(len(self._held))


async def _call(listener: OnChange | None, key: str) -> None:
    if listener is not None:
        answer = listener(key)
        if inspect.isawaitable(answer):
            await answer

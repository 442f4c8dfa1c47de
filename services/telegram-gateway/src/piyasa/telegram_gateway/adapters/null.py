"""A Telegram that takes everything at once and tells nobody: what is left is the cost of everything around it."""

# ruff: noqa: ARG002 - the ports' signatures; what takes everything looks at nothing

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from piyasa.telegram_gateway.domain.heard import JsonObject
from piyasa.telegram_gateway.domain.limits import RateLimits
from piyasa.telegram_gateway.domain.outcome import Done, Outcome, Sent, Setback


@dataclass(slots=True)
class NullTelegram:
    """Answers in process; people never say anything."""

    _ids: count[int] = field(default_factory=lambda: count(1))

    async def send(self, bot_id: str, chat: int, text: str, *, reply_to: int | None = None) -> Outcome:
        """Take a message."""
        return Sent(next(self._ids))

    async def typing(self, bot_id: str, chat: int) -> Outcome:
        """Take note."""
        return Done()

    async def pin(self, bot_id: str, chat: int, telegram_message_id: int) -> Outcome:
        """Pin it."""
        return Done()

    async def pinned(self, bot_id: str, chat: int) -> int | Setback | None:
        """Nothing is."""
        return None

    async def updates(self, bot_id: str, *, offset: int | None, wait: float) -> Sequence[JsonObject] | Setback:
        """Nobody speaks, however long one waits."""
        await asyncio.sleep(wait)
        return ()


class NoLimits(RateLimits):
    """A host without rate limits; keeping none of the calls in mind."""

    def wait_to_call(self, bot_id: str, chat: int, now: float) -> float:
        """At once."""
        return 0.0

    def wait_to_send(self, bot_id: str, chat: int, now: float) -> float:
        """At once."""
        return 0.0

    def sent(self, bot_id: str, chat: int, now: float) -> None:
        """Nothing to remember."""

    def called(self, bot_id: str, now: float) -> None:
        """Nothing to remember."""

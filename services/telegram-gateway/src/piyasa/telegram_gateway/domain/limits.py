"""Telegram's own rate limits, kept by whoever sends: wall time, whatever the pace (behaviour 12.4)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

CHAT_SECOND = (1, 1.0)
"""Messages of one bot in one chat, and within how many seconds."""
CHAT_MINUTE = (20, 60.0)
BOT_SECOND = (29, 1.0)
"""Calls of one bot over all chats; the platform's figure is 30."""
LONG_FLOOD = 60.0
"""A wait from which on the whole bot is left alone, not only the one chat."""


@dataclass(slots=True)
class Window:
    """At most ``limit`` events in any ``seconds``; times come from a clock that only goes forward."""

    limit: int
    seconds: float
    _times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more fits, 0 when it does now."""
        if len(self._times) < self.limit:
            return 0.0
        return max(0.0, self._times[0] + self.seconds - now)

    def take(self, now: float) -> None:
        """One more happens now."""
        self._times.append(now)
        if len(self._times) > self.limit:
            self._times.popleft()


@dataclass(slots=True)
class _Seat:
    second: Window = field(default_factory=lambda: Window(*CHAT_SECOND))
    minute: Window = field(default_factory=lambda: Window(*CHAT_MINUTE))
    parked_until: float = 0.0


@dataclass(slots=True)
class _Account:
    calls: Window = field(default_factory=lambda: Window(*BOT_SECOND))
    parked_until: float = 0.0
    seats: dict[int, _Seat] = field(default_factory=dict)

    def seat(self, chat: int) -> _Seat:
        return self.seats.setdefault(chat, _Seat())


@dataclass(slots=True)
class RateLimits:
    """The limits of all bots that this process calls with; bounded by how many bots and chats there are."""

    _accounts: dict[str, _Account] = field(default_factory=dict)

    def wait_to_send(self, bot_id: str, chat: int, now: float) -> float:
        """Seconds until the bot may post in the chat."""
        account = self._account(bot_id)
        seat = account.seat(chat)
        return max(self.wait_to_call(bot_id, chat, now), seat.second.wait(now), seat.minute.wait(now))

    def wait_to_call(self, bot_id: str, chat: int, now: float) -> float:
        """Seconds until the bot may make a call about the chat that posts nothing."""
        account = self._account(bot_id)
        parked = max(account.parked_until, account.seat(chat).parked_until) - now
        return max(account.calls.wait(now), parked, 0.0)

    def sent(self, bot_id: str, chat: int, now: float) -> None:
        """The bot posts in the chat now."""
        seat = self._account(bot_id).seat(chat)
        seat.second.take(now)
        seat.minute.take(now)
        self.called(bot_id, now)

    def called(self, bot_id: str, now: float) -> None:
        """The bot makes a call now."""
        self._account(bot_id).calls.take(now)

    def flooded(self, bot_id: str, chat: int, seconds: float, now: float) -> None:
        """Telegram wants the bot to wait in the chat.

        When another chat of the bot is waiting already, or the wait is a long one, the whole bot waits.
        """
        account = self._account(bot_id)
        elsewhere = any(seat.parked_until > now for known, seat in account.seats.items() if known != chat)
        seat = account.seat(chat)
        seat.parked_until = max(seat.parked_until, now + seconds)
        if elsewhere or seconds >= LONG_FLOOD:
            account.parked_until = max(account.parked_until, now + seconds)

    def _account(self, bot_id: str) -> _Account:
        return self._accounts.setdefault(bot_id, _Account())

"""A listener's updates are fetched by one process at a time, put on the log, and confirmed then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from piyasa.telegram_gateway.domain.heard import JsonObject
from piyasa.telegram_gateway.domain.outcome import Refused, RetryAfter, SafeRetry, Setback
from piyasa.telegram_gateway.ports import Rest, Telegram

logger = structlog.get_logger(__name__)
Hear = Callable[[str, Sequence[JsonObject]], Awaitable[None]]

LONG_POLL = 20.0
"""Seconds for which Telegram keeps a question for updates open."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


@dataclass(slots=True)
class Listening:
    """Polls for one listener as long as ``mine`` says that it is this process's turn."""

    telegram: Telegram
    hear: Hear
    rest: Rest
    mine: Callable[[str], bool]

    async def run(self, bot_id: str) -> None:
        """Fetch, hear, confirm, until the lease is lost or ``rest`` ends.

        What is not confirmed Telegram tells again, to whoever asks next: nothing is dropped, and facts told twice are
        one.
        """
        offset: int | None = None
        pause = FIRST_PAUSE
        while self.mine(bot_id):
            told = await self.telegram.updates(bot_id, offset=offset, wait=LONG_POLL)
            if isinstance(told, Setback):
                pause = _report(bot_id, told, pause)
                await self.rest.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            if told and self.mine(bot_id):
                await self.hear(bot_id, told)
                offset = max(int(update["update_id"]) for update in told) + 1


def _report(bot_id: str, setback: Setback, pause: float) -> float:
    """Say what is wrong when somebody can mend it; the seconds to wait."""
    if isinstance(setback, RetryAfter):
        return setback.seconds
    if isinstance(setback, Refused):
        advice = {
            "conflict": "another process polls with this token or a webhook is set: stop it or delete the webhook",
            "unauthorized": "the token is not valid any more: store the persona's present token",
        }.get(setback.error_class, "see the description")
        logger.error("cannot listen", bot_id=bot_id, reason=setback.description, advice=advice)
        return max(pause, 5.0)
    level = logger.warning if not isinstance(setback, SafeRetry) else logger.info
    level("listening is interrupted", bot_id=bot_id, reason=repr(setback))
    return pause

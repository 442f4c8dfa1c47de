"""A persona is seen typing before its message appears."""

from __future__ import annotations

from piyasa.projections.directory.settings import Settings
from piyasa.telegram_gateway.domain.outcome import RetryAfter
from piyasa.telegram_gateway.domain.release import Send, Suppress
from piyasa.telegram_gateway.ports import Rest
from piyasa.telegram_gateway.use_cases.case import Case

RENEWED = 4.0
"""Seconds after which typing is shown again; Telegram lets it fade after about five (behaviour 10)."""
_LOOK = 0.5


async def type_until_due(case: Case, rest: Rest) -> None:
    """Wait for the message's moment, typing as long as it may go out; back at once when it may not any more."""
    while case.seconds_left > 0:
        armed = case.armed
        decision = None if armed is None else case.decide(armed)
        if decision is None or isinstance(decision, Suppress):
            return
        typing = isinstance(decision, Send)
        if typing and Settings.of(case.desk.outlook.installation).typing_enabled:
            await _show(case)
        await rest.sleep(max(0.0, min(case.seconds_left, RENEWED if typing else _LOOK)))


async def _show(case: Case) -> None:
    """An adornment: when it fails, or there is no room for it, nothing is said about it."""
    bot_id, chat, limits = case.ready.data.bot_id, case.telegram_chat, case.desk.limits
    now = case.desk.clock.monotonic()
    if chat is None or limits.wait_to_call(bot_id, chat, now) > 0:
        return
    limits.called(bot_id, now)
    outcome = await case.desk.telegram.typing(bot_id, chat)
    if isinstance(outcome, RetryAfter):
        limits.flooded(bot_id, chat, outcome.seconds + case.desk.jitter(), case.desk.clock.monotonic())

"""What calls to the Bot API teach the circuit breaker."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.methods import GetUpdates, TelegramMethod
from pydantic import SecretStr

from piyasa.telegram_gateway.adapters.bot_api import FAILURES_OPEN, BotApi
from piyasa.telegram_gateway.adapters.tokens import Tokens
from piyasa.telegram_gateway.domain.outcome import Unknown, not_sent
from piyasa.telemetry import Metrics
from piyasa.telemetry.traces import configure
from support.events import MEHMET


class Vault:
    """Every persona has the same token."""

    async def token(self, _bot_id: str) -> SecretStr | None:
        return SecretStr("42:abc")


class PollsOnly:
    """A host that answers polls and nothing else."""

    async def __call__(self, _bot: Bot, method: TelegramMethod[Any], **_: Any) -> Any:
        if isinstance(method, GetUpdates):
            return []
        raise ConnectionResetError


async def test_polls_that_are_answered_do_not_hide_that_sends_are_not() -> None:
    api = BotApi(
        "http://127.0.0.1:9", Tokens(Vault()), Metrics("telegram-gateway", "test"), configure("telegram-gateway")
    )
    api._session = PollsOnly()  # type: ignore[assignment] # answers as the session does
    for _ in range(FAILURES_OPEN):
        assert await api.updates(MEHMET, offset=None, wait=20) == []
        assert await api.send(MEHMET, -1, "selam") == Unknown("reset")
    assert await api.send(MEHMET, -1, "selam") == not_sent("circuit_open")

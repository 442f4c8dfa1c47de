"""Telegram's Bot API through aiogram, with one session for all bots."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import GetChat, GetUpdates, PinChatMessage, SendChatAction, SendMessage, TelegramMethod
from aiogram.types import ReplyParameters
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientTimeout
from opentelemetry.trace import SpanKind
from pydantic import BaseModel

from piyasa.resilience import Breaker
from piyasa.telegram_gateway.adapters.api_errors import outcome_of, status_of
from piyasa.telegram_gateway.adapters.tokens import Tokens
from piyasa.telegram_gateway.domain.heard import ALLOWED_UPDATES, JsonObject
from piyasa.telegram_gateway.domain.outcome import (
    Done,
    Outcome,
    Refused,
    Sent,
    Setback,
    blames_host,
    not_sent,
)
from piyasa.telemetry import Metrics, Tracing

CALL_SECONDS = 20.0
TYPING_SECONDS = 3.0
CONNECT_SECONDS = 5.0
CONNECTIONS = 200
FAILURES_OPEN, OPEN_SECONDS = 10, 60.0
"""Failures of the API host in a row that hold calls back, and for how long (behaviour 15)."""
"""At once; each listener keeps one open."""
R = TypeVar("R")


class _Posted(BaseModel):
    message_id: int


class _ChatShown(BaseModel):
    pinned_message: _Posted | None = None


class _Post(SendMessage):
    """Only the id is read out of the answer: a message with parts that are new to this client was sent all the same."""

    __returning__ = _Posted  # type: ignore[assignment] # less than a Message, on purpose


class _Look(GetChat):
    __returning__ = _ChatShown  # type: ignore[assignment] # only what is looked at


class _Ask(GetUpdates):
    """Updates come as they are: one that this client cannot read must not hide the others."""

    __returning__ = list[dict[str, Any]]


@dataclass(slots=True)
class BotApi:
    """One API host; the circuit breaker belongs to it."""

    host: str
    tokens: Tokens
    metrics: Metrics
    tracing: Tracing
    breaker: Breaker = field(default_factory=lambda: Breaker(FAILURES_OPEN, OPEN_SECONDS))
    _session: AiohttpSession = field(init=False)
    _bots: dict[str, Bot] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the session; it connects on first use."""
        self._session = AiohttpSession(
            limit=CONNECTIONS,
            api=TelegramAPIServer.from_base(self.host.rstrip("/")),
            json_loads=orjson.loads,
            timeout=CALL_SECONDS,
        )

    async def close(self) -> None:
        """End all connections."""
        await self._session.close()

    async def send(self, bot_id: str, chat: int, text: str, *, reply_to: int | None = None) -> Outcome:
        """Post a plain text; a reply to a message that is gone is posted as no reply."""
        reply = None
        if reply_to is not None:
            reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        found = await self._call(bot_id, _Post.model_construct(chat_id=chat, text=text, reply_parameters=reply))
        return Sent(found.message_id) if isinstance(found, _Posted) else cast("Setback", found)

    async def typing(self, bot_id: str, chat: int) -> Outcome:
        """Show that the bot is writing."""
        found = await self._call(bot_id, SendChatAction(chat_id=chat, action="typing"), seconds=TYPING_SECONDS)
        return Done() if isinstance(found, bool) else found

    async def pin(self, bot_id: str, chat: int, telegram_message_id: int) -> Outcome:
        """Pin a message without notifying anybody."""
        method = PinChatMessage(chat_id=chat, message_id=telegram_message_id, disable_notification=True)
        found = await self._call(bot_id, method)
        return Done() if isinstance(found, bool) else found

    async def pinned(self, bot_id: str, chat: int) -> int | Setback | None:
        """The newest pinned message of a chat."""
        found = await self._call(bot_id, _Look(chat_id=chat))
        if not isinstance(found, _ChatShown):
            return cast("Setback", found)
        return None if found.pinned_message is None else found.pinned_message.message_id

    async def updates(self, bot_id: str, *, offset: int | None, wait: float) -> Sequence[JsonObject] | Setback:
        """The oldest updates; a long poll that Telegram leaves unanswered is a setback like any other."""
        method = _Ask(offset=offset, timeout=int(wait), allowed_updates=list(ALLOWED_UPDATES))
        return cast("Sequence[JsonObject] | Setback", await self._call(bot_id, method, seconds=wait + CALL_SECONDS))

    async def _call(self, bot_id: str, method: TelegramMethod[R], *, seconds: float = CALL_SECONDS) -> R | Setback:
        """One call; everything that can happen to it is a value."""
        telegram, name = self.metrics.telegram, method.__api_method__
        if not self.breaker.allows(time.monotonic()):
            telegram.circuit_open_blocks.inc()
            return not_sent("circuit_open")
        bot = await self._bot(bot_id)
        if not isinstance(bot, Bot):
            return bot
        try:
            with self.tracing.span(f"telegram {name}", kind=SpanKind.CLIENT, attributes={"piyasa.bot": bot_id}):
                found = await self._session(bot, method, timeout=_timeout(seconds))
        except Exception as error:  # noqa: BLE001 - the edge to the network: whatever it is, it is classified
            outcome = outcome_of(error)
            telegram.calls.of(name, status_of(outcome)).inc()
            telegram.errors.inc()
            self._judge(method, outcome)
            if isinstance(outcome, Refused) and outcome.scope == "bot":
                self.tokens.drop(bot_id)
            return outcome
        telegram.calls.of(name, "200").inc()
        self._judge(method)
        return found

    def _judge(self, method: TelegramMethod[Any], outcome: Setback | None = None) -> None:
        if outcome is not None and blames_host(outcome):
            self.breaker.failed(time.monotonic())
        elif isinstance(method, GetUpdates):
            self.breaker.answered()
        else:
            self.breaker.succeeded()

    async def _bot(self, bot_id: str) -> Bot | Setback:
        token = await self.tokens.token(bot_id)
        if token is None:
            return not_sent("no_token")
        secret = token.get_secret_value()
        bot = self._bots.get(bot_id)
        if bot is None or bot.token != secret:
            try:
                bot = self._bots[bot_id] = Bot(secret, session=self._session)
            except TokenValidationError:
                return Refused("unauthorized", "bot", 401, "the stored token has not the form of a token")
        return bot


def _timeout(seconds: float) -> int:
    """A time-out that tells a slow connect from a slow answer; aiogram hands it on to aiohttp untouched."""
    return cast("int", ClientTimeout(total=seconds, connect=CONNECT_SECONDS, sock_connect=CONNECT_SECONDS))

"""Webhooks: updates posted in order for each chat, with retries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import aiohttp
import orjson

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject
from piyasa.devstack.telegram.domain.facts import Fact, UpdateDelivered
from piyasa.devstack.telegram.domain.mailbox import Update
from piyasa.devstack.telegram.store import Store

TIMEOUT_SECONDS = 60.0
MAX_WAIT_SECONDS = 64.0
_SUCCESS = range(200, 300)
Reply = Callable[[Bot, JsonObject], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """The last delivery that failed: when (Unix seconds) and why."""

    at: float
    reason: str


class Courier:
    """One lane for each bot and chat: a failing update holds up its chat and no other.

    Retries double from `first_wait` seconds up to about a minute; `Retry-After` is honoured. A
    method call in the body of an answer is handed to `reply`.
    """

    def __init__(self, store: Store, reply: Reply, *, first_wait: float = 1.0) -> None:
        self._store, self._reply, self._first_wait = store, reply, first_wait
        self._lanes: dict[tuple[int, int], asyncio.Task[None]] = {}
        self._slots: dict[int, asyncio.Semaphore] = {}
        self._session: aiohttp.ClientSession | None = None
        self.failures: dict[int, Failure] = {}
        store.listen(self._on_facts)

    async def start(self) -> None:
        """Open the client and go on with what earlier runs left."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))
        for bot in self._store.world.bots:
            self._dispatch(bot)

    async def stop(self) -> None:
        """Leave what is undelivered for the next run."""
        session, self._session = self._session, None
        for task in self._lanes.values():
            task.cancel()
        await asyncio.gather(*self._lanes.values(), return_exceptions=True)
        if session is not None:
            await session.close()

    def _on_facts(self, _facts: Sequence[Fact]) -> None:
        for bot in self._store.world.fresh_mail:
            self._dispatch(bot)

    def _dispatch(self, bot: int) -> None:
        webhook = self._store.world.bots[bot].webhook
        if not webhook.url or self._session is None:
            return
        self._slots.setdefault(bot, asyncio.Semaphore(webhook.max_connections))
        for lane in {update.lane for update in self._store.world.mail[bot].pending.values()}:
            if (bot, lane) not in self._lanes:
                task = asyncio.create_task(self._drive(bot, lane))
                self._lanes[bot, lane] = task
                task.add_done_callback(partial(self._done, bot, lane))

    def _done(self, bot: int, lane: int, _task: asyncio.Task[None]) -> None:
        self._lanes.pop((bot, lane), None)
        if self._next(bot, lane) is not None:
            self._dispatch(bot)

    def _next(self, bot: int, lane: int) -> Update | None:
        mailbox = self._store.world.mail[bot]
        mailbox.expire(self._store.clock())
        return next((update for update in mailbox.pending.values() if update.lane == lane), None)

    async def _drive(self, bot: int, lane: int) -> None:
        wait = self._first_wait
        while (update := self._next(bot, lane)) is not None and self._store.world.bots[bot].webhook.url:
            async with self._slots[bot]:
                asked = await self._post(self._store.world.bots[bot], update)
            if asked is None:
                wait = self._first_wait
                continue
            await asyncio.sleep(max(asked, wait))
            wait = min(wait * 2, MAX_WAIT_SECONDS)

    async def _post(self, bot: Bot, update: Update) -> float | None:
        """Deliver once; None when it was taken, otherwise the seconds the receiver asked to wait."""
        session = self._session
        if session is None:
            return 0.0
        headers = {"Content-Type": "application/json"}
        if bot.webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = bot.webhook.secret
        try:
            async with session.post(bot.webhook.url, data=orjson.dumps(update.as_json()), headers=headers) as answer:
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.failures[bot.id] = Failure(self._store.clock(), str(error) or type(error).__name__)
            return 0.0
        if answer.status not in _SUCCESS:
            reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            self.failures[bot.id] = Failure(self._store.clock(), reason)
            asked = answer.headers.get("Retry-After", "")
            return float(asked) if asked.isdecimal() else 0.0
        self._store.record((UpdateDelivered(bot.id, update.id),))
        self._act_on(bot, body)
        return None

    def _act_on(self, bot: Bot, body: bytes) -> None:
        try:
            wish = orjson.loads(body) if body.startswith(b"{") else None
        except orjson.JSONDecodeError:
            return
        if isinstance(wish, dict) and "method" in wish:
            self._reply(bot, wish)

"""getUpdates: long polling with one poller for each bot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.calls import Call
from piyasa.devstack.telegram.domain.facts import Fact, UpdatesConfirmed, WebhookSet
from piyasa.devstack.telegram.domain.methods.webhooks import chosen_updates
from piyasa.devstack.telegram.domain.refusals import RefusalError
from piyasa.devstack.telegram.store import Store

MAX_TIMEOUT = 50
MAX_LIMIT = 100
_SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Polling:
    """Lets pollers wait for mail; the newest poller of a bot puts an end to the one before it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[int, asyncio.Future[None]] = {}
        store.listen(self._on_facts)

    async def get_updates(self, call: Call) -> list[JsonObject]:
        """The oldest unconfirmed updates, waiting up to `timeout` seconds for the first."""
        arguments, mailbox = call.arguments, call.world.mail[call.bot.id]
        if call.bot.webhook.url:
            raise RefusalError(409, _WEBHOOK_ACTIVE)
        self._end(call.bot.id, RefusalError(409, _SECOND_POLLER))
        mailbox.expire(call.now)
        limit = min(max(arguments.integer("limit") or MAX_LIMIT, 1), MAX_LIMIT)
        start = mailbox.start_of(arguments.integer("offset") or 0)
        self._store.record(self._changes(call, start))
        timeout = min(max(arguments.integer("timeout") or 0, 0), MAX_TIMEOUT)
        if not mailbox.pending and timeout:
            await self._wait(call.bot.id, timeout)
        return [update.as_json() for update in mailbox.first(limit)]

    def _changes(self, call: Call, start: int) -> list[Fact]:
        chosen = chosen_updates(call)
        facts: list[Fact] = [chosen] if chosen is not None else []
        if any(known < start for known in call.world.mail[call.bot.id].pending):
            facts.append(UpdatesConfirmed(call.bot.id, start))
        return facts

    async def _wait(self, bot: int, seconds: float) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[bot] = waiter
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return
        finally:
            if self._waiting.get(bot) is waiter:
                del self._waiting[bot]

    def _on_facts(self, facts: Sequence[Fact]) -> None:
        for bot in self._store.world.fresh_mail & self._waiting.keys():
            if self._store.world.mail[bot].pending:
                self._end(bot, None)
        for fact in facts:
            if isinstance(fact, WebhookSet) and fact.url:
                self._end(fact.bot, RefusalError(409, "terminated by setWebhook request"))

    def _end(self, bot: int, refusal: RefusalError | None) -> None:
        waiter = self._waiting.pop(bot, None)
        if waiter is None or waiter.done():
            return
        if refusal is None:
            waiter.set_result(None)
        else:
            waiter.set_exception(refusal)

    def waiting(self) -> int:
        """How many bots wait for mail."""
        return len(self._waiting)

    def release(self) -> None:
        """Answer all who wait, for the end of the server is near."""
        for bot in list(self._waiting):
            self._end(bot, None)

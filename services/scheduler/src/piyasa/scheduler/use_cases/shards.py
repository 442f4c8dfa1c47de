"""The shards this replica serves: they come and go with their leases, and hear of what changes in their chats."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.topology import SHARDS, shard_of
from piyasa.projections.directory import Directory
from piyasa.scheduler.ports import Leases, Measures, View
from piyasa.scheduler.use_cases.agenda import Agenda
from piyasa.scheduler.use_cases.moderator import Moderator
from piyasa.scheduler.use_cases.shard import Shard

KIND = "scheduler"
KEYS = tuple(f"{shard:02d}" for shard in range(SHARDS))
_UNREMARKABLE = frozenset({"draft-generated", "rewrite-requested", "message-held", "message-approved"})
"""Facts of a conversation that change nothing of who may speak."""
_RESETS_TALK = frozenset({"setting-changed", "simulation-started", "simulation-scaled", "emergency-released"})


@dataclass(slots=True)
class Shards:
    """Serves every shard whose lease this replica holds."""

    view: View
    moderator: Moderator
    measures: Measures
    new_agenda: Callable[[], Agenda]
    after_error: float
    leases: Leases | None = None
    _serving: dict[str, tuple[Shard, asyncio.Task[None]]] = field(default_factory=dict)

    def start(self) -> None:
        """Hear of every change from now on."""
        self.view.on_change(self._changed)
        self._count_bots()

    def gained(self, key: str) -> None:
        """Serve a shard: all its chats are looked at, so that nothing asked before is forgotten."""
        if key in self._serving:
            return
        shard = Shard(self.moderator, self.view, lambda: self._holds(key), self.new_agenda(), self.after_error)
        shard.stir(chat_id for chat_id in Directory(self.view.tables).chats if _key_of(chat_id) == key)
        self._serving[key] = shard, asyncio.create_task(shard.run(), name=f"shard {key}")

    async def lost(self, key: str) -> None:
        """Serve a shard no longer."""
        _, task = self._serving.pop(key, (None, None))
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def close(self) -> None:
        """Serve no shard any more."""
        for key in list(self._serving):
            await self.lost(key)

    def _holds(self, key: str) -> bool:
        return self.leases is None or self.leases.holds(key)

    def _changed(self, projection: str, key: str, event: Recorded[Event]) -> None:
        if projection in {"conversations", "chats"}:
            if event.data.fact not in _UNREMARKABLE:
                self._stir((key,))
        elif projection == "bots":
            bot = Directory(self.view.tables).bot(key)
            self._stir(() if bot is None else bot.chats)
            self._count_bots()
        elif projection == "installation":
            self._stir(Directory(self.view.tables).chats, afresh=event.data.fact in _RESETS_TALK)

    def _stir(self, chat_ids: Iterable[str], *, afresh: bool = False) -> None:
        for chat_id in chat_ids:
            shard, _ = self._serving.get(_key_of(chat_id), (None, None))
            if shard is not None:
                shard.stir((chat_id,), afresh=afresh)

    def _count_bots(self) -> None:
        bots = Directory(self.view.tables).bots.values()
        self.measures.active_bots(sum(bot.enabled and not bot.paused for bot in bots))


def _key_of(chat_id: str) -> str:
    return KEYS[shard_of(chat_id)]

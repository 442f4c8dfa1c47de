"""The shards this replica serves: they come and go with their leases, and hear of what changes in them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.topology import SHARDS, shard_of
from piyasa.projections.directory import Directory
from piyasa.projections.pace import LIFE, Pace
from piyasa.scheduler.domain.promise import answer_took
from piyasa.scheduler.ports import Leases, Measures, View
from piyasa.scheduler.use_cases.agenda import Agenda
from piyasa.scheduler.use_cases.floors import Floors
from piyasa.scheduler.use_cases.moderator import Moderator
from piyasa.scheduler.use_cases.personas import Personas
from piyasa.scheduler.use_cases.shard import Shard
from piyasa.scheduler.use_cases.stirring import Stirred, stirred

KIND = "scheduler"
KEYS = tuple(f"{shard:02d}" for shard in range(SHARDS))


@dataclass(frozen=True, slots=True)
class _Served:
    """One shard that is served: its chats and its personas."""

    floors: Floors
    chats: Shard
    personas: Shard
    tasks: tuple[asyncio.Task[None], ...]


@dataclass(slots=True)
class Shards:
    """Serves every shard whose lease this replica holds."""

    view: View
    moderator: Moderator
    personas: Personas
    measures: Measures
    new_agenda: Callable[[], Agenda]
    after_error: float
    leases: Leases | None = None
    pace: Pace = LIFE
    _serving: dict[str, _Served] = field(default_factory=dict)

    def start(self) -> None:
        """Hear of every change from now on."""
        self.view.on_change(self._changed)
        self._count_bots()

    def gained(self, key: str) -> None:
        """Serve a shard: all its chats and personas are looked at, so that nothing asked before is forgotten."""
        if key in self._serving:
            return
        floors = Floors(self.moderator)
        chats = Shard(floors.consider, self.view, lambda: self._holds(key), self.new_agenda(), self.after_error)
        personas = Shard(
            self.personas.consider, self.view, lambda: self._holds(key), self.new_agenda(), self.after_error
        )
        directory = Directory(self.view.tables)
        chats.stir(chat_id for chat_id in directory.chats if key_of(chat_id) == key)
        personas.stir(bot_id for bot_id in directory.bots if key_of(bot_id) == key)
        tasks = (
            asyncio.create_task(chats.run(), name=f"chats of shard {key}"),
            asyncio.create_task(personas.run(), name=f"personas of shard {key}"),
        )
        self._serving[key] = _Served(floors, chats, personas, tasks)

    async def lost(self, key: str) -> None:
        """Serve a shard no longer."""
        served = self._serving.pop(key, None)
        for task in () if served is None else served.tasks:
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
            self._measure(key, event)
        elif projection == "bots":
            self._count_bots()
        self._stir(stirred(projection, key, event, Directory(self.view.tables)))

    def _stir(self, told: Stirred) -> None:
        for chat_id in told.chats:
            served = self._serving.get(key_of(chat_id))
            if served is not None:
                if told.afresh:
                    served.floors.draw_anew((chat_id,))
                served.chats.stir((chat_id,))
        for bot_id in told.personas:
            served = self._serving.get(key_of(bot_id))
            if served is not None:
                served.personas.stir((bot_id,))

    def _measure(self, chat_id: str, event: Recorded[Event]) -> None:
        """Count an answer where its chat is served, so that it counts once over all replicas."""
        if key_of(chat_id) in self._serving:
            seconds = answer_took(self.view.rows("conversations").get(chat_id), event, self.pace)
            if seconds is not None:
                self.measures.answered(seconds)

    def _count_bots(self) -> None:
        bots = Directory(self.view.tables).bots.values()
        self.measures.active_bots(sum(bot.enabled and not bot.paused for bot in bots))


def key_of(identity: str) -> str:
    """The key of the lease under which a chat or a persona is served."""
    return KEYS[shard_of(identity)]

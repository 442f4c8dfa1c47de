"""The floors of one shard's chats: what is kept of each between two looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from piyasa.scheduler.use_cases.moderator import Floor, Moderator


@dataclass(slots=True)
class Floors:
    """Has the moderator look at chats by their ids."""

    moderator: Moderator
    _floors: dict[str, Floor] = field(default_factory=dict)

    async def consider(self, chat_id: str) -> datetime | None:
        """Look at a chat; returns when to look again, None for when something changes."""
        return await self.moderator.consider(self._floors.setdefault(chat_id, Floor(chat_id)))

    def draw_anew(self, chat_ids: Iterable[str]) -> None:
        """Draw the moment of the next small talk again: what it was drawn from has changed."""
        for chat_id in chat_ids:
            if chat_id in self._floors:
                self._floors[chat_id].talk_at = None

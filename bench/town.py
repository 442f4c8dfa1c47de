"""Chats and personas for load: as many as wanted, open to talk, without limits that bite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from piyasa.contracts.delivery import ChatDisclosed
from piyasa.contracts.envelope import NewEvent, beginning
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatEnabled, ChatRegistered
from piyasa.contracts.persona import BotEnabled, BotRegistered, JoinedChat
from piyasa.contracts.system import SettingChanged, SimulationStarted
from piyasa.eventlog.log import new_id

BY = "bench"
SEATS = 4
"""Personas a chat."""


@dataclass(frozen=True, slots=True)
class Town:
    """So many chats with their own personas."""

    chats: int
    telegram_ids: dict[str, int] = field(default_factory=dict)
    """Of groups that exist; others get made-up ones."""

    @property
    def chat_ids(self) -> list[str]:
        """The chats' slugs."""
        return [f"bench-{number:03d}" for number in range(self.chats)]

    def bots(self, chat: int) -> list[str]:
        """The slugs of the personas of a chat."""
        return [f"bench-{chat:03d}-{seat}" for seat in range(1, SEATS + 1)]

    def facts(self) -> Iterator[NewEvent[Event]]:
        """Everything operators would have done, and the notices pinned."""
        for data in self._facts():
            yield beginning(data, event_id=new_id())

    def _facts(self) -> Iterator[Event]:
        yield SettingChanged(key="bot_hourly_msg_limit", value={"min": 1000, "max": 1000}, origin=BY, by=BY)
        for number, chat_id in enumerate(self.chat_ids):
            yield ChatRegistered(
                chat_id=chat_id, telegram_id=self.telegram_ids.get(chat_id, -1001 - number), title=chat_id, by=BY
            )
            for seat, bot_id in enumerate(self.bots(number), start=1):
                handle = bot_id.replace("-", "_")
                yield BotRegistered(
                    bot_id=bot_id, name=f"Deneme {number} {seat}", handle=handle, active_hours=(), by=BY
                )
                yield BotEnabled(bot_id=bot_id, by=BY)
                yield JoinedChat(bot_id=bot_id, chat_id=chat_id, seat=seat, by=BY)
            yield ChatEnabled(chat_id=chat_id, by=BY)
            yield ChatDisclosed(
                chat_id=chat_id, telegram_message_id=1, text_version="1", pinned=True, disclosed_at=datetime.now(UTC)
            )
        yield SimulationStarted(by=BY)

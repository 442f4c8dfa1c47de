"""The view of the log, as the gateway asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from piyasa.eventlog.view import View
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.projections.voices.state import Voice

CURRENT_FOR = 5.0
"""Seconds for which a view that was found at the log's end counts as current."""
PATIENCE = 10.0
_SILENT = Conversation()


@dataclass(slots=True)
class ViewOutlook:
    """Reads the tables as they are at the moment of asking."""

    view: View
    _directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        """Take the view's tables."""
        self._directory = Directory(self.view.tables)

    @property
    def installation(self) -> Installation:
        """The whole system."""
        return self._directory.installation

    @property
    def chats(self) -> Mapping[str, Chat]:
        """All chats by id."""
        return self._directory.chats

    @property
    def conversations(self) -> Mapping[str, Conversation]:
        """All conversations by chat."""
        return self.view.rows("conversations")

    def bot(self, bot_id: str) -> Bot | None:
        """One persona."""
        return self._directory.bot(bot_id)

    def chat(self, chat_id: str) -> Chat | None:
        """One chat."""
        return self._directory.chat(chat_id)

    def members(self, chat_id: str) -> list[Bot]:
        """The personas seated in a chat."""
        return self._directory.members(chat_id)

    def listener(self, chat_id: str) -> Bot | None:
        """The persona that hears a chat."""
        return self._directory.listener(chat_id)

    def chat_by_telegram_id(self, telegram_id: int) -> Chat | None:
        """The chat that has this Telegram id."""
        return self._directory.chat_by_telegram_id(telegram_id)

    def bot_by_account(self, telegram_id: int, username: str | None) -> Bot | None:
        """By Telegram's id; by user name where the id is not known to operators."""
        name = None if username is None else username.casefold()
        for bot in self._directory.bots.values():
            if bot.telegram_id == telegram_id:
                return bot
            if bot.telegram_id is None and name is not None and name == (bot.username or "").casefold():
                return bot
        return None

    def conversation(self, chat_id: str) -> Conversation:
        """What is being said in a chat."""
        return self.conversations.get(chat_id, _SILENT)

    def voice(self, bot_id: str) -> Voice | None:
        """What a persona said lately."""
        return cast("Voice | None", self.view.rows("voices").get(bot_id))

    def knows(self, event_id: str) -> bool:
        """Whether a fact was folded lately."""
        return self.view.knows(event_id) is not None

    def is_current(self) -> bool:
        """Whether the view was at the log's end within the last five seconds."""
        return self.view.confirmed_within(CURRENT_FOR)

    async def reached(self, position: int) -> None:
        """Wait until a position is folded."""
        await self.view.reached(position, timeout=PATIENCE)

    async def caught_up(self) -> None:
        """Wait until everything published before this call is folded."""
        await self.view.catch_up(timeout=PATIENCE)

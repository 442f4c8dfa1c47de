"""The directory as services ask it: personas, chats, seats and settings by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from pydantic import JsonValue

from piyasa.projections.directory.installation import SYSTEM
from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.projections.fold import TableSet

T = TypeVar("T")
_UNTOUCHED = Installation()


class Directory:
    """Reads the tables ``bots``, ``chats`` and ``installation`` as they are at the moment of asking."""

    def __init__(self, tables: TableSet) -> None:
        """Take the tables; those that are never asked for need not be there."""
        self._tables = tables

    @property
    def bots(self) -> Mapping[str, Bot]:
        """All personas by id."""
        return self._tables.tables["bots"].rows

    @property
    def chats(self) -> Mapping[str, Chat]:
        """All chats by id."""
        return self._tables.tables["chats"].rows

    @property
    def installation(self) -> Installation:
        """The whole system; before its first fact, as a new one is."""
        return cast("Installation", self._tables.tables["installation"].rows.get(SYSTEM, _UNTOUCHED))

    def bot(self, bot_id: str) -> Bot | None:
        """One persona."""
        return self.bots.get(bot_id)

    def chat(self, chat_id: str) -> Chat | None:
        """One chat."""
        return self.chats.get(chat_id)

    def members(self, chat_id: str) -> list[Bot]:
        """The personas seated in a chat, by seat; on or off."""
        return list(self._seated().get(chat_id, ()))

    def _seated(self) -> Mapping[str, Sequence[Bot]]:
        """The personas of every chat, by seat; worked out once for each state of the personas."""
        table = self._tables.tables["bots"]
        found: dict[str, list[Bot]] | None = table.worked_out.get("seated")
        if found is None:
            found = {}
            for bot in self.bots.values():
                for chat_id in bot.chats:
                    found.setdefault(chat_id, []).append(bot)
            for chat_id, bots in found.items():
                bots.sort(key=lambda bot, chat_id=chat_id: (bot.chats[chat_id], bot.bot_id))  # type: ignore[misc]
            table.worked_out["seated"] = found
        return found

    def listener(self, chat_id: str) -> Bot | None:
        """The seated persona that takes in what people say: the listener of the lowest seat Telegram still serves."""
        return next((bot for bot in self.members(chat_id) if bot.listener and not bot.blocked_in(chat_id)), None)

    def chat_by_telegram_id(self, telegram_id: int) -> Chat | None:
        """The chat that has this Telegram id now."""
        return next((chat for chat in self.chats.values() if chat.telegram_id == telegram_id), None)

    def setting(self, key: str, default: T) -> T:
        """A setting's value; the default when it was never set or is of another type than the default.

        Whole numbers are taken for floats; a default of None takes any value.
        """
        value = self.installation.settings.get(key)
        if value is None or default is None:
            return default if value is None else cast("T", value)
        return cast("T", _like(value, default)) if _fits(value, default) else default


def _fits(value: JsonValue, default: object) -> bool:
    if isinstance(value, bool) or isinstance(default, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    if isinstance(default, tuple):
        return isinstance(value, list)
    return isinstance(value, type(default))


def _like(value: JsonValue, default: object) -> object:
    if isinstance(default, float):
        return float(cast("float", value))
    return tuple(cast("list[JsonValue]", value)) if isinstance(default, tuple) else value

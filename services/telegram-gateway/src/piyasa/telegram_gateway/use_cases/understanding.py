"""What people's texts mean, in the chat where they were said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from piyasa.contracts.values import Meaning
from piyasa.language import PersonaName, analyse
from piyasa.projections.directory.state import Bot, Chat
from piyasa.telegram_gateway.domain.updates import Read


class Seats(Protocol):
    """Who sits where."""

    def members(self, chat_id: str) -> Sequence[Bot]:
        """The personas seated in a chat."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads texts knowing which personas sit in the chat."""

    outlook: Seats
    asks_if_ai: Callable[[str], bool]

    def of(self, chat: Chat) -> Read:
        """The reader of one chat's texts."""
        personas = tuple(
            PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in self.outlook.members(chat.chat_id)
        )

        def understand(text: str) -> Meaning:
            found = analyse(text, personas=personas, language=chat.language)
            return Meaning(
                language=found.language,
                symbols=found.symbols,
                topics=dict(found.topics),
                sentiment=found.sentiment,
                is_question=found.is_question,
                mentions=found.mentions,
                addressed_to=found.addressed_to,
                keywords=found.keywords,
                length=found.length,
                sketch=found.sketch,
                asks_if_ai=self.asks_if_ai(text),
            )

        return understand

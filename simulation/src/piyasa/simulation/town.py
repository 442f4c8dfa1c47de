"""What stands on the log before a rehearsal begins: an installation with its chats, personas and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from piyasa.cast import CastMember, beginning
from piyasa.contracts.delivery import ChatDisclosed
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatEnabled, ChatRegistered
from piyasa.contracts.persona import JoinedChat
from piyasa.contracts.system import SettingChanged, SimulationScaled, SimulationStarted
from piyasa.simulation.errors import TooManyForSeats

BY = "rehearsal"
SEATS = 20
"""Bots that Telegram takes into one group."""
TOPICS = ("BIST", "FX", "Kripto", "Makro")
LONGEST_NAME = 32
"""Characters of a Telegram name."""
SCALE = "scale_factor"
"""Set like a setting, though it is a fact of its own."""


@dataclass(frozen=True, slots=True)
class Town:
    """Who talks where, under which settings."""

    cast: Sequence[CastMember]
    chats: int
    settings: Mapping[str, JsonValue]

    def __post_init__(self) -> None:
        if len(self.cast) > self.chats * SEATS:
            raise TooManyForSeats(len(self.cast), self.chats, seats=SEATS)

    @property
    def chat_ids(self) -> list[str]:
        """The chats by their slugs."""
        return [f"sohbet-{number:02d}" for number in range(1, self.chats + 1)]

    def facts(self, now: datetime) -> Iterator[NewEvent[Event]]:
        """Everything an operator would have set up."""
        for fact in self._data(now):
            yield from_outside(fact, *_identity(fact))

    def _data(self, now: datetime) -> Iterator[Event]:
        yield from settings_of(self.settings)
        for number, chat_id in enumerate(self.chat_ids, start=1):
            title = f"Piyasa Sohbeti {number}"
            yield ChatRegistered(chat_id=chat_id, telegram_id=-(10**12 + number), title=title, topics=TOPICS, by=BY)
        for number, member in enumerate(self.cast):
            yield from beginning(member, by=BY, username=f"{member.handle}_bot"[:LONGEST_NAME])
            chat, seat = number % self.chats, number // self.chats + 1
            yield JoinedChat(bot_id=member.bot_id, chat_id=self.chat_ids[chat], seat=seat, by=BY)
        for chat_id in self.chat_ids:
            yield ChatEnabled(chat_id=chat_id, by=BY)
            yield ChatDisclosed(
                chat_id=chat_id, telegram_message_id=1, text_version="rehearsal", pinned=True, disclosed_at=now
            )
        yield SimulationStarted(by=BY)


def settings_of(settings: Mapping[str, JsonValue]) -> Iterator[Event]:
    """Settings as facts."""
    for key, value in settings.items():
        if key == SCALE:
            yield SimulationScaled(scale_factor=float(str(value)), by=BY)
        else:
            yield SettingChanged(key=key, value=value, origin="command line", by=BY)


def _identity(fact: Event) -> tuple[str, ...]:
    """What makes a set-up fact the only one of its kind."""
    parts = (getattr(fact, name, None) for name in ("chat_id", "bot_id", "key", "topic", "symbol", "memory_id"))
    return (BY, *(str(part) for part in parts if part is not None))

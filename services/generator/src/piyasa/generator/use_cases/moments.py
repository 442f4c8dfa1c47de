"""The moment at which a persona is to speak: where, as whom, to whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.conversations.state import Conversation, Line, Tick
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import LIFE, Pace

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when a persona is to speak."""

    tables: TableSet
    directory: Directory
    chat_id: str
    bot: Bot
    conversation: Conversation
    tick: Tick
    target: Line | None
    now: datetime
    pace: Pace
    clock_shift: timedelta = timedelta(0)
    """What personas' clocks are ahead of ``now``: it moves the hour of day, never what time has done."""

    @property
    def on_the_wall(self) -> datetime:
        """The moment that personas' clocks show."""
        return self.now + self.clock_shift

    def row(self, table: str, kind: type[S], key: str | None = None) -> S | None:
        """A row of a table, by default the persona's; None when there is none."""
        found = self.tables.tables[table].rows.get(self.bot.bot_id if key is None else key)
        return found if isinstance(found, kind) else None

    @property
    def topic(self) -> str | None:
        """What is talked about."""
        return self.tick.topic or self.conversation.topic

    @property
    def quotable(self) -> tuple[Line, ...]:
        """The lines of the chat, oldest first, without people who do not wish to be quoted."""
        silenced = frozenset(map("p:{}".format, self.directory.installation.silenced))
        return tuple(line for line in self.conversation.lines if line.speaker not in silenced)

    @property
    def answers_person(self) -> bool:
        """Whether a person waits for these words."""
        return self.tick.reason in ANSWERS_PEOPLE


def conversation_of(tables: TableSet, chat_id: str) -> Conversation:
    """What is being said in a chat."""
    found: Conversation | None = tables.tables["conversations"].rows.get(chat_id)
    return found or Conversation()


def moment_of(
    tables: TableSet,
    chat_id: str,
    tick: Tick,
    *,
    now: datetime,
    pace: Pace = LIFE,
    clock_shift: timedelta = timedelta(0),
) -> Moment | None:
    """The moment of a tick; None when its persona is not known."""
    directory = Directory(tables)
    bot = directory.bot(tick.bot_id)
    if bot is None:
        return None
    conversation = conversation_of(tables, chat_id)
    target = None if tick.reply_to is None else line_of(conversation, tick.reply_to)
    return Moment(tables, directory, chat_id, bot, conversation, tick, target, now, pace, clock_shift)

"""What the gateway needs from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.kv import Entry
from piyasa.eventlog.wire import Ack
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.projections.voices.state import Voice
from piyasa.telegram_gateway.domain.heard import JsonObject
from piyasa.telegram_gateway.domain.outcome import Outcome, Setback


class Log(Protocol):
    """Where facts are published and read."""

    async def publish(self, *events: NewEvent[Event]) -> list[Ack]:
        """Put facts on the log; returns once all are stored."""

    async def read_one(self, position: int) -> Recorded[Event] | None:
        """The fact at a position; None when it was deleted."""


class Outlook(Protocol):
    """What the view of the log shows at the moment of asking."""

    @property
    def installation(self) -> Installation:
        """The whole system."""

    @property
    def chats(self) -> Mapping[str, Chat]:
        """All chats by id."""

    def bot(self, bot_id: str) -> Bot | None:
        """One persona."""

    def chat(self, chat_id: str) -> Chat | None:
        """One chat."""

    def members(self, chat_id: str) -> list[Bot]:
        """The personas seated in a chat."""

    def listener(self, chat_id: str) -> Bot | None:
        """The persona that hears a chat and speaks for the service there."""

    def chat_by_telegram_id(self, telegram_id: int) -> Chat | None:
        """The chat that has this Telegram id."""

    def bot_by_account(self, telegram_id: int, username: str | None) -> Bot | None:
        """The persona behind a Telegram account."""

    @property
    def conversations(self) -> Mapping[str, Conversation]:
        """All conversations by chat, those of removed chats too."""

    def conversation(self, chat_id: str) -> Conversation:
        """What is being said in a chat."""

    def voice(self, bot_id: str) -> Voice | None:
        """What a persona said lately."""

    def knows(self, event_id: str) -> bool:
        """Whether a fact was folded lately."""

    def is_current(self) -> bool:
        """Whether all this was found to be the log's end within the last five seconds."""

    async def reached(self, position: int) -> None:
        """Wait until a position is folded; ``TimeoutError`` when it takes long."""

    async def caught_up(self) -> None:
        """Wait until everything published before this call is folded; ``TimeoutError`` when it takes long."""


class Bucket(Protocol):
    """Keys with values, set and changed by compare-and-set."""

    async def get(self, key: str) -> Entry | None:
        """The value of a key, None when it has none."""

    async def create(self, key: str, value: bytes, *, ttl: int | None = None) -> Entry | None:
        """Set a key that has no value; None when it has another one already, the entry when it is the same."""

    async def update(self, entry: Entry, value: bytes, *, ttl: int | None = None) -> Entry | None:
        """Change a key nobody has changed since; None when somebody has."""

    async def delete(self, key: str) -> None:
        """Take a key's value away."""


class People(Protocol):
    """The only place where Telegram's user ids and our person slugs meet."""

    async def slug_of(self, user_id: int, *, forgotten: Collection[str] = ()) -> str:
        """The slug of an account, drawn when it has none or a forgotten one."""

    async def known_slug_of(self, user_id: int) -> str | None:
        """The slug of an account that has one."""

    async def forget(self, person_id: str) -> None:
        """Cut the link of a person, both ways; done twice, it is done."""


class Telegram(Protocol):
    """The Bot API, as far as the gateway uses it. Nothing here raises for what Telegram answers or fails to answer."""

    async def send(self, bot_id: str, chat: int, text: str, *, reply_to: int | None = None) -> Outcome:
        """Post a plain text; a reply to a message that is gone is posted as no reply."""

    async def typing(self, bot_id: str, chat: int) -> Outcome:
        """Show for about five seconds that the bot is writing."""

    async def pin(self, bot_id: str, chat: int, telegram_message_id: int) -> Outcome:
        """Pin a message without notifying anybody."""

    async def pinned(self, bot_id: str, chat: int) -> int | Setback | None:
        """The newest pinned message of a chat."""

    async def updates(self, bot_id: str, *, offset: int | None, wait: float) -> Sequence[JsonObject] | Setback:
        """The oldest updates from ``offset`` on, waiting up to ``wait`` seconds for one; confirms those before."""


class Processes(Protocol):
    """Which processes of this service live."""

    async def lives(self, process: str) -> bool:
        """Whether a process was heard of lately."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """The wall clock, UTC."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""


class Rest(Protocol):
    """Waiting that is no work: it ends at once when the work is to be handed to somebody else."""

    async def sleep(self, seconds: float) -> None:
        """Wait; raises ``Later`` when there is no time to wait any more."""


class Tally(Protocol):
    """What the gateway counts."""

    def sent(self, bot_id: str, chat_id: str) -> None:
        """A message was delivered."""

    def suppressed(self, reason: str) -> None:
        """A message that was ready is not said."""

    def uncertain(self) -> None:
        """Nobody knows whether a message arrived."""

    def answered(self, seconds: float) -> None:
        """A person's question was answered after that long."""

    def waited(self) -> None:
        """A send waited for a rate limit."""

    def passed_over(self) -> None:
        """Of an update no fact could be made."""

"""Facts of a chat's set-up: its registration by operators and what Telegram says of its members."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from piyasa.contracts.conversation import GATEWAY
from piyasa.contracts.delivery import ADMIN
from piyasa.contracts.event import ChatEvent, Personal
from piyasa.contracts.values import BotId, PersonId, Text, Value


class ChatLimits(Value):
    """What a chat allows; unset values follow the settings."""

    max_messages_per_minute: Annotated[int, Field(ge=1, le=20)] | None = None
    max_bots: Annotated[int, Field(ge=1, le=20)] = 20


class MemberJoined(Personal, ChatEvent):
    """Somebody came into the chat."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    person_id: PersonId | None = None
    bot_id: BotId | None = None


class MemberLeft(Personal, ChatEvent):
    """Somebody left the chat or was removed."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    person_id: PersonId | None = None
    bot_id: BotId | None = None


class RightsChanged(ChatEvent):
    """What a persona may do in the chat has changed."""

    publishers: ClassVar = GATEWAY
    bot_id: BotId
    rights: dict[str, bool]


class TitleChanged(ChatEvent):
    """The chat has another title."""

    publishers: ClassVar = GATEWAY
    title: Text


class ChatMigrated(ChatEvent):
    """The chat has another Telegram id."""

    publishers: ClassVar = GATEWAY
    old_telegram_id: int
    new_telegram_id: int


class ChatRegistered(ChatEvent):
    """An operator made a chat known."""

    publishers: ClassVar = ADMIN
    telegram_id: int
    title: Text
    language: str = "tr"
    topics: tuple[Text, ...] = ()
    limits: ChatLimits = ChatLimits()
    approval: bool = False
    by: str
    why: Text = ""


class ChatUpdated(ChatEvent):
    """An operator changed what is known of a chat; unset values stay."""

    publishers: ClassVar = ADMIN
    title: Text | None = None
    language: str | None = None
    topics: tuple[Text, ...] | None = None
    limits: ChatLimits | None = None
    approval: bool | None = None
    by: str
    why: Text = ""


class _ChatSwitch(ChatEvent):
    publishers: ClassVar = ADMIN
    by: str
    why: Text = ""


class ChatEnabled(_ChatSwitch):
    """Personas may talk in the chat."""


class ChatDisabled(_ChatSwitch):
    """Personas may not talk in the chat."""


class ChatPaused(_ChatSwitch):
    """Personas keep quiet in the chat for now."""


class ChatResumed(_ChatSwitch):
    """The pause is over."""


class ChatRemoved(_ChatSwitch):
    """The chat is no longer served."""

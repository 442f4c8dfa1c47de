"""Facts of delivery: what became of a message on its way to Telegram, and whether the chat is told about AI."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from piyasa.contracts.conversation import GATEWAY, TickReason
from piyasa.contracts.event import ChatEvent, Personal, Service
from piyasa.contracts.values import BotId, Meaning, MessageId, ReplyTarget, Text, TickId, Time

ADMIN: tuple[Service, ...] = ("admin-api",)


class MessageSent(Personal, ChatEvent):
    """Telegram has taken a message."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    wording: ClassVar = ("text", "meaning")
    message_id: MessageId
    tick_id: TickId
    bot_id: BotId
    telegram_message_id: int
    text: Text
    reply_to: ReplyTarget | None = None
    reason: TickReason
    part: Annotated[int, Field(ge=1)] = 1
    meaning: Meaning
    sent_at: Time


class MessageFailed(ChatEvent):
    """Telegram has refused a message for good."""

    publishers: ClassVar = GATEWAY
    message_id: MessageId
    tick_id: TickId
    bot_id: BotId
    error_class: Annotated[str, Field(alias="class")]
    code: int
    description: Text


class DeliveryUncertain(ChatEvent):
    """Nobody can say whether Telegram took a message; it is not sent again by itself."""

    publishers: ClassVar = GATEWAY
    message_id: MessageId
    tick_id: TickId
    bot_id: BotId
    cause: str


class DeliverySettled(ChatEvent):
    """An uncertain delivery was found out."""

    publishers: ClassVar = GATEWAY
    message_id: MessageId
    tick_id: TickId
    bot_id: BotId
    outcome: Literal["sent", "not_sent"]
    evidence: Text
    telegram_message_id: int | None = None


class MessageRetracted(ChatEvent):
    """A sent message was taken back."""

    publishers: ClassVar = GATEWAY
    message_id: MessageId
    telegram_message_id: int
    by: str


class MessageHeld(ChatEvent):
    """A message waits for approval."""

    publishers: ClassVar = GATEWAY
    message_id: MessageId
    by: str


class MessageApproved(ChatEvent):
    """A held message may go out."""

    publishers: ClassVar = ADMIN
    message_id: MessageId
    by: str


class MessageRefused(ChatEvent):
    """A held message may not go out."""

    publishers: ClassVar = ADMIN
    message_id: MessageId
    by: str
    note: Text = ""


class ReactionSent(ChatEvent):
    """A persona reacted to a message."""

    publishers: ClassVar = GATEWAY
    telegram_message_id: int
    bot_id: BotId
    emoji: str


class ReactionFailed(ChatEvent):
    """A reaction was refused."""

    publishers: ClassVar = GATEWAY
    telegram_message_id: int
    bot_id: BotId
    emoji: str
    code: int


class ChatDisclosed(ChatEvent):
    """The notice that AI personas talk here is pinned."""

    publishers: ClassVar = GATEWAY
    telegram_message_id: int
    text_version: str
    pinned: bool
    disclosed_at: Time


class DisclosureLost(ChatEvent):
    """The notice is gone; nothing may be sent here until it is back."""

    publishers: ClassVar = GATEWAY
    cause: Text

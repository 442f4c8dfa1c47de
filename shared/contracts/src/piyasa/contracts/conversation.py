"""Facts of the conversation: what people said, who was asked to speak, what was drafted."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from piyasa.contracts.event import ChatEvent, Personal, Service
from piyasa.contracts.values import (
    BotId,
    Lane,
    Meaning,
    MessageId,
    PersonId,
    ReplyTarget,
    Speaker,
    Text,
    TickId,
    Time,
    Value,
    Why,
)

GATEWAY: tuple[Service, ...] = ("telegram-gateway",)
SCHEDULER: tuple[Service, ...] = ("scheduler",)
GENERATOR: tuple[Service, ...] = ("generator",)
HUMANIZER: tuple[Service, ...] = ("humanizer",)

TickReason = Literal[
    "proactive",
    "reply",
    "mention",
    "held_turn",
    "interruption",
    "life_event",
    "sincere_question",
    "self_correction",
    "continuation",
]
ANSWERS_PEOPLE: frozenset[TickReason] = frozenset({"mention", "sincere_question"})
"""Ticks that answer a person: they live longer, skip the queue and may be later than small talk."""

SuppressionReason = Literal[
    "duplicate",
    "overtaken",
    "stale",
    "undisclosed",
    "disabled",
    "paused",
    "cap",
    "not_approved",
    "retracted",
    "guard",
    "consensus",
]


class MessageReceived(Personal, ChatEvent):
    """A person said something in a chat."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    wording: ClassVar = ("text", "display_name", "meaning")
    person_id: PersonId
    display_name: Text
    telegram_message_id: int
    edit_of: int | None = None
    reply_to: ReplyTarget | None = None
    text: Text
    kind: Text = "text"
    meaning: Meaning
    via: Literal["webhook", "polling"]
    said_at: Time


class MessageEdited(Personal, ChatEvent):
    """A person changed what they had said."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    wording: ClassVar = ("text", "meaning")
    person_id: PersonId
    telegram_message_id: int
    text: Text
    meaning: Meaning
    edited_at: Time


class MessageRemoved(ChatEvent):
    """A message is no longer in the chat."""

    publishers: ClassVar = GATEWAY
    telegram_message_id: int


class ReactionReceived(Personal, ChatEvent):
    """A person reacted to a message."""

    publishers: ClassVar = GATEWAY
    personal: ClassVar = True
    telegram_message_id: int
    person_id: PersonId
    emoji: str
    removed: bool = False
    author: Speaker | None = None
    """Who said what the reaction is to, as far as it is known."""
    sentiment: Annotated[float, Field(ge=-1, le=1)] = 0.0
    """What the emoji says of the feeling behind it."""


class TickRequested(Personal, ChatEvent):
    """A persona was asked to speak; its lane is the last token of the subject."""

    publishers: ClassVar = SCHEDULER
    personal: ClassVar = True
    tick_id: TickId
    bot_id: BotId
    lane: Lane
    reason: TickReason
    reply_to: ReplyTarget | None = None
    topic: Text | None = None
    wait_seconds: Annotated[float, Field(ge=0)]
    attempt: Annotated[int, Field(ge=1)] = 1
    expires_at: Time
    why: Why

    @property
    def subject(self) -> str:
        """The subject ends in the lane, one durable a lane, so that small talk never delays an answer."""
        return f"{super().subject}.{self.lane}"


class TickAbandoned(ChatEvent):
    """A tick ended without a draft."""

    publishers: ClassVar = GENERATOR
    tick_id: TickId
    bot_id: BotId
    reason: Literal["expired", "paused", "budget", "superseded"]


class Tokens(Value):
    """What a model call consumed, in tokens."""

    prompt: Annotated[int, Field(ge=0)] = 0
    cached: Annotated[int, Field(ge=0)] = 0
    completion: Annotated[int, Field(ge=0)] = 0


class MemoryUse(Value):
    """A memory that was put into a prompt, with the score that brought it there."""

    id: str
    score: float


class GuardVerdict(Value):
    """What one guard said of a draft."""

    name: str
    verdict: Literal["ok", "rewritten", "blocked", "unavailable"]
    reason: Text = ""


class DraftGenerated(Personal, ChatEvent):
    """A persona has words for a tick."""

    publishers: ClassVar = GENERATOR
    personal: ClassVar = True
    wording: ClassVar = ("text", "meaning")
    tick_id: TickId
    bot_id: BotId
    draft_id: str
    attempt: Annotated[int, Field(ge=1)] = 1
    text: Text
    meaning: Meaning
    reply_to: ReplyTarget | None = None
    reason: TickReason
    provider: str
    model: str
    tokens: Tokens = Tokens()
    cost: Annotated[float, Field(ge=0)] = 0.0
    latency_ms: Annotated[int, Field(ge=0)] = 0
    prompt_sha256: str
    memories: tuple[MemoryUse, ...] = ()
    guards: tuple[GuardVerdict, ...] = ()
    why: Why


class DraftRejected(ChatEvent):
    """No words came of an attempt."""

    publishers: ClassVar = GENERATOR
    tick_id: TickId
    bot_id: BotId
    attempt: Annotated[int, Field(ge=1)] = 1
    reason: str
    detail: Text = ""


class RewriteRequested(Personal, ChatEvent):
    """A draft was too close to what has been said; another attempt is wanted."""

    publishers: ClassVar = HUMANIZER
    personal: ClassVar = True
    wording: ClassVar = ("avoid",)
    tick_id: TickId
    bot_id: BotId
    draft_id: str
    attempt: Annotated[int, Field(ge=2)]
    avoid: tuple[Text, ...] = ()
    reason: str


class MessageReady(Personal, ChatEvent):
    """A message has its form and its moment."""

    publishers: ClassVar = HUMANIZER
    personal: ClassVar = True
    wording: ClassVar = ("text", "meaning")
    message_id: MessageId
    tick_id: TickId
    bot_id: BotId
    text: Text
    meaning: Meaning
    reply_to: ReplyTarget | None = None
    reason: TickReason
    part: Annotated[int, Field(ge=1)] = 1
    send_at: Time
    typing_seconds: Annotated[float, Field(ge=0)]
    wants_reaction: str | None = None
    steps: tuple[str, ...] = ()
    modifiers: dict[str, JsonValue] = {}
    why: Why


class MessageSuppressed(ChatEvent):
    """A message will not be said; operators ask why a persona kept silent."""

    publishers: ClassVar = (*HUMANIZER, *GATEWAY)
    message_id: MessageId | None = None
    tick_id: TickId
    bot_id: BotId
    reason: SuppressionReason


class FellSilent(ChatEvent):
    """Nobody has spoken for a while."""

    publishers: ClassVar = SCHEDULER
    since: Time
    window: str


class PersonaIgnored(ChatEvent):
    """What a persona said found no echo."""

    publishers: ClassVar = SCHEDULER
    bot_id: BotId
    message_id: MessageId
    window: str

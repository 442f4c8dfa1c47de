"""What operators set up: personas, chats and the installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import JsonValue, PlainSerializer

from piyasa.contracts.membership import ChatLimits
from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle

People = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str])]
"""Person slugs; written in order, so that equal sets give equal dumps."""


INTEREST_WHEN_UNSET = 0.5


@dataclass(frozen=True, slots=True)
class Stance:
    """A persona's opinion of a topic; direction -1 bearish to 1 bullish, confidence 0..1."""

    topic: str
    direction: float
    confidence: float
    text: str
    cooldown_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A fictional position, in words."""

    symbol: str
    side: Literal["long", "short", "watching"]
    size_label: Literal["none", "small", "medium", "large"] = "none"
    horizon: Literal["intraday", "swing", "long_term"] = "swing"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bot:
    """One persona as operators set it up."""

    bot_id: str
    name: str
    handle: str
    username: str | None = None
    telegram_id: int | None = None
    listener: bool = False
    enabled: bool = False
    paused: bool = False
    active_hours: tuple[str, ...] = ()
    timezone: str = "Europe/Istanbul"
    birth_date: date | None = None
    chats: dict[str, int] = field(default_factory=dict)
    """Chat id to seat."""
    blocked: dict[str, str] = field(default_factory=dict)
    """Chat id (or ``*`` for everywhere) to the class of Telegram's refusal."""
    persona: PersonaProfile = PersonaProfile()  # noqa: RUF009 - frozen
    emotion_profile: EmotionProfile = EmotionProfile()  # noqa: RUF009 - frozen
    writing_style: WritingStyle | None = None
    stances: dict[str, Stance] = field(default_factory=dict)
    holdings: dict[str, Holding] = field(default_factory=dict)
    position: int = 0
    learned_interests: dict[str, float] = field(default_factory=dict)
    """Topic to what was learned on top of the configured interest, -0.2..0.2."""
    learned_from: tuple[str, ...] = ()
    """Ids of the newest facts it was learned from."""
    persona_revision: int = 0
    refreshed_revision: int = 0
    """Revision of the character that the persona was last reminded of."""
    refreshed_at: datetime | None = None

    def interest(self, topic: str) -> float:
        """How much the persona cares for a topic, learned and configured, 0..1 (behaviour 2.2)."""
        learned = self.learned_interests.get(topic, 0.0)
        return min(1.0, max(0.0, self.persona.interests.get(topic, INTEREST_WHEN_UNSET) + learned))

    def may_speak_in(self, chat_id: str) -> bool:
        """Whether the persona is on, seated in the chat and not refused by Telegram there."""
        return self.enabled and not self.paused and chat_id in self.chats and not self.blocked_in(chat_id)

    def blocked_in(self, chat_id: str) -> bool:
        """Whether Telegram refuses the persona in a chat."""
        return "*" in self.blocked or chat_id in self.blocked


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The pinned notice that AI personas talk in a chat."""

    telegram_message_id: int
    text_version: str
    pinned: bool
    disclosed_at: datetime


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat as operators set it up, and whether its people are told about AI."""

    chat_id: str
    telegram_id: int
    title: str
    language: str = "tr"
    topics: tuple[str, ...] = ()
    limits: ChatLimits = ChatLimits()  # noqa: RUF009 - frozen
    approval: bool = False
    enabled: bool = False
    paused: bool = False
    disclosure: Disclosure | None = None
    position: int = 0

    @property
    def open_for_talk(self) -> bool:
        """Whether personas may talk here at all."""
        return self.enabled and not self.paused and self.disclosure is not None and self.disclosure.pinned


@dataclass(frozen=True, slots=True)
class Installation:
    """The state of the whole system."""

    simulation_active: bool = False
    scale_factor: float = 1.0
    emergency: str | None = None
    """The reason of an emergency stop that is in force."""
    settings: dict[str, JsonValue] = field(default_factory=dict)
    silenced: People = frozenset()
    """People whom personas neither address nor quote."""
    forgotten: People = frozenset()
    position: int = 0

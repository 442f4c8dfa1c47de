"""Facts about one persona: registration, character, life."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from piyasa.contracts.conversation import GATEWAY, GENERATOR, SCHEDULER
from piyasa.contracts.delivery import ADMIN
from piyasa.contracts.event import BotEvent
from piyasa.contracts.values import ChatId, Text, Time, Unit, Value

Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{5,32}$")]
HOURS_PATTERN = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
"""A window of the day, as ``08:30-12:30``; it may cross midnight."""
Hours = Annotated[str, Field(pattern=f"^{HOURS_PATTERN}$")]
DEFAULT_HOURS: tuple[Hours, ...] = ("08:30-12:30", "13:30-19:00", "20:30-23:30")
"""When personas talk unless told otherwise, local time (behaviour 2.1)."""


class Style(Value):
    """How a persona is told to write."""

    formality: Literal["casual", "neutral", "formal"] = "casual"
    emojis: bool = True
    length_preference: Literal["short", "medium", "long"] = "short"


class WritingStyle(Value):
    """The surface of a persona's writing; drawn once and kept."""

    capitalization_style: Literal["proper", "lowercase", "random"] = "proper"
    punctuation_style: Literal["formal", "minimal", "excessive"] = "formal"
    typo_rate: Annotated[float, Field(ge=0, le=0.03)] = 0.003
    emoji_frequency: Literal["none", "rare", "moderate", "frequent"] = "rare"
    abbreviation_style: Literal["full", "casual"] = "full"
    sentence_length: Literal["short", "medium", "long"] = "medium"
    turkish_char_mistake_rate: Annotated[float, Field(ge=0, le=0.02)] = 0.0


class PersonaProfile(Value):
    """Who a persona is."""

    tone: Annotated[Text, Field(max_length=200)] = ""
    bio: Annotated[Text, Field(max_length=400)] = ""
    risk_profile: Literal["cautious", "balanced", "aggressive"] = "balanced"
    expertise: dict[Text, Unit] = {}
    interests: dict[Text, Unit] = {}
    watchlist: Annotated[tuple[str, ...], Field(max_length=12)] = ()
    never_do: tuple[Text, ...] = ()
    style: Style = Style()
    tempo: Literal["slow", "normal", "fast"] = "normal"
    chronotype: Literal["lark", "neutral", "owl"] = "neutral"


DIMENSIONS = ("mood", "energy", "confidence", "stress", "excitement", "curiosity", "social_warmth")
Dimension = Literal["mood", "energy", "confidence", "stress", "excitement", "curiosity", "social_warmth"]
Level = Annotated[float, Field(ge=0, le=100)]


class EmotionProfile(Value):
    """A persona's temperament; dimensions left out of the baseline take the defaults of the emotions fold."""

    baseline: dict[Dimension, Level] = {}
    volatility: Annotated[float, Field(ge=0.5, le=1.5)] = 1.0
    empathy: Unit = 0.5
    signature_phrases: Annotated[tuple[Text, ...], Field(max_length=6)] = ()
    signature_emojis: Annotated[tuple[str, ...], Field(max_length=6)] = ()
    phrase_probability: Unit = 0.06
    reaction_style: Literal["supportive", "neutral", "sceptical", "playful"] = "neutral"


class BotRegistered(BotEvent):
    """An operator made a persona known; its token is in the vault, never here."""

    publishers: ClassVar = ADMIN
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    handle: Handle
    username: Handle | None = None
    telegram_id: int | None = None
    listener: bool = False
    active_hours: tuple[Hours, ...] = DEFAULT_HOURS
    timezone: str = "Europe/Istanbul"
    birth_date: date | None = None
    by: str


class BotUpdated(BotEvent):
    """An operator changed what is known of a persona; unset values stay."""

    publishers: ClassVar = ADMIN
    name: Annotated[Text, Field(min_length=1, max_length=100)] | None = None
    handle: Handle | None = None
    username: Handle | None = None
    telegram_id: int | None = None
    listener: bool | None = None
    active_hours: tuple[Hours, ...] | None = None
    timezone: str | None = None
    birth_date: date | None = None
    by: str


class _BotSwitch(BotEvent):
    publishers: ClassVar = ADMIN
    by: str
    why: Text = ""


class BotEnabled(_BotSwitch):
    """The persona may talk."""


class BotDisabled(_BotSwitch):
    """The persona may not talk."""


class BotPaused(_BotSwitch):
    """The persona keeps quiet for now."""


class BotResumed(_BotSwitch):
    """The pause is over."""


class BotRemoved(_BotSwitch):
    """The persona is gone."""


class BotBlocked(BotEvent):
    """Telegram refuses a persona, in one chat or everywhere."""

    publishers: ClassVar = GATEWAY
    chat_id: ChatId | None = None
    error_class: Annotated[str, Field(alias="class")]
    code: int


class JoinedChat(BotEvent):
    """A persona has a seat in a chat."""

    publishers: ClassVar = ADMIN
    chat_id: ChatId
    seat: Annotated[int, Field(ge=1, le=20)]
    by: str


class LeftChat(BotEvent):
    """A persona gave up its seat in a chat."""

    publishers: ClassVar = ADMIN
    chat_id: ChatId
    by: str


class PersonaChanged(BotEvent):
    """A persona's character, whole."""

    publishers: ClassVar = ADMIN
    persona: PersonaProfile
    revision: Annotated[int, Field(ge=1)]
    by: str


class EmotionProfileChanged(BotEvent):
    """A persona's temperament, whole."""

    publishers: ClassVar = ADMIN
    profile: EmotionProfile
    revision: Annotated[int, Field(ge=1)]
    by: str


class WritingStyleDrawn(BotEvent):
    """A persona's writing style, whole."""

    publishers: ClassVar = ADMIN
    style: WritingStyle
    revision: Annotated[int, Field(ge=1)]
    seed: str


class LifeEventStarted(BotEvent):
    """Something happens in a persona's fictional life."""

    publishers: ClassVar = (*SCHEDULER, *ADMIN)
    life_event_id: str
    event_type: str
    description: Text
    days: Annotated[int, Field(ge=1, le=60)] = 1
    impacts: dict[Dimension, Annotated[float, Field(ge=-50, le=50)]] = {}
    availability_multiplier: Annotated[float, Field(ge=0, le=2)] = 1.0
    frequency_multiplier: Annotated[float, Field(ge=0, le=2)] = 1.0
    public: bool = True
    ends_at: Time | None = None
    """When it will be over; unset, after its days."""


class LifeEventEnded(BotEvent):
    """It is over."""

    publishers: ClassVar = (*SCHEDULER, *ADMIN)
    life_event_id: str
    event_type: str


class TemperamentDrifted(BotEvent):
    """A temperament moved a little."""

    publishers: ClassVar = SCHEDULER
    deltas: dict[Dimension, float]
    window: str


class InterestsLearned(BotEvent):
    """Interests followed what a persona talks about."""

    publishers: ClassVar = SCHEDULER
    chat_id: ChatId | None = None
    deltas: dict[Text, float]
    terms: tuple[Text, ...] = ()
    """Neutral words of the chat that the persona took up."""
    window: str


class PersonaRefreshed(BotEvent):
    """A persona was reminded of who it is."""

    publishers: ClassVar = GENERATOR
    profile_revision: int
    note: Text

"""Facts about one persona: registration, character, opinions, memories, life."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from piyasa.contracts.conversation import GATEWAY, GENERATOR, SCHEDULER
from piyasa.contracts.delivery import ADMIN
from piyasa.contracts.event import BotEvent, Personal, Service
from piyasa.contracts.values import ChatId, MessageId, PersonId, Position, Text, Time, Value

Unit = Annotated[float, Field(ge=0, le=1)]
Direction = Annotated[float, Field(ge=-1, le=1)]
Topic = Annotated[Text, Field(min_length=1, max_length=64)]
Handle = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{5,32}$")]
HOURS_PATTERN = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
"""A window of the day, as ``08:30-12:30``; it may cross midnight."""
Hours = Annotated[str, Field(pattern=f"^{HOURS_PATTERN}$")]
DEFAULT_HOURS: tuple[Hours, ...] = ("08:30-12:30", "13:30-19:00", "20:30-23:30")
"""When personas talk unless told otherwise, local time (behaviour 2.1)."""
LONGEST_MEMORY = 240
"""Characters of a memory that a prompt shows; what is written beforehand is no longer (behaviour 4.10)."""


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


class StanceSet(BotEvent):
    """An operator gave a persona an opinion."""

    publishers: ClassVar = ADMIN
    topic: Topic
    direction: Direction
    confidence: Unit = 0.5
    text: Annotated[Text, Field(max_length=500)]
    cooldown_until: Time | None = None
    reason: Text = ""
    by: str


class StanceRemoved(BotEvent):
    """A persona holds an opinion no longer."""

    publishers: ClassVar = ADMIN
    topic: Topic
    by: str


class StanceMoved(BotEvent):
    """Evidence moved an opinion, within the bounds of the rule."""

    publishers: ClassVar = GENERATOR
    topic: Topic
    direction: Direction
    confidence: Unit
    reason: Text
    evidence: tuple[str, ...] = ()
    cooldown_until: Time | None = None


class StanceStated(BotEvent):
    """A persona said what it thinks of a topic."""

    publishers: ClassVar = GENERATOR
    topic: Topic
    message_id: MessageId
    direction: Direction | None = None
    """The side the persona took then; unset in facts of releases that did not tell it."""
    price: float | None = None
    """What its symbol stood at, when a fresh figure was known."""
    source: str | None = None


class CallGraded(BotEvent):
    """A stated opinion met its outcome."""

    publishers: ClassVar = GENERATOR
    topic: Topic
    stated_at: Time
    outcome: Literal["right", "wrong", "open"]
    source: str
    as_of_price: float


class HoldingSet(BotEvent):
    """A persona's fictional position; words, never amounts."""

    publishers: ClassVar = ADMIN
    symbol: Annotated[str, Field(min_length=1, max_length=20)]
    side: Literal["long", "short", "watching"]
    size_label: Literal["none", "small", "medium", "large"] = "none"
    horizon: Literal["intraday", "swing", "long_term"] = "swing"
    note: Annotated[Text, Field(max_length=300)] = ""
    by: str


class HoldingRemoved(BotEvent):
    """A fictional position is closed."""

    publishers: ClassVar = ADMIN
    symbol: str
    by: str


MemoryType = Literal[
    "personal_fact", "preference", "routine", "procedural", "semantic", "past_event", "episodic", "relationship"
]
_MEMORY: tuple[Service, ...] = ("generator", "admin-api")


class MemoryEncoded(Personal, BotEvent):
    """A persona will remember something."""

    publishers: ClassVar = _MEMORY
    personal: ClassVar = True
    wording: ClassVar = ("content", "embedding")
    memory_id: str
    memory_type: MemoryType
    content: Annotated[Text, Field(max_length=1000)]
    valence: Direction = 0.0
    context_tags: tuple[Text, ...] = ()
    related_users: tuple[PersonId, ...] = ()
    pinned: bool = False
    source: str
    heard_in: Position | None = None
    embedding: str | None = None
    embedding_model: str | None = None


class MemoryEmbedded(Personal, BotEvent):
    """A memory that had no embedding of a model got one; ``person_ids`` are those of the memory."""

    publishers: ClassVar = GENERATOR
    personal: ClassVar = True
    wording: ClassVar = ("embedding",)
    memory_id: str
    model: Annotated[str, Field(min_length=1)]
    embedding: str
    """As ``embeddings.packed`` writes it."""


class MemoryRecalled(BotEvent):
    """Memories were put into a prompt."""

    publishers: ClassVar = GENERATOR
    memory_ids: tuple[str, ...]
    message_id: MessageId | None = None
    tick_id: str | None = None


class MemoriesMerged(BotEvent):
    """Alike memories became one."""

    publishers: ClassVar = GENERATOR
    winner: str
    losers: tuple[str, ...]


class MemoryForgotten(BotEvent):
    """A memory is gone."""

    publishers: ClassVar = GENERATOR
    memory_id: str
    reason: str


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

"""What a persona is made of, but for its Telegram account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from piyasa.contracts.memories import LONGEST_MEMORY, MemoryType
from piyasa.contracts.opinions import Topic
from piyasa.contracts.persona import DEFAULT_HOURS, EmotionProfile, Handle, Hours, PersonaProfile, WritingStyle
from piyasa.contracts.values import BotId, Direction, Text, Time, Unit, Value


class Stance(Value):
    """An opinion of a topic group or a symbol; direction -1 bearish to 1 bullish (behaviour 2.4)."""

    topic: Topic
    direction: Direction = 0.0
    confidence: Unit = 0.5
    text: Annotated[Text, Field(min_length=1, max_length=500)]
    cooldown_until: Time | None = None


class Holding(Value):
    """A fictional position, in words (behaviour 2.4)."""

    symbol: Annotated[str, Field(min_length=1, max_length=20)]
    side: Literal["long", "short", "watching"]
    size_label: Literal["none", "small", "medium", "large"] = "none"
    horizon: Literal["intraday", "swing", "long_term"] = "swing"
    note: Annotated[Text, Field(max_length=300)] = ""


class Memory(Value):
    """What a persona remembers from the start: one sentence in its own voice (behaviour 4.9)."""

    type: MemoryType
    content: Annotated[Text, Field(min_length=1, max_length=LONGEST_MEMORY)]
    tags: Annotated[tuple[Text, ...], Field(max_length=12)] = ()
    valence: Direction = 0.0


class Background(Value):
    """The plain circumstances of a fictional life, in Turkish; starter memories are made of them."""

    city: Text = ""
    """Where the persona lives, as in ``İzmir``."""
    district: Text = ""
    work: Text = ""
    """As in ``makine mühendisi``."""
    hobby: Text = ""
    """Something done, as in ``balık tutmak``."""
    drink: Text = ""
    began: Annotated[int, Field(ge=1950, le=2100)] | None = None
    """The year in which the persona first bought anything."""


class CastMember(Value):
    """A persona: character, temperament, hand, opinions, fictional positions, and what it remembers from the start."""

    bot_id: BotId
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    handle: Handle
    birth_date: date | None = None
    """Without one, it is drawn when the persona is registered."""
    active_hours: Annotated[tuple[Hours, ...], Field(max_length=12)] = DEFAULT_HOURS
    timezone: Annotated[str, Field(max_length=64)] = "Europe/Istanbul"
    persona: PersonaProfile
    emotion: EmotionProfile = EmotionProfile()
    writing_style: WritingStyle
    stances: tuple[Stance, ...] = ()
    holdings: tuple[Holding, ...] = ()
    background: Background = Background()
    memories: tuple[Memory, ...] = ()
    notes: Annotated[Text, Field(max_length=2000)] = ""
    """For operators; no persona reads it."""

    @model_validator(mode="after")
    def _say_nothing_twice(self) -> Self:
        _require_distinct("stances", (each.topic for each in self.stances))
        _require_distinct("holdings", (each.symbol for each in self.holdings))
        return self

    def registration(self) -> dict[str, Any]:
        """The body of ``POST /bots``, without what Telegram gives."""
        told = {"birth_date", "persona", "emotion", "writing_style", "memories", "timezone"}
        return {
            "bot_id": self.bot_id,
            "name": self.name,
            "handle": self.handle,
            "active_hours": list(self.active_hours),
            **self.model_dump(mode="json", include=told, exclude_none=True),
        }

    def texts(self) -> Iterable[str]:
        """Every text that a persona may come to say, or that is told to a model about it."""
        profile = self.persona
        yield from (profile.tone, profile.bio, *self.emotion.signature_phrases)
        yield from (each.text for each in self.stances)
        yield from (each.note for each in self.holdings if each.note)
        yield from (each.content for each in self.memories)


def _require_distinct(what: str, names: Iterable[str]) -> None:
    name, count = max(Counter(names).items(), key=lambda pair: pair[1], default=("", 0))
    if count > 1:
        message = f"{what} names {name!r} {count} times; once is allowed"
        raise ValueError(message)

"""Facts about what one persona thinks and holds, and what became of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from piyasa.contracts.conversation import GENERATOR
from piyasa.contracts.delivery import ADMIN
from piyasa.contracts.event import BotEvent
from piyasa.contracts.values import Direction, MessageId, Text, Time, Unit

Topic = Annotated[Text, Field(min_length=1, max_length=64)]


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

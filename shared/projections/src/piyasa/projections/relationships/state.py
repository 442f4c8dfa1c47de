"""What one persona thinks of everybody it met, as last changed by a fact; time's effect is computed when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["stranger", "acquaintance", "friend", "close_friend", "rival", "mentor", "student"]
TARGETS_KEPT = 2_000
"""Whom a persona knows least well is forgotten when it meets somebody beyond these."""
SHARED_KEPT = 20
TRANSITIONS_KEPT = 10
HEARD_KEPT = 30
ASKED_KEPT = 20


@dataclass(frozen=True, slots=True)
class Relationship:
    """One persona towards one other speaker (behaviour 5.1); the defaults are those of a stranger."""

    kind: Kind = "stranger"
    trust: float = 50.0
    """0..100, as are respect, familiarity, affection and conflict."""
    respect: float = 50.0
    familiarity: float = 0.0
    affection: float = 50.0
    conflict: float = 0.0
    interactions: int = 0
    last_at: datetime | None = None
    """When the last interaction was."""
    sentiment: float = 0.0
    """-1..1, the mean of what was said, newer words weighing more."""
    shared: tuple[str, ...] = ()
    """Topics they met over, each once, newest last, at most ``SHARED_KEPT``."""
    explained_to: int = 0
    """How often the persona answered a question of the other."""
    explained_by: int = 0
    """How often the other answered a question of the persona."""
    updated_at: datetime | None = None
    """Up to when time's effect is in the numbers."""
    awaiting: datetime | None = None
    """Until when the other may answer what the persona said to it, before the persona feels ignored."""
    betrayed_at: datetime | None = None


STRANGER = Relationship()


@dataclass(frozen=True, slots=True)
class Transition:
    """A relationship became of another kind."""

    time: datetime
    towards: str
    """``b:<bot id>`` or ``p:<person id>``."""
    before: Kind
    after: Kind
    position: int
    """Of the fact at which it was noticed; time alone may have brought it about some while earlier."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A line that was addressed to the persona."""

    chat_id: str
    telegram_message_id: int
    is_question: bool
    sentiment: float
    topic: str | None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the persona asked, and who has answered it."""

    chat_id: str
    telegram_message_id: int
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """Everybody a persona met, and what the fold must remember to tell what the next line means between them."""

    bot_id: str = ""
    towards: dict[str, Relationship] = field(default_factory=dict)
    """Speaker to relationship, at most ``TARGETS_KEPT``."""
    transitions: tuple[Transition, ...] = ()
    """The newest ``TRANSITIONS_KEPT``, oldest first."""
    stances: dict[str, float] = field(default_factory=dict)
    """Topic to the direction of the persona's opinion, -1..1."""
    heard: tuple[Heard, ...] = ()
    asked: tuple[Asked, ...] = ()
    told: tuple[str, ...] = ()
    """What tells apart the newest facts that counted, newest last."""
    position: int = 0
    time_lapse: float = 1.0
    """The factor of the pace the ties are folded at: the wait for an answer is divided by it, drift is not."""

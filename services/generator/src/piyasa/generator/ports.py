"""What the generator needs of the world: words, a view of the log, and somebody who counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.scene import Scene
from piyasa.projections.fold import TableSet


@dataclass(frozen=True, slots=True)
class Words:
    """What an engine found, and what it took."""

    text: str
    provider: str
    model: str
    prompt_sha256: str
    tokens: Tokens = field(default_factory=Tokens)
    cost: float = 0.0
    """In US dollars; 0 when the price is not known."""
    latency_ms: int = 0


class WordsUnavailable(Exception):
    """The engine cannot find words, and asking again now would not help."""

    code = "WORDS_UNAVAILABLE"

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(f"{provider}: {reason}")
        self.provider, self.reason = provider, reason


class TextEngine(Protocol):
    """Finds the words for a scene."""

    async def words(self, scene: Scene, *, seed: str, until: datetime, hint: str = "") -> Words:
        """Words for the scene, cleaned; an empty text when there are none.

        ``hint`` says what was wrong with the words before. Raises ``WordsUnavailable``, and ``TimeoutError`` when
        ``until`` passes first.
        """

    def status(self) -> str:
        """What the engine is, for health and logs; never a secret."""


class Seen(Protocol):
    """The view of the log that is decided on."""

    @property
    def tables(self) -> TableSet:
        """The folds."""

    @property
    def position(self) -> int:
        """The newest fact that is folded."""


class Tally(Protocol):
    """What is counted about drafting."""

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        """A tick came to an outcome after this many seconds of work."""

    def blocked(self, kind: str) -> None:
        """A guard held words back."""

    def disclosed(self) -> None:
        """A sincere question was answered truthfully."""


class CallTally(Protocol):
    """What is counted about calls to a model."""

    def called(self, provider: str, model: str, status: str) -> None:
        """A call ended: ``ok`` or the class of its failure."""

    def consumed(self, provider: str, model: str, tokens: Tokens) -> None:
        """A call consumed tokens."""

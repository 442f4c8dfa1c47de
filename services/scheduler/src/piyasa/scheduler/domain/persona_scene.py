"""What is decided about one persona's life from, all of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot, Installation
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.life_events.state import Life
from piyasa.projections.weekly.state import Echoes, Vocabulary
from piyasa.scheduler.domain.chance import fixed


@dataclass(frozen=True, slots=True)
class PersonaScene:
    """One persona as the view shows it."""

    bot: Bot
    installation: Installation
    settings: Settings
    language: str = "tr"
    """Of its first chat."""
    life: Life | None = None
    feelings: Feelings | None = None
    echoes: Echoes | None = None
    everybody: Mapping[str, Bot] = field(default_factory=dict)
    """All personas: their names are nothing to learn."""
    conversations: Mapping[str, Conversation] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    salt: str = ""
    """What fate is mixed with: a rehearsal gives its seed, all replicas of an installation the same."""

    @property
    def lives_on(self) -> bool:
        """Whether anything new may happen to the persona."""
        system = self.installation
        return self.bot.enabled and system.simulation_active and system.emergency is None

    def fate(self, window: str, purpose: str) -> float:
        """A number from 0 up to 1 for one purpose in one window: the same whoever asks, whenever."""
        return fixed(f"{self.salt}|{self.bot.bot_id}|{window}", purpose)

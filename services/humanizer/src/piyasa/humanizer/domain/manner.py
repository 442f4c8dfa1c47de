"""Who writes, in what state, to whom: all that form and moment depend on besides the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.humanizer.domain.plan import ReactionPlan
from piyasa.projections.emotions.reading import Modifiers
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.relationships.reading import Effects

DISTANT_ABOVE: Final = 0.6
"""``formality_level`` from which a persona keeps its distance (behaviour 9.3)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """A persona's way of writing at a moment."""

    style: WritingStyle
    persona: PersonaProfile
    temperament: EmotionProfile
    feelings: Feelings
    modifiers: Modifiers
    effects: Effects
    """Of the relationship towards whom it answers; those of an acquaintance when it answers nobody."""
    local: datetime
    """Now, in the persona's zone."""
    answers_person: bool
    """A human waits for this message."""
    free: bool
    """It answers nobody."""
    quiet_for: float
    """Seconds of behaviour since the chat's last line."""
    first_of_day: bool
    """The persona has not spoken since its local midnight."""
    heated: bool = False
    """The chat is quarrelling."""
    market_open: bool = False
    """The exchange is in session."""
    addressee: str | None = None
    """First name of whom it answers."""
    plan: ReactionPlan = ReactionPlan()  # noqa: RUF009 - frozen

    @property
    def formal(self) -> bool:
        """Whether habits of easy talk are out of place: told so, or keeping its distance."""
        return self.persona.style.formality == "formal" or self.modifiers.formality_level > DISTANT_ABOVE

    @property
    def polite(self) -> bool:
        """Whether shortcuts are out of place and the addressee is a ``siz``: formal, or towards a stranger.

        Whoever is close is a ``sen`` even at a distance, except to a persona that is told to be formal.
        """
        if self.effects.tone == "warm":
            return self.persona.style.formality == "formal"
        return self.formal or (not self.free and self.effects.tone == "formal")

    @property
    def close(self) -> bool:
        """Whether the addressee is a ``sen``."""
        return not self.free and self.effects.tone == "warm" and not self.polite

    @property
    def casual(self) -> bool:
        """Whether fillers are at home."""
        return not self.formal and self.persona.style.formality == "casual"

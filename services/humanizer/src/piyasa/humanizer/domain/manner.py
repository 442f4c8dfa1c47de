"""Who writes, in what state, to whom: all that form and moment depend on besides the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.projections.emotions.reading import Modifiers
from piyasa.projections.emotions.state import Feelings


@dataclass(frozen=True, slots=True)
class Manner:
    """A persona's way of writing at a moment."""

    style: WritingStyle
    persona: PersonaProfile
    temperament: EmotionProfile
    feelings: Feelings
    modifiers: Modifiers
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

    @property
    def formal(self) -> bool:
        """Whether casual forms are out of place: told so, or keeping its distance."""
        told = self.persona.style.formality
        return told == "formal" or (told == "neutral" and self.modifiers.formality_level > 0.6)  # noqa: PLR2004 - 9.3

    @property
    def casual(self) -> bool:
        """Whether fillers and shortcuts are at home."""
        return not self.formal and self.persona.style.formality == "casual"

"""What a demonstration persona is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from piyasa.contracts.persona import EmotionProfile, PersonaProfile, WritingStyle
from piyasa.projections.directory.state import Holding, Stance


@dataclass(frozen=True, slots=True)
class Persona:
    """A persona but for its Telegram account."""

    bot_id: str
    name: str
    handle: str
    birth_date: date
    active_hours: tuple[str, ...]
    persona: PersonaProfile
    emotion: EmotionProfile
    writing_style: WritingStyle
    stances: tuple[Stance, ...]
    holdings: tuple[Holding, ...]

    def registration(self) -> dict[str, Any]:
        """The body of ``POST /bots``, without what Telegram gives."""
        return {
            "bot_id": self.bot_id,
            "name": self.name,
            "handle": self.handle,
            "birth_date": self.birth_date.isoformat(),
            "active_hours": list(self.active_hours),
            "persona": self.persona.model_dump(mode="json"),
            "emotion": self.emotion.model_dump(mode="json"),
            "writing_style": self.writing_style.model_dump(mode="json"),
        }

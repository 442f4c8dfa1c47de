"""A chat in which the generator is asked for words, and scenes of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from piyasa.contracts.persona import PersonaProfile
from piyasa.generator.domain.scene import Said, Scene
from piyasa.projections.directory.state import Bot
from piyasa.projections.emotions.state import Feelings
from support.events import MEHMET
from support.generator_stage import Stage, meant, stage_with_talk


@pytest.fixture
def stage() -> Stage:
    """Two personas in a chat, the simulation on."""
    return stage_with_talk()


@pytest.fixture
def scene() -> Callable[..., Scene]:
    """Scenes of a persona that follows shares, gold and bitcoin; ``heard`` is the line that is answered."""

    def make(heard: str | None = None, *, name: str = "Deniz", speaker: str = "p:kind-otter", **known: Any) -> Scene:
        character = PersonaProfile(
            expertise={"BIST": 0.9, "Makro": 0.6}, watchlist=("THYAO", "XAUUSD", "BTC"), **known.pop("character", {})
        )
        language = known.get("language", "tr")
        target = None if heard is None else Said(speaker, name, heard, meant(heard, language))
        values: dict[str, Any] = {
            "bot": Bot(MEHMET, "Mehmet Yatırımcı", "mehmet_trader", persona=character),
            "chat_title": "Sohbet",
            "language": "tr",
            "reason": "proactive" if heard is None else "mention",
            "topic": None,
            "target": target,
            "history": () if target is None else (target,),
            "spoken": (),
            "avoid": (),
            "feelings": Feelings(),
            "local": datetime.fromisoformat("2026-03-04T12:00:00+03:00"),
        }
        return Scene(**values | known)

    return make

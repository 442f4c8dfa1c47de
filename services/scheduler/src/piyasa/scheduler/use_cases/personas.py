"""Lets personas live: loads one's scene, works out what happens to it, publishes, and says when to look again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot, Installation
from piyasa.scheduler.domain.persona_facts import next_due, persona_facts
from piyasa.scheduler.domain.persona_scene import PersonaScene
from piyasa.scheduler.ports import Clock, Log, View

_SOON = timedelta(seconds=1)
"""The shortest pause between two looks at a persona to which nothing happened."""


@dataclass(slots=True)
class Personas:
    """Decides for one persona at a time."""

    view: View
    log: Log
    now: Clock
    salt: str = ""
    """See ``PersonaScene``."""
    _settings: tuple[Installation, Settings] = field(default_factory=lambda: (Installation(), Settings()))

    async def consider(self, bot_id: str) -> datetime | None:
        """Look at a persona; returns when to look again, None for when something changes."""
        now = self.now()
        scene = self.scene_of(bot_id)
        if scene is None:
            return None
        facts = [event for event in persona_facts(scene, now) if self.view.knows(event.id) is None]
        if facts:
            await self.log.publish(*facts)
        again = next_due(scene, now)
        return None if again is None else max(again, now + _SOON)

    def scene_of(self, bot_id: str) -> PersonaScene | None:
        """The scene of a persona; None when there is no such persona."""
        directory = Directory(self.view.tables)
        bot = directory.bot(bot_id)
        if bot is None:
            return None
        system = directory.installation
        if self._settings[0] is not system:
            self._settings = system, Settings.of(system)
        return PersonaScene(
            bot=bot,
            installation=system,
            settings=self._settings[1],
            language=_language_of(bot, directory),
            life=self.view.rows("life_events").get(bot_id),
            feelings=self.view.rows("emotions").get(bot_id),
            echoes=self.view.rows("echoes").get(bot_id),
            everybody=directory.bots,
            conversations=self.view.rows("conversations"),
            vocabularies=self.view.rows("vocabularies"),
            salt=self.salt,
        )


def _language_of(bot: Bot, directory: Directory) -> str:
    chats = (directory.chat(chat_id) for chat_id in sorted(bot.chats))
    return next((chat.language for chat in chats if chat is not None), "tr")

"""The scene of a chat as the view shows it at this moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Installation
from piyasa.projections.pace import LIFE, Pace
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.ports import Clock, View


@dataclass(slots=True)
class Scenes:
    """Sets scenes; nothing is awaited, so a scene is of one position."""

    view: View
    now: Clock
    release: str
    pace: Pace = LIFE
    clock_shift: timedelta = timedelta(0)
    _settings: tuple[Installation, Settings] = field(default_factory=lambda: _effective(Installation()))

    def of(self, chat_id: str, gone: frozenset[str] = frozenset()) -> Scene | None:
        """The scene of a chat; None when there is no such chat."""
        directory = Directory(self.view.tables)
        chat = directory.chat(chat_id)
        if chat is None:
            return None
        system = directory.installation
        if self._settings[0] is not system:
            self._settings = _effective(system)
        conversation = self.view.rows("conversations").get(chat_id)
        return Scene(
            chat=chat,
            conversation=conversation or Conversation(time_lapse=self.pace.factor),
            members=tuple(directory.members(chat_id)) if chat.open_for_talk else (),
            installation=system,
            settings=self._settings[1],
            now=self.now(),
            as_of=self.view.position,
            release=self.release,
            voices=self.view.rows("voices"),
            feelings=self.view.rows("emotions"),
            ties=self.view.rows("relationships"),
            lives=self.view.rows("life_events"),
            pace=self.pace,
            gone=gone,
            clock_shift=self.clock_shift,
        )


def _effective(system: Installation) -> tuple[Installation, Settings]:
    return system, Settings.of(system)

"""What everybody in a rehearsal stands on: the log, the time, the seed, and Telegram's counting of messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from piyasa.contracts.identity import seed_of
from piyasa.simulation.agenda import Agenda
from piyasa.simulation.log import RehearsalLog


@dataclass(slots=True)
class Stage:
    """One rehearsal's world."""

    log: RehearsalLog
    agenda: Agenda
    seed: str
    first_message: int = 100
    """Telegram's number of the first message that is written in a chat."""
    _written: Counter[str] = field(default_factory=Counter)

    def next_message(self, chat_id: str) -> int:
        """Telegram's number of the next message in a chat."""
        number = self.first_message + self._written[chat_id]
        self._written[chat_id] += 1
        return number

    def chance(self, purpose: str) -> Random:
        """The chance of one purpose, the same whenever the rehearsal has the same seed."""
        return Random(seed_of(self.seed, purpose))  # noqa: S311 - a rehearsal repeats itself

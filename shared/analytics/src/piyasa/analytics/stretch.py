"""Which lines are measured, and which older ones only tell what they are measured against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from piyasa.analytics.repetition import EQUAL_WITHIN
from piyasa.analytics.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some hours of some chats, or of all."""

    known: tuple[Utterance, ...]
    """Every line up to the end, of whatever chat, oldest first."""
    lines: tuple[Utterance, ...]
    """Those of them that are measured."""
    before: tuple[Utterance, ...]
    """What was said in the same chats within 24 hours before the stretch, oldest first."""
    chats: frozenset[str]
    """The chats asked for; none of them means all."""
    since: datetime | None
    until: datetime | None
    """When it ends: as asked for, else with the last line."""

    @classmethod
    def of(
        cls,
        utterances: Sequence[Utterance],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        chats: Collection[str] = (),
    ) -> Stretch:
        """The stretch from ``since`` up to ``until`` (without them: all) of lines that come oldest first."""
        wanted = frozenset(chats)
        known = tuple(line for line in utterances if until is None or line.time <= until)
        theirs = [line for line in known if not wanted or line.chat_id in wanted]
        lines = tuple(line for line in theirs if since is None or line.time >= since)
        older = tuple(line for line in theirs if since is not None and since - EQUAL_WITHIN <= line.time < since)
        return cls(known, lines, older, wanted, since, until or (known[-1].time if known else None))

    def holds(self, chat_id: str) -> bool:
        """Whether a chat was asked for."""
        return not self.chats or chat_id in self.chats

    def before_in(self, chat_id: str) -> tuple[Utterance, ...]:
        """What was said in one chat within 24 hours before the stretch."""
        return tuple(line for line in self.before if line.chat_id == chat_id)

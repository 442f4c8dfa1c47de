"""Brings to a persona's mind what bears on the moment: by embeddings where they are, by words where not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from piyasa.contracts.conversation import RewriteRequested, TickRequested
from piyasa.database.memory_vectors import VectorsUnavailable
from piyasa.generator.domain.memory.recall import IN_PROMPT, NOTHING_NEAR, Cue, Near, Recollection, cue_of, recalled
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.willing import open_tick, reluctance
from piyasa.generator.memory_ports import Embedder, How, MemoryVectors, RecallTally
from piyasa.generator.use_cases.moments import Moment, conversation_of, moment_of
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.emotions.reading import feelings_at
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.fold import TableSet
from piyasa.projections.memories.reading import live
from piyasa.projections.memories.state import Remembered
from piyasa.projections.presence.state import Presence

_ENOUGH: Final = 0.9
"""Share of a persona's memories with an embedding from which nobody needs to be told of the others."""
_CALM: Final = 50.0


@dataclass(frozen=True, slots=True)
class Means:
    """What meanings are compared with; without it words are compared."""

    embedder: Embedder
    vectors: MemoryVectors


class Recalling:
    """Asks outside first, so that the decision itself is made from one state of the view and waits for nothing."""

    def __init__(
        self, now: Callable[[], datetime], means: Means | None = None, tally: RecallTally | None = None
    ) -> None:
        """``now`` measures time; without ``means`` no coroutine here ever suspends."""
        self._now, self._means, self._tally = now, means, tally
        self.trouble = ""
        """Why meanings could not all be compared the last time; empty while all is well."""

    @property
    def model(self) -> str:
        """The embedding model; empty without one."""
        return "" if self._means is None else self._means.embedder.model

    async def near(self, tables: TableSet, request: TickRequested | RewriteRequested, attempt: int) -> Near:
        """How near the persona's memories are to what is said; empty where only words can be compared."""
        if self._means is None:
            return NOTHING_NEAR
        at = self._moment(tables, request, attempt)
        remembered = None if at is None else at.row("memories", Remembered)
        if at is None or remembered is None:
            return NOTHING_NEAR
        try:
            (vector,) = await self._means.embedder.vectors([_cue(at).query])
            found = await self._means.vectors.cosines(at.bot.bot_id, self.model, vector)
        except (CallFailed, VectorsUnavailable) as failure:
            self.trouble = str(failure)
            self._compared("failed")
            return NOTHING_NEAR
        self._judge(at, remembered, found)
        return found

    def recollected(self, at: Moment, near: Near, begun: datetime) -> tuple[Recollection, ...]:
        """What comes to mind, best first; ``begun`` is when looking for it began."""
        remembered = at.row("memories", Remembered)
        if remembered is None:
            return ()
        limit = min(IN_PROMPT, Settings.of(at.directory.installation).memory_recall_limit)
        found = recalled(remembered, _cue(at), at.row("presence", Presence), at.now, limit, near)
        if self._tally is not None:
            self._tally.recalled(len(found), (self._now() - begun).total_seconds())
        if self._means is None:
            self._compared("words")
        return found

    def _judge(self, at: Moment, remembered: Remembered, found: Near) -> None:
        known = live(remembered, at.now)
        lacking = sum(each.memory_id not in found for each in known)
        enough = lacking <= (1 - _ENOUGH) * len(known)
        told = f"{lacking} of {len(known)} memories of {at.bot.bot_id} have no embedding of {self.model} yet"
        self.trouble = "" if enough else told
        self._compared("partly" if lacking else "semantic")

    def _compared(self, how: How) -> None:
        if self._tally is not None:
            self._tally.compared(how)

    def _moment(self, tables: TableSet, request: TickRequested | RewriteRequested, attempt: int) -> Moment | None:
        """Where words are wanted; None when they are not, or are not looked for in memory."""
        now = self._now()
        tick = open_tick(conversation_of(tables, request.chat_id), request.tick_id, attempt)
        if tick is None or tick.reason == "sincere_question":
            return None
        if reluctance(Directory(tables), request.chat_id, tick, now) is not None:
            return None
        return moment_of(tables, request.chat_id, tick, now=now)


def _cue(at: Moment) -> Cue:
    """What a prompt would quote of what was said, and nothing else: it may go to the embedding endpoint."""
    mood = feelings_at(at.row("emotions", Feelings) or Feelings(), at.now).mood
    return cue_of(at.topic, at.quotable, at.target, (mood - _CALM) / _CALM)

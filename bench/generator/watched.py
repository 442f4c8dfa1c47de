"""CPU by part of a draft's way, read where the generator's ports meet.

Between two marks nothing suspends, so that one stopwatch serves drafts that are under way together.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bench.generator.counted import Counts
from piyasa.generator.domain.memory.recall import Near, Recollection
from piyasa.generator.domain.models.calls import Answer, Broken, Call
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import Words
from piyasa.generator.use_cases.lanes import Wish
from piyasa.generator.use_cases.moments import Moment
from piyasa.generator.use_cases.recalling import Recalling
from piyasa.generator.use_cases.routing import Router
from piyasa.generator.use_cases.wording import ModelWords


@dataclass(slots=True)
class Stopwatch:
    """CPU seconds by part, and every call that was made."""

    seconds: Counter[str] = field(default_factory=Counter)
    calls: list[Call] = field(default_factory=list)
    _since: float = 0.0

    def begin(self) -> None:
        """A part begins here."""
        self._since = time.thread_time()

    def end(self, part: str) -> None:
        """What was done since the last mark belongs to a part; the next one begins."""
        now = time.thread_time()
        self.seconds[part] += now - self._since
        self._since = now


@dataclass(slots=True)
class WatchedRouter(Router):
    """Notes when a prompt is ready, and what is asked."""

    watch: Stopwatch = field(default_factory=Stopwatch)

    async def ask(self, call: Call, wish: Wish, *, broken: Broken | None = None) -> Answer:
        self.watch.end("prompt")
        self.watch.calls.append(call)
        return await Router.ask(self, call, wish, broken=broken)


@dataclass(frozen=True, slots=True)
class WatchedWords:
    """Notes when words are wanted, looked at and found."""

    engine: ModelWords
    watch: Stopwatch

    async def words(
        self, scene: Scene, *, seed: str, until: datetime, hint: str = "", broken: Broken | None = None
    ) -> Words:
        self.watch.end("guards" if hint else "scene")
        found = await self.engine.words(scene, seed=seed, until=until, hint=hint, broken=self._watched(broken))
        self.watch.begin()
        return found

    def status(self) -> str:
        return self.engine.status()

    def _watched(self, broken: Broken | None) -> Broken | None:
        if broken is None:
            return None

        def look(text: str) -> bool:
            self.watch.begin()
            found = broken(text)
            self.watch.end("guards while it streams")
            return found

        return look


class WatchedRecalling(Recalling):
    """Notes when a persona begins to remember and when it has."""

    watch: Stopwatch

    def recollected(self, at: Moment, near: Near, begun: datetime) -> tuple[Recollection, ...]:
        self.watch.end("scene")
        found = super().recollected(at, near, begun)
        self.watch.end("recall")
        return found


@dataclass(slots=True)
class WatchedCounts(Counts):
    """Notes when guards are done."""

    watch: Stopwatch = field(default_factory=Stopwatch)

    def drafted(self, bot_id: str, outcome: str, seconds: float) -> None:
        self.watch.end("guards and meaning")
        Counts.drafted(self, bot_id, outcome, seconds)

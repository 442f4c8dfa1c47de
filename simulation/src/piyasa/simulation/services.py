"""The services of an installation, their use cases unchanged, under a virtual clock and over a log in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from random import Random
from typing import Any, cast
from uuid import UUID

from opentelemetry.sdk.trace import TracerProvider

from piyasa.contracts.conversation import (
    DraftGenerated,
    MessageReady,
    MessageReceived,
    RewriteRequested,
    TickRequested,
)
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.generator.adapters.offline import OfflineEngine
from piyasa.generator.use_cases.drafting import Drafting
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.humanizer.use_cases.styling import Styling
from piyasa.projections.directory import Directory
from piyasa.projections.pace import LIFE
from piyasa.scheduler.use_cases.floors import Floors
from piyasa.scheduler.use_cases.moderator import Moderator
from piyasa.scheduler.use_cases.personas import Personas
from piyasa.scheduler.use_cases.scenes import Scenes
from piyasa.scheduler.use_cases.stirring import stirred
from piyasa.simulation.gateway import RehearsalGateway
from piyasa.simulation.stage import Stage
from piyasa.simulation.waiting import at_once
from piyasa.telemetry.sampling import HeadSampler
from piyasa.telemetry.traces import Tracing

RELEASE = "rehearsal"
MODEL_SECONDS = (0.6, 2.4)
"""How long a draft takes, drawn for each: about what a small model takes."""


class _Uncounted:
    """Takes every count and keeps none."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _nothing


def _nothing(*_args: object, **_kwargs: object) -> None:
    return None


UNCOUNTED = cast("Any", _Uncounted())


@dataclass(slots=True)
class Services:
    """Scheduler, generator, humanizer and gateway of one installation."""

    stage: Stage
    _next: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    _stirred: set[tuple[str, str]] = field(default_factory=set)
    _ids: Random = field(init=False)
    _floors: Floors = field(init=False)
    _personas: Personas = field(init=False)
    _drafting: Drafting = field(init=False)
    _remembering: Remembering = field(init=False)
    _styling: Styling = field(init=False)
    _gateway: RehearsalGateway = field(init=False)

    def __post_init__(self) -> None:
        log, clock = self.stage.log, self.stage.agenda.clock
        self._ids = self.stage.chance("ids")
        moderator = Moderator(
            scenes=Scenes(log, clock, RELEASE),
            log=log,
            view=log,
            newest_tick=UNCOUNTED,
            tracing=Tracing(TracerProvider(), HeadSampler(0.0), None),
            measures=UNCOUNTED,
            draw=Random,
            new_id=self._new_id,
        )
        self._floors = Floors(moderator)
        self._personas = Personas(log, log, clock, self.stage.seed)
        self._drafting = Drafting(log, OfflineEngine("a rehearsal"), UNCOUNTED, now=clock, release=RELEASE)
        self._remembering = Remembering(log, clock)
        self._styling = Styling(log, UNCOUNTED, now=clock, release=RELEASE, pace=LIFE)
        self._gateway = RehearsalGateway(self.stage)

    def start(self) -> None:
        """Serve from now on."""
        self.stage.log.on_change(self._changed)
        self.stage.log.followers.append(self._follow)

    def _new_id(self) -> str:
        return str(UUID(int=self._ids.getrandbits(128), version=4))

    def _follow(self, event: Recorded[Event]) -> None:
        """Hand a fact to the service that works on it, after the time that takes."""
        match event.data:
            case TickRequested():
                seconds = self.stage.chance(f"model|{event.id}").uniform(*MODEL_SECONDS)
                self.stage.agenda.after(seconds, partial(self._work, "generator", self._drafting.on_tick, event))
            case RewriteRequested():
                seconds = self.stage.chance(f"model|{event.id}").uniform(*MODEL_SECONDS)
                self.stage.agenda.after(seconds, partial(self._work, "generator", self._drafting.on_rewrite, event))
            case DraftGenerated():
                self.stage.agenda.after(0, partial(self._work, "humanizer", self._styling.on_draft, event))
            case MessageReady():
                self._gateway.arm(cast("Recorded[MessageReady]", event))
            case MessageReceived():
                self.stage.agenda.after(0, partial(self._work, "generator", self._remembering.on_heard, event))
            case _:
                pass

    def _work(self, service: str, handler: Callable[[Any], Any], event: Recorded[Event]) -> None:
        facts: Iterable[NewEvent[Any]] = at_once(handler(event))
        self.stage.log.put(*facts, source=service)

    def _changed(self, projection: str, key: str, event: Recorded[Event]) -> None:
        """Look again at whatever a fact makes a difference to, as the scheduler's shards do."""
        told = stirred(projection, key, event, Directory(self.stage.log.tables))
        for chat_id in told.chats:
            if told.afresh:
                self._floors.draw_anew((chat_id,))
            self._stir("chat", chat_id)
        for bot_id in told.personas:
            self._stir("persona", bot_id)

    def _stir(self, kind: str, key: str) -> None:
        """Look at a chat or a persona as soon as what happens now has happened."""
        if (kind, key) not in self._stirred:
            self._stirred.add((kind, key))
            self.stage.agenda.after(0, partial(self._consider, kind, key))

    def _consider(self, kind: str, key: str) -> None:
        self._stirred.discard((kind, key))
        again = at_once((self._floors if kind == "chat" else self._personas).consider(key))
        self._next[kind, key] = again
        if again is not None:
            self.stage.agenda.at(again, partial(self._look_again, kind, key, again))

    def _look_again(self, kind: str, key: str, meant: datetime) -> None:
        if self._next.get((kind, key)) == meant:
            self._stir(kind, key)

"""Gives the floor in a chat: loads its scene, decides, publishes, and says when to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from piyasa.contracts.conversation import ANSWERS_PEOPLE, TickRequested
from piyasa.contracts.envelope import NewEvent, Recorded, beginning
from piyasa.contracts.event import Event
from piyasa.eventlog.errors import WrongLastSequence
from piyasa.eventlog.wire import Ack
from piyasa.scheduler.domain.chance import Draw
from piyasa.scheduler.domain.decide import decide
from piyasa.scheduler.domain.decision import Rest, Tick, sooner
from piyasa.scheduler.domain.periodic import due_facts, next_due
from piyasa.scheduler.domain.promise import late_questions, next_break
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.ports import Log, Measures, NewestTick, NewId, View
from piyasa.scheduler.use_cases.scenes import Scenes
from piyasa.telemetry.traces import Tracing

logger = structlog.get_logger(__name__)
SPAN = "scheduler-decide"
_SOON = timedelta(milliseconds=50)
"""The shortest pause between two looks at a chat in which nothing changed."""
_UNSEEN = timedelta(seconds=1)
"""How long to wait for the view to show what was published, should nothing wake the chat before."""


@dataclass(slots=True)
class Floor:
    """What one scheduler keeps of a chat; losing it loses nothing but the moment of the next small talk."""

    chat_id: str
    talk_at: datetime | None = None
    """When small talk is due; None: to be drawn."""
    published: int = 0
    """Position of the newest tick asked for here: nothing is decided before the view has seen it."""
    refusals: int = 0
    """How often in a row somebody else was first."""
    gone: frozenset[str] = frozenset()
    """Ticks that the log knows and the view passed without seeing them; see ``Scene``."""
    late: frozenset[int] = frozenset()
    """Positions of the questions that are counted as late."""


@dataclass(slots=True)
class Moderator:
    """Decides for one chat at a time."""

    scenes: Scenes
    log: Log
    view: View
    newest_tick: NewestTick
    tracing: Tracing
    measures: Measures
    draw: Draw
    new_id: NewId

    async def consider(self, floor: Floor) -> datetime | None:
        """Look at a chat; returns when to look again, None for when something changes."""
        scene = self.scenes.of(floor.chat_id, floor.gone)
        if scene is None:
            return None
        if scene.as_of < floor.published:
            return scene.now + _UNSEEN
        due = self._talk_is_due(floor, scene)
        decision = decide(scene, decision_id=self.new_id(), draw=self.draw, talk_is_due=due)
        if isinstance(decision, Tick):
            again: datetime | None = await self._ask(floor, scene, decision)
        else:
            again = _rest(floor, scene, decision, talk_was_due=due)
        await self._tell(scene)
        self._count_late(floor, scene)
        again = sooner(sooner(again, next_due(scene)), next_break(scene))
        return None if again is None else max(again, scene.now + _SOON)

    def _count_late(self, floor: Floor, scene: Scene) -> None:
        """Count each question once, when the promise breaks; a replica that takes over counts what it finds late."""
        late = late_questions(scene)
        if late - floor.late:
            self.measures.late(len(late - floor.late))
        floor.late = late

    def _talk_is_due(self, floor: Floor, scene: Scene) -> bool:
        """Whether the chat's tick has come; one missed in an outage is drawn anew, or all chats would talk at once."""
        if not (scene.installation.simulation_active and scene.chat.open_for_talk):
            floor.talk_at = None
            return False
        tick = scene.settings.tick_seconds
        latest = scene.in_seconds(-tick) - _UNSEEN
        if floor.talk_at is None or floor.talk_at < latest:
            floor.talk_at = scene.in_seconds(self.draw(self.new_id()).uniform(0, tick))
        return scene.now >= floor.talk_at

    async def _ask(self, floor: Floor, scene: Scene, tick: Tick) -> datetime:
        cause = None if tick.answers is None else await self.log.read_one(tick.answers)
        last = scene.conversation.last_tick_position
        if floor.refusals > 1:
            last = await self._newest_seen(floor.chat_id, otherwise=last)
        try:
            ack = await self._publish(floor, _event(tick.request, cause), cause, last)
        except WrongLastSequence:
            floor.refusals += 1
            await self.view.catch_up()
            return scene.now + _SOON * floor.refusals
        floor.refusals = 0
        if ack.duplicate and ack.sequence <= scene.as_of:
            floor.gone |= {tick.request.tick_id}
        if tick.request.reason not in ANSWERS_PEOPLE and tick.request.reason != "held_turn":
            floor.talk_at = scene.in_seconds(scene.settings.tick_seconds)
        return scene.now + _UNSEEN

    async def _publish(
        self, floor: Floor, event: NewEvent[TickRequested], cause: Recorded[Event] | None, last: int
    ) -> Ack:
        request = event.data
        known = None if cause is None else cause.traceparent
        attributes = {"chat_id": request.chat_id, "bot_id": request.bot_id, "reason": request.reason}
        with self.tracing.span(
            SPAN, parent=known or self.tracing.new_root(seed=request.tick_id), attributes=attributes
        ):
            ack = await self.log.publish_expecting(event, filter=f"{request.filter(request.chat_id)}.>", last=last)
        floor.published = ack.sequence
        if not ack.duplicate:
            self.measures.asked(request)
            logger.debug("asked to speak", lane=request.lane, tick_id=request.tick_id, **attributes)
        return ack

    async def _newest_seen(self, chat_id: str, *, otherwise: int) -> int:
        """Where the chat's newest tick stands for the broker, when all of the log up to there has been seen.

        It may stand before the one that the view remembers: old facts leave the stream, and those that named a
        forgotten person are deleted from it.
        """
        newest = await self.newest_tick.position(chat_id)
        return min(newest, otherwise)

    async def _tell(self, scene: Scene) -> None:
        facts = [event for event in due_facts(scene) if self.view.knows(event.id) is None]
        if facts:
            await self.log.publish(*facts)


def _rest(floor: Floor, scene: Scene, rest: Rest, *, talk_was_due: bool) -> datetime | None:
    """Note when small talk is due next; returns when to look at the chat again."""
    logger.debug("nobody is asked", chat_id=floor.chat_id, reason=rest.reason, until=rest.until)
    if talk_was_due:
        floor.talk_at = rest.until or scene.in_seconds(scene.settings.tick_seconds)
    return sooner(rest.until, floor.talk_at)


def _event(request: TickRequested, cause: Recorded[Event] | None) -> NewEvent[TickRequested]:
    """The tick as a fact: it begins a chain, or follows from what a person said."""
    if cause is None:
        return beginning(request, event_id=request.tick_id)
    return NewEvent(request.tick_id, request, cause.correlation_id or cause.id, cause.id)

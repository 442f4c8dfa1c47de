"""Messages that nobody ended are ended: what was armed is never lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.projections.conversations.reading import armed as armed_in
from piyasa.projections.conversations.state import Armed
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.domain.overdue import claim_is_dead, overdue
from piyasa.telegram_gateway.use_cases.desk import Desk

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Sweeping:
    """Looks through the chats that this process sends for."""

    desk: Desk
    mine: Callable[[str], bool]
    """Whether this process sends for a chat."""

    async def __call__(self) -> int:
        """End what is overdue; how many messages that were. One that cannot be ended waits for the next round."""
        outlook = self.desk.outlook
        if not outlook.is_current():
            return 0
        ended = 0
        waiting = [(chat_id, talk.armed) for chat_id, talk in outlook.conversations.items() if talk.armed]
        for chat_id, armed in waiting:
            if self.mine(chat_id):
                chat, now = outlook.chat(chat_id), self.desk.clock.now()
                for each in overdue(armed, chat, now=now):
                    ended += await self._tried(chat_id, each)
                    if not outlook.is_current():
                        return ended
        return ended

    async def _tried(self, chat_id: str, armed: Armed) -> bool:
        try:
            return await self._end(chat_id, armed)
        except Exception as error:  # noqa: BLE001 - the edge of one message: the others get their ends all the same
            reason = type(error).__name__
            logger.warning("an overdue message has no end yet", message_id=armed.message_id, reason=reason)
            return False

    async def _end(self, chat_id: str, armed: Armed) -> bool:
        if armed.message_id in self.desk.busy:
            return False
        self.desk.busy.add(armed.message_id)
        try:
            facts = await self._facts(chat_id, armed)
            if facts is None:
                return False
            self.desk.claims.ended(armed.message_id, facts)
            acks = await self.desk.log.publish(*facts)
            self.desk.claims.recorded(armed.message_id)
            await self.desk.outlook.reached(acks[-1].sequence)
        finally:
            self.desk.busy.discard(armed.message_id)
        end = facts[0].data.fact
        logger.warning("ended an overdue message", message_id=armed.message_id, chat_id=chat_id, end=end)
        return True

    async def _facts(self, chat_id: str, armed: Armed) -> tuple[NewEvent[Event], ...] | None:
        """Its end: what this process knows of it, stale when nobody has touched it, uncertain under a dead claim."""
        known = self.desk.claims.progress(armed.message_id)
        if isinstance(known, tuple):
            return known
        cut_off = known == "called"
        taken = cut_off or await self.desk.claims.take(armed.message_id) is not None
        if taken and not cut_off and not await self._is_dead(chat_id, armed):
            return None
        await self.desk.outlook.caught_up()
        if armed_in(self.desk.outlook.conversation(chat_id), armed.message_id) is None:
            return None
        cause = "claimed_without_outcome" if taken else None
        self._count(uncertain=taken)
        ready = await self._ready(armed)
        if ready is None:
            return (endings.overdue_end(armed, chat_id, uncertain_cause=cause),)
        return (endings.uncertain(ready, cause),) if cause is not None else (endings.suppressed(ready, "stale"),)

    async def _ready(self, armed: Armed) -> Recorded[MessageReady] | None:
        """What armed it; None when that was deleted because a person wished to be forgotten."""
        event = await self.desk.log.read_one(armed.position)
        if event is None or not isinstance(event.data, MessageReady):
            return None
        return event  # type: ignore[return-value] # narrowing does not reach the type parameter

    async def _is_dead(self, chat_id: str, armed: Armed) -> bool:
        chat = self.desk.outlook.chat(chat_id)
        if not claim_is_dead(armed, chat, now=self.desk.clock.now()):
            return False
        holder = await self.desk.claims.holder(armed.message_id)
        return holder is None or not await self.desk.processes.lives(holder)

    def _count(self, *, uncertain: bool) -> None:
        if uncertain:
            self.desk.tally.uncertain()
        else:
            self.desk.tally.suppressed("stale")

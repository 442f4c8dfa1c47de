"""What this process knows of messages' ends, and the log does not yet, is put on the log."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import ChatEvent, Event
from piyasa.projections.conversations.reading import has_ended
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.use_cases.desk import Desk

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Recording:
    """Publishes ends whose handler was cut off: by an outage of the broker, or when the shard went to somebody else."""

    desk: Desk

    async def __call__(self) -> None:
        """One try for each; what fails is tried again in the next round."""
        if not self.desk.outlook.is_current():
            return
        for message_id, facts in self.desk.claims.unrecorded.items():
            if message_id not in self.desk.busy:
                await self._tried(message_id, facts)
            if not self.desk.outlook.is_current():
                return

    async def _tried(self, message_id: str, facts: tuple[NewEvent[Event], ...]) -> None:
        try:
            await self._record(message_id, facts)
        except Exception as error:  # noqa: BLE001 - the edge of one message: the others are recorded all the same
            logger.warning("an end is not recorded yet", message_id=message_id, reason=type(error).__name__)

    async def _record(self, message_id: str, facts: tuple[NewEvent[Event], ...]) -> None:
        await self.desk.outlook.caught_up()
        end = facts[0].data
        conversation = self.desk.outlook.conversation(end.chat_id if isinstance(end, ChatEvent) else "")
        if not has_ended(conversation, message_id):
            await self.desk.log.publish(*facts)
        elif isinstance(end, MessageSent) and any(each.message_id == message_id for each in conversation.uncertain):
            await self.desk.log.publish(endings.settled(end, facts[0]))
        self.desk.claims.recorded(message_id)

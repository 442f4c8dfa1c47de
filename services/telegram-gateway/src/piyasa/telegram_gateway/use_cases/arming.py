"""A message that is ready is given its timer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.eventlog.timers import Due
from piyasa.projections.conversations.reading import has_ended
from piyasa.telegram_gateway.ports import Outlook

Arm = Callable[[Due, datetime], Awaitable[None]]
"""Has a message fall due at a moment; what is due at once falls due at once."""


@dataclass(frozen=True, slots=True)
class Arming:
    """Handles MessageReady."""

    outlook: Outlook
    arm: Arm

    async def __call__(self, ready: Recorded[MessageReady]) -> list[NewEvent[Event]]:
        """Set the timer to when typing begins; a message that has had its end needs none. Armed twice, it is one."""
        said = ready.data
        if not has_ended(self.outlook.conversation(said.chat_id), said.message_id):
            begins = said.send_at - timedelta(seconds=said.typing_seconds)
            await self.arm(Due(said.message_id, said.chat_id, ready.position), begins)
        return []

"""A person who is to be forgotten has no link to a Telegram account any more."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.system import UserForgotten
from piyasa.telegram_gateway.ports import People


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Handles UserForgotten, whoever published it."""

    people: People

    async def __call__(self, event: Recorded[UserForgotten]) -> list[NewEvent[Event]]:
        """Cut the link both ways."""
        await self.people.forget(event.data.person_id)
        return []

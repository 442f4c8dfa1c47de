"""One shard of chats: looks at each when its moment has come or something happened in it, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from nats.errors import Error as NatsError

from piyasa.eventlog.errors import EventLogError
from piyasa.scheduler.ports import View
from piyasa.scheduler.use_cases.agenda import Agenda
from piyasa.scheduler.use_cases.moderator import Floor, Moderator

logger = structlog.get_logger(__name__)
FRESH = 5.0
"""Seconds within which the view must have been found current for anything to be decided on it."""
AFTER_ERROR = 10.0
_LOOK_AGAIN = 0.25


@dataclass(slots=True)
class Shard:
    """Serves its chats as long as ``mine`` says so."""

    moderator: Moderator
    view: View
    mine: Callable[[], bool]
    agenda: Agenda
    after_error: float = AFTER_ERROR
    """Seconds for which a chat is left alone after an error in it."""
    _floors: dict[str, Floor] = field(default_factory=dict)

    def stir(self, chat_ids: Iterable[str], *, afresh: bool = False) -> None:
        """Look at chats at once; ``afresh`` draws the moment of their next small talk anew."""
        for chat_id in chat_ids:
            if afresh and chat_id in self._floors:
                self._floors[chat_id].talk_at = None
            self.agenda.hurry(chat_id)

    async def run(self) -> None:
        """Serve until cancelled."""
        while True:
            chat_id = await self.agenda.next()
            while not (self.mine() and self.view.confirmed_within(FRESH)):  # noqa: ASYNC110 - neither tells when it is
                await asyncio.sleep(_LOOK_AGAIN)
            await self._consider(chat_id)

    async def _consider(self, chat_id: str) -> None:
        """Look at one chat; an error in it never keeps the others waiting."""
        floor = self._floors.setdefault(chat_id, Floor(chat_id))
        try:
            again = await self.moderator.consider(floor)
        except (EventLogError, NatsError, TimeoutError, OSError) as error:
            logger.warning("a chat waits for the log", chat_id=chat_id, reason=str(error) or repr(error))
            again = self.agenda.now() + timedelta(seconds=self.after_error)
        except Exception as error:
            logger.exception("a chat could not be looked at", chat_id=chat_id, reason=repr(error))
            again = self.agenda.now() + timedelta(seconds=self.after_error)
        self.agenda.put(chat_id, again)

"""One shard of chats or personas: looks at each when its moment has come or something happened, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from nats.errors import Error as NatsError

from piyasa.eventlog.errors import EventLogError
from piyasa.scheduler.ports import View
from piyasa.scheduler.use_cases.agenda import Agenda

logger = structlog.get_logger(__name__)
FRESH = 5.0
"""Seconds within which the view must have been found current for anything to be decided on it."""
AFTER_ERROR = 10.0
_LOOK_AGAIN = 0.25

Consider = Callable[[str], Awaitable[datetime | None]]
"""Looks at one chat or persona by its id; gives when to look again, None for when something changes."""


@dataclass(slots=True)
class Shard:
    """Serves its chats or its personas as long as ``mine`` says so."""

    consider: Consider
    view: View
    mine: Callable[[], bool]
    agenda: Agenda
    after_error: float = AFTER_ERROR
    """Seconds for which one is left alone after an error in it."""

    def stir(self, ids: Iterable[str]) -> None:
        """Look at these at once."""
        for each in ids:
            self.agenda.hurry(each)

    async def run(self) -> None:
        """Serve until cancelled."""
        while True:
            each = await self.agenda.next()
            while not (self.mine() and self.view.confirmed_within(FRESH)):  # noqa: ASYNC110 - neither tells when it is
                await asyncio.sleep(_LOOK_AGAIN)
            await self._look_at(each)

    async def _look_at(self, each: str) -> None:
        """Look at one; an error in it never keeps the others waiting."""
        try:
            again = await self.consider(each)
        except (EventLogError, NatsError, TimeoutError, OSError) as error:
            logger.warning("a chat or persona waits for the log", id=each, reason=str(error) or repr(error))
            again = self.agenda.now() + timedelta(seconds=self.after_error)
        except Exception as error:
            logger.exception("a chat or persona could not be looked at", id=each, reason=repr(error))
            again = self.agenda.now() + timedelta(seconds=self.after_error)
        self.agenda.put(each, again)

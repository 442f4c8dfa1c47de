"""Carries out one change: decide on the newest state, write it down, publish, and wait until it can be read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import structlog

from piyasa.admin_api.domain.errors import AuditUnavailable, Contended, NotReady, PreconditionFailed
from piyasa.admin_api.domain.operations import Carried
from piyasa.admin_api.domain.origin import Origin, named
from piyasa.admin_api.ports import Audit, FactLog, History, Overtaken, ReadModel
from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.projections.directory import Directory

TRIES = 20
"""How often a change is decided anew because somebody else was first."""
CATCH_UP = 10.0
"""Seconds a decision waits for the view."""

logger = structlog.get_logger(__name__)
Decide: TypeAlias = Callable[[Directory, Origin], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Change:
    """A wish of an operator, ready to be carried out."""

    action: str
    """What the audit calls it, as in ``bot.register``."""
    target: str
    """What it is done to, as in ``bot/mehmet``."""
    watch: str
    """The subject filter under which nothing may have happened between decision and publish."""
    decide: Decide
    """Refuses, or gives the facts; an empty list when all is so already."""
    position: Callable[[Directory], int]
    """The position of what is changed, which its ETag shows; 0 when it does not exist."""
    resume: Decide | None = None
    """The facts of the whole change without its refusals, for one that was broken off after its first fact."""
    beforehand: Callable[[], Awaitable[None]] | None = None
    """Done when nothing speaks against the change any more, before its first fact."""
    meanwhile: Callable[[], Awaitable[None]] | None = None
    """Done after the first fact and before the others."""
    urgent: bool = False
    """Made at once, whatever else happens, and accounted for afterwards: the facts carry who wished them."""


@dataclass(frozen=True, slots=True)
class Request:
    """How a change was asked for."""

    origin: Origin
    if_match: tuple[int, ...] | None = None
    """Positions one of which what is changed must still have; empty: it must exist."""
    repeatable: bool = False
    """The operation was named by the operator and may have been carried out before."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a change."""

    position: int | None
    """Position of its newest fact; None when nothing had to change."""
    visible: bool = True
    """Whether the process's own view shows it."""
    repeated: bool = False
    """The same request had been carried out before."""


class Changes:
    """The one way by which operators' wishes become facts."""

    def __init__(
        self, log: FactLog, model: ReadModel, audit: Audit, history: History, *, patience: float = 5.0
    ) -> None:
        """Take what it works with; ``patience`` is how many seconds an answer waits for the view."""
        self._log, self._model, self._audit, self._history = log, model, audit, history
        self._patience = patience

    async def make(self, change: Change, request: Request) -> Receipt:
        """Carry out a change, or give again what became of it.

        Raises the domain's refusals, ``PreconditionFailed``, ``Contended``, and ``Unavailable`` errors.
        """
        if change.urgent:
            return await self._at_once(change, request.origin)
        if request.repeatable:
            archived = await self._archived(request.origin.operation)
            if archived:
                return await self._again(change, request.origin, archived)
        accounted = False
        for _ in range(TRIES):
            last = await self._newest(change.watch)
            carried = self._model.carried(request.origin.operation)
            if carried:  # asked for before, or only the acknowledgement of a moment ago was lost
                return await self._again(change, request.origin, carried)
            events = self._decided(change, request)
            if not events:
                return Receipt(None)
            if not accounted:
                await self._account_for(change, request.origin, events)
                accounted = True
            if change.beforehand is not None:
                await change.beforehand()
            try:
                position = await self._log.append_expecting(events[0], watch=change.watch, last=last)
            except Overtaken:
                continue
            return await self._finish(change, events[1:], position)
        raise Contended(change.target, TRIES)

    async def _archived(self, operation: str) -> Carried:
        """What the archive knows of an operation that the view does not; nothing where the view does."""
        return Carried() if self._model.carried(operation) else await self._history.carried(operation)

    async def _newest(self, watch: str) -> int:
        """The newest position under a filter, once the view has reached it."""
        last = await self._log.last_under(watch)
        if not await self._model.reached(last, seconds=CATCH_UP):
            raise NotReady
        return last

    def _decided(self, change: Change, request: Request) -> list[NewEvent[Event]]:
        directory = self._model.directory
        _require_unchanged(change.position(directory), request.if_match)
        return named(change.decide(directory, request.origin), request.origin)

    async def _at_once(self, change: Change, origin: Origin) -> Receipt:
        """Publish without waiting for view, archive or audit; under the same operation it is the same fact."""
        events = named(change.decide(self._model.directory, origin), origin)
        position = await self._log.append(*events)
        try:
            await self._account_for(change, origin, events)
        except AuditUnavailable as error:
            logger.error("an urgent change was not audited", action=change.action, reason=str(error))
        return Receipt(position, visible=await self._model.reached(position, seconds=self._patience))

    async def _again(self, change: Change, origin: Origin, carried: Carried) -> Receipt:
        """Publish what is missing of a change that was broken off; usually nothing is."""
        events: list[NewEvent[Event]] = []
        if change.resume is not None:
            planned = named(change.resume(self._model.directory, origin), origin)
            events = [event for event in planned if event.id not in carried.facts]
        if not events:
            return Receipt(carried.position, repeated=True)
        logger.warning("finishing a change that was broken off", action=change.action, target=change.target)
        return replace(await self._finish(change, events, carried.position), repeated=True)

    async def _finish(self, change: Change, rest: list[NewEvent[Event]], position: int) -> Receipt:
        if change.meanwhile is not None:
            await change.meanwhile()
        if rest:
            position = await self._log.append(*rest)
        return Receipt(position, visible=await self._model.reached(position, seconds=self._patience))

    async def _account_for(self, change: Change, origin: Origin, events: list[NewEvent[Event]]) -> None:
        """Write down what is about to happen: a change that nobody could account for is not made."""
        detail = {
            "target": change.target,
            "operation": origin.operation,
            "facts": [event.data.fact for event in events],
        }
        await self._audit.record(origin.by, change.action, detail)


def _require_unchanged(current: int, if_match: tuple[int, ...] | None) -> None:
    if if_match is None:
        return
    holds = current in if_match if if_match else current > 0
    if not holds:
        raise PreconditionFailed(if_match, current)

"""What routes work with: the state to read, and one way to write with its headers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request, Response

from piyasa.admin_api.adapters.http.shapes import Recorded
from piyasa.admin_api.domain.chance import Draw
from piyasa.admin_api.domain.errors import IdempotencyKeyUnusable, NotReady, PreconditionUnreadable
from piyasa.admin_api.domain.origin import Origin, operation_id
from piyasa.admin_api.ports import ReadModel, TokenVault
from piyasa.admin_api.use_cases import changing
from piyasa.admin_api.use_cases.keys import Keys
from piyasa.projections.directory import Directory
from piyasa.telemetry import Tracing

READ_MODEL = "Piyasa-Read-Model"
POSITION = "Piyasa-Position"
REPLAYED = "Idempotency-Replayed"
OPERATOR = "operator"
"""Who is behind the one key there is."""
_LONGEST_KEY = 200
_TAG = re.compile(r'(?:W/)?"(\d{1,18})"')
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """The service once it is ready."""

    changes: changing.Changes
    model: ReadModel
    keys: Keys
    vault: TokenVault
    tracing: Tracing
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    draw: Draw


@dataclass(slots=True)
class Reception:
    """Where the desk will stand; the server answers before it does."""

    desk: Desk | None = None


async def desk_of(request: Request) -> Desk:
    """The desk; raises ``NotReady`` before it stands."""
    # Asynchronous although nothing is awaited: FastAPI calls others in threads, and the state belongs to the loop.
    desk: Desk | None = request.app.state.reception.desk
    if desk is None:
        raise NotReady
    return desk


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the state, and the headers that say how fresh it is."""

    directory: Directory
    response: Response

    def tagged(self, position: int) -> None:
        """Show the position of what is shown."""
        self.response.headers["ETag"] = f'"{position}"'


async def reading(response: Response, desk: Annotated[Desk, Depends(desk_of)]) -> Reading:
    """Look at the state as it stands."""
    response.headers[READ_MODEL] = "current" if desk.model.current else "behind"
    return Reading(desk.model.directory, response)


@dataclass(frozen=True, slots=True)
class Writing:
    """One request to change something."""

    desk: Desk
    request: changing.Request
    response: Response
    traceparent: str | None

    async def make(
        self, change: changing.Change, show: Callable[[Directory], T | None], *, made: int = 200
    ) -> T | Recorded:
        """Carry the change out and show what it led to; ``made`` is the status when something came of it.

        When the process's own view does not show it yet, the answer says so and shows the position only.
        """
        with self.desk.tracing.span(change.action, parent=self.traceparent):
            receipt = await self.desk.changes.make(change, self.request)
        headers = self.response.headers
        headers[READ_MODEL] = "current" if receipt.visible else "behind"
        if receipt.repeated:
            headers[REPLAYED] = "true"
        if receipt.position is not None:
            headers[POSITION] = str(receipt.position)
        directory = self.desk.model.directory
        shown = show(directory) if receipt.visible else None
        if shown is not None:
            headers["ETag"] = f'"{change.position(directory)}"'
            self.response.status_code = made if receipt.position is not None else 200
            return shown
        self.response.status_code = 200 if receipt.visible else 202
        message = "done" if receipt.visible else "recorded; it can be read here shortly"
        return Recorded(message=message, position=receipt.position)


async def writing(
    request: Request,
    response: Response,
    desk: Annotated[Desk, Depends(desk_of)],
    idempotency_key: Annotated[
        str | None, Header(description="Names this request: sent again under the same key, it is carried out once.")
    ] = None,
    if_match: Annotated[
        str | None, Header(description="The ETag of what is to be changed: refused with 412 when it has another now.")
    ] = None,
    traceparent: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Writing:
    """Read who asks for what under which conditions."""
    if idempotency_key is None:
        operation = desk.new_id()
    else:
        fingerprint = await _fingerprint(request)
        desk.keys.claim(_usable(idempotency_key), fingerprint)
        operation = operation_id(idempotency_key, fingerprint)
    asked = changing.Request(
        origin=Origin(OPERATOR, operation, desk.now(), desk.draw),
        if_match=None if if_match is None else positions_in(if_match),
        repeatable=idempotency_key is not None,
    )
    return Writing(desk, asked, response, traceparent)


def positions_in(if_match: str) -> tuple[int, ...]:
    """The positions an If-Match header names; none for ``*``. Raises ``PreconditionUnreadable``."""
    if if_match.strip() == "*":
        return ()
    found = [_TAG.fullmatch(part.strip()) for part in if_match.split(",")]
    positions = tuple(int(each[1]) for each in found if each is not None)
    if len(positions) != len(found):
        raise PreconditionUnreadable(if_match)
    return positions


def _usable(key: str) -> str:
    if not 1 <= len(key) <= _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyUnusable(len(key))
    return key


async def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    digest.update(await request.body())
    return digest.hexdigest()


DeskOf = Annotated[Desk, Depends(desk_of)]
ReadingOf = Annotated[Reading, Depends(reading)]
WritingOf = Annotated[Writing, Depends(writing)]

"""The updates that wait for one bot: numbering, confirmation and expiry."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from itertools import islice

from piyasa.devstack.telegram.domain.accounts import JsonObject

KEPT_SECONDS = 24 * 3600
IDLE_SECONDS = 7 * 24 * 3600
FUTURE = 10


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `lane` is the chat whose order it keeps."""

    id: int
    kind: str
    lane: int
    at: float
    payload: JsonObject

    def as_json(self) -> JsonObject:
        """The Bot API object."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Mailbox:
    """A bot's queue. Ids rise by one, and start somewhere else after a week without updates."""

    bot: int
    next_id: int
    last_at: float | None = None
    pending: dict[int, Update] = field(default_factory=dict)

    def put(self, kind: str, lane: int, payload: JsonObject, now: float) -> None:
        """Append an update, and let go what is older than a day."""
        self.expire(now)
        if self.last_at is not None and now - self.last_at > IDLE_SECONDS and not self.pending:
            self.next_id = zlib.crc32(f"{self.bot}:{self.next_id}".encode()) % 900_000_000 + 1
        self.pending[self.next_id] = Update(self.next_id, kind, lane, now, payload)
        self.next_id += 1
        self.last_at = now

    def expire(self, now: float) -> None:
        """Drop updates that waited for more than 24 hours."""
        while self.pending:
            first = next(iter(self.pending.values()))
            if now - first.at <= KEPT_SECONDS:
                return
            del self.pending[first.id]

    def confirm(self, before: int) -> None:
        """Forget everything below `before`."""
        for update_id in [known for known in self.pending if known < before]:
            del self.pending[update_id]

    def start_of(self, offset: int) -> int:
        """The update id that an `offset` of getUpdates confirms up to; 0 when it confirms nothing.

        A negative offset counts from the end. One beyond the end belongs to a numbering that has gone.
        """
        if offset < 0:
            kept = list(self.pending)[offset:]
            return kept[0] if kept else 0
        return 0 if offset > self.next_id + FUTURE else offset

    def first(self, limit: int, *, at_least: int = 0) -> list[Update]:
        """The oldest updates, at most `limit`."""
        return list(islice((one for one in self.pending.values() if one.id >= at_least), limit))

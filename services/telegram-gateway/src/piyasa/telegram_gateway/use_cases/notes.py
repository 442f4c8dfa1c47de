"""Notes on the broker about notices that are being posted, so that a crash in between does not post them twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from piyasa.contracts.values import format_time
from piyasa.eventlog.kv import Entry
from piyasa.telegram_gateway.ports import Bucket


@dataclass(frozen=True, slots=True)
class Note:
    """Somebody began to post a chat's notice, and perhaps got as far as having its message."""

    entry: Entry
    since: datetime
    telegram_message_id: int | None


@dataclass(frozen=True, slots=True)
class Notes:
    """One note a chat."""

    bucket: Bucket
    instance: str

    async def find(self, chat_id: str) -> Note | None:
        """The note of a chat."""
        entry = await self.bucket.get(_key(chat_id))
        if entry is None:
            return None
        found = orjson.loads(entry.value)
        return Note(entry, datetime.fromisoformat(found["since"]), found["message"])

    async def begin(self, chat_id: str, now: datetime) -> Note | None:
        """A new note; None when somebody else was first."""
        entry = await self.bucket.create(_key(chat_id), self._value(now, None))
        return None if entry is None else Note(entry, now, None)

    async def renew(self, note: Note, now: datetime) -> Note | None:
        """The note as our own, begun now; None when somebody else was first."""
        entry = await self.bucket.update(note.entry, self._value(now, None))
        return None if entry is None else Note(entry, now, None)

    async def posted(self, note: Note, telegram_message_id: int) -> None:
        """The notice is out; whoever goes on need only pin it."""
        await self.bucket.update(note.entry, self._value(note.since, telegram_message_id))

    async def clear(self, chat_id: str) -> None:
        """Nothing is under way."""
        await self.bucket.delete(_key(chat_id))

    def _value(self, since: datetime, message: int | None) -> bytes:
        return orjson.dumps({"by": self.instance, "since": format_time(since), "message": message})


def _key(chat_id: str) -> str:
    return f"notice.{chat_id}"

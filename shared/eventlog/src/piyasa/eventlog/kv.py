"""A key-value bucket with compare-and-set and a life per key, over plain publishes and direct gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nats.js.errors import NotFoundError

from piyasa.eventlog.direct import DirectReader
from piyasa.eventlog.errors import WrongLastSequence
from piyasa.eventlog.wire import EXPECTED_LAST, Outgoing, Wire

if TYPE_CHECKING:
    from nats.aio.client import Client

_TTL, _OPERATION = "Nats-TTL", "KV-Operation"
_MARK_SECONDS = 5
"""How long the mark of a deletion stays: a key can be a person's Telegram id."""
_GONE = frozenset({"DEL", "PURGE"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's value and its revision, which a later change must name."""

    key: str
    value: bytes
    revision: int


class Bucket:
    """One bucket; an entry that is not renewed ends with its time to live."""

    def __init__(self, client: Client, wire: Wire, name: str) -> None:
        self.name = name
        self._client, self._wire = client, wire

    async def get(self, key: str) -> Entry | None:
        """The value of a key, None when it has none (any more)."""
        entry = await self._newest(key)
        return entry if entry is not None and entry.value else None

    async def create(self, key: str, value: bytes, *, ttl: int | None = None) -> Entry | None:
        """Set a key that has no value; None when somebody else was first.

        A create whose answer was lost is found again by its value, which must therefore be the caller's own.
        """
        try:
            return await self._put(key, value, expected=0, ttl=ttl)
        except WrongLastSequence:
            there = await self._newest(key)
        if there is None:
            return None
        if there.value == value:
            return there
        if there.value:
            return None
        try:
            return await self._put(key, value, expected=there.revision, ttl=ttl)
        except WrongLastSequence:
            return None

    async def update(self, entry: Entry, value: bytes, *, ttl: int | None = None) -> Entry | None:
        """Change a key nobody has changed since; None when somebody has. The life begins anew."""
        try:
            return await self._put(entry.key, value, expected=entry.revision, ttl=ttl)
        except WrongLastSequence:
            return None

    async def delete(self, key: str) -> None:
        """Take a key's value away, whoever set it; soon nothing tells that the key ever was."""
        headers = {_OPERATION: "PURGE", "Nats-Rollup": "sub", _TTL: f"{_MARK_SECONDS}s"}
        await self._wire.publish([Outgoing(self._subject(key), b"", headers)])

    async def entries(self, keys: str = ">") -> list[Entry]:
        """All keys under a filter that have a value now; raises ``ReadFailed``."""
        reader = DirectReader(self._client, f"KV_{self.name}", self._subject(keys))
        found: dict[str, Entry] = {}
        position = 0
        try:
            while True:
                batch = await reader.read(position)
                for raw in batch.messages:
                    position = raw.position
                    key = raw.subject.split(".", 2)[2]
                    gone = raw.headers.get(_OPERATION) in _GONE
                    found[key] = Entry(key, b"" if gone else raw.body, raw.position)
                if batch.at_end:
                    return [entry for entry in found.values() if entry.value]
        finally:
            await reader.stop()

    async def _newest(self, key: str) -> Entry | None:
        stream = f"KV_{self.name}"
        try:
            raw = await self._client.jetstream().get_last_msg(stream, self._subject(key), direct=True)
        except NotFoundError:
            return None
        gone = (raw.headers or {}).get(_OPERATION) in _GONE
        return Entry(key, b"" if gone else raw.data or b"", raw.seq or 0)

    async def _put(self, key: str, value: bytes, *, expected: int, ttl: int | None) -> Entry:
        headers = {EXPECTED_LAST: str(expected)}
        if ttl is not None:
            headers[_TTL] = f"{ttl}s"
        (ack,) = await self._wire.publish([Outgoing(self._subject(key), value, headers)])
        return Entry(key, value, ack.sequence)

    def _subject(self, key: str) -> str:
        return f"$KV.{self.name}.{key}"

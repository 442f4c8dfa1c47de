"""Who may make the one call that says a message: whoever creates its claim, and nobody after him."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.telegram_gateway.ports import Bucket

REMEMBERED = 4096

Progress: TypeAlias = Literal["claimed", "called"] | tuple[NewEvent[Event], ...]
"""How far this process got with a message: it is claimed and certainly not sent; a call was begun whose answer is not
known; or these facts end it and may not have been published yet."""


@dataclass(slots=True)
class Claims:
    """The claims of one process, on the broker, and what only this process knows about them."""

    bucket: Bucket
    instance: str
    """Names this process and no other before or after it."""
    _progress: OrderedDict[str, Progress] = field(default_factory=OrderedDict)
    _unrecorded: dict[str, tuple[NewEvent[Event], ...]] = field(default_factory=dict)

    def progress(self, message_id: str) -> Progress | None:
        """How far this process got with a message."""
        return self._progress.get(message_id)

    async def take(self, message_id: str) -> str | None:
        """Claim a message; None when it is ours now, else who holds it."""
        if message_id in self._progress:
            return None
        if await self.bucket.create(message_id, self.instance.encode()) is not None:
            self._note(message_id, "claimed")
            return None
        return await self.holder(message_id) or "somebody"

    async def holder(self, message_id: str) -> str | None:
        """Who holds the claim on a message."""
        entry = await self.bucket.get(message_id)
        return None if entry is None else entry.value.decode()

    async def seize(self, message_id: str) -> bool:
        """Take a claim over from whoever holds it; whether that went well. Only where sending twice is accepted."""
        entry = await self.bucket.get(message_id)
        if entry is None or await self.bucket.update(entry, self.instance.encode()) is None:
            return False
        self._note(message_id, "claimed")
        return True

    def calling(self, message_id: str) -> None:
        """From now on nobody can say whether the message was sent."""
        self._note(message_id, "called")

    def not_sent(self, message_id: str) -> None:
        """The call was certainly not carried out."""
        self._note(message_id, "claimed")

    def ended(self, message_id: str, facts: tuple[NewEvent[Event], ...]) -> None:
        """The message has its end, of which the log may not know yet."""
        self._note(message_id, facts)
        self._unrecorded[message_id] = facts

    def recorded(self, message_id: str) -> None:
        """The log knows of the message's end."""
        self._unrecorded.pop(message_id, None)

    @property
    def unrecorded(self) -> dict[str, tuple[NewEvent[Event], ...]]:
        """Ends that happened and that the log may not know of, by message."""
        return dict(self._unrecorded)

    async def give_back(self, message_id: str) -> None:
        """Let somebody else say a message that was certainly not sent."""
        if self._progress.get(message_id) == "claimed":
            await self.bucket.delete(message_id)
            self._progress.pop(message_id, None)

    def _note(self, message_id: str, progress: Progress) -> None:
        self._progress[message_id] = progress
        self._progress.move_to_end(message_id)
        if len(self._progress) > REMEMBERED:
            self._progress.popitem(last=False)

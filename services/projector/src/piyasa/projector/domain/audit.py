"""What must hold over the whole log: one end a message, one chain of drafts a tick."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from piyasa.contracts.conversation import DraftGenerated, MessageReady, MessageSuppressed
from piyasa.contracts.delivery import DeliveryUncertain, MessageFailed, MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

ENDS = (MessageSent, MessageFailed, MessageSuppressed, DeliveryUncertain)
FACTS = frozenset(kind.fact for kind in (*ENDS, MessageReady, DraftGenerated))
"""The facts that this audit reads."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not be: a stable code, what it concerns, and the facts."""

    code: str
    concerns: str
    detail: str


@dataclass(slots=True)
class _Message:
    ready: int
    """Position of the MessageReady, 0 while none was seen."""
    send_at: datetime | None = None
    ends: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Tick:
    drafts: dict[int, int] = field(default_factory=dict)
    """Attempt to position."""
    parts: dict[int, str] = field(default_factory=dict)
    """Part to message id."""


class Audit:
    """Takes the facts in order of position; ``faults`` tells what does not hold."""

    def __init__(self) -> None:
        self._messages: dict[str, _Message] = {}
        self._ticks: dict[str, _Tick] = {}
        self._faults: list[Fault] = []

    @property
    def messages(self) -> int:
        """Messages seen."""
        return len(self._messages)

    @property
    def ticks(self) -> int:
        """Ticks seen that came to a draft or a message."""
        return len(self._ticks)

    def take(self, event: Recorded[Event]) -> None:
        """Take one fact; others than ``FACTS`` are ignored."""
        data = event.data
        if isinstance(data, MessageReady):
            self._ready(data, event.position)
        elif isinstance(data, ENDS) and data.message_id is not None:
            message = self._messages.setdefault(data.message_id, _Message(ready=0))
            message.ends.append((data.fact, event.position))
        elif isinstance(data, DraftGenerated):
            self._draft(data, event.position)

    def faults(self, *, now: datetime, patience: timedelta) -> list[Fault]:
        """All that does not hold. A message may be without an end until ``patience`` after its moment."""
        found = list(self._faults)
        for message_id, message in self._messages.items():
            ends = ", ".join(f"{fact} at {position}" for fact, position in message.ends)
            if not message.ready:
                found.append(Fault("END_WITHOUT_MESSAGE", message_id, f"{ends}, but it was never ready"))
            if len(message.ends) > 1:
                found.append(Fault("MESSAGE_ENDED_TWICE", message_id, ends))
            elif not message.ends and message.send_at is not None and message.send_at + patience < now:
                found.append(
                    Fault("MESSAGE_WITHOUT_END", message_id, f"ready at {message.ready}, due {message.send_at:%FT%TZ}")
                )
        return found

    def open(self) -> int:
        """Messages that are ready and have no end yet."""
        return sum(not message.ends for message in self._messages.values())

    def _tick(self, tick_id: str) -> _Tick:
        return self._ticks.setdefault(tick_id, _Tick())

    def _ready(self, data: MessageReady, position: int) -> None:
        message = self._messages.setdefault(data.message_id, _Message(ready=0))
        if message.ready:
            self._fault("MESSAGE_READY_TWICE", data.message_id, f"at {message.ready} and at {position}")
        message.ready, message.send_at = message.ready or position, data.send_at
        other = self._tick(data.tick_id).parts.setdefault(data.part, data.message_id)
        if other != data.message_id:
            detail = f"part {data.part} is {other} and {data.message_id}"
            self._fault("TICK_SPOKEN_TWICE", data.tick_id, detail)

    def _draft(self, data: DraftGenerated, position: int) -> None:
        tick = self._tick(data.tick_id)
        before = tick.drafts.setdefault(data.attempt, position)
        if before != position:
            self._fault("DRAFTED_TWICE", data.tick_id, f"attempt {data.attempt} at {before} and at {position}")

    def _fault(self, code: str, concerns: str, detail: str) -> None:
        self._faults.append(Fault(code, concerns, detail))

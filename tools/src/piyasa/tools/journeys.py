"""The way of a message from the tick that asked for it to its end, told from the facts of its chain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    MessageReady,
    MessageSuppressed,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.delivery import DeliveryUncertain, MessageFailed, MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event

_TRACE_ID = slice(3, 35)
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class Journey:
    """One tick and everything that came of it."""

    tick_id: str
    cause: Recorded[Event] | None
    """What the tick followed from: mostly what a person said."""
    events: tuple[Recorded[Event], ...]
    """In order of position, the tick first; never empty."""

    @property
    def request(self) -> TickRequested | None:
        """Who was asked to speak; None when that is beyond reach."""
        return next((each.data for each in self.events if isinstance(each.data, TickRequested)), None)

    @property
    def drafts(self) -> list[DraftGenerated]:
        """Every attempt that had words."""
        return [each.data for each in self.events if isinstance(each.data, DraftGenerated)]

    @property
    def messages(self) -> list[MessageReady]:
        """Every part that was to be said."""
        return [each.data for each in self.events if isinstance(each.data, MessageReady)]

    @property
    def chat_id(self) -> str:
        """Where."""
        return self.events[0].data.aggregate_id

    @property
    def bot_id(self) -> str:
        """Whose words."""
        return next((str(bot) for each in self.events if (bot := getattr(each.data, "bot_id", None))), "")

    @property
    def correlation_id(self) -> str:
        """The chain."""
        return self.events[0].correlation_id

    @property
    def trace_id(self) -> str:
        """Under which tracing knows it; empty when it was not traced."""
        return next((each.traceparent[_TRACE_ID] for each in self.events if each.traceparent), "")

    @property
    def outcome(self) -> str:
        """How it ended, with the reason; ``open`` while it has not."""
        parts = [self.outcome_of(message.message_id) for message in self.messages]
        if parts:
            return ", ".join(dict.fromkeys(parts))
        # A rejected attempt may be followed by a better one, so that of all ends of a tick the last counts.
        return next((end for each in reversed(self.events) if (end := _end(each.data))), _OPEN)

    def outcome_of(self, message_id: str) -> str:
        """How one part ended; the first end counts."""
        ends = (_end(each.data) for each in self.events if getattr(each.data, "message_id", None) == message_id)
        return next((end for end in ends if end), _OPEN)

    @property
    def seconds(self) -> float:
        """From its first fact to its last."""
        return (self.events[-1].time - self.events[0].time).total_seconds()


def journeys(events: Sequence[Recorded[Event]], wanted: str) -> list[Journey]:
    """The ways that an id belongs to: of one tick when it is a tick's or a message's, of all of its chain otherwise."""
    ticks = _ticks_of(events)
    chosen = _ticks_named(events, wanted) or ticks.keys()
    by_id = {event.id: event for event in events}
    return [_journey(tick_id, ticks[tick_id], by_id) for tick_id in ticks if tick_id in chosen]


def _journey(tick_id: str, events: list[Recorded[Event]], by_id: dict[str, Recorded[Event]]) -> Journey:
    return Journey(tick_id, by_id.get(events[0].causation_id or ""), tuple(events))


def _ticks_of(events: Iterable[Recorded[Event]]) -> dict[str, list[Recorded[Event]]]:
    """The facts of every tick; those that name only a message go to the tick of that message."""
    ticks: dict[str, list[Recorded[Event]]] = {}
    tick_of_message: dict[str, str] = {}
    for event in events:
        tick_id, message_id = getattr(event.data, "tick_id", None), getattr(event.data, "message_id", None)
        if tick_id is None and message_id is not None:
            tick_id = tick_of_message.get(message_id)
        if tick_id is None:
            continue
        if message_id is not None:
            tick_of_message.setdefault(message_id, tick_id)
        ticks.setdefault(tick_id, []).append(event)
    return ticks


def _ticks_named(events: Iterable[Recorded[Event]], wanted: str) -> set[str]:
    return {
        event.data.tick_id  # type: ignore[attr-defined]  # asked for in the condition
        for event in events
        if getattr(event.data, "tick_id", None) is not None
        and wanted in {event.data.tick_id, getattr(event.data, "message_id", None)}  # type: ignore[attr-defined]
    }


_ENDS: dict[type[Event], Callable[[Any], str]] = {
    MessageSent: lambda _: "sent",
    MessageFailed: lambda data: f"failed ({data.error_class} {data.code})",
    MessageSuppressed: lambda data: f"suppressed ({data.reason})",
    DeliveryUncertain: lambda data: f"uncertain ({data.cause})",
    TickAbandoned: lambda data: f"abandoned ({data.reason})",
    DraftRejected: lambda data: f"rejected ({data.reason})",
}


def _end(data: Event) -> str:
    """How a fact ended something; empty when it did not."""
    told = _ENDS.get(type(data))
    return "" if told is None else told(data)


def journey_json(journey: Journey) -> dict[str, Any]:
    """All of it for machines; seconds are since the first fact."""
    begun = journey.events[0].time
    request = journey.request
    return {
        "tick_id": journey.tick_id,
        "chat_id": journey.chat_id,
        "bot_id": journey.bot_id,
        "reason": request and request.reason,
        "lane": request and request.lane,
        "outcome": journey.outcome,
        "seconds": journey.seconds,
        "correlationid": journey.correlation_id,
        "trace_id": journey.trace_id or None,
        "cause": journey.cause and _fact_json(journey.cause),
        "steps": [_fact_json(each) | {"seconds": (each.time - begun).total_seconds()} for each in journey.events],
        "drafts": [each.model_dump(mode="json") for each in journey.drafts],
        "messages": [
            each.model_dump(mode="json") | {"outcome": journey.outcome_of(each.message_id)} for each in journey.messages
        ],
    }


def _fact_json(event: Recorded[Event]) -> dict[str, Any]:
    return {
        "position": event.position,
        "time": event.time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "fact": event.data.fact,
        "id": event.id,
        "data": event.data.model_dump(mode="json"),
    }

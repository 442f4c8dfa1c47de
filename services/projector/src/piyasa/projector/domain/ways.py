"""The way of a message, from the tick that asked for it to its end, as changes to rows of ``read.messages``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    MessageReady,
    MessageSuppressed,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.delivery import (
    DeliverySettled,
    DeliveryUncertain,
    MessageApproved,
    MessageFailed,
    MessageHeld,
    MessageRefused,
    MessageRetracted,
    MessageSent,
)
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event

Change = dict[str, Any]
"""Columns of one row and their values; a column that is absent stays as it is."""

FIRST_STAYS = frozenset(
    {
        "kind", "tick_id", "chat_id", "bot_id", "lane", "reason", "part", "requested_at", "ready_at", "send_at",
        "ended_at", "outcome", "outcome_reason", "correlation_id", "trace_id",
    }
)  # fmt: skip
"""Columns whose first value stays: a second end of one message changes nothing. Of all others the newest counts."""

E = TypeVar("E", bound=Event)
Rule = Callable[[Recorded[Any]], list[tuple[str, Change]]]
_RULES: dict[type[Event], Rule] = {}
_TRACE_ID = slice(3, 35)


def changes(event: Recorded[Event]) -> list[tuple[str, Change]]:
    """The rows a fact changes, by id: of a tick, of a message, or of both."""
    rule = _RULES.get(type(event.data))
    return [] if rule is None else rule(event)


def folds(fact: type[Event]) -> bool:
    """Whether facts of this kind change anything here."""
    return fact in _RULES


def merge(row: Change, change: Change) -> None:
    """Apply a later change of the same row, as the database would."""
    for column, value in change.items():
        if value is not None and (column not in FIRST_STAYS or row.get(column) is None):
            row[column] = value


def _on(*kinds: type[E]) -> Callable[[Rule], Rule]:
    def register(rule: Rule) -> Rule:
        for kind in kinds:
            _RULES[kind] = rule
        return rule

    return register


def _row(kind: str, event: Recorded[ChatEvent], **columns: Any) -> Change:  # noqa: ANN401 - columns differ in type
    """What every fact tells about its row."""
    trace = event.traceparent
    return {
        "kind": kind,
        "chat_id": event.data.chat_id,
        "last_fact": event.data.fact,
        "correlation_id": event.correlation_id or None,
        "trace_id": trace[_TRACE_ID] if trace else None,
        "position": event.position,
        **columns,
    }


def _tick(event: Recorded[Any], **columns: Any) -> list[tuple[str, Change]]:  # noqa: ANN401
    data = event.data
    return [(data.tick_id, _row("tick", event, tick_id=data.tick_id, bot_id=data.bot_id, **columns))]


def _message(event: Recorded[Any], **columns: Any) -> list[tuple[str, Change]]:  # noqa: ANN401
    return [(event.data.message_id, _row("message", event, **columns))]


def _end(event: Recorded[Any], outcome: str, **columns: Any) -> list[tuple[str, Change]]:  # noqa: ANN401
    data = event.data
    return _message(event, tick_id=data.tick_id, bot_id=data.bot_id, outcome=outcome, ended_at=event.time, **columns)


@_on(TickRequested)
def _requested(event: Recorded[TickRequested]) -> list[tuple[str, Change]]:
    data = event.data
    return _tick(event, lane=data.lane, reason=data.reason, attempt=data.attempt, requested_at=event.time)


@_on(DraftGenerated)
def _drafted(event: Recorded[DraftGenerated]) -> list[tuple[str, Change]]:
    data = event.data
    return _tick(
        event, reason=data.reason, attempt=data.attempt, text=data.text, provider=data.provider, model=data.model,
        cost=data.cost, drafted_at=event.time,
    )  # fmt: skip


@_on(RewriteRequested)
def _rewrite(event: Recorded[RewriteRequested]) -> list[tuple[str, Change]]:
    return _tick(event, attempt=event.data.attempt)


@_on(DraftRejected)
def _rejected(event: Recorded[DraftRejected]) -> list[tuple[str, Change]]:
    data = event.data
    return _tick(event, attempt=data.attempt, outcome="rejected", outcome_reason=data.reason, ended_at=event.time)


@_on(TickAbandoned)
def _abandoned(event: Recorded[TickAbandoned]) -> list[tuple[str, Change]]:
    return _tick(event, outcome="abandoned", outcome_reason=event.data.reason, ended_at=event.time)


@_on(MessageSuppressed)
def _suppressed(event: Recorded[MessageSuppressed]) -> list[tuple[str, Change]]:
    reason = event.data.reason
    if event.data.message_id is None:
        return _tick(event, outcome="suppressed", outcome_reason=reason, ended_at=event.time)
    return _end(event, "suppressed", outcome_reason=reason)


@_on(MessageReady)
def _ready(event: Recorded[MessageReady]) -> list[tuple[str, Change]]:
    data = event.data
    return [
        *_tick(event, reason=data.reason, ready_at=event.time),
        *_message(
            event, tick_id=data.tick_id, bot_id=data.bot_id, reason=data.reason, part=data.part, text=data.text,
            ready_at=event.time, send_at=data.send_at,
        ),
    ]  # fmt: skip


@_on(MessageSent)
def _sent(event: Recorded[MessageSent]) -> list[tuple[str, Change]]:
    data = event.data
    return _end(
        event, "sent", reason=data.reason, part=data.part, text=data.text, telegram_message_id=data.telegram_message_id
    )


@_on(MessageFailed)
def _failed(event: Recorded[MessageFailed]) -> list[tuple[str, Change]]:
    return _end(event, "failed", outcome_reason=event.data.error_class)


@_on(DeliveryUncertain)
def _uncertain(event: Recorded[DeliveryUncertain]) -> list[tuple[str, Change]]:
    return _end(event, "uncertain", outcome_reason=event.data.cause)


@_on(DeliverySettled)
def _settled(event: Recorded[DeliverySettled]) -> list[tuple[str, Change]]:
    data = event.data
    return _message(
        event, tick_id=data.tick_id, bot_id=data.bot_id, settled=data.outcome,
        telegram_message_id=data.telegram_message_id,
    )  # fmt: skip


@_on(MessageHeld)
def _held(event: Recorded[MessageHeld]) -> list[tuple[str, Change]]:
    return _message(event, held_at=event.time)


@_on(MessageApproved)
def _approved(event: Recorded[MessageApproved]) -> list[tuple[str, Change]]:
    return _message(event, approved_at=event.time)


@_on(MessageRefused)
def _refused(event: Recorded[MessageRefused]) -> list[tuple[str, Change]]:
    return _message(event)


@_on(MessageRetracted)
def _retracted(event: Recorded[MessageRetracted]) -> list[tuple[str, Change]]:
    return _message(event, retracted_at=event.time, telegram_message_id=event.data.telegram_message_id)

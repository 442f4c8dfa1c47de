"""The way of a tick from its request to its one end."""

from __future__ import annotations

from collections.abc import Callable

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.envelope import Recorded
from piyasa.projections.conversations.questions import let_go, taken_up
from piyasa.projections.conversations.reading import has_ended, tick
from piyasa.projections.conversations.state import OUTCOMES_KEPT, Conversation, Tick
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

RULES: Rules[Conversation] = Rules()


@RULES.on(TickRequested)
def _requested(conversation: Conversation, event: Recorded[TickRequested]) -> Conversation:
    data = event.data
    if tick(conversation, data.tick_id) is not None or has_ended(conversation, data.tick_id):
        # Told twice it is one tick, but it moved the sequence that the next request is to expect.
        return replace(conversation, last_tick_position=event.position)
    reply_to = None if data.reply_to is None else data.reply_to.telegram_message_id
    requested = Tick(
        tick_id=data.tick_id,
        bot_id=data.bot_id,
        lane=data.lane,
        reason=data.reason,
        reply_to=reply_to,
        position=event.position,
        requested_at=event.time,
        expires_at=data.expires_at,
        wait_seconds=data.wait_seconds,
        attempt=data.attempt,
        topic=data.topic,
        person_ids=data.person_ids,
    )
    return replace(
        conversation,
        ticks=(*conversation.ticks, requested),
        unanswered=taken_up(conversation, data.tick_id, reply_to, event.time),
        last_tick_position=event.position,
        position=event.position,
    )


@RULES.on(DraftGenerated)
def _drafted(conversation: Conversation, event: Recorded[DraftGenerated]) -> Conversation:
    attempt = event.data.attempt
    return _with_tick(
        conversation,
        event.data.tick_id,
        event.position,
        lambda each: replace(each, stage="drafted", drafts=max(each.drafts, attempt)),
    )


@RULES.on(RewriteRequested)
def _rewrite(conversation: Conversation, event: Recorded[RewriteRequested]) -> Conversation:
    attempt = event.data.attempt
    return _with_tick(
        conversation,
        event.data.tick_id,
        event.position,
        lambda each: replace(each, rewrites=max(each.rewrites, attempt)),
    )


@RULES.on(TickAbandoned)
def _abandoned(conversation: Conversation, event: Recorded[TickAbandoned]) -> Conversation:
    return tick_over(conversation, event.data.tick_id)


@RULES.on(DraftRejected)
def _rejected(conversation: Conversation, event: Recorded[DraftRejected]) -> Conversation:
    return tick_over(conversation, event.data.tick_id)


def tick_over(conversation: Conversation, tick_id: str) -> Conversation:
    """A tick ended without a message; a second end changes nothing."""
    remaining = without_tick(conversation.ticks, tick_id)
    if len(remaining) == len(conversation.ticks) and has_ended(conversation, tick_id):
        return conversation
    return replace(
        conversation,
        ticks=remaining,
        ended=with_ended(conversation.ended, tick_id),
        unanswered=let_go(conversation, tick_id),
    )


def without_tick(ticks: tuple[Tick, ...], tick_id: str) -> tuple[Tick, ...]:
    """The other ticks."""
    return tuple(each for each in ticks if each.tick_id != tick_id)


def with_ended(ended: tuple[str, ...], *ids: str) -> tuple[str, ...]:
    """The newest ends, these included."""
    return (*ended, *ids)[-OUTCOMES_KEPT:]


def _with_tick(conversation: Conversation, tick_id: str, position: int, change: Callable[[Tick], Tick]) -> Conversation:
    for index, each in enumerate(conversation.ticks):
        if each.tick_id == tick_id:
            ticks = (*conversation.ticks[:index], change(each), *conversation.ticks[index + 1 :])
            return replace(conversation, ticks=ticks, position=position)
    return conversation

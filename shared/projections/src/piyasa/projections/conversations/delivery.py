"""The way of a message from being ready to its one end, and what Telegram made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from piyasa.contracts.conversation import MessageReady, MessageSuppressed
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
from piyasa.projections.conversations.flow import author_of, said
from piyasa.projections.conversations.questions import answered, let_go
from piyasa.projections.conversations.reading import armed, has_ended, line_of, tick
from piyasa.projections.conversations.state import (
    LINES_KEPT,
    UNCERTAIN_KEPT,
    Armed,
    Conversation,
    Line,
    Tick,
    Uncertain,
)
from piyasa.projections.conversations.ticks import tick_over, with_ended, without_tick
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

RULES: Rules[Conversation] = Rules()


@RULES.on(MessageReady)
def _ready(conversation: Conversation, event: Recorded[MessageReady]) -> Conversation:
    """The tick has its outcome; the message is on its way, even of an ended tick: it needs an end of its own."""
    data = event.data
    wish = tick(conversation, data.tick_id)
    moved = wish is not None and wish.moved
    ticks = without_tick(conversation.ticks, data.tick_id)
    ended = conversation.ended
    if len(ticks) < len(conversation.ticks):
        # A tick in flight has had no message yet, so this one can neither be armed nor ended.
        ended = with_ended(ended, data.tick_id)
    elif armed(conversation, data.message_id) is not None or has_ended(conversation, data.message_id):
        return conversation
    elif not has_ended(conversation, data.tick_id):
        ended = with_ended(ended, data.tick_id)
    message = Armed(
        message_id=data.message_id,
        tick_id=data.tick_id,
        bot_id=data.bot_id,
        part=data.part,
        text=data.text,
        sketch=data.meaning.sketch,
        reason=data.reason,
        reply_to=None if data.reply_to is None or moved else data.reply_to.telegram_message_id,
        send_at=data.send_at,
        typing_seconds=data.typing_seconds,
        position=event.position,
        as_of=data.why.as_of,
        meaning=data.meaning,
        person_ids=data.person_ids,
        reply_author=author_of(conversation, data.reply_to),
    )
    waiting = (*conversation.armed, message)
    return replace(conversation, ticks=ticks, ended=ended, armed=waiting, position=event.position)


@RULES.on(MessageSent)
def _sent(conversation: Conversation, event: Recorded[MessageSent]) -> Conversation:
    data = event.data
    over = _over(conversation, data.message_id, data.tick_id)
    if over is None:
        return conversation
    line = Line(
        position=event.position,
        time=event.time,
        speaker=f"b:{data.bot_id}",
        name="",
        text=data.text,
        meaning=data.meaning,
        telegram_message_id=data.telegram_message_id,
        reply_to=None if data.reply_to is None else data.reply_to.telegram_message_id,
        reply_author=author_of(conversation, data.reply_to),
        message_id=data.message_id,
        tick_id=data.tick_id,
        person_ids=data.person_ids,
    )
    return said(conversation, line, event.id, **over._asdict(), unanswered=answered(conversation, data.tick_id))


@RULES.on(MessageFailed)
def _failed(conversation: Conversation, event: Recorded[MessageFailed]) -> Conversation:
    over = _over(conversation, event.data.message_id, event.data.tick_id)
    if over is None:
        return conversation
    return replace(conversation, **over._asdict(), unanswered=answered(conversation, event.data.tick_id))


@RULES.on(DeliveryUncertain)
def _uncertain(conversation: Conversation, event: Recorded[DeliveryUncertain]) -> Conversation:
    data = event.data
    over = _over(conversation, data.message_id, data.tick_id)
    if over is None:
        return conversation
    uncertain = Uncertain(
        message_id=data.message_id,
        tick_id=data.tick_id,
        bot_id=data.bot_id,
        cause=data.cause,
        position=event.position,
        time=event.time,
        message=armed(conversation, data.message_id),
    )
    return replace(
        conversation,
        **over._asdict(),
        unanswered=answered(conversation, data.tick_id),
        uncertain=(*conversation.uncertain, uncertain)[-UNCERTAIN_KEPT:],
    )


@RULES.on(MessageSuppressed)
def _suppressed(conversation: Conversation, event: Recorded[MessageSuppressed]) -> Conversation:
    data = event.data
    if data.message_id is None:
        return tick_over(conversation, data.tick_id)
    over = _over(conversation, data.message_id, data.tick_id)
    if over is None:
        return conversation
    after = replace(conversation, **over._asdict())
    return replace(after, unanswered=let_go(after, data.tick_id))


@RULES.on(DeliverySettled)
def _settled(conversation: Conversation, event: Recorded[DeliverySettled]) -> Conversation:
    data = event.data
    doubt = next((each for each in conversation.uncertain if each.message_id == data.message_id), None)
    if doubt is None:
        return conversation
    after = replace(conversation, uncertain=tuple(each for each in conversation.uncertain if each is not doubt))
    known = data.telegram_message_id
    if data.outcome != "sent" or known is None or doubt.message is None or line_of(after, known) is not None:
        return after
    return replace(after, lines=_inserted(after.lines, _line_of_doubt(doubt, doubt.message, known)))


@RULES.on(MessageRetracted)
def _retracted(conversation: Conversation, event: Recorded[MessageRetracted]) -> Conversation:
    gone = event.data.message_id
    return replace(conversation, lines=tuple(line for line in conversation.lines if line.message_id != gone))


@RULES.on(MessageHeld)
def _held(conversation: Conversation, event: Recorded[MessageHeld]) -> Conversation:
    return _with_armed(conversation, event.data.message_id, lambda each: replace(each, held=True))


@RULES.on(MessageApproved)
def _approved(conversation: Conversation, event: Recorded[MessageApproved]) -> Conversation:
    return _with_armed(conversation, event.data.message_id, lambda each: replace(each, approved=True))


@RULES.on(MessageRefused)
def _refused(conversation: Conversation, event: Recorded[MessageRefused]) -> Conversation:
    return _with_armed(conversation, event.data.message_id, lambda each: replace(each, refused=True))


class _Over(NamedTuple):
    """What is on its way once a message has its end."""

    ticks: tuple[Tick, ...]
    armed: tuple[Armed, ...]
    ended: tuple[str, ...]


def _over(conversation: Conversation, message_id: str, tick_id: str) -> _Over | None:
    """End a message, and its tick too if nothing of it was ready; None when the message had its end before."""
    remaining = tuple(each for each in conversation.armed if each.message_id != message_id)
    if len(remaining) < len(conversation.armed):
        return _Over(conversation.ticks, remaining, with_ended(conversation.ended, message_id))
    if has_ended(conversation, message_id):
        return None
    ids = (message_id,) if has_ended(conversation, tick_id) else (tick_id, message_id)
    return _Over(without_tick(conversation.ticks, tick_id), remaining, with_ended(conversation.ended, *ids))


def _with_armed(conversation: Conversation, message_id: str, change: Callable[[Armed], Armed]) -> Conversation:
    if armed(conversation, message_id) is None:
        return conversation
    changed = tuple(change(each) if each.message_id == message_id else each for each in conversation.armed)
    return replace(conversation, armed=changed)


def _line_of_doubt(doubt: Uncertain, message: Armed, telegram_message_id: int) -> Line:
    """What was said when nobody knew whether it was; it stands where it was sent, not where that was found out."""
    return Line(
        position=doubt.position,
        time=doubt.time,
        speaker=f"b:{doubt.bot_id}",
        name="",
        text=message.text,
        meaning=message.meaning,
        telegram_message_id=telegram_message_id,
        reply_to=message.reply_to,
        reply_author=message.reply_author,
        message_id=doubt.message_id,
        tick_id=doubt.tick_id,
        person_ids=message.person_ids,
    )


def _inserted(lines: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    return tuple(sorted((*lines, line), key=lambda each: each.position)[-LINES_KEPT:])

"""The facts in which a message ends: exactly one of sent, failed, suppressed, uncertain."""

from __future__ import annotations

from datetime import datetime

from piyasa.contracts.conversation import MessageReady, MessageSuppressed, SuppressionReason
from piyasa.contracts.delivery import (
    DeliverySettled,
    DeliveryUncertain,
    DisclosureLost,
    MessageFailed,
    MessageHeld,
    MessageSent,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.identity import derived_id
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.persona import BotBlocked
from piyasa.contracts.values import ReplyTarget
from piyasa.projections.conversations.state import Armed
from piyasa.telegram_gateway.domain.outcome import Refused

Ready = Recorded[MessageReady]


def sent(
    ready: Ready, telegram_message_id: int, *, now: datetime, reply_to: ReplyTarget | None
) -> NewEvent[MessageSent]:
    """Telegram has taken it, as an answer to ``reply_to``."""
    said = ready.data
    return following(
        ready,
        MessageSent(
            chat_id=said.chat_id,
            message_id=said.message_id,
            tick_id=said.tick_id,
            bot_id=said.bot_id,
            telegram_message_id=telegram_message_id,
            text=said.text,
            reply_to=reply_to,
            reason=said.reason,
            part=said.part,
            meaning=said.meaning,
            sent_at=now,
            person_ids=said.person_ids,
        ),
    )


def suppressed(ready: Ready, reason: SuppressionReason) -> NewEvent[MessageSuppressed]:
    """It will not be said."""
    said = ready.data
    return following(
        ready,
        MessageSuppressed(
            chat_id=said.chat_id,
            message_id=said.message_id,
            tick_id=said.tick_id,
            bot_id=said.bot_id,
            reason=reason,
        ),
    )


def uncertain(ready: Ready, cause: str) -> NewEvent[DeliveryUncertain]:
    """Nobody can say whether Telegram took it."""
    said = ready.data
    return following(
        ready,
        DeliveryUncertain(
            chat_id=said.chat_id,
            message_id=said.message_id,
            tick_id=said.tick_id,
            bot_id=said.bot_id,
            cause=cause,
        ),
    )


def settled(said: MessageSent, event: NewEvent[Event]) -> NewEvent[DeliverySettled]:
    """Somebody reported doubt, and whoever made the call knows better."""
    data = DeliverySettled(
        chat_id=said.chat_id,
        message_id=said.message_id,
        tick_id=said.tick_id,
        bot_id=said.bot_id,
        outcome="sent",
        evidence="Telegram's answer reached the process that made the call",
        telegram_message_id=said.telegram_message_id,
    )
    return NewEvent(derived_id(event.id, data.fact), data, event.correlation_id, event.causation_id)


def held(ready: Ready) -> NewEvent[MessageHeld]:
    """It waits for an operator; no end."""
    return following(
        ready, MessageHeld(chat_id=ready.data.chat_id, message_id=ready.data.message_id, by="telegram-gateway")
    )


def refused(ready: Ready, refusal: Refused) -> list[NewEvent[Event]]:
    """Telegram has refused it for good; what else that refusal forbids is said as well."""
    said = ready.data
    failed = MessageFailed(
        chat_id=said.chat_id,
        message_id=said.message_id,
        tick_id=said.tick_id,
        bot_id=said.bot_id,
        error_class=refusal.error_class,
        code=refusal.code,
        description=refusal.description,
    )
    facts: list[NewEvent[Event]] = [following(ready, failed)]
    if refusal.scope != "message":
        everywhere = refusal.scope == "bot"
        blocked = BotBlocked(
            bot_id=said.bot_id,
            chat_id=None if everywhere else said.chat_id,
            error_class=refusal.error_class,
            code=refusal.code,
        )
        facts.append(following(ready, blocked))
    if refusal.scope == "chat":
        facts.append(following(ready, DisclosureLost(chat_id=said.chat_id, cause=refusal.error_class)))
    return facts


def migrated(chat_id: str, old_telegram_id: int, new_telegram_id: int) -> NewEvent[ChatMigrated]:
    """The group has another id; told by several bots, it is one fact."""
    moved = ChatMigrated(chat_id=chat_id, old_telegram_id=old_telegram_id, new_telegram_id=new_telegram_id)
    return from_outside(moved, old_telegram_id, new_telegram_id)


def overdue_end(armed: Armed, chat_id: str, *, uncertain_cause: str | None) -> NewEvent[Event]:
    """The end of a message whose MessageReady was deleted from the log: stale, or uncertain for the cause given."""
    ids = {"chat_id": chat_id, "message_id": armed.message_id, "tick_id": armed.tick_id, "bot_id": armed.bot_id}
    data: MessageSuppressed | DeliveryUncertain = (
        MessageSuppressed(**ids, reason="stale")
        if uncertain_cause is None
        else DeliveryUncertain(**ids, cause=uncertain_cause)
    )
    return NewEvent(derived_id(armed.message_id, data.fact), data, armed.message_id, armed.message_id)

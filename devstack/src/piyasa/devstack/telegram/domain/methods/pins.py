"""Pinning messages to the top of a group."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.calls import Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import MessagePinned, MessagePosted, MessageUnpinned
from piyasa.devstack.telegram.domain.groups import Group
from piyasa.devstack.telegram.domain.refusals import bad_request


def pin_chat_message(call: Call) -> Outcome:
    """Pin a message, announced by a service message as Telegram does."""
    group = _administered(call)
    message = call.world.message(group, call.arguments.integer("message_id"), "message to pin not found")
    if message.service is not None:
        raise bad_request("message can't be pinned")
    notice = MessagePosted(group.id, group.last_id + 1, call.bot.id, service={"pinned_message": message.id})
    pinned = MessagePinned(group.id, message.id)
    already = group.pins[-1:] == [message.id]
    return Outcome(always_true, (pinned,) if already else (pinned, notice), chat=group.id, message_id=message.id)


def unpin_chat_message(call: Call) -> Outcome:
    """Loosen one pinned message, the newest when none is named."""
    group = _administered(call)
    message_id = call.arguments.integer("message_id", group.pins[-1] if group.pins else None)
    if message_id is None:
        raise bad_request("message to unpin not found")
    if message_id not in group.pins:
        return Outcome(always_true)
    return Outcome(always_true, (MessageUnpinned(group.id, message_id),), chat=group.id, message_id=message_id)


def unpin_all_chat_messages(call: Call) -> Outcome:
    """Loosen all."""
    group = _administered(call)
    return Outcome(always_true, (MessageUnpinned(group.id, None),), chat=group.id)


def _administered(call: Call) -> Group:
    group, member = call.world.chat_for(call.bot, call.arguments.chat_id())
    if not member.admin():
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return group

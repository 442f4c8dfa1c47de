"""The methods of the Bot API, by name: pure decisions about one call each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from piyasa.devstack.telegram.domain.calls import Call, Outcome
from piyasa.devstack.telegram.domain.methods import chats, messages, pins, profile, reactions, webhooks

__all__ = ["METHODS", "Method"]


@dataclass(frozen=True, slots=True)
class Method:
    """A method; `limited` says whether it counts against the rate limits."""

    name: str
    decide: Callable[[Call], Outcome]
    limited: bool = False


def _by_lower_name(*methods: Method) -> Mapping[str, Method]:
    return {method.name.casefold(): method for method in methods}


METHODS = _by_lower_name(
    Method("sendMessage", messages.send_message, limited=True),
    Method("editMessageText", messages.edit_message_text, limited=True),
    Method("deleteMessage", messages.delete_message),
    Method("sendChatAction", messages.send_chat_action),
    Method("setMessageReaction", reactions.set_message_reaction),
    Method("pinChatMessage", pins.pin_chat_message),
    Method("unpinChatMessage", pins.unpin_chat_message),
    Method("unpinAllChatMessages", pins.unpin_all_chat_messages),
    Method("getChat", chats.get_chat),
    Method("getChatMember", chats.get_chat_member),
    Method("getChatAdministrators", chats.get_chat_administrators),
    Method("getChatMemberCount", chats.get_chat_member_count),
    Method("leaveChat", chats.leave_chat),
    Method("getMe", profile.get_me),
    Method("setMyName", profile.set_my_name),
    Method("getMyName", profile.get_my_name),
    Method("setMyDescription", profile.set_my_description),
    Method("getMyDescription", profile.get_my_description),
    Method("setMyShortDescription", profile.set_my_short_description),
    Method("getMyShortDescription", profile.get_my_short_description),
    Method("setMyCommands", profile.set_my_commands),
    Method("getMyCommands", profile.get_my_commands),
    Method("deleteMyCommands", profile.delete_my_commands),
    Method("setWebhook", webhooks.set_webhook),
    Method("deleteWebhook", webhooks.delete_webhook),
)

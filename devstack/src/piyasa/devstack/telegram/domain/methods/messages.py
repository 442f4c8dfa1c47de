"""Sending, editing and deleting messages, and showing that one is being written."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.calls import Arguments, Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import ActionShown, MessageDeleted, MessageEdited, MessagePosted
from piyasa.devstack.telegram.domain.formatting import Formatted, formatted
from piyasa.devstack.telegram.domain.groups import Group, Member
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.rendering import message_object

EDITABLE_SECONDS = 48 * 3600
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: Call) -> Outcome:
    """A text into a group."""
    text, entities = _text(call.arguments)
    group, member = call.world.chat_for(call.bot, call.arguments.chat_id())
    require_writing(group, member)
    reply_to, quote = _reply(call.arguments, group)
    posted = MessagePosted(group.id, group.last_id + 1, call.bot.id, text, entities, reply_to, quote)
    return Outcome(
        lambda: message_object(call.world, group, group.messages[posted.message_id]),
        (posted,),
        chat=group.id,
        text=text,
        message_id=posted.message_id,
    )


def _text(arguments: Arguments) -> Formatted:
    text = arguments.text("text")
    return formatted(text, arguments.text("parse_mode"), arguments.sequence("entities"))


def require_writing(group: Group, member: Member) -> None:
    """Refuse, in Telegram's two wordings, when the group or the member's own limits forbid to write."""
    if member.admin():
        return
    if not group.writable:
        raise bad_request("CHAT_WRITE_FORBIDDEN")
    if not member.can_write:
        raise bad_request("not enough rights to send text messages to the chat")


def _reply(arguments: Arguments, group: Group) -> tuple[int | None, str]:
    asked = arguments.mapping("reply_parameters")
    reply = Arguments(asked) if asked else Arguments({"message_id": arguments.given.get("reply_to_message_id")})
    target = reply.integer("message_id")
    if target is None:
        return None, ""
    lenient = reply.flag("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply")
    elsewhere = reply.integer("chat_id", group.id) != group.id
    if elsewhere or target not in group.messages:
        if lenient:
            return None, ""
        raise bad_request("message to be replied not found")
    quote = reply.text("quote")
    if quote and quote not in group.messages[target].text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return target, quote


def edit_message_text(call: Call) -> Outcome:
    """New words for a message of the bot's own."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    old = call.world.message(group, call.arguments.integer("message_id"), "message to edit not found")
    if old.sender != call.bot.id or old.service is not None:
        raise bad_request("message can't be edited")
    text, entities = _text(call.arguments)
    if (text, entities) == (old.text, old.entities):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return Outcome(
        lambda: message_object(call.world, group, group.messages[old.id]),
        (MessageEdited(group.id, old.id, text, entities),),
        chat=group.id,
        text=text,
        message_id=old.id,
    )


def delete_message(call: Call) -> Outcome:
    """Take back an own message of the last 48 hours; administrators may delete any."""
    group, member = call.world.chat_for(call.bot, call.arguments.chat_id())
    old = call.world.message(group, call.arguments.integer("message_id"), "message to delete not found")
    own = old.sender == call.bot.id and call.now - old.date <= EDITABLE_SECONDS
    if not own and not member.admin():
        raise bad_request("message can't be deleted")
    return Outcome(always_true, (MessageDeleted(group.id, old.id),), chat=group.id, message_id=old.id)


def send_chat_action(call: Call) -> Outcome:
    """Show for five seconds that the bot is writing."""
    group, member = call.world.chat_for(call.bot, call.arguments.chat_id())
    action = call.arguments.text("action").casefold()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    require_writing(group, member)
    return Outcome(always_true, (ActionShown(group.id, call.bot.id, action),), chat=group.id, detail=action)

"""Bot API objects of what the world holds."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject
from piyasa.devstack.telegram.domain.groups import Group, Member, Message
from piyasa.devstack.telegram.domain.utf16 import utf16_length
from piyasa.devstack.telegram.domain.world import World

_ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
    "can_manage_tags",
)
_WRITE_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
)
_MEMBER_RIGHTS = ("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag")


def bot_object(bot: Bot) -> JsonObject:
    """`User` of a bot as others see it."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.display_name(), "username": bot.username}


def me_object(bot: Bot) -> JsonObject:
    """`User` of a bot as getMe shows it."""
    return bot_object(bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def user_object(world: World, user: int) -> JsonObject:
    """`User` of any account."""
    bot = world.bots.get(user)
    if bot is not None:
        return bot_object(bot)
    person = world.people[user]
    found: JsonObject = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.last_name:
        found["last_name"] = person.last_name
    if person.username:
        found["username"] = person.username
    return found | {"language_code": "tr"}


def chat_object(group: Group) -> JsonObject:
    """`Chat` of a group."""
    return {"id": group.id, "title": group.title, "type": group.kind}


def message_object(world: World, group: Group, message: Message, *, nested: bool = True) -> JsonObject:
    """`Message`; `nested` says whether the message it replies to is shown with it."""
    found: JsonObject = {
        "message_id": message.id,
        "from": user_object(world, message.sender),
        "chat": chat_object(group),
        "date": message.date,
    }
    if message.edited is not None:
        found["edit_date"] = message.edited
    target = group.messages.get(message.reply_to) if nested and message.reply_to is not None else None
    if target is not None:
        found["reply_to_message"] = message_object(world, group, target, nested=False)
        if message.quote:
            before, _, _ = target.text.partition(message.quote)
            found["quote"] = {"text": message.quote, "position": utf16_length(before)}
    if message.service is not None:
        return found | _service(world, group, message.service)
    found["text"] = message.text
    if message.entities:
        found["entities"] = message.entities
    return found


def _service(world: World, group: Group, service: JsonObject) -> JsonObject:
    match service:
        case {"new_chat_members": list() | tuple() as users}:
            return {"new_chat_members": [user_object(world, user) for user in users]}
        case {"left_chat_member": int(user)}:
            return {"left_chat_member": user_object(world, user)}
        case {"pinned_message": int(pinned)} if pinned in group.messages:
            return {"pinned_message": message_object(world, group, group.messages[pinned], nested=False)}
        case {"pinned_message": int(pinned)}:
            return {"pinned_message": {"message_id": pinned, "date": 0, "chat": chat_object(group)}}
        case _:
            return service


def member_object(world: World, member: Member) -> JsonObject:
    """`ChatMember`, one of the six shapes."""
    found: JsonObject = {"status": member.status, "user": user_object(world, member.user)}
    match member.status:
        case "creator":
            return found | {"is_anonymous": False}
        case "administrator":
            return found | {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
        case "restricted":
            rights = dict.fromkeys(_WRITE_RIGHTS, member.can_write) | dict.fromkeys(_MEMBER_RIGHTS, False)
            return found | {"is_member": True, "until_date": 0} | rights
        case "kicked":
            return found | {"until_date": 0}
        case _:
            return found


def full_chat_object(world: World, group: Group) -> JsonObject:
    """`ChatFullInfo` of a group."""
    rights = dict.fromkeys(_WRITE_RIGHTS, group.writable) | dict.fromkeys(_MEMBER_RIGHTS, False)
    found = chat_object(group) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "permissions": rights,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
        "join_to_send_messages": True,
        "has_visible_history": True,
    }
    if group.available_reactions is not None:
        found["available_reactions"] = [reaction_object(emoji) for emoji in group.available_reactions]
    if group.pins:
        found["pinned_message"] = message_object(world, group, group.messages[group.pins[-1]], nested=False)
    return found


def reaction_object(emoji: str) -> JsonObject:
    """`ReactionTypeEmoji`."""
    return {"type": "emoji", "emoji": emoji}

"""What the local interfaces and the page show of the world."""

from __future__ import annotations

from collections.abc import Iterable

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject
from piyasa.devstack.telegram.domain.groups import Group
from piyasa.devstack.telegram.domain.rendering import message_object, user_object
from piyasa.devstack.telegram.domain.world import LedgerLine, World

SHOWN_MESSAGES = 200


def bot_view(bot: Bot) -> JsonObject:
    """A bot with its token: this is a stand-in, and whoever runs it owns its bots."""
    return {
        "id": bot.id,
        "username": bot.username,
        "name": bot.display_name(),
        "token": bot.token,
        "privacy": bot.privacy,
        "webhook": bot.webhook.url,
        "short_description": bot.text("short_description"),
        "description": bot.text("description"),
    }


def group_view(world: World, group: Group) -> JsonObject:
    """A group with the bots in it."""
    return {
        "id": group.id,
        "title": group.title,
        "type": group.kind,
        "bots": [member for member in members_view(world, group) if member["is_bot"]],
        "members": sum(member.present() for member in group.members.values()),
        "migrated_to": group.migrated_to,
    }


def members_view(world: World, group: Group) -> list[JsonObject]:
    """Who is in the group."""
    return [
        user_object(world, member.user) | {"status": member.status, "hears_all": member.hears_all or member.admin()}
        for member in group.members.values()
        if member.present()
    ]


def messages_view(world: World, group: Group, *, after: int, limit: int | None) -> list[JsonObject]:
    """Bot API messages with an id above `after`, oldest first; the newest `limit` of them."""
    found = [message for message in group.messages.values() if message.id > after]
    return [message_object(world, group, message) for message in (found[-limit:] if limit else found)]


def page_message(world: World, group: Group, message_id: int) -> JsonObject:
    """A message as the page shows it: with the reactions that stand on it."""
    by_user = group.reactions.get(message_id, {})
    counts: dict[str, int] = {}
    for emoji in (symbol for symbols in by_user.values() for symbol in symbols):
        counts[emoji] = counts.get(emoji, 0) + 1
    reactions = [{"emoji": emoji, "count": count} for emoji, count in counts.items()]
    return message_object(world, group, group.messages[message_id]) | {"reactions": reactions}


def pinned_view(world: World, group: Group) -> JsonObject | None:
    """The newest pinned message."""
    return page_message(world, group, group.pins[-1]) if group.pins else None


def page_view(world: World, group: Group, now: float) -> JsonObject:
    """Everything the page needs to show a group from nothing."""
    newest = list(group.messages)[-SHOWN_MESSAGES:]
    return {
        "group": group_view(world, group),
        "members": members_view(world, group),
        "pinned": pinned_view(world, group),
        "acting": [{"user": user_object(world, user), "action": what} for user, what in group.acting(now).items()],
        "messages": [page_message(world, group, message_id) for message_id in newest],
    }


def ledger_view(world: World, lines: Iterable[LedgerLine]) -> list[JsonObject]:
    """Accepted calls in order; `time` in Unix seconds."""
    return [
        {
            "seq": line.seq,
            "time": line.time,
            "method": line.call.method,
            "bot": line.call.bot,
            "bot_username": world.bots[line.call.bot].username,
            "chat": line.call.chat,
            "text": line.call.text,
            "message_id": line.call.message_id,
            "detail": line.call.detail,
            "answer_dropped": line.call.answer_dropped,
        }
        for line in lines
    ]

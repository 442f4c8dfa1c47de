"""Which bots of a group receive a message: the privacy rules."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.accounts import Bot
from piyasa.devstack.telegram.domain.groups import Group, Member, Message
from piyasa.devstack.telegram.domain.utf16 import utf16_slice


def hears(bot: Bot, member: Member, group: Group, message: Message) -> bool:
    """Whether a person's message, or a service message, reaches `bot`.

    Administrators and bots that joined with privacy off hear everything. The others hear service
    messages, replies to them, mentions of them, commands with their name, and bare commands while
    they were the last bot to speak (or none has spoken yet).
    """
    if message.service is not None or member.hears_all or member.admin():
        return True
    return _replies_to(bot, group, message) or _addresses(bot, group, message)


def _replies_to(bot: Bot, group: Group, message: Message) -> bool:
    target = group.messages.get(message.reply_to) if message.reply_to is not None else None
    return target is not None and target.sender == bot.id


def _addresses(bot: Bot, group: Group, message: Message) -> bool:
    own = f"@{bot.username}".casefold()
    for entity in message.entities:
        match entity:
            case {"type": "mention", "offset": int(offset), "length": int(length)}:
                if utf16_slice(message.text, offset, length).casefold() == own:
                    return True
            case {"type": "text_mention", "user": {"id": int(user)}}:
                if user == bot.id:
                    return True
            case {"type": "bot_command", "offset": int(offset), "length": int(length)}:
                _, at, name = utf16_slice(message.text, offset, length).partition("@")
                if f"@{name}".casefold() == own if at else group.last_bot in {None, bot.id}:
                    return True
            case _:
                pass
    return False

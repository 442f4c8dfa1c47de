"""What operators may do with chats: register, change, switch, remove, and who sits in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from piyasa.admin_api.domain.bots import Switch, known_bot
from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.domain.refusals import (
    AlreadyMember,
    BotsTooMany,
    ChatExists,
    ChatNotFound,
    MemberNotFound,
    NotASupergroup,
    SeatTaken,
    TelegramChatTaken,
)
from piyasa.contracts.event import Event
from piyasa.contracts.membership import (
    ChatDisabled,
    ChatEnabled,
    ChatLimits,
    ChatPaused,
    ChatRegistered,
    ChatRemoved,
    ChatResumed,
    ChatUpdated,
)
from piyasa.contracts.persona import JoinedChat, LeftChat
from piyasa.projections.directory import Chat, Directory

MAX_BOTS = "max_bots_per_chat"
"""The setting that bounds every chat's own limit."""
MOST_BOTS = 20
_NO_LIMITS = ChatLimits()
_FIRST_SUPERGROUP = -1_000_000_000_000
"""Supergroups have ids below this, basic groups above."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A chat as its operator wishes it."""

    chat_id: str
    telegram_id: int
    title: str
    language: str = "tr"
    topics: tuple[str, ...] = ()
    limits: ChatLimits = _NO_LIMITS
    approval: bool = False
    enabled: bool = False
    why: str = ""


def known_chat(directory: Directory, chat_id: str) -> Chat:
    """The chat; raises ``ChatNotFound``."""
    chat = directory.chat(chat_id)
    if chat is None:
        raise ChatNotFound(chat_id)
    return chat


def register(wish: Registration, directory: Directory, origin: Origin) -> list[Event]:
    """Begin a chat; raises when its id or its Telegram group is taken, or when it is no supergroup."""
    if directory.chat(wish.chat_id) is not None:
        raise ChatExists(wish.chat_id)
    taken = directory.chat_by_telegram_id(wish.telegram_id)
    if taken is not None:
        raise TelegramChatTaken(wish.telegram_id, taken.chat_id)
    if wish.telegram_id > _FIRST_SUPERGROUP:
        raise NotASupergroup(wish.telegram_id)
    return registration_facts(wish, origin)


def registration_facts(wish: Registration, origin: Origin) -> list[Event]:
    """The facts that begin a chat."""
    registered = ChatRegistered(
        chat_id=wish.chat_id,
        telegram_id=wish.telegram_id,
        title=wish.title,
        language=wish.language,
        topics=wish.topics,
        limits=wish.limits,
        approval=wish.approval,
        by=origin.by,
        why=wish.why,
    )
    if not wish.enabled:
        return [registered]
    return [registered, ChatEnabled(chat_id=wish.chat_id, by=origin.by, why=wish.why)]


def update(chat_id: str, changes: dict[str, Any], why: str, directory: Directory, origin: Origin) -> list[Event]:
    """Change what is known of a chat; nothing follows when it is so already."""
    chat = known_chat(directory, chat_id)
    differing = {name: value for name, value in changes.items() if getattr(chat, name) != value}
    if not differing:
        return []
    limits = differing.get("limits")
    seated = len(directory.members(chat_id))
    if limits is not None and limits.max_bots < min(seated, chat.limits.max_bots):
        raise BotsTooMany(chat_id, seated=seated, limit=limits.max_bots)
    return [ChatUpdated(chat_id=chat_id, by=origin.by, why=why, **differing)]


def switch(chat_id: str, to: Switch, why: str, directory: Directory, origin: Origin) -> list[Event]:
    """Open or close a chat for personas; an undisclosed one may be enabled, its notice is posted then."""
    chat = known_chat(directory, chat_id)
    kind: type[ChatEnabled | ChatDisabled | ChatPaused | ChatResumed]
    match to:
        case "enable":
            done, kind = chat.enabled, ChatEnabled
        case "disable":
            done, kind = not chat.enabled, ChatDisabled
        case "pause":
            done, kind = chat.paused, ChatPaused
        case "resume":
            done, kind = not chat.paused, ChatResumed
    return [] if done else [kind(chat_id=chat_id, by=origin.by, why=why)]


def remove(chat_id: str, why: str, directory: Directory, origin: Origin) -> list[Event]:
    """End a chat; seats first, so that nobody sits in it should it be registered again."""
    known_chat(directory, chat_id)
    left = [LeftChat(bot_id=bot.bot_id, chat_id=chat_id, by=origin.by) for bot in directory.members(chat_id)]
    return [*left, ChatRemoved(chat_id=chat_id, by=origin.by, why=why)]


def remove_rest(chat_id: str, why: str, directory: Directory, origin: Origin) -> list[Event]:
    """What is left to do of a removal that was broken off."""
    return [] if directory.chat(chat_id) is None else remove(chat_id, why, directory, origin)


def seat(chat_id: str, bot_id: str, wished: int | None, directory: Directory, origin: Origin) -> list[Event]:
    """Give a persona a seat, the lowest free one when none is wished; nothing follows when it sits there already."""
    chat, bot = known_chat(directory, chat_id), known_bot(directory, bot_id)
    held = bot.chats.get(chat_id)
    if held is not None:
        if wished in {None, held}:
            return []
        raise AlreadyMember(chat_id, bot_id, held)
    taken = {member.chats[chat_id]: member.bot_id for member in directory.members(chat_id)}
    limit = seats_of(chat, directory)
    if len(taken) >= limit:
        raise BotsTooMany(chat_id, seated=len(taken), limit=limit)
    if wished in taken:
        raise SeatTaken(chat_id, wished, taken[wished])
    free = next(number for number in range(1, MOST_BOTS + 1) if number not in taken)
    return [JoinedChat(bot_id=bot_id, chat_id=chat_id, seat=wished or free, by=origin.by)]


def unseat(chat_id: str, bot_id: str, directory: Directory, origin: Origin) -> list[Event]:
    """Take a persona's seat away."""
    known_chat(directory, chat_id)
    if chat_id not in known_bot(directory, bot_id).chats:
        raise MemberNotFound(chat_id, bot_id)
    return [LeftChat(bot_id=bot_id, chat_id=chat_id, by=origin.by)]


def seats_of(chat: Chat, directory: Directory) -> int:
    """How many personas a chat may seat: its own limit, bounded by the setting."""
    return min(chat.limits.max_bots, directory.setting(MAX_BOTS, MOST_BOTS))

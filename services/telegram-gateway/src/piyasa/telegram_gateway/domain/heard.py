"""What an update of the Bot API says, read out of its JSON without knowing our chats, personas or people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

JsonObject: TypeAlias = Mapping[str, Any]

ALLOWED_UPDATES: Final = ("message", "edited_message", "message_reaction", "my_chat_member", "chat_member")
_KINDS: Final = (
    "photo",
    "sticker",
    "voice",
    "video",
    "video_note",
    "animation",
    "audio",
    "document",
    "poll",
    "location",
)
_PRESENT: Final = frozenset({"creator", "administrator", "member"})
NAMELESS: Final = "Biri"


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account as an update shows it."""

    id: int
    name: str
    is_bot: bool
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The message that another one answers."""

    telegram_message_id: int
    author: Account | None


@dataclass(frozen=True, slots=True)
class Said:
    """A person's message, new or changed."""

    chat: int
    private: bool
    telegram_message_id: int
    author: Account
    text: str
    kind: str
    reply_to: Target | None
    at: datetime
    edited_at: datetime | None

    @property
    def revision(self) -> int:
        """Seconds since the epoch of the last change, 0 when there was none."""
        return 0 if self.edited_at is None else int(self.edited_at.timestamp())


@dataclass(frozen=True, slots=True)
class Edited:
    """A person changed a message."""

    said: Said


@dataclass(frozen=True, slots=True)
class Reacted:
    """A person's reactions to a message are other ones now."""

    chat: int
    telegram_message_id: int
    author: Account
    added: tuple[str, ...]
    removed: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Came:
    """An account entered the chat."""

    chat: int
    account: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Went:
    """An account left the chat or was removed."""

    chat: int
    account: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a present account may do is something else now."""

    chat: int
    account: Account
    rights: Mapping[str, bool]
    at: datetime


@dataclass(frozen=True, slots=True)
class Titled:
    """The chat has another title."""

    chat: int
    telegram_message_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id."""

    old: int
    new: int


Heard: TypeAlias = Said | Edited | Reacted | Came | Went | Allowed | Titled | Moved


def read(update: JsonObject) -> list[Heard]:
    """Everything an update says that concerns us; raises ``KeyError`` or ``TypeError`` when it is no update."""
    if message := update.get("message"):
        return list(_message(message))
    if message := update.get("edited_message"):
        said = _said(message)
        return [] if said is None else [Edited(said)]
    if reaction := update.get("message_reaction"):
        return list(_reaction(reaction))
    for kind in ("my_chat_member", "chat_member"):
        if change := update.get(kind):
            return list(_member(change))
    return []


def _message(message: JsonObject) -> Iterator[Heard]:
    chat, at = int(message["chat"]["id"]), _moment(message["date"])
    if "migrate_to_chat_id" in message:
        yield Moved(chat, int(message["migrate_to_chat_id"]))
    elif "migrate_from_chat_id" in message:
        yield Moved(int(message["migrate_from_chat_id"]), chat)
    elif "new_chat_title" in message:
        yield Titled(chat, int(message["message_id"]), str(message["new_chat_title"]))
    elif "new_chat_members" in message:
        for user in message["new_chat_members"]:
            yield Came(chat, _account(user), at)
    elif "left_chat_member" in message:
        yield Went(chat, _account(message["left_chat_member"]), at)
    else:
        said = _said(message)
        if said is not None:
            yield said


def _said(message: JsonObject) -> Said | None:
    """None for what bots, channels and Telegram itself say, and for service messages."""
    sender = message.get("from")
    if sender is None or sender.get("is_bot") or "sender_chat" in message:
        return None
    kind = "text" if "text" in message else next((kind for kind in _KINDS if kind in message), None)
    if kind is None:
        return None
    edited = message.get("edit_date")
    return Said(
        chat=int(message["chat"]["id"]),
        private=message["chat"].get("type") == "private",
        telegram_message_id=int(message["message_id"]),
        author=_account(sender),
        text=str(message.get("text") or message.get("caption") or ""),
        kind=kind,
        reply_to=_target(message.get("reply_to_message")),
        at=_moment(message["date"]),
        edited_at=None if edited is None else _moment(edited),
    )


def _target(message: JsonObject | None) -> Target | None:
    if message is None:
        return None
    author = message.get("from")
    return Target(int(message["message_id"]), None if author is None else _account(author))


def _reaction(change: JsonObject) -> Iterator[Reacted]:
    user = change.get("user")
    if user is None or user.get("is_bot"):
        return
    before, after = _emoji(change.get("old_reaction", ())), _emoji(change.get("new_reaction", ()))
    yield Reacted(
        chat=int(change["chat"]["id"]),
        telegram_message_id=int(change["message_id"]),
        author=_account(user),
        added=tuple(emoji for emoji in after if emoji not in before),
        removed=tuple(emoji for emoji in before if emoji not in after),
        at=_moment(change["date"]),
    )


def _emoji(reactions: list[JsonObject] | tuple[()]) -> tuple[str, ...]:
    return tuple(str(each["emoji"]) for each in reactions if each.get("type") == "emoji")


def _member(change: JsonObject) -> Iterator[Heard]:
    chat, at, new = int(change["chat"]["id"]), _moment(change["date"]), change["new_chat_member"]
    account = _account(new["user"])
    was, is_now = _present(change["old_chat_member"]), _present(new)
    if is_now and not was:
        yield Came(chat, account, at)
    if was and not is_now:
        yield Went(chat, account, at)
    if is_now and account.is_bot:
        yield Allowed(chat, account, _rights(new), at)


def _present(member: JsonObject) -> bool:
    return member["status"] in _PRESENT or (member["status"] == "restricted" and bool(member.get("is_member")))


def _rights(member: JsonObject) -> dict[str, bool]:
    """What the member may do; whoever is not restricted may write."""
    stated = {name: value for name, value in member.items() if name.startswith("can_") and isinstance(value, bool)}
    if member["status"] == "restricted":
        return stated
    pins = member["status"] == "creator" or stated.get("can_pin_messages", False)
    return {**stated, "can_send_messages": True, "can_pin_messages": pins}


def _account(user: JsonObject) -> Account:
    name = str(user.get("first_name") or user.get("username") or NAMELESS)
    return Account(int(user["id"]), name, bool(user.get("is_bot", False)), user.get("username"))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

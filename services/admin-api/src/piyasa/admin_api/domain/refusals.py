"""What is not there, taken, full or impossible: refusals about personas, chats, seats and settings."""

from __future__ import annotations

from piyasa.admin_api.domain.errors import Conflict, Invalid, Unknown


class BotNotFound(Unknown):
    """No persona has this id."""

    code = "BOT_NOT_FOUND"

    def __init__(self, bot_id: str) -> None:
        super().__init__(f"no bot is called {bot_id}; GET /bots lists them", bot_id=bot_id)


class ChatNotFound(Unknown):
    """No chat has this id."""

    code = "CHAT_NOT_FOUND"

    def __init__(self, chat_id: str) -> None:
        super().__init__(f"no chat is called {chat_id}; GET /chats lists them", chat_id=chat_id)


class MemberNotFound(Unknown):
    """The persona has no seat in the chat."""

    code = "MEMBER_NOT_FOUND"

    def __init__(self, chat_id: str, bot_id: str) -> None:
        super().__init__(
            f"bot {bot_id} has no seat in chat {chat_id}; GET /chats/{chat_id}/members lists who has",
            chat_id=chat_id,
            bot_id=bot_id,
        )


class StanceNotFound(Unknown):
    """The persona has no opinion on the topic."""

    code = "STANCE_NOT_FOUND"

    def __init__(self, bot_id: str, topic: str) -> None:
        super().__init__(f"bot {bot_id} has no stance on {topic!r}", bot_id=bot_id, topic=topic)


class StanceReasonMissing(Invalid):
    """A persona changes its mind for a reason, also when an operator changes it."""

    code = "STANCE_REASON_MISSING"

    def __init__(self, bot_id: str, topic: str) -> None:
        message = f"bot {bot_id} has a stance on {topic!r} already; give the reason for which it changes in `reason`"
        super().__init__(message, bot_id=bot_id, topic=topic)


class HoldingNotFound(Unknown):
    """The persona holds no such position."""

    code = "HOLDING_NOT_FOUND"

    def __init__(self, bot_id: str, symbol: str) -> None:
        super().__init__(f"bot {bot_id} has no holding in {symbol!r}", bot_id=bot_id, symbol=symbol)


class SettingUnknown(Unknown):
    """No setting has this key."""

    code = "SETTING_UNKNOWN"

    def __init__(self, key: str, near: str | None) -> None:
        hint = f"did you mean {near!r}?" if near else "GET /settings lists all"
        super().__init__(f"no setting is called {key!r}; {hint}", key=key, near=near)


class BotExists(Conflict):
    """The id is taken."""

    code = "BOT_EXISTS"

    def __init__(self, bot_id: str) -> None:
        super().__init__(f"bot {bot_id} is registered already; change it with PATCH /bots/{bot_id}", bot_id=bot_id)


class HandleTaken(Conflict):
    """Two personas would answer to one handle."""

    code = "HANDLE_TAKEN"

    def __init__(self, handle: str, bot_id: str) -> None:
        super().__init__(f"the handle {handle!r} belongs to bot {bot_id}; choose another", handle=handle, bot_id=bot_id)


class TelegramAccountTaken(Conflict):
    """Two personas would speak from one Telegram account."""

    code = "TELEGRAM_ACCOUNT_TAKEN"

    def __init__(self, telegram_id: int, bot_id: str) -> None:
        super().__init__(
            f"the Telegram account {telegram_id} belongs to bot {bot_id}; every persona needs an account of its own",
            telegram_id=telegram_id,
            bot_id=bot_id,
        )


class ChatExists(Conflict):
    """The id is taken."""

    code = "CHAT_EXISTS"

    def __init__(self, chat_id: str) -> None:
        super().__init__(
            f"chat {chat_id} is registered already; change it with PATCH /chats/{chat_id}", chat_id=chat_id
        )


class TelegramChatTaken(Conflict):
    """Two chats would be one Telegram group."""

    code = "TELEGRAM_CHAT_TAKEN"

    def __init__(self, telegram_id: int, chat_id: str) -> None:
        super().__init__(
            f"the Telegram group {telegram_id} is chat {chat_id} already", telegram_id=telegram_id, chat_id=chat_id
        )


class AlreadyMember(Conflict):
    """The persona sits elsewhere in this chat."""

    code = "ALREADY_MEMBER"

    def __init__(self, chat_id: str, bot_id: str, seat: int) -> None:
        super().__init__(
            f"bot {bot_id} has seat {seat} in chat {chat_id} already", chat_id=chat_id, bot_id=bot_id, seat=seat
        )


class SeatTaken(Conflict):
    """Somebody sits there."""

    code = "SEAT_TAKEN"

    def __init__(self, chat_id: str, seat: int, bot_id: str) -> None:
        super().__init__(
            f"seat {seat} of chat {chat_id} belongs to bot {bot_id}; leave the seat out to get a free one",
            chat_id=chat_id,
            seat=seat,
            bot_id=bot_id,
        )


class BotsTooMany(Conflict):
    """Telegram seats about twenty bots in a group."""

    code = "BOTS_TOO_MANY"

    def __init__(self, chat_id: str, *, seated: int, limit: int) -> None:
        super().__init__(
            f"chat {chat_id} seats {seated} bots and its limit is {limit}; move some to another chat",
            chat_id=chat_id,
            seated=seated,
            limit=limit,
        )


class NotASupergroup(Invalid):
    """In basic groups every account numbers messages for itself: replies and reactions of other bots would miss."""

    code = "CHAT_NOT_SUPERGROUP"

    def __init__(self, telegram_id: int) -> None:
        super().__init__(
            f"{telegram_id} is no supergroup (their ids begin with -100); convert the group in Telegram, "
            "for instance by making its history visible to new members, and register its new id",
            telegram_id=telegram_id,
        )


class BirthDateImpossible(Invalid):
    """Personas are adults."""

    code = "BIRTH_DATE_IMPOSSIBLE"

    def __init__(self, birth_date: str, age: int) -> None:
        super().__init__(
            f"birth_date {birth_date} makes the persona {age} years old; choose an age from 18 to 100",
            birth_date=birth_date,
            age=age,
        )


class SettingInvalid(Invalid):
    """A setting's value is of the wrong type or out of range."""

    code = "SETTING_INVALID"

    def __init__(self, key: str, problem: str, *, expected: str) -> None:
        super().__init__(f"{key} {problem}; expected {expected}", key=key, problem=problem, expected=expected)


class CastUnusable(Invalid):
    """What was sent is no persona."""

    def __init__(self, code: str, message: str, problems: list[dict[str, str]]) -> None:
        super().__init__(message, problems=problems)
        self.code = code


class CastOfAnother(Invalid):
    """The file is about another persona than the address."""

    code = "CAST_OF_ANOTHER"

    def __init__(self, bot_id: str, named: str) -> None:
        super().__init__(
            f"the file is about {named}, the address about {bot_id}; change bot_id in one of them",
            bot_id=bot_id,
            named=named,
        )

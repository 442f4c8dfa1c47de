"""The newest lines between a persona and others that a later one may answer."""

from __future__ import annotations

from piyasa.contracts.delivery import MessageSent
from piyasa.projections.relationships.state import Asked, Heard
from piyasa.projections.replacing import replace


def answered_by(
    asked: tuple[Asked, ...], chat_id: str, telegram_message_id: int, speaker: str
) -> tuple[tuple[Asked, ...], bool]:
    """The persona's questions with one more who answered, and whether this is that one's first answer to one."""
    for index, each in enumerate(asked):
        if each.telegram_message_id == telegram_message_id and each.chat_id == chat_id:
            if speaker in each.by:
                return asked, False
            return (*asked[:index], replace(each, by=(*each.by, speaker)), *asked[index + 1 :]), True
    return asked, False


def heard_line(heard: tuple[Heard, ...], chat_id: str, telegram_message_id: int) -> Heard | None:
    """The line addressed to the persona that has this Telegram id."""
    for each in reversed(heard):
        if each.telegram_message_id == telegram_message_id and each.chat_id == chat_id:
            return each
    return None


def with_answer(heard: tuple[Heard, ...], line: Heard) -> tuple[Heard, ...]:
    """The lines with one of them answered."""
    return tuple(replace(each, answered=True) if each is line else each for each in heard)


def spoken_to(message: MessageSent) -> tuple[str, ...]:
    """Whom a persona's message replies to or mentions, each once, itself left out."""
    author = None if message.reply_to is None else message.reply_to.author
    mentioned = (*(f"b:{each}" for each in message.meaning.mentions), *(f"p:{each}" for each in message.person_ids))
    speakers = dict.fromkeys((*(() if author is None else (author,)), *mentioned))
    speakers.pop(f"b:{message.bot_id}", None)
    return tuple(speakers)

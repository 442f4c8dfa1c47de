"""The newest lines between a persona and others that a later one may answer."""

from __future__ import annotations

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

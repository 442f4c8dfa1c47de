"""What people do in a chat, as facts: told twice by Telegram, each is one fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from piyasa.contracts.conversation import MessageEdited, MessageReceived, ReactionReceived
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.membership import MemberJoined, MemberLeft, RightsChanged, TitleChanged
from piyasa.contracts.values import Meaning, ReplyTarget, Speaker
from piyasa.telegram_gateway.domain.heard import Allowed, Came, Edited, Reacted, Said, Titled, Went

Read = Callable[[str], Meaning]
"""What a text means, in the chat where it was said."""


@dataclass(frozen=True, slots=True)
class Place:
    """The chat an update is about, under its own and Telegram's id."""

    chat_id: str
    telegram_id: int


def received(said: Said, place: Place, person_id: str, author: Speaker | None, read: Read) -> NewEvent[MessageReceived]:
    """A person said something; ``author`` is who wrote what it answers."""
    target = said.reply_to
    fact = MessageReceived(
        chat_id=place.chat_id,
        person_id=person_id,
        display_name=said.author.name,
        telegram_message_id=said.telegram_message_id,
        reply_to=None if target is None else ReplyTarget(telegram_message_id=target.telegram_message_id, author=author),
        text=said.text,
        kind=said.kind,
        meaning=read(said.text),
        via="polling",
        said_at=said.at,
    )
    return from_outside(fact, place.telegram_id, said.telegram_message_id, said.revision)


def edited(change: Edited, place: Place, person_id: str, read: Read) -> NewEvent[MessageEdited]:
    """A person changed what they had said."""
    said = change.said
    fact = MessageEdited(
        chat_id=place.chat_id,
        person_id=person_id,
        telegram_message_id=said.telegram_message_id,
        text=said.text,
        meaning=read(said.text),
        edited_at=said.edited_at or said.at,
    )
    return from_outside(fact, place.telegram_id, said.telegram_message_id, said.revision)


def reactions(change: Reacted, place: Place, person_id: str) -> list[NewEvent[ReactionReceived]]:
    """A person's reactions, those taken back first."""
    moved = [(emoji, True) for emoji in change.removed] + [(emoji, False) for emoji in change.added]
    return [
        from_outside(
            ReactionReceived(
                chat_id=place.chat_id,
                telegram_message_id=change.telegram_message_id,
                person_id=person_id,
                emoji=emoji,
                removed=removed,
            ),
            place.telegram_id,
            change.telegram_message_id,
            change.author.id,
            emoji,
            removed,
            int(change.at.timestamp()),
        )
        for emoji, removed in moved
    ]


def membership(
    change: Came | Went, place: Place, *, person_id: str | None = None, bot_id: str | None = None
) -> NewEvent[Event]:
    """Somebody came or went; the same change told as an update and as a service message is one fact."""
    kind = MemberJoined if isinstance(change, Came) else MemberLeft
    fact = kind(chat_id=place.chat_id, person_id=person_id, bot_id=bot_id)
    return from_outside(fact, place.telegram_id, change.account.id, int(change.at.timestamp()))


def rights(change: Allowed, place: Place, bot_id: str) -> NewEvent[RightsChanged]:
    """What a persona may do has changed."""
    fact = RightsChanged(chat_id=place.chat_id, bot_id=bot_id, rights=dict(change.rights))
    return from_outside(fact, place.telegram_id, change.account.id, int(change.at.timestamp()))


def titled(change: Titled, place: Place) -> NewEvent[TitleChanged]:
    """The chat has another title."""
    fact = TitleChanged(chat_id=place.chat_id, title=change.title)
    return from_outside(fact, place.telegram_id, change.telegram_message_id)

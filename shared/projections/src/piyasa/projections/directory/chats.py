"""Folds what operators and Telegram say of chats."""

from __future__ import annotations

from piyasa.contracts.delivery import ChatDisclosed, DisclosureLost
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.contracts.membership import (
    ChatDisabled,
    ChatEnabled,
    ChatMigrated,
    ChatPaused,
    ChatRegistered,
    ChatRemoved,
    ChatResumed,
    ChatUpdated,
    TitleChanged,
)
from piyasa.projections.directory.state import Chat, Disclosure
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

_RULES: Rules[Chat] = Rules()


class Chats:
    """Which chats there are, and whether personas may talk in them."""

    name = "chats"
    version = "1"
    state = Chat
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The chat of the fact."""
        return (event.data.chat_id,) if isinstance(event.data, ChatEvent) else ()

    def evolve(self, state: Chat | None, event: Recorded[Event]) -> Chat | None:
        """Registration begins a chat, removal ends it; facts about others are none."""
        if isinstance(event.data, ChatRegistered):
            return _registered(state, event.data, event.position)
        if state is None:
            return None
        after = _RULES.apply(state, event)
        return after if after is None or after is state else replace(after, position=event.position)


def _registered(state: Chat | None, data: ChatRegistered, position: int) -> Chat:
    before = state or Chat(chat_id=data.chat_id, telegram_id=data.telegram_id, title=data.title)
    return replace(
        before,
        telegram_id=data.telegram_id,
        title=data.title,
        language=data.language,
        topics=data.topics,
        limits=data.limits,
        approval=data.approval,
        position=position,
    )


@_RULES.on(ChatUpdated)
def _updated(chat: Chat, event: Recorded[ChatUpdated]) -> Chat:
    data = event.data
    return replace(
        chat,
        title=chat.title if data.title is None else data.title,
        language=chat.language if data.language is None else data.language,
        topics=chat.topics if data.topics is None else data.topics,
        limits=chat.limits if data.limits is None else data.limits,
        approval=chat.approval if data.approval is None else data.approval,
    )


@_RULES.on(ChatRemoved)
def _removed(_chat: Chat, _event: Recorded[ChatRemoved]) -> None:
    return None


@_RULES.on(ChatEnabled)
def _enabled(chat: Chat, _event: Recorded[ChatEnabled]) -> Chat:
    return replace(chat, enabled=True)


@_RULES.on(ChatDisabled)
def _disabled(chat: Chat, _event: Recorded[ChatDisabled]) -> Chat:
    return replace(chat, enabled=False)


@_RULES.on(ChatPaused)
def _paused(chat: Chat, _event: Recorded[ChatPaused]) -> Chat:
    return replace(chat, paused=True)


@_RULES.on(ChatResumed)
def _resumed(chat: Chat, _event: Recorded[ChatResumed]) -> Chat:
    return replace(chat, paused=False)


@_RULES.on(TitleChanged)
def _titled(chat: Chat, event: Recorded[TitleChanged]) -> Chat:
    return replace(chat, title=event.data.title)


@_RULES.on(ChatMigrated)
def _migrated(chat: Chat, event: Recorded[ChatMigrated]) -> Chat:
    return replace(chat, telegram_id=event.data.new_telegram_id)


@_RULES.on(ChatDisclosed)
def _disclosed(chat: Chat, event: Recorded[ChatDisclosed]) -> Chat:
    data = event.data
    notice = Disclosure(data.telegram_message_id, data.text_version, data.pinned, data.disclosed_at)
    return replace(chat, disclosure=notice)


@_RULES.on(DisclosureLost)
def _undisclosed(chat: Chat, _event: Recorded[DisclosureLost]) -> Chat:
    return replace(chat, disclosure=None)


Chats.facts = _RULES.facts | {ChatRegistered.fact}

"""The fold of who sits where."""

from __future__ import annotations

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.persona import BotRegistered, BotRemoved, JoinedChat, LeftChat
from piyasa.projections.presence.state import STAYS_KEPT, Presence, Stay
from piyasa.projections.replacing import replace


class Presences:
    """In which chats each persona sat, and when."""

    name = "presence"
    version = "1"
    state = Presence
    facts = frozenset({BotRegistered.fact, JoinedChat.fact, LeftChat.fact, BotRemoved.fact})

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact."""
        return (event.data.bot_id,) if isinstance(event.data, BotEvent) else ()

    def evolve(self, state: Presence | None, event: Recorded[Event]) -> Presence | None:
        """Taking a seat begins a stay; leaving it, or the persona's removal, ends it."""
        data, before = event.data, state or Presence()
        if isinstance(data, JoinedChat):
            return _come(before, data.chat_id, event.position)
        if isinstance(data, LeftChat):
            return _left(before, event.position, data.chat_id)
        if isinstance(data, BotRemoved):
            return replace(_left(before, event.position), gone=True)
        return replace(before, gone=False) if before.gone else before


def _come(presence: Presence, chat_id: str, position: int) -> Presence:
    if presence.gone or any(stay.chat_id == chat_id and stay.until is None for stay in presence.stays):
        return presence
    stays = (*presence.stays, Stay(chat_id, position))
    if len(stays) > STAYS_KEPT:
        oldest = next((stay for stay in stays if stay.until is not None), None)
        stays = tuple(stay for stay in stays if stay is not oldest)
    return replace(presence, stays=stays)


def _left(presence: Presence, position: int, chat_id: str | None = None) -> Presence:
    """The presence once a chat, or every chat, is left."""
    stays = tuple(
        replace(stay, until=position) if stay.until is None and chat_id in {None, stay.chat_id} else stay
        for stay in presence.stays
    )
    return presence if stays == presence.stays else replace(presence, stays=stays)

"""What services ask of a persona's presence."""

from __future__ import annotations

from piyasa.projections.presence.state import Presence


def was_in(presence: Presence | None, chat_id: str, position: int) -> bool:
    """Whether the persona sat in a chat when the fact at a position was recorded."""
    return chat_id in chats_at(presence, position)


def chats_at(presence: Presence | None, position: int) -> frozenset[str]:
    """The chats in which the persona sat when the fact at a position was recorded."""
    stays = () if presence is None else presence.stays
    return frozenset(
        stay.chat_id for stay in stays if stay.since < position and (stay.until is None or position < stay.until)
    )

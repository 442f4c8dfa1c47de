"""No manufactured consensus: whether personas have taken one side often enough (behaviour 8.4)."""

from __future__ import annotations

from datetime import datetime

from piyasa.contracts.values import Meaning
from piyasa.projections.conversations.reading import TAKES_SIDE_FROM, same_direction
from piyasa.projections.conversations.state import Conversation


def joins_a_chorus(meaning: Meaning, conversation: Conversation, now: datetime, limit: int) -> bool:
    """Whether a message would take a side on a symbol that ``limit`` messages of personas took within the hour.

    Questions take no side.
    """
    if meaning.is_question or abs(meaning.sentiment) < TAKES_SIDE_FROM:
        return False
    sign = 1 if meaning.sentiment > 0 else -1
    return any(same_direction(conversation, symbol, sign, now) >= limit for symbol in meaning.symbols)

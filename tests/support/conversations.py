"""A little conversation, as facts."""

from __future__ import annotations

from piyasa.contracts.event import Event
from support.events import (
    AYSE,
    abandoned,
    chat_registered,
    drafted,
    failed,
    joined,
    ready,
    received,
    registered,
    requested,
    sent,
    suppressed,
    uncertain,
)


def founding() -> list[Event]:
    """Two personas in one chat."""
    return [registered(), registered(AYSE), chat_registered(), joined(), joined(AYSE, seat=2)]


def exchange(number: int) -> list[Event]:
    """A person speaks, one persona answers, another does not, and things go wrong in turns."""
    tick, other = f"tick-{number}", f"other-{number}"
    end = (sent(tick, 1000 + number), failed(tick), uncertain(tick), suppressed(tick, 1))[number % 4]
    return [
        received(number),
        requested(tick, reason="reply"),
        drafted(tick, text=f"cevap {number}"),
        ready(tick, text=f"cevap {number}"),
        end,
        requested(other, bot_id=AYSE),
        abandoned(other, bot_id=AYSE),
    ]


def history(exchanges: int) -> list[Event]:
    """A founding and some exchanges."""
    return founding() + [fact for number in range(1, exchanges + 1) for fact in exchange(number)]

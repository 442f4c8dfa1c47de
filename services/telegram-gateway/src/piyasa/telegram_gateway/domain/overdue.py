"""Which armed messages nobody will send any more, by the clock alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from piyasa.projections.conversations.state import Armed
from piyasa.projections.directory.state import Chat
from piyasa.telegram_gateway.domain.release import APPROVAL_PATIENCE, stale_after

GRACE = timedelta(seconds=10)
"""Wall time past staleness in which whoever was handed the message ends it himself."""
CLAIM_LIVES = timedelta(seconds=120)
"""Wall time past staleness after which nobody can still be working under a claim: claims are taken before staleness
and kept for ``HOLD_AT_MOST`` seconds and one call at most."""
HOLD_AT_MOST = 45.0
"""Seconds after which a sender gives a claim back rather than wait on under it."""


def overdue(armed: Iterable[Armed], chat: Chat | None, *, now: datetime) -> Iterator[Armed]:
    """The messages whose moment has passed so long ago that their timer must have been lost."""
    for each in armed:
        if now > ends_at(each, chat) + GRACE:
            yield each


def claim_is_dead(armed: Armed, chat: Chat | None, *, now: datetime) -> bool:
    """Whether a claim that stands on the message belongs to nobody who still works on it."""
    return now > ends_at(armed, chat) + CLAIM_LIVES


def ends_at(armed: Armed, chat: Chat | None) -> datetime:
    """The moment after which a message is not sent; one that operators must approve waits for them."""
    waits = armed.approved or (chat is not None and chat.approval)
    return armed.send_at + (timedelta(seconds=APPROVAL_PATIENCE) if waits else stale_after(armed))

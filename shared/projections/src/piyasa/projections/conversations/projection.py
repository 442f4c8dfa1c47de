"""The fold of all facts of a chat's talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.projections.conversations import delivery, people, ticks
from piyasa.projections.conversations.questions import let_go, still_waiting
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.conversations.ticks import with_ended
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

TICK_FORGOTTEN = 900.0
"""Seconds past its expiry after which a tick without an end is given up."""
_RULES = Rules.of(people.RULES, ticks.RULES, delivery.RULES)


class Conversations:
    """What is being said in each chat, and what is on its way into it."""

    name = "conversations"
    state = Conversation
    facts = _RULES.facts

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time that durations are divided by."""
        self.version = f"1@{pace.factor:g}"
        self._before = Conversation(time_lapse=pace.factor)

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The chat of the fact; a person's wish to be forgotten concerns every chat."""
        data = event.data
        return (data.chat_id,) if isinstance(data, ChatEvent) else (EVERY,)

    def evolve(self, state: Conversation | None, event: Recorded[Event]) -> Conversation | None:
        """A chat's first fact begins its conversation; nothing ends it, so that its sequence is never lost."""
        before = state or self._before
        after = _RULES.apply(before, event)
        if after is None or after is before:
            return state
        after = _without_stale_ticks(after, event.time)
        return replace(after, unanswered=still_waiting(after, event.time), position=event.position)


def _without_stale_ticks(conversation: Conversation, now: datetime) -> Conversation:
    """Ticks that nobody ended would fill the chat's places in flight for ever."""
    until = now - timedelta(seconds=TICK_FORGOTTEN / conversation.time_lapse)
    if all(each.expires_at > until for each in conversation.ticks):
        return conversation
    stale = [each.tick_id for each in conversation.ticks if each.expires_at <= until]
    for tick_id in stale:
        conversation = replace(conversation, unanswered=let_go(conversation, tick_id))
    return replace(
        conversation,
        ticks=tuple(each for each in conversation.ticks if each.expires_at > until),
        ended=with_ended(conversation.ended, *stale),
    )

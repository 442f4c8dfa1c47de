"""The fold of all facts of a chat's talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import ChatEvent, Event
from piyasa.projections.conversations import delivery, people, ticks
from piyasa.projections.conversations.questions import still_waiting
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.conversations.ticks import tick_over
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

TICK_FORGOTTEN = 900.0
"""Seconds past its expiry after which a tick without an end is given up."""
_RULES = Rules(people.RULES, ticks.RULES, delivery.RULES)


class Conversations:
    """What is being said in each chat, and what is on its way into it."""

    name = "conversations"
    state = Conversation
    facts = _RULES.facts

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time that durations are divided by."""
        self.version = f"3@{pace.factor:g}"
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
        after = _without_stale(after, event.time)
        return after if after.position == event.position else replace(after, position=event.position)


def _without_stale(conversation: Conversation, now: datetime) -> Conversation:
    """Drop questions that are too old for an answer, and ticks that nobody ended: they would hold places for ever."""
    if conversation.unanswered:
        waiting = still_waiting(conversation, now)
        if len(waiting) < len(conversation.unanswered):
            conversation = replace(conversation, unanswered=waiting)
    if conversation.ticks:
        until = now - timedelta(seconds=TICK_FORGOTTEN)
        for each in conversation.ticks:
            if each.expires_at <= until:
                conversation = tick_over(conversation, each.tick_id)
    return conversation

"""The promise to people: who addresses a persona has an answer within a set time (``answer_within_seconds``).

A question is late from the moment in which the promise breaks, whether or not an answer comes after that. What the
answer then took is measured by the log alone: from the broker's time of the person's message to that of the sending.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import is_person
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.pace import Pace
from piyasa.scheduler.domain.scene import Scene

_FIRST_PART = 1


def late_questions(scene: Scene) -> frozenset[int]:
    """Positions of what people asked and nobody answered in time; what is too old for an answer is left out."""
    return frozenset(position for position, breaks_at in _promises(scene).items() if breaks_at <= scene.now)


def next_break(scene: Scene) -> datetime | None:
    """When the next promise will be broken if nobody answers; None when none is open."""
    return min((breaks_at for breaks_at in _promises(scene).values() if breaks_at > scene.now), default=None)


def answer_took(conversation: Conversation | None, event: Recorded[Event], pace: Pace) -> float | None:
    """Seconds of behaviour that a person waited for an answer that was sent; None when it is the answer to nobody."""
    data = event.data
    if not isinstance(data, MessageSent) or data.reason not in ANSWERS_PEOPLE or data.part != _FIRST_PART:
        return None
    if conversation is None or data.reply_to is None:
        return None
    asked = reading.line_of(conversation, data.reply_to.telegram_message_id)
    if asked is None or not is_person(asked.speaker):
        return None
    return max(0.0, (event.time - asked.time).total_seconds() * pace.factor)


def _promises(scene: Scene) -> dict[int, datetime]:
    if not (scene.chat.open_for_talk and scene.installation.simulation_active):
        return {}
    unwilling = scene.installation.silenced | scene.installation.forgotten
    alive = scene.now - timedelta(seconds=reading.QUESTION_LIVES)
    within = scene.pace.span(scene.settings.answer_within_seconds)
    return {
        question.position: question.asked_at + within
        for question in scene.conversation.unanswered
        if question.asked_at > alive and question.person_id not in unwilling
    }

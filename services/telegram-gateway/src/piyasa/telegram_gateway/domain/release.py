"""The last question before a message goes out, whether it still may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from piyasa.contracts.conversation import ANSWERS_PEOPLE, SuppressionReason
from piyasa.contracts.values import is_person, speaker_of_bot
from piyasa.language import is_duplicate
from piyasa.projections.conversations.reading import OVERTAKEN_BY, lines_after, lines_within, turn_of
from piyasa.projections.conversations.state import Armed, Conversation, Line
from piyasa.projections.directory.settings import Settings
from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.projections.pace import Pace
from piyasa.projections.voices.reading import sent_within_hour
from piyasa.projections.voices.state import Voice

STALE_AFTER: Final = 60.0
"""Seconds past its moment after which small talk is not said any more."""
ANSWER_STALE_AFTER: Final = 180.0
"""The same for what answers a person."""
APPROVAL_PATIENCE: Final = 3600.0
"""Wall seconds past its moment for which a message waits for an operator's approval."""
MINUTE: Final = 60.0
_APPROVAL_LOOK: Final = 2.0
_PART_LOOK: Final = 0.3
_LEAST_LOOK: Final = 0.05
_TURN_LOOK: Final = 5.0
"""Seconds of behaviour after which it is looked again whether somebody else's turn is over."""


@dataclass(frozen=True, slots=True)
class Send:
    """It may go out now."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now; ask again after ``seconds``."""

    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Suppress:
    """Not any more."""

    reason: SuppressionReason


Decision: TypeAlias = Send | Hold | Suppress
_FOR_APPROVAL: Final = Hold(_APPROVAL_LOOK, "approval")


@dataclass(frozen=True, slots=True)
class _Case:
    armed: Armed
    conversation: Conversation
    installation: Installation
    now: datetime
    pace: Pace

    @property
    def sincere(self) -> bool:
        """A truthful answer to "are you a machine?": outside caps, hours and duplicate checks."""
        return self.armed.reason == "sincere_question"

    @property
    def answers_person(self) -> bool:
        return self.armed.reason in ANSWERS_PEOPLE

    @property
    def deadline(self) -> datetime:
        """The moment from which on it is stale."""
        return self.armed.send_at + stale_after(self.armed)

    @property
    def meanwhile(self) -> tuple[Line, ...]:
        """What others said since the message was decided on; earlier parts of the same utterance are not others."""
        since = lines_after(self.conversation, self.armed.as_of)
        return tuple(line for line in since if line.tick_id != self.armed.tick_id)


def stale_after(armed: Armed) -> timedelta:
    """How long past its moment a message may still be said. Wall time whatever the pace: it outlasts outages."""
    return timedelta(seconds=ANSWER_STALE_AFTER if armed.reason in ANSWERS_PEOPLE else STALE_AFTER)


def release(  # noqa: PLR0913 - everything that may forbid a message, and nothing else
    armed: Armed,
    chat: Chat | None,
    bot: Bot | None,
    conversation: Conversation,
    voice: Voice | None,
    installation: Installation,
    *,
    now: datetime,
    pace: Pace,
) -> Decision:
    """Decide whether a message that fell due may still go out.

    Every way of saying no is a fact: operators ask why a persona kept silent.
    """
    case = _Case(armed, conversation, installation, now, pace)
    if chat is None or bot is None:
        return Suppress("disabled")
    return (
        _switched_off(case, chat, bot)
        or _unwanted(case)
        or _approval(case, chat)
        or _overdue(case)
        or _said_already(case)
        or _behind_earlier_part(case)
        or _turn_of_another(case)
        or _capped(case, chat, voice or Voice())
        or Send()
    )


def awaits_approval(decision: Decision) -> bool:
    """Whether a decision holds a message only because nobody has approved it yet."""
    return decision == _FOR_APPROVAL


def _switched_off(case: _Case, chat: Chat, bot: Bot) -> Suppress | None:
    if case.installation.emergency is not None:
        return Suppress("paused")
    if not (chat.enabled and bot.enabled and chat.chat_id in bot.chats) or bot.blocked_in(chat.chat_id):
        return Suppress("disabled")
    if chat.disclosure is None or not chat.disclosure.pinned:
        return Suppress("undisclosed")
    simulated = case.installation.simulation_active or case.sincere
    return Suppress("paused") if chat.paused or bot.paused or not simulated else None


def _unwanted(case: _Case) -> Suppress | None:
    """Nobody who was forgotten is mentioned; who wants to be left alone is only told the truth when asking for it."""
    people = case.armed.person_ids
    forgotten = not case.installation.forgotten.isdisjoint(people)
    silenced = not case.sincere and not case.installation.silenced.isdisjoint(people)
    return Suppress("retracted") if forgotten or silenced else None


def _approval(case: _Case, chat: Chat) -> Decision | None:
    if case.armed.refused:
        return Suppress("not_approved")
    if not chat.approval or case.armed.approved:
        return None
    patience = case.armed.send_at + timedelta(seconds=APPROVAL_PATIENCE)
    return _FOR_APPROVAL if case.now <= patience else Suppress("not_approved")


def _overdue(case: _Case) -> Suppress | None:
    if case.armed.approved:
        return None  # an operator looked at it after its moment had passed
    if case.now > case.deadline:
        return Suppress("stale")
    overtaken = not case.answers_person and len(case.meanwhile) >= OVERTAKEN_BY
    return Suppress("overtaken") if overtaken else None


def _said_already(case: _Case) -> Suppress | None:
    if case.sincere:
        return None
    equal = any(is_duplicate(case.armed.sketch, line.meaning.sketch) for line in case.meanwhile)
    return Suppress("duplicate") if equal else None


def _behind_earlier_part(case: _Case) -> Hold | None:
    mine = case.armed
    earlier = any(each.tick_id == mine.tick_id and each.part < mine.part for each in case.conversation.armed)
    return Hold(case.pace.seconds(_PART_LOOK), "earlier part") if earlier else None


def _turn_of_another(case: _Case) -> Hold | None:
    """Small talk that was thought of before somebody was given the turn waits for them (behaviour 7.3, step 6)."""
    mine = case.armed
    if case.answers_person or mine.reason == "interruption" or mine.part > 1:
        return None
    held = Settings.of(case.installation).turn_hold_seconds
    turn = turn_of(case.conversation, case.now, held)
    if turn is None or turn.expected == speaker_of_bot(mine.bot_id):
        return None
    left = (turn.expires_at - case.now).total_seconds()
    return Hold(max(_LEAST_LOOK, min(left, case.pace.seconds(_TURN_LOOK))), "somebody else's turn")


def _capped(case: _Case, chat: Chat, voice: Voice) -> Decision | None:
    """Nobody exceeds an hour's highest limit; which number inside its range holds is the scheduler's affair."""
    if case.sincere:
        return None
    settings = Settings.of(case.installation)
    if sent_within_hour(voice, case.now) >= settings.bot_hourly_msg_limit.max:
        return Suppress("cap")
    limit = chat.limits.max_messages_per_minute or settings.max_msgs_per_min
    spoken = [line for line in lines_within(case.conversation, case.now, MINUTE) if not is_person(line.speaker)]
    if len(spoken) < limit:
        return None
    free_at = spoken[-limit].time + case.pace.span(MINUTE)
    if free_at > case.deadline:
        return Suppress("cap")
    return Hold(max(_LEAST_LOOK, (free_at - case.now).total_seconds()), "messages per minute")

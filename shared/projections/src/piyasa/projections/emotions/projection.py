"""The fold of everything that moves a persona."""

from __future__ import annotations

from piyasa.contracts.conversation import FellSilent, MessageReceived, PersonaIgnored, ReactionReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.opinions import CallGraded
from piyasa.contracts.persona import BotRegistered, BotRemoved, LifeEventStarted, TemperamentDrifted
from piyasa.contracts.system import UserForgotten
from piyasa.projections.addressing import concerned_by, telling, told_elsewhere
from piyasa.projections.emotions import circumstances
from piyasa.projections.emotions.circadian import is_active
from piyasa.projections.emotions.moments import moved_by
from piyasa.projections.emotions.passing import carried
from piyasa.projections.emotions.state import Circumstances, Feelings
from piyasa.projections.emotions.triggers import REPEATS_WITHIN, Trigger
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

PLEASANT_FROM = 0.3
"""Sentiment from which on a line to a persona pleases, and up to whose negative it hurts (behaviour 3.2)."""
_INTENSITY_AT_MOST = 1.5
_TOLD_ONCE = (
    MessageReceived,
    MessageSent,
    ReactionReceived,
    PersonaIgnored,
    CallGraded,
    TemperamentDrifted,
    LifeEventStarted,
)
_RULES: Rules[Feelings] = Rules(circumstances.RULES)


class Emotions:
    """What each persona feels."""

    name = "emotions"
    state = Feelings
    facts = frozenset[str]()

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time; it divides the hour of repeats, not how fast feelings fade."""
        self.version = f"3@{pace.factor:g}"
        self._pace = pace

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact, and those that a line addresses; silence may concern anyone."""
        data = event.data
        concerned = concerned_by(data)
        if concerned is not None:
            return concerned
        if isinstance(data, (BotEvent, PersonaIgnored)):
            return (data.bot_id,)
        return (EVERY,)

    def evolve(self, state: Feelings | None, event: Recorded[Event]) -> Feelings | None:
        """Registration begins a persona's feelings, removal ends them."""
        if isinstance(event.data, BotRegistered):
            return self._registered(state, event, event.data)
        if state is None:
            return None
        if isinstance(event.data, _TOLD_ONCE) and telling(event) in state.told:
            return state
        after = _RULES.apply(state, event)
        if after is None or after is state or after.position == event.position:
            return after
        return replace(after, position=event.position)

    def _registered(self, state: Feelings | None, event: Recorded[Event], data: BotRegistered) -> Feelings:
        lived = Circumstances(bot_id=data.bot_id, time_lapse=self._pace.factor)
        before = Feelings(updated_at=event.time, circumstances=lived) if state is None else carried(state, event.time)
        lived = replace(before.circumstances, active_hours=data.active_hours)
        return replace(before, circumstances=lived, timezone=data.timezone, position=event.position)


@_RULES.on(BotRemoved)
def _removed(_feelings: Feelings, _event: Recorded[BotRemoved]) -> None:
    return None


@_RULES.on(MessageReceived)
def _received(feelings: Feelings, event: Recorded[MessageReceived]) -> Feelings:
    if event.data.edit_of is not None:
        return feelings
    actor = f"p:{event.data.person_id}"
    return moved_by(feelings, event, *_spoken_to(event.data.meaning.sentiment, actor))


@_RULES.on(MessageSent)
def _sent(feelings: Feelings, event: Recorded[MessageSent]) -> Feelings:
    if event.data.bot_id == feelings.circumstances.bot_id:
        return moved_by(feelings, event, Trigger("message_sent"))
    actor = f"b:{event.data.bot_id}"
    return moved_by(feelings, event, *_spoken_to(event.data.meaning.sentiment, actor))


@_RULES.on(ReactionReceived)
def _reacted(feelings: Feelings, event: Recorded[ReactionReceived]) -> Feelings:
    triggers = _pleased_or_hurt(event.data.sentiment, f"p:{event.data.person_id}")
    return moved_by(feelings, event, *triggers) if triggers else feelings


def _spoken_to(sentiment: float, actor: str) -> tuple[Trigger, ...]:
    return (Trigger("mention", actor=actor), *_pleased_or_hurt(sentiment, actor))


def _pleased_or_hurt(sentiment: float, actor: str) -> tuple[Trigger, ...]:
    intensity = min(_INTENSITY_AT_MOST, abs(sentiment) * 2)
    if sentiment >= PLEASANT_FROM:
        return (Trigger("positive_interaction", intensity, actor),)
    return (Trigger("negative_interaction", intensity, actor),) if sentiment <= -PLEASANT_FROM else ()


@_RULES.on(PersonaIgnored)
def _ignored(feelings: Feelings, event: Recorded[PersonaIgnored]) -> Feelings:
    return moved_by(feelings, event, Trigger("ignored"))


@_RULES.on(FellSilent)
def _silence(feelings: Feelings, event: Recorded[FellSilent]) -> Feelings:
    lived = feelings.circumstances
    if event.data.chat_id not in lived.chats or not is_active(event.time, lived.active_hours, feelings.timezone):
        return feelings
    before = feelings.silence_felt_at
    hour = REPEATS_WITHIN / lived.time_lapse
    if before is not None and (event.time - before).total_seconds() < hour:
        return feelings
    return moved_by(feelings, event, Trigger("long_silence"), silence_felt_at=event.time)


@_RULES.on(CallGraded)
def _graded(feelings: Feelings, event: Recorded[CallGraded]) -> Feelings:
    if event.data.outcome == "open":
        return feelings
    name = "successful_prediction" if event.data.outcome == "right" else "failed_prediction"
    return moved_by(feelings, event, Trigger(name))


@_RULES.on(ChatMigrated)
def _counted_anew(feelings: Feelings, event: Recorded[ChatMigrated]) -> Feelings:
    # Telegram counts messages anew in the new chat: a new line would be taken for one that was told already.
    told = told_elsewhere(feelings.told, event.data.chat_id)
    return feelings if told is feelings.told else replace(feelings, told=told)


@_RULES.on(UserForgotten)
def _forgotten(feelings: Feelings, event: Recorded[UserForgotten]) -> Feelings:
    speaker = f"p:{event.data.person_id}"
    if all(felt.actor != speaker for felt in feelings.recent):
        return feelings
    return replace(
        feelings,
        recent=tuple(replace(felt, actor=None) if felt.actor == speaker else felt for felt in feelings.recent),
    )


Emotions.facts = _RULES.facts | {BotRegistered.fact}

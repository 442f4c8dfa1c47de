"""The fold of everything that moves a persona."""

from __future__ import annotations

from piyasa.contracts.conversation import FellSilent, MessageReceived, PersonaIgnored
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.persona import (
    BotRegistered,
    BotRemoved,
    BotUpdated,
    CallGraded,
    EmotionProfileChanged,
    JoinedChat,
    LeftChat,
    LifeEventEnded,
    LifeEventStarted,
    PersonaChanged,
    TemperamentDrifted,
)
from piyasa.contracts.system import UserForgotten
from piyasa.contracts.values import Meaning, ReplyTarget
from piyasa.projections.emotions.circadian import is_active
from piyasa.projections.emotions.passing import carried
from piyasa.projections.emotions.state import TOLD_KEPT, Feelings
from piyasa.projections.emotions.triggers import LIFE_EVENT, REPEATS_WITHIN, Trigger, moved
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

PLEASANT_FROM = 0.3
"""Sentiment from which on a line to a persona is pleasant, and up to whose negative it is unpleasant."""
_INTENSITY_AT_MOST = 1.5
_DRIFT_AT_MOST = 12.0
_OFFSET_SHARE = 0.5
"""Share of a life event's impact that the baseline keeps while the event lasts."""
_TOLD_ONCE = (PersonaIgnored, CallGraded, TemperamentDrifted, LifeEventStarted)
_RULES: Rules[Feelings] = Rules()


class Emotions:
    """What each persona feels."""

    name = "emotions"
    state = Feelings
    facts = frozenset[str]()

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time; it divides the hour of repeats, not how fast feelings fade."""
        self.version = f"1@{pace.factor:g}"
        self._pace = pace

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact, and those that a line addresses; silence may concern anyone."""
        data = event.data
        if isinstance(data, MessageReceived):
            return addressed(data.meaning, data.reply_to)
        if isinstance(data, MessageSent):
            others = addressed(data.meaning, data.reply_to)
            return (data.bot_id, *(each for each in others if each != data.bot_id))
        if isinstance(data, (BotEvent, PersonaIgnored)):
            return (data.bot_id,)
        return (EVERY,)

    def evolve(self, state: Feelings | None, event: Recorded[Event]) -> Feelings | None:
        """Registration begins a persona's feelings, removal ends them."""
        if isinstance(event.data, BotRegistered):
            return self._registered(state, event, event.data)
        if state is None:
            return None
        told = _told(event)
        if told is not None and told in state.told:
            return state
        after = _RULES.apply(state, event)
        if after is None or after is state:
            return after
        if told is None:
            return replace(after, position=event.position)
        return replace(after, told=(*state.told, told)[-TOLD_KEPT:], position=event.position)

    def _registered(self, state: Feelings | None, event: Recorded[Event], data: BotRegistered) -> Feelings:
        new = Feelings(bot_id=data.bot_id, updated_at=event.time, time_lapse=self._pace.factor)
        before = new if state is None else carried(state, event.time)
        return replace(before, active_hours=data.active_hours, timezone=data.timezone, position=event.position)


def _told(event: Recorded[Event]) -> str | None:
    """What tells a fact that moves a persona from others of its kind, so that told twice it moves once."""
    data = event.data
    if isinstance(data, MessageReceived):
        return f"{data.chat_id}/{data.telegram_message_id}"
    if isinstance(data, MessageSent):
        return data.message_id
    return event.id if isinstance(data, _TOLD_ONCE) else None


def addressed(meaning: Meaning, reply_to: ReplyTarget | None) -> tuple[str, ...]:
    """The personas that a line mentions or replies to, each once."""
    author = None if reply_to is None else reply_to.author
    if author is None or author[0] != "b" or author[2:] in meaning.mentions:
        return meaning.mentions
    return (*meaning.mentions, author[2:])


@_RULES.on(BotRemoved)
def _removed(_feelings: Feelings, _event: Recorded[BotRemoved]) -> None:
    return None


@_RULES.on(MessageReceived)
def _received(feelings: Feelings, event: Recorded[MessageReceived]) -> Feelings:
    if event.data.edit_of is not None:
        return feelings
    actor = f"p:{event.data.person_id}"
    return moved(feelings, event.time, *_spoken_to(event.data.meaning.sentiment, actor))


@_RULES.on(MessageSent)
def _sent(feelings: Feelings, event: Recorded[MessageSent]) -> Feelings:
    if event.data.bot_id == feelings.bot_id:
        return moved(feelings, event.time, Trigger("message_sent"))
    actor = f"b:{event.data.bot_id}"
    return moved(feelings, event.time, *_spoken_to(event.data.meaning.sentiment, actor))


def _spoken_to(sentiment: float, actor: str) -> list[Trigger]:
    triggers = [Trigger("mention", actor=actor)]
    intensity = min(_INTENSITY_AT_MOST, abs(sentiment) * 2)
    if sentiment >= PLEASANT_FROM:
        triggers.append(Trigger("positive_interaction", intensity, actor))
    elif sentiment <= -PLEASANT_FROM:
        triggers.append(Trigger("negative_interaction", intensity, actor))
    return triggers


@_RULES.on(PersonaIgnored)
def _ignored(feelings: Feelings, event: Recorded[PersonaIgnored]) -> Feelings:
    return moved(feelings, event.time, Trigger("ignored"))


@_RULES.on(FellSilent)
def _silence(feelings: Feelings, event: Recorded[FellSilent]) -> Feelings:
    if event.data.chat_id not in feelings.chats:
        return feelings
    if not is_active(event.time, feelings.active_hours, feelings.timezone):
        return feelings
    before = feelings.silence_felt_at
    hour = REPEATS_WITHIN / feelings.time_lapse
    if before is not None and (event.time - before).total_seconds() < hour:
        return feelings
    return replace(moved(feelings, event.time, Trigger("long_silence")), silence_felt_at=event.time)


@_RULES.on(CallGraded)
def _graded(feelings: Feelings, event: Recorded[CallGraded]) -> Feelings:
    if event.data.outcome == "open":
        return feelings
    name = "successful_prediction" if event.data.outcome == "right" else "failed_prediction"
    return moved(feelings, event.time, Trigger(name))


@_RULES.on(LifeEventStarted)
def _life_event(feelings: Feelings, event: Recorded[LifeEventStarted]) -> Feelings:
    data = event.data
    if data.life_event_id in feelings.offsets:
        return feelings
    impacts = {str(dimension): impact for dimension, impact in data.impacts.items()}
    after = moved(feelings, event.time, Trigger(LIFE_EVENT, effects=impacts))
    offset = {dimension: impact * _OFFSET_SHARE for dimension, impact in impacts.items()}
    return replace(after, offsets={**after.offsets, data.life_event_id: offset})


@_RULES.on(LifeEventEnded)
def _life_goes_on(feelings: Feelings, event: Recorded[LifeEventEnded]) -> Feelings:
    over = event.data.life_event_id
    if over not in feelings.offsets:
        return feelings
    rest = {each: offset for each, offset in feelings.offsets.items() if each != over}
    return replace(carried(feelings, event.time), offsets=rest)


@_RULES.on(EmotionProfileChanged)
def _temperament(feelings: Feelings, event: Recorded[EmotionProfileChanged]) -> Feelings:
    profile = event.data.profile
    drift = feelings.drift if profile.baseline == feelings.profile.baseline else {}
    return replace(carried(feelings, event.time), profile=profile, drift=drift)


@_RULES.on(TemperamentDrifted)
def _drifted(feelings: Feelings, event: Recorded[TemperamentDrifted]) -> Feelings:
    drift = dict(feelings.drift)
    for dimension, delta in event.data.deltas.items():
        drift[dimension] = min(_DRIFT_AT_MOST, max(-_DRIFT_AT_MOST, drift.get(dimension, 0.0) + delta))
    return replace(carried(feelings, event.time), drift=drift)


@_RULES.on(PersonaChanged)
def _character(feelings: Feelings, event: Recorded[PersonaChanged]) -> Feelings:
    return replace(carried(feelings, event.time), chronotype=event.data.persona.chronotype)


@_RULES.on(BotUpdated)
def _updated(feelings: Feelings, event: Recorded[BotUpdated]) -> Feelings:
    data = event.data
    if data.active_hours is None and data.timezone is None:
        return feelings
    return replace(
        carried(feelings, event.time),
        active_hours=feelings.active_hours if data.active_hours is None else data.active_hours,
        timezone=data.timezone or feelings.timezone,
    )


@_RULES.on(JoinedChat)
def _joined(feelings: Feelings, event: Recorded[JoinedChat]) -> Feelings:
    chat_id = event.data.chat_id
    return feelings if chat_id in feelings.chats else replace(feelings, chats=(*feelings.chats, chat_id))


@_RULES.on(LeftChat)
def _left(feelings: Feelings, event: Recorded[LeftChat]) -> Feelings:
    return replace(feelings, chats=tuple(each for each in feelings.chats if each != event.data.chat_id))


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

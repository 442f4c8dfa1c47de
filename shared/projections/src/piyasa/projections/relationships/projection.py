"""The fold of everything that happens between a persona and others."""

from __future__ import annotations

from datetime import timedelta

from piyasa.contracts.conversation import MessageReceived, ReactionReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.opinions import StanceMoved, StanceRemoved, StanceSet
from piyasa.contracts.persona import BotRegistered, BotRemoved
from piyasa.contracts.system import UserForgotten
from piyasa.projections.addressing import TOLD_KEPT, concerned_by, telling, told_elsewhere
from piyasa.projections.conversations.flow import topic_of
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.relationships.interactions import Interaction, met
from piyasa.projections.relationships.lines import answered_by, heard_line, spoken_to, with_answer
from piyasa.projections.relationships.passing import passed
from piyasa.projections.relationships.recognition import (
    from_other,
    from_persona,
    from_reaction,
    stance_on,
)
from piyasa.projections.relationships.state import (
    ASKED_KEPT,
    HEARD_KEPT,
    STRANGER,
    TARGETS_KEPT,
    TRANSITIONS_KEPT,
    Asked,
    Heard,
    Relationship,
    Ties,
    Transition,
)
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

ANSWER_AWAITED = 1800.0
"""Seconds after which whoever was asked something and did not answer has ignored the persona (behaviour 5.2).

What asks for nothing may stay without an answer: most replies end a talk, and are no reason to be hurt.
"""
_TOLD_ONCE = (MessageReceived, MessageSent, ReactionReceived)
_RULES: Rules[Ties] = Rules()


class Relationships:
    """What each persona thinks of everybody it met.

    That a line found no echo (PersonaIgnored) moves feelings only: who was addressed has half an hour to answer, and
    one silence is not held against them twice.
    """

    name = "relationships"
    state = Ties
    facts = frozenset[str]()

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time; it divides the wait for an answer, not how fast relationships fade."""
        self.version = f"4@{pace.factor:g}"
        self._pace = pace

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The personas that a fact is about or that a line addresses; who is gone and a chat that moved concern all."""
        data = event.data
        concerned = concerned_by(data)
        if concerned is not None:
            return concerned
        if isinstance(data, BotEvent) and not isinstance(data, BotRemoved):
            return (data.bot_id,)
        return (EVERY,)

    def evolve(self, state: Ties | None, event: Recorded[Event]) -> Ties | None:
        """Registration begins a persona's ties, removal ends them."""
        if isinstance(event.data, BotRegistered):
            known = Ties(event.data.bot_id, time_lapse=self._pace.factor) if state is None else state
            return replace(known, position=event.position)
        if state is None:
            return None
        if isinstance(event.data, _TOLD_ONCE) and telling(event) in state.told:
            return state
        return _RULES.apply(state, event)


@_RULES.on(MessageReceived)
def _received(ties: Ties, event: Recorded[MessageReceived]) -> Ties:
    data = event.data
    if data.edit_of is not None:
        return ties
    return _heard(ties, event, f"p:{data.person_id}")


@_RULES.on(MessageSent)
def _sent(ties: Ties, event: Recorded[MessageSent]) -> Ties:
    data = event.data
    if data.bot_id != ties.bot_id:
        return _heard(ties, event, f"b:{data.bot_id}")
    return _spoke(ties, event)


@_RULES.on(ReactionReceived)
def _reacted(ties: Ties, event: Recorded[ReactionReceived]) -> Ties:
    data = event.data
    speaker = f"p:{data.person_id}"
    kind = from_reaction(data.sentiment)
    after, turns = _met(ties, event, speaker, kind, data.sentiment, None)
    return _with(ties, event, {speaker: replace(after, awaiting=None)}, turns)


@_RULES.on(StanceSet)
def _opined(ties: Ties, event: Recorded[StanceSet]) -> Ties:
    return _with_stance(ties, event.data.topic, event.data.direction, event.position)


@_RULES.on(StanceMoved)
def _moved(ties: Ties, event: Recorded[StanceMoved]) -> Ties:
    data = event.data
    return _with_stance(ties, data.topic, data.direction, event.position) if data.topic in ties.stances else ties


@_RULES.on(StanceRemoved)
def _without_opinion(ties: Ties, event: Recorded[StanceRemoved]) -> Ties:
    rest = {topic: direction for topic, direction in ties.stances.items() if topic != event.data.topic}
    return replace(ties, stances=rest, position=event.position)


@_RULES.on(BotRemoved)
def _removed(ties: Ties, event: Recorded[BotRemoved]) -> Ties | None:
    return None if event.data.bot_id == ties.bot_id else _without(ties, f"b:{event.data.bot_id}", event.position)


@_RULES.on(UserForgotten)
def _forgotten(ties: Ties, event: Recorded[UserForgotten]) -> Ties:
    return _without(ties, f"p:{event.data.person_id}", event.position)


@_RULES.on(ChatMigrated)
def _counted_anew(ties: Ties, event: Recorded[ChatMigrated]) -> Ties:
    # Telegram counts messages anew in the new chat: an old id would be taken for another line.
    chat_id = event.data.chat_id
    heard = tuple(each for each in ties.heard if each.chat_id != chat_id)
    asked = tuple(each for each in ties.asked if each.chat_id != chat_id)
    told = told_elsewhere(ties.told, chat_id)
    if (len(heard), len(asked)) == (len(ties.heard), len(ties.asked)) and told is ties.told:
        return ties
    return replace(ties, heard=heard, asked=asked, told=told, position=event.position)


def _with_stance(ties: Ties, topic: str, direction: float, position: int) -> Ties:
    return replace(ties, stances={**ties.stances, topic: direction}, position=position)


def _heard(ties: Ties, event: Recorded[MessageReceived] | Recorded[MessageSent], speaker: str) -> Ties:
    """Somebody replies to the persona or mentions it."""
    data = event.data
    meaning, reply_to = data.meaning, data.reply_to
    replies = reply_to is not None and reply_to.author == f"b:{ties.bot_id}"
    asked = ties.asked
    answers = False
    if replies and reply_to is not None:
        asked, answers = answered_by(asked, data.chat_id, reply_to.telegram_message_id, speaker)
    kind = from_other(meaning, replies=replies, answers=answers, stance=stance_on(ties.stances, meaning))
    topic = topic_of(meaning)
    after, turns = _met(ties, event, speaker, kind, meaning.sentiment, topic)
    line = Heard(data.chat_id, data.telegram_message_id, meaning.is_question, meaning.sentiment, topic)
    return replace(
        _with(ties, event, {speaker: replace(after, awaiting=None)}, turns),
        heard=(*ties.heard, line)[-HEARD_KEPT:],
        asked=asked if kind == "help_received" else ties.asked,
    )


def _spoke(ties: Ties, event: Recorded[MessageSent]) -> Ties:
    """The persona replies to others or mentions them; what it says to nobody is told too, for the answers."""
    data = event.data
    author = None if data.reply_to is None else data.reply_to.author
    heard = None if data.reply_to is None else heard_line(ties.heard, data.chat_id, data.reply_to.telegram_message_id)
    moved: dict[str, Relationship] = {}
    turned: tuple[Transition, ...] = ()
    gave_help = False
    for speaker in spoken_to(data):
        kind = from_persona(data.meaning, heard, replies=speaker == author)
        gave_help = gave_help or kind == "help_given"
        after, turns = _met(ties, event, speaker, kind, data.meaning.sentiment, topic_of(data.meaning))
        if data.meaning.is_question and after.awaiting is None:
            patience = timedelta(seconds=ANSWER_AWAITED / ties.time_lapse)
            after = replace(after, awaiting=event.time + patience)
        moved[speaker] = after
        turned += turns
    after_all = _with(ties, event, moved, turned)
    if gave_help and heard is not None:
        after_all = replace(after_all, heard=with_answer(ties.heard, heard))
    if data.meaning.is_question:
        question = Asked(data.chat_id, data.telegram_message_id)
        after_all = replace(after_all, asked=(*ties.asked, question)[-ASKED_KEPT:])
    return after_all


def _met(
    ties: Ties, event: Recorded[Event], speaker: str, kind: Interaction | None, sentiment: float, topic: str | None
) -> tuple[Relationship, tuple[Transition, ...]]:
    """The relationship after the fact, and how its kind turned on the way there."""
    known, changes = passed(ties.towards.get(speaker, STRANGER), event.time)
    moment = event.time if known.updated_at is None else max(event.time, known.updated_at)
    after = met(known, kind, sentiment, topic, moment)
    turns = tuple(Transition(each.time, speaker, each.before, each.after, event.position) for each in changes)
    if after.kind != known.kind:
        turns = (*turns, Transition(moment, speaker, known.kind, after.kind, event.position))
    return after, turns


def _with(ties: Ties, event: Recorded[Event], moved: dict[str, Relationship], turns: tuple[Transition, ...]) -> Ties:
    towards = {**ties.towards, **moved}
    while len(towards) > TARGETS_KEPT:
        others = (each for each in towards if each not in moved)
        del towards[min(others, key=lambda each: (towards[each].familiarity, each))]
    return replace(
        ties,
        towards=towards,
        transitions=(*ties.transitions, *turns)[-TRANSITIONS_KEPT:] if turns else ties.transitions,
        told=(*ties.told, telling(event))[-TOLD_KEPT:],
        position=event.position,
    )


def _without(ties: Ties, speaker: str, position: int) -> Ties:
    if speaker not in ties.towards and all(speaker not in each.by for each in ties.asked):
        return ties
    return replace(
        ties,
        towards={each: known for each, known in ties.towards.items() if each != speaker},
        transitions=tuple(each for each in ties.transitions if each.towards != speaker),
        asked=tuple(replace(each, by=tuple(one for one in each.by if one != speaker)) for each in ties.asked),
        position=position,
    )


Relationships.facts = _RULES.facts | {BotRegistered.fact}

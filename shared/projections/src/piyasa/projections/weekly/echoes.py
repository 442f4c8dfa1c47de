"""The fold of what comes back to each persona: replies and reactions, by chat and topic."""

from __future__ import annotations

from datetime import datetime

from piyasa.contracts.conversation import MessageReceived, ReactionReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.persona import BotRegistered, BotRemoved, InterestsLearned, LeftChat, TemperamentDrifted
from piyasa.contracts.values import Meaning, ReplyTarget, is_person
from piyasa.projections.addressing import TOLD_KEPT, persona_reacted_to, telling, told_elsewhere
from piyasa.projections.fold import EVERY
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules
from piyasa.projections.weekly.state import SAID_KEPT, TOPICS_KEPT, Echoes, Said, Tally

_RULES: Rules[Echoes] = Rules()


class EchoesOfAll:
    """What came back to each persona for what it said."""

    name = "echoes"
    version = "2"
    state = Echoes
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona that spoke, and the one whose words were answered; a chat that moved concerns all."""
        data = event.data
        if isinstance(data, ChatMigrated):
            return (EVERY,)
        if isinstance(data, ReactionReceived):
            persona = persona_reacted_to(data)
            return () if persona is None else (persona,)
        if isinstance(data, MessageReceived):
            return _answered(data.reply_to)
        if isinstance(data, MessageSent):
            return tuple(dict.fromkeys((data.bot_id, *_answered(data.reply_to))))
        return (data.bot_id,) if isinstance(data, BotEvent) else ()

    def evolve(self, state: Echoes | None, event: Recorded[Event]) -> Echoes | None:
        """Registration begins a persona's echoes, removal ends them."""
        if isinstance(event.data, BotRegistered):
            return state or Echoes(bot_id=event.data.bot_id, position=event.position)
        return None if state is None else _RULES.apply(state, event)


def _answered(reply_to: ReplyTarget | None) -> tuple[str, ...]:
    author = None if reply_to is None else reply_to.author
    return () if author is None or is_person(author) else (author[2:],)


@_RULES.on(BotRemoved)
def _removed(_echoes: Echoes, _event: Recorded[BotRemoved]) -> None:
    return None


@_RULES.on(MessageSent)
def _sent(echoes: Echoes, event: Recorded[MessageSent]) -> Echoes:
    data = event.data
    if telling(event) in echoes.told:
        return echoes
    if data.bot_id != echoes.bot_id:
        return _echoed(
            echoes, event, data.chat_id, None if data.reply_to is None else data.reply_to.telegram_message_id
        )
    topics = topics_of(data.meaning)
    said = (*echoes.said, Said(data.chat_id, data.telegram_message_id, topics))[-SAID_KEPT:]
    return _counted(replace(echoes, said=said), event, data.chat_id, topics, echo=False)


@_RULES.on(MessageReceived)
def _received(echoes: Echoes, event: Recorded[MessageReceived]) -> Echoes:
    data = event.data
    if data.edit_of is not None or data.reply_to is None or telling(event) in echoes.told:
        return echoes
    return _echoed(echoes, event, data.chat_id, data.reply_to.telegram_message_id)


@_RULES.on(ReactionReceived)
def _reacted(echoes: Echoes, event: Recorded[ReactionReceived]) -> Echoes:
    if telling(event) in echoes.told:
        return echoes
    return _echoed(echoes, event, event.data.chat_id, event.data.telegram_message_id)


@_RULES.on(InterestsLearned)
def _learned(echoes: Echoes, event: Recorded[InterestsLearned]) -> Echoes:
    chat_id = event.data.chat_id
    if telling(event) in echoes.told:
        return echoes
    told = (*echoes.told, telling(event))[-TOLD_KEPT:]
    if chat_id is None:
        return replace(echoes, tallies={}, terms={}, told=told, position=event.position)
    tallies = {each: known for each, known in echoes.tallies.items() if each != chat_id}
    terms = {**echoes.terms, chat_id: event.data.terms}
    return replace(echoes, tallies=tallies, terms=terms, told=told, position=event.position)


@_RULES.on(TemperamentDrifted)
def _drifted(echoes: Echoes, event: Recorded[TemperamentDrifted]) -> Echoes:
    return replace(echoes, drifted=event.data.window, position=event.position)


@_RULES.on(LeftChat)
def _left(echoes: Echoes, event: Recorded[LeftChat]) -> Echoes:
    gone = event.data.chat_id
    return replace(
        echoes,
        said=tuple(each for each in echoes.said if each.chat_id != gone),
        tallies={each: known for each, known in echoes.tallies.items() if each != gone},
        terms={each: known for each, known in echoes.terms.items() if each != gone},
        position=event.position,
    )


@_RULES.on(ChatMigrated)
def _counted_anew(echoes: Echoes, event: Recorded[ChatMigrated]) -> Echoes:
    # Telegram counts messages anew in the new chat: an old id would be taken for another message.
    chat_id = event.data.chat_id
    said = tuple(each for each in echoes.said if each.chat_id != chat_id)
    told = told_elsewhere(echoes.told, chat_id)
    if len(said) == len(echoes.said) and told is echoes.told:
        return echoes
    return replace(echoes, said=said, told=told, position=event.position)


def topics_of(meaning: Meaning) -> tuple[str, ...]:
    """What a message counts for: its groups, and its most mentioned symbol."""
    return (*meaning.topics, *meaning.symbols[:1])


def _echoed(echoes: Echoes, event: Recorded[Event], chat_id: str, telegram_message_id: int | None) -> Echoes:
    for said in reversed(echoes.said):
        if (said.telegram_message_id, said.chat_id) == (telegram_message_id, chat_id):
            return _counted(echoes, event, chat_id, said.topics, echo=True)
    return echoes


def _counted(echoes: Echoes, event: Recorded[Event], chat_id: str, topics: tuple[str, ...], *, echo: bool) -> Echoes:
    told = (*echoes.told, telling(event))[-TOLD_KEPT:]
    if not topics:
        return replace(echoes, told=told, position=event.position)
    tally = _more(echoes.tallies.get(chat_id), event.time, topics, echo=echo)
    return replace(echoes, tallies={**echoes.tallies, chat_id: tally}, told=told, position=event.position)


def _more(tally: Tally | None, moment: datetime, topics: tuple[str, ...], *, echo: bool) -> Tally:
    before = tally or Tally(since=moment)
    counts = dict(before.echoes if echo else before.said)
    for topic in topics:
        if topic in counts or len(counts) < TOPICS_KEPT:
            counts[topic] = counts.get(topic, 0) + 1
    return replace(before, echoes=counts) if echo else replace(before, said=counts)


EchoesOfAll.facts = _RULES.facts | {BotRegistered.fact}

"""Folds what operators and Telegram say of personas."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import BotEvent, Event
from piyasa.contracts.membership import MemberJoined, MemberLeft, RightsChanged
from piyasa.contracts.opinions import HoldingRemoved, HoldingSet, StanceMoved, StanceRemoved, StanceSet, StanceStated
from piyasa.contracts.persona import (
    BotBlocked,
    BotDisabled,
    BotEnabled,
    BotPaused,
    BotRegistered,
    BotRemoved,
    BotResumed,
    BotUpdated,
    EmotionProfileChanged,
    InterestsLearned,
    JoinedChat,
    LeftChat,
    PersonaChanged,
    PersonaRefreshed,
    WritingStyleDrawn,
)
from piyasa.projections.directory.state import Bot, Holding, Stance
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

EVERYWHERE = "*"
"""The chat id of a refusal that holds in all chats."""
STANCE_COOLS = timedelta(hours=6)
"""How long a stated opinion is neither raised again nor changed (behaviour 2.4)."""
LEARNED_AT_MOST = 0.2
_LEARNED_FROM_KEPT = 20
_UPDATABLE = ("name", "handle", "username", "telegram_id", "listener", "active_hours", "timezone", "birth_date")
V = TypeVar("V")
_RULES: Rules[Bot] = Rules()


class Bots:
    """Which personas there are, and what they are like."""

    name = "bots"
    version = "1"
    state = Bot
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona of the fact."""
        data = event.data
        if isinstance(data, (BotEvent, RightsChanged)):
            return (data.bot_id,)
        if isinstance(data, (MemberJoined, MemberLeft)) and data.bot_id is not None:
            return (data.bot_id,)
        return ()

    def evolve(self, state: Bot | None, event: Recorded[Event]) -> Bot | None:
        """Registration begins a persona, removal ends it; facts about others are none."""
        if isinstance(event.data, BotRegistered):
            return _registered(state, event.data, event.position)
        if state is None:
            return None
        after = _RULES.apply(state, event)
        return after if after is None or after is state else replace(after, position=event.position)


def _registered(state: Bot | None, data: BotRegistered, position: int) -> Bot:
    before = state or Bot(bot_id=data.bot_id, name=data.name, handle=data.handle)
    return replace(
        before,
        name=data.name,
        handle=data.handle,
        username=data.username,
        telegram_id=data.telegram_id,
        listener=data.listener,
        active_hours=data.active_hours,
        timezone=data.timezone,
        birth_date=data.birth_date,
        position=position,
    )


@_RULES.on(BotUpdated)
def _updated(bot: Bot, event: Recorded[BotUpdated]) -> Bot:
    told: dict[str, Any] = {name: value for name in _UPDATABLE if (value := getattr(event.data, name)) is not None}
    return replace(bot, **told)


@_RULES.on(BotRemoved)
def _removed(_bot: Bot, _event: Recorded[BotRemoved]) -> None:
    return None


@_RULES.on(BotEnabled)
def _enabled(bot: Bot, _event: Recorded[BotEnabled]) -> Bot:
    # An operator who enables a persona has seen to what Telegram refused; if not, Telegram will say so again.
    return replace(bot, enabled=True, blocked={})


@_RULES.on(BotDisabled)
def _disabled(bot: Bot, _event: Recorded[BotDisabled]) -> Bot:
    return replace(bot, enabled=False)


@_RULES.on(BotPaused)
def _paused(bot: Bot, _event: Recorded[BotPaused]) -> Bot:
    return replace(bot, paused=True)


@_RULES.on(BotResumed)
def _resumed(bot: Bot, _event: Recorded[BotResumed]) -> Bot:
    return replace(bot, paused=False)


@_RULES.on(BotBlocked)
def _blocked(bot: Bot, event: Recorded[BotBlocked]) -> Bot:
    return replace(bot, blocked={**bot.blocked, event.data.chat_id or EVERYWHERE: event.data.error_class})


@_RULES.on(MemberLeft)
def _left_at_telegram(bot: Bot, event: Recorded[MemberLeft]) -> Bot:
    return replace(bot, blocked={**bot.blocked, event.data.chat_id: "not_a_member"})


@_RULES.on(MemberJoined)
def _joined_at_telegram(bot: Bot, event: Recorded[MemberJoined]) -> Bot:
    return _unblocked(bot, event.data.chat_id)


@_RULES.on(RightsChanged)
def _rights(bot: Bot, event: Recorded[RightsChanged]) -> Bot:
    may_send = event.data.rights.get("can_send_messages")
    if may_send is None:
        return bot
    if may_send:
        return _unblocked(bot, event.data.chat_id)
    return replace(bot, blocked={**bot.blocked, event.data.chat_id: "may_not_send"})


@_RULES.on(JoinedChat)
def _joined(bot: Bot, event: Recorded[JoinedChat]) -> Bot:
    seated = replace(bot, chats={**bot.chats, event.data.chat_id: event.data.seat})
    return _unblocked(seated, event.data.chat_id)


@_RULES.on(LeftChat)
def _left(bot: Bot, event: Recorded[LeftChat]) -> Bot:
    return _unblocked(replace(bot, chats=_without(bot.chats, event.data.chat_id)), event.data.chat_id)


@_RULES.on(PersonaChanged)
def _persona(bot: Bot, event: Recorded[PersonaChanged]) -> Bot:
    return replace(bot, persona=event.data.persona, persona_revision=event.data.revision)


@_RULES.on(EmotionProfileChanged)
def _temperament(bot: Bot, event: Recorded[EmotionProfileChanged]) -> Bot:
    return replace(bot, emotion_profile=event.data.profile)


@_RULES.on(WritingStyleDrawn)
def _style(bot: Bot, event: Recorded[WritingStyleDrawn]) -> Bot:
    return replace(bot, writing_style=event.data.style)


@_RULES.on(StanceSet)
def _stance_set(bot: Bot, event: Recorded[StanceSet]) -> Bot:
    data = event.data
    stance = Stance(data.topic, data.direction, data.confidence, data.text, data.cooldown_until)
    return replace(bot, stances={**bot.stances, data.topic: stance})


@_RULES.on(StanceMoved)
def _stance_moved(bot: Bot, event: Recorded[StanceMoved]) -> Bot:
    data = event.data
    known = bot.stances.get(data.topic)
    if known is None:
        return bot
    cooldown = data.cooldown_until or known.cooldown_until
    moved = replace(known, direction=data.direction, confidence=data.confidence, cooldown_until=cooldown)
    return replace(bot, stances={**bot.stances, data.topic: moved})


@_RULES.on(StanceStated)
def _stance_stated(bot: Bot, event: Recorded[StanceStated]) -> Bot:
    known = bot.stances.get(event.data.topic)
    if known is None:
        return bot
    stated = replace(known, cooldown_until=event.time + STANCE_COOLS)
    return replace(bot, stances={**bot.stances, event.data.topic: stated})


@_RULES.on(StanceRemoved)
def _stance_removed(bot: Bot, event: Recorded[StanceRemoved]) -> Bot:
    return replace(bot, stances=_without(bot.stances, event.data.topic))


@_RULES.on(HoldingSet)
def _holding_set(bot: Bot, event: Recorded[HoldingSet]) -> Bot:
    data = event.data
    holding = Holding(data.symbol, data.side, data.size_label, data.horizon, data.note)
    return replace(bot, holdings={**bot.holdings, data.symbol: holding})


@_RULES.on(HoldingRemoved)
def _holding_removed(bot: Bot, event: Recorded[HoldingRemoved]) -> Bot:
    return replace(bot, holdings=_without(bot.holdings, event.data.symbol))


@_RULES.on(InterestsLearned)
def _interests(bot: Bot, event: Recorded[InterestsLearned]) -> Bot:
    if event.id in bot.learned_from:
        return bot
    learned = dict(bot.learned_interests)
    for topic, delta in event.data.deltas.items():
        learned[topic] = min(LEARNED_AT_MOST, max(-LEARNED_AT_MOST, learned.get(topic, 0.0) + delta))
    return replace(bot, learned_interests=learned, learned_from=(*bot.learned_from, event.id)[-_LEARNED_FROM_KEPT:])


@_RULES.on(PersonaRefreshed)
def _reminded(bot: Bot, event: Recorded[PersonaRefreshed]) -> Bot:
    return replace(bot, refreshed_at=event.time, refreshed_revision=event.data.profile_revision)


def _unblocked(bot: Bot, chat_id: str) -> Bot:
    return replace(bot, blocked=_without(bot.blocked, chat_id)) if chat_id in bot.blocked else bot


def _without(entries: dict[str, V], key: str) -> dict[str, V]:
    return {each: value for each, value in entries.items() if each != key}


Bots.facts = _RULES.facts | {BotRegistered.fact}

"""Small talk: at its tick a chat looks whether somebody should speak, who, to whom and about what (behaviour 7.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from piyasa.contracts.conversation import TickReason
from piyasa.contracts.values import is_person, speaker_of_bot
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.reading import EXHAUSTED_FROM
from piyasa.projections.conversations.state import Turn
from piyasa.projections.directory.state import Bot
from piyasa.projections.relationships.reading import COMPANIONS
from piyasa.scheduler.domain.activity import weekday_factor
from piyasa.scheduler.domain.chance import Chance
from piyasa.scheduler.domain.decision import Decision, Rest, Tick, sooner
from piyasa.scheduler.domain.limits import (
    backs_off_until,
    minute_is_full,
    people_talk_until,
    personas_talk_too_much,
    run_ends_at,
    talk_is_full,
)
from piyasa.scheduler.domain.personas import choose, free_at
from piyasa.scheduler.domain.request import Attempt, Wish, request
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.targets import ONLY_ADDRESSED, TIERS, choose_target, target_of
from piyasa.scheduler.domain.topics import affinity, choose_topic, topic_of
from piyasa.scheduler.domain.turns import LOOK_AGAIN, MOST, interrupts, is_interrupted, once_for

BASE_WAIT: Mapping[str, float] = {"slow": 15.0, "normal": 30.0, "fast": 45.0, "heated": 35.0}
JITTER = (0.7, 1.3)
NEW_THREAD_AFTER = 600.0
"""Seconds of silence after which nobody goes on with the old topic."""
_STAYS_SILENT = 0.5

_CHECKS: Mapping[str, Callable[[Scene], datetime | None]] = {
    "minute_cap": minute_is_full,
    "run_of_personas": run_ends_at,
    "people_talk": people_talk_until,
}
"""What keeps every persona from talking on its own: each says until when, and the first one decides."""

_CLOSE, _FAR = 0.7, 0.3
_EAGER, _SLOW = 0.7, 1.5
"""How a topic that is close to a persona, or far from it, stretches the wait."""
_AMONG_FRIENDS = 0.8
"""How a friend among the last speakers does."""


def small_talk(scene: Scene, making: Attempt) -> Decision:
    """Ask somebody to speak, if anybody should now."""
    closed = _closed(scene) or _backs_off(scene)
    if closed is not None:
        return closed
    free, later = _free(scene)
    if not free:
        return Rest(later, "nobody_free")
    bot = choose(scene, making.chance, free, scene.conversation.topic)
    if making.chance.random() >= weekday_factor(bot, scene.now, scene.clock_shift):
        return Rest(scene.in_seconds(scene.settings.tick_seconds), "slow_day")
    if _exhausted(scene) and making.chance.random() < _STAYS_SILENT:
        return Rest(scene.in_seconds(scene.settings.tick_seconds), "exhausted")
    wish = _wish(scene, bot, making.chance)
    return Tick(request(scene, making, wish, choice=[each.bot_id for each in free]))


def interruption(scene: Scene, turn: Turn, making: Attempt, *, talk_is_due: bool) -> Decision:
    """Ask somebody to speak although it is another's turn, rarely (behaviour 7.3 step 6, 7.4).

    Each tick draws anew. Between ticks a turn that a persona gave has one draw of its own, or none would be interrupted
    before its holder has spoken; whom a person spoke to is left the time to answer.
    """
    number = making.chance.random() if talk_is_due else once_for(scene)
    hold = Rest(min(turn.expires_at, scene.in_seconds(LOOK_AGAIN)) if talk_is_due else None, "turn_of_another")
    patient = not talk_is_due and is_person(scene.conversation.last_speaker or "")
    if patient or number >= MOST or is_interrupted(scene):
        return hold
    closed = _closed(scene)
    if closed is not None:
        return closed if talk_is_due else hold
    free, _ = _free(scene)
    if not free:
        return hold
    bot = choose(scene, making.chance, free, scene.conversation.topic)
    if not interrupts(scene, bot, turn, number):
        return hold
    wish = _wish(scene, bot, making.chance, interrupting=True)
    return Tick(request(scene, making, wish, choice=[each.bot_id for each in free]))


def wait_of(scene: Scene, bot: Bot, topic: str | None, chance: Chance) -> float:
    """Seconds of behaviour a persona thinks: ``base * affinity factor * friend factor * U(0.7, 1.3)``."""
    close = affinity(bot, topic)
    factor = _EAGER if close > _CLOSE else _SLOW if close < _FAR else 1.0
    friend = _AMONG_FRIENDS if _is_among_friends(scene, bot) else 1.0
    return BASE_WAIT[scene.tempo] * factor * friend * chance.uniform(*JITTER)


def _is_among_friends(scene: Scene, bot: Bot) -> bool:
    own = speaker_of_bot(bot.bot_id)
    others = (speaker for speaker in scene.last_speakers if speaker != own)
    return any(scene.thinks_of(bot, speaker).kind in COMPANIONS for speaker in others)


def _closed(scene: Scene) -> Rest | None:
    for reason, check in _CHECKS.items():
        until = check(scene)
        if until is not None:
            return Rest(until, reason)
    next_tick = scene.in_seconds(scene.settings.tick_seconds)
    if talk_is_full(scene):
        return Rest(next_tick, "in_flight")
    return Rest(next_tick, "personas_talk_too_much") if personas_talk_too_much(scene) else None


def _backs_off(scene: Scene) -> Rest | None:
    until = backs_off_until(scene)
    return None if until is None else Rest(until, "nobody_answers")


def _free(scene: Scene) -> tuple[Sequence[Bot], datetime | None]:
    """The personas that may start to talk, and when the next one may if none can.

    Whoever spoke last is among them only when nobody else is.
    """
    free: list[Bot] = []
    later: datetime | None = None
    for bot in scene.able:
        at = free_at(scene, bot)
        if at is None:
            free.append(bot)
        later = sooner(later, at)
    others = [bot for bot in free if speaker_of_bot(bot.bot_id) != scene.conversation.last_speaker]
    return others or free, later


def _wish(scene: Scene, bot: Bot, chance: Chance, *, interrupting: bool = False) -> Wish:
    changes_topic = not interrupting and _exhausted(scene)
    found = choose_target(scene, bot, chance, ONLY_ADDRESSED if changes_topic else TIERS)
    if found is None:
        topic = _own_topic(scene, bot, chance)
        return Wish(bot, "proactive", wait_of(scene, bot, topic, chance), topic=topic)
    line, tier = found
    topic = topic_of(line.meaning) or scene.conversation.topic
    reason: TickReason = "interruption" if interrupting else "reply"
    return Wish(bot, reason, wait_of(scene, bot, topic, chance), target_of(line), topic, because=tier)


def _own_topic(scene: Scene, bot: Bot, chance: Chance) -> str | None:
    """The chat's topic while it is alive, else one of the persona's own."""
    last = reading.last_line(scene.conversation)
    silent = last is None or scene.now - last.time > scene.pace.span(NEW_THREAD_AFTER)
    if silent or scene.conversation.topic is None or _exhausted(scene):
        return choose_topic(scene, bot, chance)
    return scene.conversation.topic


def _exhausted(scene: Scene) -> bool:
    return scene.conversation.exhaustion >= EXHAUSTED_FROM

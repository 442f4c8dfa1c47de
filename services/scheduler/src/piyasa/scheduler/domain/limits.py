"""How much may be said and be on its way: in flight, per minute, per hour, in a row, and of all that is said."""

from __future__ import annotations

from datetime import datetime

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.contracts.values import is_person
from piyasa.projections.conversations import reading
from piyasa.projections.directory.settings import HourlyLimit
from piyasa.projections.directory.state import Bot
from piyasa.projections.pace import Pace
from piyasa.projections.voices.reading import sent_within_hour
from piyasa.scheduler.domain.chance import fixed
from piyasa.scheduler.domain.scene import Scene

TICKS_AT_ONCE = {"slow": 1, "normal": 2, "fast": 4, "heated": 4}
ARMED_AT_ONCE = {"slow": 2, "normal": 4, "fast": 8, "heated": 8}
ANSWERS_AT_ONCE = 6
ANSWERS_TO_ONE_QUESTION = 2
PEOPLE_ACTIVE_FROM = 5
"""Lines of people within the half hour from which on they are taken to be active; of fewer a share says nothing."""
MINUTE, HOUR = 60.0, 3600.0


def talk_is_full(scene: Scene) -> bool:
    """Whether as much small talk is on its way as the chat's tempo bears."""
    ticks, armed = scene.small_talk
    scale = scene.settings.scale_factor
    return len(ticks) >= _scaled(TICKS_AT_ONCE[scene.tempo], scale) or len(armed) >= _scaled(
        ARMED_AT_ONCE[scene.tempo], scale
    )


def answers_are_full(scene: Scene) -> bool:
    """Whether as many answers to people are on their way as may come on top."""
    under_way = {each.tick_id for each in scene.ticks if each.reason in ANSWERS_PEOPLE}
    armed = {each.tick_id for each in scene.conversation.armed if each.reason in ANSWERS_PEOPLE}
    return len(under_way | armed) >= ANSWERS_AT_ONCE


def answers_to(scene: Scene, telegram_message_id: int) -> int:
    """How many answers of personas a message has, those on their way included."""
    return len(scene.answers.get(telegram_message_id, ()))


def minute_is_full(scene: Scene) -> datetime | None:
    """When a place becomes free in the chat's messages of a minute; None when there is one."""
    limit = scene.chat.limits.max_messages_per_minute or scene.settings.max_msgs_per_min
    lines = reading.lines_within(scene.conversation, scene.now, MINUTE)
    spoken = [line.time for line in lines if not is_person(line.speaker)]
    taken = len(spoken) + len(scene.conversation.armed) + len(scene.ticks)
    if taken < limit:
        return None
    return (spoken[0] if spoken else scene.now) + scene.pace.span(MINUTE)


def hourly_cap(bot_id: str, limit: HourlyLimit, now: datetime, pace: Pace) -> int:
    """The persona's own number for this clock hour, drawn once from the range."""
    hour = int(now.timestamp() * pace.factor // HOUR)
    return limit.min + int(fixed(f"{bot_id}|{hour}", "hourly-cap") * (limit.max - limit.min + 1))


def hour_is_full(scene: Scene, bot: Bot) -> bool:
    """Whether a persona has said, or is about to say, as much as it may in an hour."""
    said = sent_within_hour(scene.voice_of(bot), scene.now) + scene.on_its_way(bot.bot_id)
    return said >= hourly_cap(bot.bot_id, scene.settings.bot_hourly_msg_limit, scene.now, scene.pace)


def run_ends_at(scene: Scene) -> datetime | None:
    """When personas that talk among themselves may go on; None when they may now.

    After so many messages without a person only silence allows another one: loops end here.
    """
    ticks, armed = scene.small_talk
    said = reading.consecutive_bot_lines(scene.conversation)
    limit = scene.settings.persona_run_limit
    coming = len(ticks) + len(armed)
    if said + coming < limit:
        return None
    last = reading.last_line(scene.conversation)
    if said < limit or last is None:
        return scene.in_seconds(scene.settings.tick_seconds)
    silent_at = last.time + scene.pace.span(scene.settings.persona_run_silence_seconds)
    if scene.now < silent_at:
        return silent_at
    return scene.in_seconds(scene.settings.tick_seconds) if coming else None


def personas_talk_too_much(scene: Scene) -> bool:
    """Whether personas drown out people who are active."""
    lines = reading.lines_within(scene.conversation, scene.now, reading.SHARE_WINDOW)
    people = sum(is_person(line.speaker) for line in lines)
    return people >= PEOPLE_ACTIVE_FROM and 1 - people / len(lines) > scene.settings.persona_share_limit


def _scaled(limit: int, scale_factor: float) -> int:
    return max(1, int(limit * scale_factor))

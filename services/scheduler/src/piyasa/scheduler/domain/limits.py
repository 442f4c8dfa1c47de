"""How much may be said and be on its way: in flight, per minute, per hour, in a row, and of all that is said."""

from __future__ import annotations

from datetime import datetime
from math import exp
from statistics import NormalDist

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.contracts.values import is_person
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.reading import PEOPLE_ACTIVE_FROM
from piyasa.projections.conversations.state import Line
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
"""Of personas to what a person asked (behaviour 8.4)."""
SILENCE_SIGMA = 0.8
"""Of the logarithm of a silence that ends a run of personas, in terms of the shortest."""
DOUBLINGS_AT_MOST = 3
_LEAST = 1e-9
KEPT_FOR_ANSWERS = 3
"""Lines within their share that personas leave to answers, which come whatever the share is."""
AHEAD = 600.0
"""Seconds of behaviour for which the share is to hold even if no person says anything more."""
PEOPLE_TALK_WITHIN = 60.0
"""Seconds within which two people who both spoke are talking with one another."""
_A_CONVERSATION = 2
BACK_OFF_TICKS = 4.0
"""Ticks that personas wait after the last message of the longest run they may make without a person."""
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
    """The persona's own number for this clock hour, drawn once from the range (behaviour 12.4)."""
    hour = int(now.timestamp() * pace.factor // HOUR)
    return limit.min + int(fixed(f"{bot_id}|{hour}", "hourly-cap") * (limit.max - limit.min + 1))


def hour_is_full(scene: Scene, bot: Bot) -> bool:
    """Whether a persona has said, or is about to say, as much as it may in an hour."""
    said = sent_within_hour(scene.voice_of(bot), scene.now) + scene.on_its_way(bot.bot_id)
    return said >= hourly_cap(bot.bot_id, scene.settings.bot_hourly_msg_limit, scene.now, scene.pace)


def run_ends_at(scene: Scene) -> datetime | None:
    """When personas that talk among themselves may go on; None when they may now.

    After so many messages without a person only silence allows another one: loops end here. It is at least as long as
    set, longer by chance, because a beat of equal pauses sounds like a clock, and it doubles with each message to which
    still no person says anything.
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
    silent_at = last.time + scene.pace.span(_silence(scene, last, beyond=said - limit))
    if scene.now < silent_at:
        return silent_at
    return scene.in_seconds(scene.settings.tick_seconds) if coming else None


def _silence(scene: Scene, last: Line, *, beyond: int) -> float:
    """Seconds of silence after a line that is so many beyond the longest run, drawn once for each line."""
    drawn = NormalDist(sigma=SILENCE_SIGMA).inv_cdf(
        max(_LEAST, fixed(f"{scene.chat.chat_id}|{last.position}", "silence"))
    )
    longer = max(1.0, exp(drawn)) * 2.0 ** min(beyond, DOUBLINGS_AT_MOST)
    return scene.settings.persona_run_silence_seconds * longer


def backs_off_until(scene: Scene) -> datetime | None:
    """When personas to whom no person answers may go on; None when they may now.

    The longer their run, the longer the pause: evenly up to ``BACK_OFF_TICKS`` at the longest run they may make.
    """
    said = reading.consecutive_bot_lines(scene.conversation)
    last = reading.last_line(scene.conversation)
    if last is None or said == 0:
        return None
    run = min(1.0, said / scene.settings.persona_run_limit)
    until = last.time + scene.pace.span(BACK_OFF_TICKS * run * scene.settings.tick_seconds)
    return until if scene.now < until else None


def personas_talk_too_much(scene: Scene, *, kept_free: int = KEPT_FOR_ANSWERS) -> bool:
    """Whether one more message would make personas drown out people (behaviour 8.4).

    What is on its way counts as said, and what people said counts no more when it is about to leave the half hour:
    personas' lines that were said beside it stay a little longer. When people said little, personas may say as much
    as beside five lines: then they are within their share at the moment in which people become active. ``kept_free``
    are lines left to answers.
    """
    lines = reading.lines_within(scene.conversation, scene.now, reading.SHARE_WINDOW)
    if all(not is_person(line.speaker) for line in lines):
        return False
    fresh = scene.now - scene.pace.span(reading.SHARE_WINDOW - AHEAD)
    people = sum(is_person(line.speaker) and line.time > fresh for line in lines)
    on_its_way = len(scene.conversation.armed) + len(scene.ticks)
    said = sum(not is_person(line.speaker) for line in lines) + on_its_way + 1 + kept_free
    return said > scene.settings.persona_share_limit * (said + max(people, PEOPLE_ACTIVE_FROM))


def people_talk_until(scene: Scene) -> datetime | None:
    """Until when people who talk with one another are left to it; None when they do not."""
    newest: dict[str, datetime] = {}
    for line in reading.lines_within(scene.conversation, scene.now, PEOPLE_TALK_WITHIN):
        if is_person(line.speaker) and not _is_for_personas(line):
            newest[line.speaker] = line.time
    if len(newest) < _A_CONVERSATION:
        return None
    return sorted(newest.values())[-_A_CONVERSATION] + scene.pace.span(PEOPLE_TALK_WITHIN)


def _is_for_personas(line: Line) -> bool:
    author = line.reply_author
    meaning = line.meaning
    return bool(meaning.mentions or meaning.addressed_to) or (author is not None and not is_person(author))


def _scaled(limit: int, scale_factor: float) -> int:
    return max(1, int(limit * scale_factor))

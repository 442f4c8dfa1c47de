"""Whom a persona answers: strict tiers, and inside a tier the most points (behaviour 8.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from piyasa.contracts.values import ReplyTarget, is_person, speaker_of_bot
from piyasa.projections.conversations.reading import TAKES_SIDE_FROM, same_direction
from piyasa.projections.conversations.state import Line
from piyasa.projections.directory.state import Bot, Installation
from piyasa.projections.relationships.reading import MATTERING
from piyasa.scheduler.domain.chance import Chance
from piyasa.scheduler.domain.limits import ANSWERS_TO_ONE_QUESTION, answers_to
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.topics import affinity, topic_of

CANDIDATES = 20
OLDEST_SECONDS = 1800.0
NEWEST = 5
CONTROVERSIAL_FROM = -0.3
_WATCHED, _AFFINITY, _OPEN_QUESTION, _PERSON = 20.0, 15.0, 15.0, 10.0
_ANSWERED, _AGE_COSTS, _AGE_COSTS_AT_MOST = -25.0, 2.0, 20.0
"""Points of a line inside its tier; age costs so much a minute."""
_TIE_BREAK = (0.0, 5.0)
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Tier:
    """A kind of target: the lines of it among the candidates (oldest first), and how likely it is used at all."""

    name: str
    probability: float
    of: Callable[[Scene, Bot, Sequence[Line]], Sequence[Line]]


def addressed(_scene: Scene, bot: Bot, lines: Sequence[Line]) -> list[Line]:
    """Lines that mention the persona, reply to it or offer it the turn."""
    return [line for line in lines if is_addressed(line, bot.bot_id)]


def mattering(scene: Scene, bot: Bot, lines: Sequence[Line]) -> list[Line]:
    """Lines of friends, rivals, mentors and students."""
    speakers = {line.speaker for line in lines}
    matter = {speaker for speaker in speakers if scene.thinks_of(bot, speaker).kind in MATTERING}
    return [line for line in lines if line.speaker in matter and not _piles_on(scene, bot, line)]


def controversial(_scene: Scene, bot: Bot, lines: Sequence[Line]) -> list[Line]:
    """Lines that contradict an opinion of the persona."""
    return [
        line
        for line in lines
        for topic in {*line.meaning.symbols, *line.meaning.topics}
        if topic in bot.stances and line.meaning.sentiment * bot.stances[topic].direction <= CONTROVERSIAL_FROM
    ]


def newest(scene: Scene, bot: Bot, lines: Sequence[Line]) -> list[Line]:
    """What was said last (F-21: not the oldest of what is remembered)."""
    return [line for line in lines[-NEWEST:] if not _piles_on(scene, bot, line)]


TIERS = (
    Tier("addressed", 1.0, addressed),
    Tier("mattering", 0.6, mattering),
    Tier("controversial", 0.5, controversial),
    Tier("newest", 0.35, newest),
)
"""In strict order (F-26): a tier is looked at only when those before it are empty or their draw failed."""

ONLY_ADDRESSED = TIERS[:1]
"""For a persona that is to change the topic: what was said to it still has an answer."""


def choose_target(scene: Scene, bot: Bot, chance: Chance, tiers: Sequence[Tier] = TIERS) -> tuple[Line, str] | None:
    """The line a persona answers and the tier it is of; None when it says something of its own."""
    lines = candidates(scene, bot)
    for tier in tiers:
        found = tier.of(scene, bot, lines)
        if found and chance.random() < tier.probability:
            return max(found, key=lambda line: _points(scene, bot, line, chance)), tier.name
    return None


def candidates(scene: Scene, bot: Bot) -> list[Line]:
    """Lines a persona may answer, oldest first: recent, of somebody else who may be addressed, not yet answered."""
    since = scene.now - scene.pace.span(OLDEST_SECONDS)
    answered = _answered_by(scene, bot.bot_id)
    return [
        line
        for line in scene.conversation.lines[-CANDIDATES:]
        if line.time > since
        and line.telegram_message_id > 0
        and line.speaker != speaker_of_bot(bot.bot_id)
        and line.telegram_message_id not in answered
        and may_be_addressed(scene.installation, line.speaker)
        and scene.rests_from(bot, line.speaker) is None
        and not _has_enough_answers(scene, line)
    ]


def is_addressed(line: Line, bot_id: str) -> bool:
    """Whether a line is meant for a persona."""
    meaning = line.meaning
    return meaning.addressed_to == bot_id or bot_id in meaning.mentions or line.reply_author == speaker_of_bot(bot_id)


def may_be_addressed(installation: Installation, speaker: str) -> bool:
    """Whether a speaker is a persona, or a person who did not ask to be left alone or forgotten."""
    person_id = speaker[2:] if is_person(speaker) else None
    return person_id not in installation.silenced and person_id not in installation.forgotten


def target_of(line: Line) -> ReplyTarget:
    """The line as the target of a reply."""
    return ReplyTarget(telegram_message_id=line.telegram_message_id, author=line.speaker)


def _has_enough_answers(scene: Scene, line: Line) -> bool:
    if not (is_person(line.speaker) and line.meaning.is_question):
        return False
    return answers_to(scene, line.telegram_message_id) >= ANSWERS_TO_ONE_QUESTION


def _piles_on(scene: Scene, bot: Bot, line: Line) -> bool:
    """Whether the persona could only agree with what enough personas said within the hour (behaviour 8.4)."""
    sentiment = line.meaning.sentiment
    if abs(sentiment) < TAKES_SIDE_FROM:
        return False
    sign = 1 if sentiment > 0 else -1
    return any(
        symbol in bot.stances
        and bot.stances[symbol].direction * sign > 0
        and same_direction(scene.conversation, symbol, sign, scene.now) >= scene.settings.consensus_limit
        for symbol in line.meaning.symbols
    )


def _answered_by(scene: Scene, bot_id: str) -> set[int | None]:
    conversation = scene.conversation
    said = {line.reply_to for line in conversation.lines if line.speaker == speaker_of_bot(bot_id)}
    armed = {each.reply_to for each in conversation.armed if each.bot_id == bot_id}
    return said | armed | {each.reply_to for each in scene.ticks if each.bot_id == bot_id}


def _points(scene: Scene, bot: Bot, line: Line, chance: Chance) -> float:
    person = is_person(line.speaker)
    answers = answers_to(scene, line.telegram_message_id)
    watched = {*bot.holdings, *bot.persona.watchlist}
    minutes = (scene.now - line.time).total_seconds() * scene.pace.factor / _MINUTE
    points = chance.uniform(*_TIE_BREAK) + _AFFINITY * affinity(bot, topic_of(line.meaning))
    points += _WATCHED if watched.intersection(line.meaning.symbols) else 0
    points += _OPEN_QUESTION if person and line.meaning.is_question and not answers else 0
    points += _PERSON if person else 0
    points += _ANSWERED if answers else 0
    return points - min(_AGE_COSTS_AT_MOST, _AGE_COSTS * minutes)

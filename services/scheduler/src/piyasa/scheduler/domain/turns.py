"""The turn: who was offered it speaks at once, others hold back or, rarely, interrupt (behaviour 7.3, 7.4)."""

from __future__ import annotations

from piyasa.contracts.values import is_person, speaker_of_bot
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Line, Turn
from piyasa.projections.directory.state import Bot
from piyasa.projections.relationships.reading import CONFLICT_ABOVE
from piyasa.scheduler.domain.chance import fixed
from piyasa.scheduler.domain.decision import Decision, Rest, Tick
from piyasa.scheduler.domain.limits import minute_is_full, personas_talk_too_much, run_ends_at, talk_is_full
from piyasa.scheduler.domain.personas import awake_at
from piyasa.scheduler.domain.request import Attempt, Wish, request
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.targets import candidates, is_addressed, may_be_addressed, target_of
from piyasa.scheduler.domain.topics import topic_of

LOOK_AGAIN = 60.0
MOST = 0.9
"""The highest probability of interrupting there is."""

_HEATED, _AT_ODDS = 2.0, 1.5
"""How a heated chat and conflict with whoever spoke last multiply the chance to interrupt."""
_EXCITED, _BORED, _USUALLY = (80, 0.3), (30, 0.05), 0.1
"""Excitement above or below which a persona interrupts with another probability than usually."""


def take_turn(scene: Scene, turn: Turn, making: Attempt) -> Decision:
    """Ask the persona that holds the turn to speak, without a wait: reading and typing take their time anyway.

    A run of personas ends here as well: two that kept asking one another would never stop.
    """
    bot = None if is_person(turn.expected) else scene.member(turn.expected[2:])
    if bot is None or _is_not_for_taking(scene, bot):
        return Rest(turn.expires_at, "turn_of_another")
    later = minute_is_full(scene) or run_ends_at(scene) or awake_at(scene, bot)
    if later is not None:
        return Rest(later, "turn_capped")
    if personas_talk_too_much(scene, kept_free=0):
        return Rest(turn.expires_at, "personas_talk_too_much")
    if talk_is_full(scene) or bot.bot_id in scene.busy or bot.bot_id in scene.about_to_speak:
        return Rest(turn.expires_at, "in_flight")
    line = _offered_by(scene, bot)
    wish = Wish(
        bot=bot,
        reason="held_turn",
        wait_seconds=0.0,
        reply_to=None if line is None else target_of(line),
        topic=scene.conversation.topic if line is None else topic_of(line.meaning) or scene.conversation.topic,
    )
    return Tick(request(scene, making, wish, choice=[bot.bot_id]))


def is_fresh(scene: Scene) -> bool:
    """Whether nobody was asked to speak since the turn was given: a turn is taken at once only once."""
    last = reading.last_line(scene.conversation)
    return last is not None and scene.conversation.last_tick_position < last.position


def once_for(scene: Scene) -> float:
    """The number drawn for interrupting the turn that the newest line gave: one for all looks until the next line."""
    last = reading.last_line(scene.conversation)
    return fixed(f"{scene.chat.chat_id}|{0 if last is None else last.position}", "interrupts")


def is_interrupted(scene: Scene) -> bool:
    """Whether somebody was asked to interrupt already and has not spoken yet."""
    reasons = [*(each.reason for each in scene.ticks), *(each.reason for each in scene.conversation.armed)]
    return "interruption" in reasons


def interrupts(scene: Scene, bot: Bot, turn: Turn, number: float) -> bool:
    """Whether a persona speaks although it is somebody else's turn; never between two people.

    ``number`` is the draw, 0..1. One that holds the turn itself was asked already, and something kept it from speaking.
    """
    if turn.expected == speaker_of_bot(bot.bot_id):
        return False
    last = reading.last_line(scene.conversation)
    if last is not None and is_person(last.speaker) and is_person(turn.expected):
        return False
    excitement = scene.mood_of(bot).excitement
    probability = _EXCITED[1] if excitement > _EXCITED[0] else _BORED[1] if excitement < _BORED[0] else _USUALLY
    if scene.tempo == "heated":
        probability *= _HEATED
    if last is not None and scene.thinks_of(bot, last.speaker).conflict > CONFLICT_ABOVE:
        probability *= _AT_ODDS
    return number < min(MOST, probability)


def _is_not_for_taking(scene: Scene, bot: Bot) -> bool:
    """Whether a person gave the turn who is answered anyway, or somebody who is to be left alone."""
    giver = reading.last_line(scene.conversation)
    if giver is not None and scene.rests_from(bot, giver.speaker) is not None:
        return True
    if giver is None or not is_person(giver.speaker):
        return False
    if not may_be_addressed(scene.installation, giver.speaker):
        return True
    asked = giver.telegram_message_id
    return any(question.telegram_message_id == asked for question in scene.conversation.unanswered)


def _offered_by(scene: Scene, bot: Bot) -> Line | None:
    """The newest line that was meant for the persona, if it may be answered."""
    return next((line for line in reversed(candidates(scene, bot)) if is_addressed(line, bot.bot_id)), None)

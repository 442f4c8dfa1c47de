"""People first: what they asked is answered at once, by the persona they asked (behaviour 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.contracts.identity import outside_id
from piyasa.contracts.values import ReplyTarget, speaker_of_person
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Question
from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.chance import Draw
from piyasa.scheduler.domain.decision import Decision, Rest, Tick, sooner
from piyasa.scheduler.domain.limits import ANSWERS_TO_ONE_QUESTION, answers_are_full, answers_to, minute_is_full
from piyasa.scheduler.domain.personas import awake_at, choose
from piyasa.scheduler.domain.request import Attempt, Wish, request
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.topics import topic_of

SINCERE_WAIT = (2.0, 8.0)
MENTION_WAIT = (1.0, 4.0)
"""Seconds of behaviour a persona thinks before it answers."""
STAND_IN_AFTER = 0.5
"""Share of the promised time after which another persona answers for one that is away."""
FIRST_RETRY = 10.0
"""Seconds from the asking to the second try; each further try waits about twice as long. Wall time: what failed is a
machine, and it needs time to come back whatever the pace."""
_GIVEN_UP = timedelta(seconds=31)
"""After its expiry, when nothing comes of a tick any more even if nobody says so."""


def answer_people(scene: Scene, draw: Draw) -> Decision:
    """Ask a persona to answer the most urgent question; sincere ones first, then the oldest."""
    later = _silently_over(scene)
    reason = "nothing_asked"
    for question in sorted(_owed(scene), key=lambda each: (not each.sincere, each.position)):
        decision = _answer(scene, question, draw)
        if isinstance(decision, Tick):
            return decision
        later, reason = sooner(later, decision.until), decision.reason
    return Rest(later, reason)


def tick_id_of(scene: Scene, question: Question) -> str:
    """The id of the next tick for a question: two schedulers that ask at once make one tick."""
    identity = (scene.chat.chat_id, question.position, question.telegram_message_id, question.attempts + 1)
    return outside_id("answer", *identity)


def _owed(scene: Scene) -> list[Question]:
    """What waits for an answer; who asked to be left alone is only told the truth about what it talks to."""
    silenced = scene.installation.silenced
    owed = reading.owed(scene.conversation, scene.now, scene.installation.forgotten)
    return [
        question
        for question in owed
        if (question.sincere or question.person_id not in silenced)
        and not (scene.gone and tick_id_of(scene, question) in scene.gone)
    ]


def _silently_over(scene: Scene) -> datetime | None:
    """When a question may be owed again because its tick expired without a word."""
    ends = (each.expires_at + _GIVEN_UP for each in scene.ticks if each.reason in ANSWERS_PEOPLE)
    return min((end for end in ends if end > scene.now), default=None)


def _answer(scene: Scene, question: Question, draw: Draw) -> Decision:
    not_now = _not_now(scene, question)
    if not_now is not None:
        return not_now
    bots, later = _answerers(scene, question)
    if not bots:
        return Rest(later, "nobody_free")
    return _tick(scene, question, bots, draw)


def _not_now(scene: Scene, question: Question) -> Rest | None:
    """Why a question has to wait, whoever were to answer it."""
    if answers_to(scene, question.telegram_message_id) >= ANSWERS_TO_ONE_QUESTION:
        return Rest(None, "answered_enough")
    retry_at = _retry_at(question)
    if scene.now < retry_at:
        return Rest(retry_at, "retry_later")
    if answers_are_full(scene):
        return Rest(None, "answers_in_flight")
    if question.sincere:
        return None
    if not scene.installation.simulation_active:
        return Rest(None, "inactive")
    full = minute_is_full(scene)
    return None if full is None else Rest(full, "minute_cap")


def _tick(scene: Scene, question: Question, bots: list[Bot], draw: Draw) -> Tick:
    making = Attempt.of(tick_id_of(scene, question), draw)
    line = reading.line_of(scene.conversation, question.telegram_message_id)
    topic = None if line is None else topic_of(line.meaning)
    wish = Wish(
        bot=choose(scene, making.chance, bots, topic),
        reason="sincere_question" if question.sincere else "mention",
        wait_seconds=making.chance.uniform(*(SINCERE_WAIT if question.sincere else MENTION_WAIT)),
        reply_to=ReplyTarget(
            telegram_message_id=question.telegram_message_id, author=speaker_of_person(question.person_id)
        ),
        topic=topic,
        attempt=question.attempts + 1,
        because=f"question at {question.position}",
    )
    asked = request(scene, making, wish, choice=[bot.bot_id for bot in bots])
    return Tick(asked, answers=question.position)


def _answerers(scene: Scene, question: Question) -> tuple[list[Bot], datetime | None]:
    """Who may answer now, else when to look again: the persona asked, or whoever is there when nobody was.

    A question to a persona that is away is answered by another one in time for the promise; only the persona itself
    can say what it is, and what is no question can wait.
    """
    asked = [bot for bot in scene.able if question.bot_id in {bot.bot_id, ""}]
    if question.sincere:
        return [bot for bot in asked if bot.bot_id not in scene.busy], None
    awake, later = _there(scene, question, asked)
    if awake or not _asks(scene, question):
        return awake, later
    stands_in_at = question.asked_at + scene.pace.span(STAND_IN_AFTER * scene.settings.answer_within_seconds)
    if scene.now < stands_in_at:
        return [], sooner(later, stands_in_at)
    others, _ = _there(scene, question, scene.able)
    return others, later


def _there(scene: Scene, question: Question, bots: Sequence[Bot]) -> tuple[list[Bot], datetime | None]:
    """Those of some personas that may answer now, and when the next one may if none can."""
    there: list[Bot] = []
    later: datetime | None = None
    for bot in bots:
        if bot.bot_id in scene.busy:
            continue
        wakes = awake_at(scene, bot) or scene.rests_from(bot, speaker_of_person(question.person_id))
        if wakes is None:
            there.append(bot)
        later = sooner(later, wakes)
    return there, later


def _asks(scene: Scene, question: Question) -> bool:
    line = reading.line_of(scene.conversation, question.telegram_message_id)
    return line is not None and line.meaning.is_question


def _retry_at(question: Question) -> datetime:
    if question.attempts == 0:
        return question.asked_at
    return question.asked_at + timedelta(seconds=FIRST_RETRY * (2.0**question.attempts - 1))

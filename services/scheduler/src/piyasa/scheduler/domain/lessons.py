"""What a persona learns of a chat by night: what its people care to hear from it, and their words (behaviour 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.persona import InterestsLearned
from piyasa.contracts.values import is_person
from piyasa.language import analyse, fold, violations
from piyasa.projections.directory.bots import LEARNED_AT_MOST
from piyasa.projections.directory.state import Bot
from piyasa.projections.weekly.state import Tally
from piyasa.scheduler.domain.persona_scene import PersonaScene
from piyasa.scheduler.domain.windows import night_window

KEEPS, TAKES = 0.9, 0.1
"""Shares of the old interest and of what came back in the new one."""
TERMS_AT_MOST = 20
TERM_USES = 5
TERM_PEOPLE = 3
_NAME_LETTERS = 3
"""A shorter part of a name is no telling one."""


def lessons(scene: PersonaScene, now: datetime) -> list[NewEvent[InterestsLearned]]:
    """One lesson for each chat the persona talked in before the newest night; the taking back of all when off."""
    if scene.echoes is None:
        return []
    if not scene.settings.drift_enabled:
        return _taken_back(scene)
    if not scene.lives_on:
        return []
    window = night_window(now, scene.bot.timezone)
    learned = dict(scene.bot.learned_interests)
    found = []
    for chat_id, tally in sorted(scene.echoes.tallies.items()):
        if tally.since < window.began and chat_id in scene.bot.chats:
            deltas = _deltas(scene.bot, tally, learned)
            fact = InterestsLearned(
                bot_id=scene.bot.bot_id,
                chat_id=chat_id,
                deltas=deltas,
                terms=_terms(scene, chat_id),
                window=window.name,
            )
            found.append(from_outside(fact, fact.bot_id, chat_id, window.name))
    return found


def _deltas(bot: Bot, tally: Tally, learned: dict[str, float]) -> dict[str, float]:
    """By how much each interest moves; ``learned`` is carried on, as chats of one night add up."""
    deltas = {}
    for topic, said in sorted(tally.said.items()):
        before = learned.get(topic, 0.0)
        interest = min(1.0, max(0.0, bot.interest(topic) - bot.learned_interests.get(topic, 0.0) + before))
        came_back = min(1.0, tally.echoes.get(topic, 0) / said)
        wanted = before + KEEPS * interest + TAKES * came_back - interest
        learned[topic] = min(LEARNED_AT_MOST, max(-LEARNED_AT_MOST, wanted))
        deltas[topic] = round(learned[topic] - before, 4)
    return deltas


def _taken_back(scene: PersonaScene) -> list[NewEvent[InterestsLearned]]:
    learned = {topic: -delta for topic, delta in scene.bot.learned_interests.items() if delta}
    if not learned:
        return []
    after = scene.bot.learned_from[-1] if scene.bot.learned_from else ""
    fact = InterestsLearned(bot_id=scene.bot.bot_id, deltas=learned, window=f"taken back after {after}")
    return [from_outside(fact, fact.bot_id, fact.window)]


def _terms(scene: PersonaScene, chat_id: str) -> tuple[str, ...]:
    """Neutral words that several people use often, most used first: no names, no insults, nothing of the market."""
    vocabulary = scene.vocabularies.get(chat_id)
    if vocabulary is None:
        return ()
    often = [
        (-word.uses, term)
        for term, word in vocabulary.words.items()
        if word.uses >= TERM_USES and len(word.people) >= TERM_PEOPLE
    ]
    names = frozenset(_names(scene, chat_id)) if often else frozenset()
    neutral = (term for _, term in sorted(often) if not _is_name(term, names) and _is_neutral(term, scene.language))
    return tuple(term for term, _ in zip(neutral, range(TERMS_AT_MOST), strict=False))


def _names(scene: PersonaScene, chat_id: str) -> Iterator[str]:
    for bot in scene.everybody.values():
        yield from fold(f"{bot.name} {bot.handle} {bot.username or ''}".replace("_", " ")).split()
    conversation = scene.conversations.get(chat_id)
    for line in () if conversation is None else conversation.lines:
        if is_person(line.speaker):
            yield from fold(line.name).split()


def _is_name(term: str, names: frozenset[str]) -> bool:
    """Whether a word is a part of a name, suffixes included (``mehmete``)."""
    return any(term.startswith(name) for name in names if len(name) >= _NAME_LETTERS)


def _is_neutral(term: str, language: str) -> bool:
    meaning = analyse(term, language=language)
    marked: Mapping[str, float] = meaning.topics
    return not (meaning.symbols or marked or meaning.sentiment or violations(term))

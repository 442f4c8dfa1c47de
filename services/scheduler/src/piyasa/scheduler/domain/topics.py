"""What a persona cares for, and what it would begin to talk about (behaviour 7.3, 8.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp

from piyasa.contracts.values import Meaning, speaker_of_bot
from piyasa.language.symbols import symbol_list
from piyasa.projections.conversations.reading import EXHAUSTED_FROM
from piyasa.projections.conversations.state import Line
from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.chance import Chance, weighted
from piyasa.scheduler.domain.likeness import nearness, topic_words, words_of
from piyasa.scheduler.domain.scene import Scene

GROUPS = ("BIST", "FX", "Kripto", "Makro")
AFFINITY_OF_NOTHING = 0.5
_KNOWS, _CARES, _HOLDS = 0.5, 0.3, 0.2
"""Weights of expertise, interest and an opinion or position in affinity (behaviour 7.3)."""
HEARD_LINES = 30
"""How many lines back a topic counts as heard lately."""
_FADES_BY = 0.85
"""What a line counts for, beside the one after it (behaviour 8.1)."""
_IN_REPLIES = 1.5
"""By what a reply to the persona counts for more (behaviour 8.1)."""
_TEMPERATURE = 0.3
_INTEREST, _EXPERTISE, _TALK, _NOVELTY = 0.45, 0.25, 0.20, 0.10

Strategy = Callable[[Scene, Bot], Mapping[str, float]]
"""Scores the topics a persona might begin with; higher is likelier."""


def affinity(bot: Bot, topic: str | None) -> float:
    """How close a topic is to a persona, 0..1: what it knows, cares for and holds an opinion on.

    A symbol is also as close as its group.
    """
    if topic is None:
        return AFFINITY_OF_NOTHING
    names = _names(topic)
    knows = max(bot.persona.expertise.get(name, 0.0) for name in names)
    cares = max(bot.interest(name) for name in names)
    holds = any(name in bot.stances or name in bot.holdings for name in names)
    return _KNOWS * knows + _CARES * cares + _HOLDS * holds


def topic_of(meaning: Meaning) -> str | None:
    """What a text is about: its first symbol, else its strongest group."""
    if meaning.symbols:
        return meaning.symbols[0]
    return max(meaning.topics, key=meaning.topics.__getitem__) if meaning.topics else None


def choose_topic(scene: Scene, bot: Bot, chance: Chance, strategy: Strategy | None = None) -> str | None:
    """What a persona begins to talk about; None when every topic is cooling down."""
    scores = (strategy or STRATEGIES[scene.settings.topic_strategy])(scene, bot)
    if not scores:
        return None
    best = max(scores.values())
    return weighted(chance, [(topic, exp((score - best) / _TEMPERATURE)) for topic, score in sorted(scores.items())])


def by_keywords(scene: Scene, bot: Bot) -> dict[str, float]:
    """Score topics; how much the chat talks of one is told from the topics and symbols named."""
    heard = _heard(bot, scene.conversation.lines[-HEARD_LINES:])
    loudest = max(heard.values(), default=0.0) or 1.0
    return _scored(scene, bot, heard, lambda topic: heard.get(topic, 0.0) / loudest)


def by_similarity(scene: Scene, bot: Bot) -> dict[str, float]:
    """Score topics; how much the chat talks of one is told from the likeness of words, whether it is named or not."""
    lines = scene.conversation.lines
    spoken = words_of(lines[-HEARD_LINES:], _FADES_BY)
    heard = _heard(bot, lines[-HEARD_LINES:])
    return _scored(scene, bot, heard, lambda topic: nearness(spoken, topic_words(topic, lines)))


STRATEGIES: Mapping[str, Strategy] = {"keywords": by_keywords, "similarity": by_similarity}
"""By the names that the setting ``topic_strategy`` knows."""


def _scored(scene: Scene, bot: Bot, heard: Mapping[str, float], talked_of: Callable[[str], float]) -> dict[str, float]:
    """Interest, expertise, what the chat talks about, and whether it is new (behaviour 8.2)."""
    return {
        topic: _INTEREST * bot.interest(topic)
        + _EXPERTISE * bot.persona.expertise.get(topic, 0.0)
        + _TALK * talked_of(topic)
        + _NOVELTY * (topic not in heard)
        for topic in _candidates(scene, bot)
    }


def _candidates(scene: Scene, bot: Bot) -> list[str]:
    topics = scene.chat.topics or (*GROUPS, *bot.persona.interests, *bot.persona.expertise, *bot.stances)
    worn_out = scene.conversation.topic if scene.conversation.exhaustion >= EXHAUSTED_FROM else None
    return [topic for topic in dict.fromkeys(topics) if topic != worn_out and not _cools_down(scene, bot, topic)]


def _cools_down(scene: Scene, bot: Bot, topic: str) -> bool:
    stance = bot.stances.get(topic)
    return stance is not None and stance.cooldown_until is not None and scene.now < stance.cooldown_until


def _heard(bot: Bot, lines: tuple[Line, ...]) -> dict[str, float]:
    """How much each topic and symbol was talked about; the newest lines, and replies to the persona, count most."""
    heard: dict[str, float] = {}
    own = speaker_of_bot(bot.bot_id)
    for age, line in enumerate(reversed(lines)):
        weight = _FADES_BY**age * (_IN_REPLIES if line.reply_author == own else 1.0)
        for topic, matches in line.meaning.topics.items():
            heard[topic] = heard.get(topic, 0.0) + matches * weight
        for symbol in line.meaning.symbols:
            heard[symbol] = heard.get(symbol, 0.0) + weight
    return heard


def _names(topic: str) -> tuple[str, ...]:
    group = symbol_list().group.get(topic)
    return (topic,) if group is None else (topic, group)

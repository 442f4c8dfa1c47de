"""How the persona takes what it answers, how long it speaks, and what it hands back (parts 11 and 12)."""

from __future__ import annotations

from piyasa.generator.domain.prompt.section import Section
from piyasa.generator.domain.prompt.words import Words
from piyasa.generator.domain.scene import Scene
from piyasa.projections.emotions.reactions import attitude_to, mood_of


def wanted(scene: Scene, words: Words) -> list[Section]:
    """The mood, the attitude, and the form of the answer."""
    return [Section("manner", _manner(scene, words)), Section("answer", _answer(scene, words))]


def _manner(scene: Scene, words: Words) -> str:
    mood = words.talk.mood.format(mood=words.talk.moods[mood_of(scene.feelings)])
    if scene.target is None:
        return mood
    heard = scene.target.meaning
    attitude = attitude_to(
        heard.sentiment, scene.bot.emotion_profile.reaction_style, of_market=bool(heard.symbols or heard.topics)
    )
    return f"{mood} {words.talk.attitudes[attitude]}" if attitude in words.talk.attitudes else mood


def _answer(scene: Scene, words: Words) -> str:
    return words.talk.answer.format(length=words.talk.lengths[_length(scene)])


def _length(scene: Scene) -> str:
    """A question may be answered at more length (behaviour 9.5)."""
    preferred = scene.bot.persona.style.length_preference
    if scene.target is None or not scene.target.meaning.is_question:
        return preferred
    return {"short": "medium", "medium": "long", "long": "long"}[preferred]

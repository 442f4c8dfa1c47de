"""What a line means between a persona and another speaker (behaviour 5.2).

Every line is at most one kind of interaction. An opinion of the persona on the line's topic decides what is agreement
(agreeing with a pessimist sounds bad without being meant so); without one the sentiment does. A reply as bad as
disagreement is disagreement; what is worse, or said without replying, is criticism. Personas insult nobody, so that
criticism is never the answer to an insult.
"""

from __future__ import annotations

from collections.abc import Mapping

from piyasa.contracts.values import Meaning
from piyasa.projections.conversations.flow import topic_of
from piyasa.projections.relationships.interactions import Interaction
from piyasa.projections.relationships.state import Heard

AGREES_FROM = 0.2
"""Sentiment of an agreeing reply; its negative is where disagreement begins."""
DISAGREES_DOWN_TO = -0.6
CRITICISES_BELOW = -0.3
COMPLIMENTS_FROM = 0.6
"""Sentiment from which words about nothing but the persona are a compliment."""
CONTENT_FROM = 15
"""Characters of an answer that says something."""
THANKS = ("tesekkur", "sagol", "sagolun", "eyvallah", "tebrik", "helal", "bravo", "thank", "congrat", "cheers")
"""Beginnings of folded keywords that thank or praise."""


def stance_on(stances: Mapping[str, float], meaning: Meaning) -> float:
    """The direction of the persona's opinion on what a line is about; 0 when it has none."""
    if not stances:
        return 0.0
    for topic in (*meaning.symbols, *sorted(meaning.topics, key=lambda each: (-meaning.topics[each], each))):
        direction = stances.get(topic, 0.0)
        if direction:
            return direction
    return 0.0


def from_other(meaning: Meaning, *, replies: bool, answers: bool, stance: float) -> Interaction | None:
    """What somebody's line to the persona is.

    ``replies`` to a line of the persona's, ``answers`` a question of its (with a growl, it is no help); ``stance`` is
    its opinion on the topic.
    """
    if answers and has_content(meaning) and meaning.sentiment > -AGREES_FROM:
        return "help_received"
    if thanks(meaning):
        return "praise"
    if replies:
        return _in_reply(meaning.sentiment, stance)
    return "criticism" if meaning.sentiment < CRITICISES_BELOW else None


def _in_reply(sentiment: float, stance: float) -> Interaction | None:
    signed = sentiment * stance
    if signed > 0 and abs(sentiment) >= AGREES_FROM:
        return "positive_agreement"
    if sentiment < DISAGREES_DOWN_TO:
        return "criticism"
    if signed < 0 and abs(sentiment) >= AGREES_FROM:
        return "disagreement"
    return _by_sentiment(sentiment)


def from_persona(meaning: Meaning, heard: Heard | None, *, replies: bool) -> Interaction | None:
    """What the persona's own line is; ``heard`` is what it replies to, if that was addressed to it."""
    if not replies:
        return None
    if heard is not None and heard.is_question and not heard.answered and has_content(meaning):
        return "help_given"
    if heard is not None and abs(heard.sentiment) >= AGREES_FROM and heard.topic == topic_of(meaning) is not None:
        signed = heard.sentiment * meaning.sentiment
        if signed and abs(meaning.sentiment) >= AGREES_FROM:
            return "positive_agreement" if signed > 0 else "disagreement"
    return _by_sentiment(meaning.sentiment)


def from_reaction(sentiment: float) -> Interaction | None:
    """What a reaction to the persona's words is."""
    if sentiment >= COMPLIMENTS_FROM:
        return "praise"
    return "criticism" if sentiment < CRITICISES_BELOW else None


def has_content(meaning: Meaning) -> bool:
    """Whether a line says enough to be an answer."""
    return meaning.length >= CONTENT_FROM and not meaning.is_question


def thanks(meaning: Meaning) -> bool:
    """Whether a line thanks the persona, or says something very nice and nothing of the market."""
    if any(keyword.startswith(THANKS) for keyword in meaning.keywords):
        return meaning.sentiment > CRITICISES_BELOW
    return meaning.sentiment >= COMPLIMENTS_FROM and not meaning.symbols and not meaning.topics


def _by_sentiment(sentiment: float) -> Interaction | None:
    if sentiment >= AGREES_FROM:
        return "positive_agreement"
    return "disagreement" if DISAGREES_DOWN_TO <= sentiment <= -AGREES_FROM else None

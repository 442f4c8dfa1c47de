"""What a message is about, in one pass: the facts stored beside every text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piyasa.language.addressing import addressed_in
from piyasa.language.keywords import keywords_of, language_of
from piyasa.language.mentions import PersonaName, mentions_in
from piyasa.language.questions import is_question
from piyasa.language.sentiment import sentiment_of
from piyasa.language.sketches import Sketch
from piyasa.language.symbols import most_named, symbols_by_token
from piyasa.language.tokens import tokenise
from piyasa.language.topics import topics_in


@dataclass(frozen=True, slots=True)
class Analysis:
    """The meaning of one message, without its text."""

    language: str
    """``tr`` or ``en``."""
    symbols: tuple[str, ...]
    """Upper-case ASCII, the most mentioned first."""
    topics: Mapping[str, float]
    """Topic group (BIST, FX, Kripto, Makro) to the number of words that touch it; only groups that are touched."""
    sentiment: float
    """−1.0 to 1.0."""
    is_question: bool
    mentions: tuple[str, ...]
    """Slugs of the personas named, in order."""
    addressed_to: str | None
    """The first persona that is spoken to, not of."""
    keywords: tuple[str, ...]
    """Up to ten folded words."""
    length: int
    """Characters as written."""
    sketch: str
    """What similarity needs, see ``sketches``."""


def analyse(text: str, *, personas: Sequence[PersonaName] = (), language: str = "tr") -> Analysis:
    """Read a message; never fails, whatever it holds.

    ``language`` is what the chat speaks; a message plainly in the other of ``tr`` and ``en`` is marked as such.
    """
    tokens = tokenise(text)
    words = [token.word for token in tokens]
    spoken = language_of(words, language)
    asked = is_question(text, words, spoken)
    symbols = symbols_by_token(tokens)
    mentions = mentions_in(tokens, tuple(personas))
    return Analysis(
        language=spoken,
        symbols=most_named(symbols),
        topics=topics_in(tokens, symbols),
        sentiment=sentiment_of(text, tokens, is_question=asked),
        is_question=asked,
        mentions=tuple(dict.fromkeys(mention.bot_id for mention in mentions)),
        addressed_to=addressed_in(text, tokens, mentions, is_question=asked) if mentions else None,
        keywords=keywords_of(words),
        length=len(text),
        sketch=str(Sketch.of_tokens(text, tokens, symbols)),
    )


def leading_topic(symbols: Sequence[str], topics: Mapping[str, float]) -> str | None:
    """Name what a message is about: its most mentioned symbol, else its strongest topic group, else nothing."""
    if symbols:
        return symbols[0]
    return max(topics, key=lambda group: topics[group]) if topics else None

"""Conversation quality of one chat (behaviour 13.2)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from piyasa.analytics.coherence import Coherence, coherence
from piyasa.analytics.shares import Share
from piyasa.analytics.transcripts import Transcript
from piyasa.analytics.utterances import Utterance

SENDERS_FOR_FULL_ENGAGEMENT = 10
TOPICS_FOR_FULL_DIVERSITY = 5


@dataclass(frozen=True, slots=True)
class Quality:
    """Scores 0..1; all None of an empty chat."""

    messages: int
    senders: int
    people: int
    coherence_score: float | None
    coherence: Coherence
    engagement_rate: float | None
    """Distinct senders over ten, at most 1."""
    engagement_rate_people: float | None
    """The same of people alone: personas can reach 1 by themselves."""
    topic_diversity: float | None
    """Distinct symbols and topic groups over five, at most 1."""
    bot_human_ratio: float | None
    """People's share of the messages."""
    naturalness_score: float | None
    reason: Literal["", "empty"] = ""
    """Why there are no scores."""


def quality(chat: Transcript, mechanical: Mapping[str, float | None]) -> Quality:
    """Score a chat; ``mechanical`` tells each persona's mechanical score by speaker."""
    lines = chat.lines
    senders = {line.speaker for line in lines}
    people = {line.speaker for line in lines if line.by_person}
    found = coherence(chat)
    if not lines:
        return Quality(0, 0, 0, None, found, None, None, None, None, None, "empty")
    return Quality(
        messages=len(lines),
        senders=len(senders),
        people=len(people),
        coherence_score=found.score,
        coherence=found,
        engagement_rate=_engagement(senders),
        engagement_rate_people=_engagement(people),
        topic_diversity=topic_diversity(lines),
        bot_human_ratio=Share.of(line.by_person for line in lines).value,
        naturalness_score=naturalness(lines, mechanical),
    )


def _engagement(senders: Collection[str]) -> float:
    return min(1.0, len(senders) / SENDERS_FOR_FULL_ENGAGEMENT)


def topic_diversity(lines: Sequence[Utterance]) -> float:
    """Distinct labels, symbols as well as topic groups, over five; at most 1."""
    labels = {label for line in lines for label in (*line.meaning.symbols, *line.meaning.topics)}
    return min(1.0, len(labels) / TOPICS_FOR_FULL_DIVERSITY)


def naturalness(lines: Sequence[Utterance], mechanical: Mapping[str, float | None]) -> float | None:
    """1 − the mean mechanical score of the personas, weighted by their messages here.

    1 when no persona spoke; personas without a score are left out, None when that leaves nobody.
    """
    theirs = [line.speaker for line in lines if not line.by_person]
    if not theirs:
        return 1.0
    scores = [score for speaker in theirs if (score := mechanical.get(speaker)) is not None]
    return 1 - sum(scores) / len(scores) if scores else None

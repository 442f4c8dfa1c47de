"""The times of one persona: from line to line, from question to answer, over the hours of its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from piyasa.analytics.spread import gaps
from piyasa.analytics.utterances import Utterance

HOURS = 24


def between(lines: Sequence[Utterance], pace: float = 1.0) -> list[float]:
    """Seconds of behaviour from each line to the next."""
    return [gap * pace for gap in gaps([line.time.timestamp() for line in lines])]


def responses(lines: Sequence[Utterance], pace: float = 1.0) -> list[float]:
    """Seconds of behaviour from what is replied to, where that is known, to each reply."""
    return [(line.time - line.reply_time).total_seconds() * pace for line in lines if line.reply_time is not None]


def hours_of_day(lines: Iterable[Utterance], zone: ZoneInfo) -> list[int]:
    """How many lines fall into each local hour, from midnight."""
    counts = [0] * HOURS
    for line in lines:
        counts[line.time.astimezone(zone).hour] += 1
    return counts

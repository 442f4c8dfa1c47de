"""What services ask of a chat's climate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from piyasa.projections.climate.state import Climate, Tally

WEEK = timedelta(days=7)


def week_of(climates: Iterable[Climate], topic: str, now: datetime) -> Tally:
    """What was said of a topic in the seven days before ``now``, over several chats."""
    since = (now - WEEK).date()
    lines, sentiment = 0, 0.0
    for climate in climates:
        for day, topics in climate.days.items():
            counted = topics.get(topic)
            if day > since and counted is not None:
                lines += counted.lines
                sentiment += counted.sentiment
    return Tally(lines, sentiment)

"""Two who do nothing but answer one another are stopped for a while, whoever they are (behaviour 8.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.pace import Pace

EXCHANGES = 20
"""Lines of one pair, each addressed to the other."""
WITHIN = 60.0
PAUSE = 60.0
"""Seconds of behaviour for which neither is asked to answer the other."""


def resting_pairs(conversation: Conversation, now: datetime, pace: Pace) -> dict[frozenset[str], datetime]:
    """The pairs of speakers that made their twenty exchanges within a minute, with the end of their pause."""
    lines = reading.lines_within(conversation, now, WITHIN + PAUSE)
    if len(lines) < EXCHANGES:
        return {}
    times: dict[frozenset[str], list[datetime]] = {}
    for line in lines:
        for other in _partners(line):
            times.setdefault(frozenset((line.speaker, other)), []).append(line.time)
    within, pause = pace.span(WITHIN), pace.span(PAUSE)
    ends = {pair: _last_full(moments, within) for pair, moments in times.items()}
    return {pair: end + pause for pair, end in ends.items() if end is not None and end + pause > now}


def _partners(line: Line) -> list[str]:
    """Whom a line is addressed to."""
    meaning = line.meaning
    partners = {f"b:{bot_id}" for bot_id in (*meaning.mentions, meaning.addressed_to) if bot_id is not None}
    if line.reply_author is not None:
        partners.add(line.reply_author)
    return sorted(partners - {line.speaker})


def _last_full(moments: Sequence[datetime], within: timedelta) -> datetime | None:
    """The newest moment that ends so many exchanges within a minute."""
    for index in range(len(moments) - 1, EXCHANGES - 2, -1):
        if moments[index] - moments[index - EXCHANGES + 1] <= within:
            return moments[index]
    return None

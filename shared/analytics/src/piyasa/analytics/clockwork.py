"""Whether personas keep a beat: silences of one length that burstiness, a figure of spread alone, does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from piyasa.analytics.transcripts import Transcript

ALIKE_WITHIN = 1.15
"""Silences are of one length when the longest is at most so many times the shortest."""
SILENCES_AT_LEAST = 20
"""Fewer tell nothing."""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """The commonest length of personas' silences; a log-normal row of sigma 1 has a share of about 0.06."""

    share: float | None
    """Of the silences, the largest part that is of one length; None of too few."""
    seconds: float | None
    """The shortest of these, in seconds of behaviour."""
    silences: int
    """How many there are."""


def clockwork(silences: Sequence[float]) -> Clockwork:
    """Find the commonest length among silences, in seconds."""
    if len(silences) < SILENCES_AT_LEAST:
        return Clockwork(None, None, len(silences))
    ordered = sorted(silences)
    most, at, end = 0, 0, 0
    for begin, shortest in enumerate(ordered):
        while end < len(ordered) and ordered[end] <= shortest * ALIKE_WITHIN:
            end += 1
        if end - begin > most:
            most, at = end - begin, begin
    return Clockwork(most / len(ordered), ordered[at], len(ordered))


def silences(chat: Transcript) -> list[float]:
    """Seconds from a persona's line to the next one when that is a persona's, and no further part of its message."""
    return [
        chat.seconds(at, at + 1)
        for at, (one, other) in enumerate(pairwise(chat.lines))
        if not one.by_person and not other.by_person and (one.tick_id is None or one.tick_id != other.tick_id)
    ]

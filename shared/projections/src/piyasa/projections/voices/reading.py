"""What services ask of a persona's voice at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from piyasa.projections.voices.state import Voice

HOUR = 3600.0
"""Seconds over which messages are counted: a rolling hour, not one of the clock (behaviour 12.4)."""


def sent_within_hour(voice: Voice, now: datetime) -> int:
    """How many messages the persona sent in the last sixty minutes (divided by the pace of the fold)."""
    since = now - timedelta(seconds=HOUR / voice.time_lapse)
    return sum(moment > since for moment in voice.hour)

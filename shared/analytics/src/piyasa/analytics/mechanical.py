"""How stiff a persona sounds: the mechanical score and what would loosen it (behaviour 13.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from piyasa.analytics.spread import variance
from piyasa.analytics.stiffness import Signals, signals
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.waits import between, hours_of_day, responses

MESSAGES = 50
"""The newest messages that are looked at."""
MESSAGES_AT_LEAST = 10
"""Fewer tell nothing: the score is unknown, not 0."""
HOURS_OVER = timedelta(days=7)
"""How far back activity by hour of day is looked at."""
INTERVAL_VARIANCE_BELOW = 10.0
"""Square seconds between one message and the next."""
RESPONSE_VARIANCE_BELOW = 5.0
"""Square seconds from a message to the reply to it."""
WEIGHTS = {"regular_intervals": 0.2, "no_typos": 0.3, "regular_responses": 0.2, "round_the_clock": 0.3}
_ADVICE = {
    "regular_intervals": "raise the spread of its waits",
    "no_typos": "adjust its writing style: it never mistypes",
    "regular_responses": "raise the spread of its answering times",
    "round_the_clock": "change its active hours: it never sleeps",
}


@dataclass(frozen=True, slots=True)
class Mechanical:
    """One persona's score and why."""

    score: float | None
    """0..1; None of fewer than ten messages."""
    factors: tuple[str, ...]
    """Which of the four factors it was caught by."""
    signals: Signals
    """Sounder signs beside the score; they do not count into it."""
    suggestion: str
    """What to change; empty when there is nothing to say."""
    messages: int
    """How many were looked at."""


def mechanical(lines: Sequence[Utterance], *, timezone: str = "Europe/Istanbul", pace: float = 1.0) -> Mechanical:
    """Score a persona from all its lines, oldest first: the newest 50, and their hours over the newest 7 days.

    The factors are the requirements' own: variance of the gaps below 10 s² (weight 0.2), not one typing mistake where
    mistakes are counted (0.3), variance of the answering times below 5 s² (0.2), a message in every local hour (0.3).
    """
    newest = lines[-MESSAGES:]
    zone = ZoneInfo(timezone)
    recent = [line for line in lines if line.time > lines[-1].time - HOURS_OVER]
    hours = hours_of_day(recent, zone)
    told = signals(newest, recent, hours, pace=pace)
    if len(newest) < MESSAGES_AT_LEAST:
        return Mechanical(None, (), told, "", len(newest))
    checks: dict[str, Callable[[], bool]] = {
        "regular_intervals": lambda: _varies_less(between(newest, pace), INTERVAL_VARIANCE_BELOW),
        "no_typos": lambda: _never_mistypes(newest),
        "regular_responses": lambda: _varies_less(responses(newest, pace), RESPONSE_VARIANCE_BELOW),
        "round_the_clock": lambda: all(hours),
    }
    factors = tuple(name for name, check in checks.items() if check())
    score = min(1.0, max(0.0, sum(WEIGHTS[name] for name in factors)))
    return Mechanical(score, factors, told, "; ".join(_ADVICE[name] for name in factors), len(newest))


def _varies_less(values: Sequence[float], bound: float) -> bool:
    found = variance(values)
    return found is not None and found < bound


def _never_mistypes(lines: Sequence[Utterance]) -> bool:
    counted = [line.typo_count for line in lines if line.typo_count is not None]
    return bool(counted) and not any(counted)

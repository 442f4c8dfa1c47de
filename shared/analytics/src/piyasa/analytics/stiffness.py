"""Sounder signs of a stiff persona, shown beside the mechanical score (behaviour 13.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from piyasa.analytics.spread import gaps, median, variation
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.waits import between, responses
from piyasa.analytics.wording import grams, words_of

INTERVALS_VARY_FROM = 0.3
TYPOS_HEALTHY = (0.002, 0.04)
"""Typing mistakes per word."""
RESPONSES_VARY_FROM = 0.25
INSTANT_BELOW = 3.0
"""Seconds; a median answer this fast counts as instant."""
HOUR_COUNTS_FROM = 0.02
"""Share of the messages from which an hour of day counts as active."""
QUIET_HOURS = 5
"""Hours in a row that a persona is expected to keep quiet."""
OPENINGS_FROM = 0.5
"""Distinct openings over messages."""
OFFLINE_FROM = 45 * 60.0
"""Seconds; a day is expected to hold one gap this long."""
LENGTHS_VARY_FROM = 0.3
REPEATED_ABOVE = 0.15
"""Share of runs of four words that were used before."""
_DAY = timedelta(days=1)
_RUN = 4
_OPENING = 2


@dataclass(frozen=True, slots=True)
class Signals:
    """What was measured, None where nothing can be told, and which of it stands out."""

    interval_variation: float | None
    typos_per_word: float | None
    response_variation: float | None
    median_response_seconds: float | None
    longest_quiet_hours: int
    """Hours of day in a row, midnight crossed, without activity that counts."""
    distinct_openings: float | None
    longest_gap_seconds: float | None
    """Within the newest day; None when nothing older than a day is known."""
    length_variation: float | None
    repeated_runs: float | None
    noticed: tuple[str, ...]


def signals(newest: Sequence[Utterance], recent: Sequence[Utterance], hours: Sequence[int], *, pace: float) -> Signals:
    """Measure the newest 50 lines, and the hours of the last week."""
    answers = responses(newest, pace)
    measured: dict[str, float | None] = {
        "interval_variation": variation(between(newest, pace)),
        "typos_per_word": _typos_per_word(newest),
        "response_variation": variation(answers),
        "median_response_seconds": median(answers),
        "distinct_openings": _distinct_openings(newest),
        "longest_gap_seconds": _longest_gap(recent, pace),
        "length_variation": variation([float(len(line.text)) for line in newest]),
        "repeated_runs": _repeated_runs(newest),
    }
    quiet = longest_quiet(hours)
    noticed = [name for name, value in measured.items() if value is not None and _stands_out(name, value)]
    if sum(hours) and quiet < QUIET_HOURS:
        noticed.append("longest_quiet_hours")
    return Signals(**measured, longest_quiet_hours=quiet, noticed=tuple(noticed))


def longest_quiet(hours: Sequence[int]) -> int:
    """The longest run of hours, midnight crossed, with less than 2 % of the messages each; 0..24."""
    active = [count > 0 and count >= HOUR_COUNTS_FROM * sum(hours) for count in hours]
    if not any(active):
        return len(hours)
    longest = run = 0
    for each in (*active, *active):
        run = 0 if each else run + 1
        longest = max(longest, run)
    return longest


def _stands_out(name: str, value: float) -> bool:
    low, high = _EXPECTED[name]
    return not low <= value <= high


_ANY = float("inf")
_EXPECTED = {
    "interval_variation": (INTERVALS_VARY_FROM, _ANY),
    "typos_per_word": TYPOS_HEALTHY,
    "response_variation": (RESPONSES_VARY_FROM, _ANY),
    "median_response_seconds": (INSTANT_BELOW, _ANY),
    "distinct_openings": (OPENINGS_FROM, _ANY),
    "longest_gap_seconds": (OFFLINE_FROM, _ANY),
    "length_variation": (LENGTHS_VARY_FROM, _ANY),
    "repeated_runs": (0.0, REPEATED_ABOVE),
}


def _typos_per_word(lines: Sequence[Utterance]) -> float | None:
    counted = [line for line in lines if line.typo_count is not None]
    words = sum(len(line.text.split()) for line in counted)
    return sum(line.typo_count or 0 for line in counted) / words if words else None


def _distinct_openings(lines: Sequence[Utterance]) -> float | None:
    openings = [words[:_OPENING] for line in lines if (words := words_of(line.text))]
    return len(set(openings)) / len(openings) if openings else None


def _longest_gap(recent: Sequence[Utterance], pace: float) -> float | None:
    if not recent:
        return None
    since = recent[-1].time - _DAY / pace
    if recent[0].time > since:
        return None
    moments = [since.timestamp(), *(line.time.timestamp() for line in recent if line.time > since)]
    return max(gaps(moments)) * pace


def _repeated_runs(lines: Sequence[Utterance]) -> float | None:
    runs = [run for line in lines for run in grams(words_of(line.text), _RUN)]
    return 1 - len(set(runs)) / len(runs) if runs else None

"""How simulated people behave in a group: how often, at what hours, and to what end they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from piyasa.simulation.phrases import Act

HabitName = Literal["quiet", "regular", "curious", "hostile", "spamming"]


@dataclass(frozen=True, slots=True)
class Habit:
    """One kind of group member."""

    share: float
    """Of all people, 0..1."""
    sessions: float
    """Mean number of times a day that somebody looks in and writes."""
    lines: tuple[int, int]
    """Fewest and most lines of one session."""
    gap: float
    """Median seconds between the lines of a session; they are log-normal, so long ones occur."""
    answers: float
    """Probability of answering a persona that answered."""
    reacts: float
    """Probability of an emoji on a line that was read, for each look at the chat."""
    acts: Mapping[Act, float]
    """What a line is for, by weight."""
    replies: Mapping[Act, float]
    """What an answer is for, by weight."""
    grudge: float = 0.0
    """Probability of turning, with each line, on the one persona that this person cannot stand."""
    reads: bool = True
    """Whether what others say makes a difference."""


HABITS: Final[Mapping[HabitName, Habit]] = {
    "quiet": Habit(
        0.55, 0.5, (1, 2), 90.0, 0.35, 0.15,
        {"state": 4, "ask": 3, "chat": 3}, {"thank": 4, "agree": 3, "more": 1},
    ),
    "regular": Habit(
        0.25, 2.0, (1, 5), 60.0, 0.5, 0.2,
        {"state": 5, "ask": 3, "chat": 2, "ask_persona": 2}, {"agree": 3, "doubt": 2, "more": 2, "thank": 2},
    ),
    "curious": Habit(
        0.12, 2.5, (2, 6), 45.0, 0.65, 0.2,
        {"ask": 4, "ask_persona": 6, "state": 1, "advice": 0.7, "sincere": 0.15}, {"more": 5, "thank": 3, "agree": 1},
    ),
    "hostile": Habit(
        0.06, 2.5, (2, 6), 35.0, 0.6, 0.05,
        {"attack": 5, "state": 2, "ask_persona": 1, "sincere": 0.3}, {"attack": 3, "doubt": 4, "more": 1},
        grudge=0.7,
    ),
    "spamming": Habit(0.02, 1.2, (4, 12), 4.0, 0.05, 0.0, {"spam": 1}, {"spam": 1}, reads=False),
}  # fmt: skip

BY_HOUR: Final = (
    0.15, 0.08, 0.04, 0.03, 0.03, 0.06, 0.2, 0.5, 0.9, 1.4, 1.5, 1.3,
    1.1, 1.1, 1.3, 1.3, 1.4, 1.5, 1.3, 1.1, 1.2, 1.2, 0.9, 0.4,
)  # fmt: skip
"""How busy people are in each hour of the day, relative to one another."""
WEEKEND: Final = 0.5
"""How much of a weekday's talk there is on a day without a session."""
EMOJI: Final[Mapping[str, float]] = {
    "👍": 0.6,
    "❤": 0.8,
    "🔥": 0.7,
    "😁": 0.5,
    "🤔": 0.0,
    "👏": 0.7,
    "😢": -0.4,
    "👎": -0.7,
}
"""Reactions people give, and what they say of the feeling behind them, -1..1."""

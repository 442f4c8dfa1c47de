"""When people and personas talk, and how long the silences between lines are."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from matplotlib.axes import Axes

from piyasa.analytics.spread import gaps
from piyasa.analytics.transcripts import transcripts
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.waits import HOURS, hours_of_day

_PEOPLE, _PERSONAS = "#3b7dd8", "#e07b39"
_SHORTEST = 0.1
"""Seconds; what is shorter is drawn here, as a logarithm has no place for 0."""


def activity(axes: Axes, lines: Sequence[Utterance], timezone: str) -> None:
    """Lines by local hour of day, those of people below those of personas."""
    zone = ZoneInfo(timezone)
    people = hours_of_day([line for line in lines if line.by_person], zone)
    personas = hours_of_day([line for line in lines if not line.by_person], zone)
    axes.bar(range(HOURS), people, color=_PEOPLE, label="people")
    axes.bar(range(HOURS), personas, bottom=people, color=_PERSONAS, label="personas")
    axes.set(title="Activity by hour", xlabel=f"hour of day, {timezone}", ylabel="messages")
    axes.set_xticks(range(0, HOURS, 2))
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def intervals(axes: Axes, lines: Sequence[Utterance], pace: float) -> None:
    """The share of silences in a chat at least as long as each length, both axes logarithmic.

    Chance alone bends down steeply at its mean; a heavy tail is nearly straight.
    """
    for label, color, people in (("people", _PEOPLE, True), ("personas", _PERSONAS, False)):
        theirs = [line for line in lines if line.by_person == people]
        waits = sorted(max(_SHORTEST, wait) for wait in _waits(theirs, pace))
        if waits:
            shares = [1 - at / len(waits) for at in range(len(waits))]
            axes.plot(waits, shares, drawstyle="steps-post", color=color, label=label)
    axes.set(title="Times between lines", xlabel="at least so many seconds", ylabel="share", xscale="log", yscale="log")
    if axes.lines:
        axes.legend(frameon=False)


def _waits(lines: Sequence[Utterance], pace: float) -> list[float]:
    chats = transcripts(lines).values()
    return [gap * pace for chat in chats for gap in gaps([line.time.timestamp() for line in chat.lines])]
